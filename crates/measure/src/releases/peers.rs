//! The platforms of the same département or académie, for one of them: its own figures exact, the others' as published.
use super::model::{Class, Figure, Measure, Rate};
use super::table::counts;
use super::{store, views};
use crate::dashboards::place;
use crate::figures::{self, Period, Question};
use axum::extract::{Path, State};
use base::{Actor, App, Error, Page, Result};
use maud::Markup;
use network::territories::{Level, Territory, TerritoryCode, store as territories};

/// A row of the table: nothing in it but what its reader may know.
pub struct Peer {
    pub territory: Territory,
    pub is_own: bool,
    pub counts: Vec<Option<Figure<i64>>>,
    pub rates: Vec<Option<Figure<f64>>>,
}

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>) -> Result<Markup> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    if place.level() != Level::Platform {
        return Err(Error::NotFound);
    }
    let own = &place.territory;
    let around = around(&mut tx, &own.code).await?;
    let Some(release) = store::list(&mut tx).await?.into_iter().next() else {
        let page = Page::new("Chez les autres", views::no_peers(own));
        return Ok(above(page, own).render(&app, Some(&actor)));
    };
    let mut platforms = territories::platforms_within(&mut tx, &around.code).await?;
    platforms.sort_by_cached_key(|platform| matching::fold(&platform.name));
    let question = Question {
        territory: code.clone(),
        period: Period { from: release.quarter.first_day(), to: release.quarter.last_day() },
        at: release.known_on,
        known_on: Some(release.known_on),
        by: vec![],
        only: vec![],
    };
    let exact = counts(figures::ask(&app, &mut tx, &actor, &question).await?.whole());
    let published = store::all(&mut tx, release.id).await?;
    drop(tx);
    let told = |territory: Territory| {
        let code = territory.code.as_str();
        let is_own = territory.code == own.code;
        let count = |measure: Measure| match is_own {
            true => Some(Figure::Exact(i64::from(exact[measure as usize]))),
            false => published.count(code, Class::All, measure),
        };
        let counted = SHOWN.map(count).to_vec();
        let rate = |rate: Rate| {
            let [part, rest] = rate.parts();
            Some(Figure::rate(count(Measure::Confirmed)?, count(part)?, count(rest)?))
        };
        let rates = Rate::ALL.map(rate).to_vec();
        Peer { is_own, counts: counted, rates, territory }
    };
    let rows: Vec<Peer> = platforms.into_iter().map(told).collect();
    let total = told(around);
    let page = Page::new("Chez les autres", views::peers(&release, own, &rows, &total));
    Ok(above(page, own).render(&app, Some(&actor)))
}

/// The counts that are shown.
pub const SHOWN: [Measure; 6] = [
    Measure::Listed,
    Measure::ToVerify,
    Measure::NotConcerned,
    Measure::Confirmed,
    Measure::Contacted,
    Measure::FoundSolution,
];

fn above(page: Page, own: &Territory) -> Page {
    let page = page.menu(format!("/territoires/{}/pairs", own.code));
    page.above(own.title(), format!("/territoires/{}/tableau-de-bord", own.code))
}

/// The département, or the académie when the platform is alone in its own.
async fn around(tx: &mut db::Tx, code: &TerritoryCode) -> Result<Territory> {
    let line = territories::ancestors(tx, code).await?;
    let mut upper = line.into_iter().rev().filter(|territory| territory.level < Level::Platform);
    let department = upper.next().ok_or(Error::NotFound)?;
    match territories::platforms_within(tx, &department.code).await?.len() {
        0 | 1 => Ok(upper.next().unwrap_or(department)),
        _ => Ok(department),
    }
}
