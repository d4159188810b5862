//! What a territory is asked, what it committed to, and what all commitments make together.
use super::model::Side;
use super::subject::Objective;
use super::sum::Sum;
use super::{file, store, sums, views};
use crate::dashboards::place::{self, Place};
use crate::objectives::orientations::{self, Orientation};
use crate::objectives::pages::read_year;
use crate::objectives::store as targets;
use axum::extract::{Path, State};
use base::{Actor, App, Form, Page, Result};
use chrono::NaiveDate;
use maud::Markup;
use network::rights::{self, Permission};
use network::territories::{Level, Territory};

pub struct List {
    pub place: Place,
    pub year: i32,
    pub today: NaiveDate,
    /// Of this territory and of those above, from the nation down; of each, the latest version first.
    pub orientations: Vec<Orientation>,
    pub may_write: bool,
    /// Of a platform, or of the platforms of a département; elsewhere there are too many to read.
    pub objectives: Vec<Objective>,
    /// For whom the reader speaks; on a département, for it or for nobody.
    pub side: Option<Side>,
    /// The platforms to which the reader may propose.
    pub platforms: Vec<Territory>,
    /// Whose target the commitments are held against.
    pub upper: Territory,
    pub sums: Vec<Sum>,
    /// Whether the reader may know of how many young people they speak.
    pub exact: bool,
    pub done: bool,
}

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    let year = read_year(&mut form, &app)?;
    let level = place.level();
    let upper = if level == Level::Platform {
        file::department(&mut tx, &place.territory).await?
    } else {
        place.territory.clone()
    };
    let own = targets::of_year(&mut tx, upper.code.as_str(), year).await?;
    let sums = sums::read(&app, &mut tx, upper.code.as_str(), year, &own).await?;
    let near = matches!(level, Level::Platform | Level::Department);
    let objectives = if near { store::of_year(&mut tx, &code, year).await? } else { vec![] };
    let side = if near { file::side(&mut tx, &actor, &code).await? } else { None };
    let may_propose = side == Some(Side::Department) && file::in_time(year, app.clock.today()).is_ok();
    let platforms = match level {
        Level::Platform if may_propose => vec![place.territory.clone()],
        Level::Department if may_propose => {
            network::territories::store::platforms_within(&mut tx, &place.territory.code).await?
        }
        _ => vec![],
    };
    let list = List {
        year,
        today: app.clock.today(),
        orientations: orientations::of_line(&mut tx, &code, year).await?,
        may_write: targets::holds_here(&mut tx, &actor, Permission::WriteOrientations, &code).await?,
        objectives,
        side,
        platforms,
        exact: rights::may(&mut tx, &actor, Permission::SeeFigures, upper.code.as_str()).await?,
        upper,
        sums,
        done: form.raw("dit") == "orientation",
        place,
    };
    let page = Page::new(views::list_title(&list), views::list(&list));
    Ok(page.menu(format!("/territoires/{code}/objectifs")).render(&app, Some(&actor)))
}
