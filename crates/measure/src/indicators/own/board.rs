//! The indicators that apply to a territory, on its dashboard.
use super::ground::{self, Part, Reading};
use super::model::{Kind, Own, Version, plain};
use super::{store, targets};
use crate::asked::Asked;
use crate::figures::Question;
use base::{Actor, App, Result};
use chrono::{DateTime, Utc};
use db::Tx;
use dsfr::{Column, FigureLink, Phone, Row, Section, Table};
use maud::{Markup, Render as _, html};
use network::rights::Permission;

/// One of them, over what is asked.
#[derive(Clone, Debug)]
pub struct Line {
    pub own: Own,
    /// The version that holds on the day.
    pub version: Version,
    pub reading: Reading,
    pub target: Option<f64>,
}

/// All that apply to a territory and are in force, in the order of who holds them.
///
/// # Errors
/// As [`crate::figures::ask`].
pub async fn lines(app: &App, tx: &mut Tx, actor: &Actor, asked: &Asked, territory: &str) -> Result<Vec<Line>> {
    let book = store::of_territory(tx, territory).await?;
    let question = asked.question(territory);
    let known = ground::known_at(app, &question);
    let shown: Vec<&Own> =
        book.0.iter().filter(|own| !own.is_retired(known) && own.on(asked.today, known).is_some()).collect();
    if shown.is_empty() {
        return Ok(vec![]);
    }
    let codes: Vec<&str> = shown.iter().map(|own| own.code.as_str()).collect();
    let ground = ground::read(app, tx, actor, &book, &codes, &question).await?;
    let set = match asked.school_year().filter(|_| asked.only.is_empty()) {
        Some(year) => targets::of_year(tx, territory, year, known).await?,
        None => vec![],
    };
    let line = |own: &&Own| {
        let version = own.on(asked.today, known)?.clone();
        let reading = ground.reading(&own.code, &asked.only, Part::Whole);
        let target = set.iter().find(|(code, _)| *code == own.code).map(|(_, value)| *value);
        Some(Line { own: (*own).clone(), version, reading, target })
    };
    Ok(shown.iter().filter_map(line).collect())
}

/// A value, as programs read it.
#[derive(Clone, Debug)]
pub struct Added {
    pub code: String,
    pub version: i64,
    /// A ratio from 0 to 1, a number, days; none where there is none, and for a step of a scale.
    pub number: Option<f64>,
    /// `not_applicable`, `not_sent`: why there is no number.
    pub sign: Option<&'static str>,
    /// As the pages say it.
    pub text: String,
    /// What is missing; may be empty.
    pub note: String,
}

/// The values of some of those that apply to the territory of a question. One that does not apply there, or was not published
/// yet, is left out.
///
/// # Errors
/// As [`crate::figures::ask`].
pub async fn values(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    question: &Question,
    codes: &[String],
) -> Result<Vec<Added>> {
    let book = store::of_territory(tx, &question.territory).await?;
    let wanted: Vec<&str> = codes.iter().map(String::as_str).collect();
    let ground = ground::read(app, tx, actor, &book, &wanted, question).await?;
    let known = ground::known_at(app, question);
    let value = |code: &String| {
        let own = book.find(code)?;
        let version = own.on(question.at, known)?.number;
        let Reading { value, note, number, sign } = ground.reading(code, &question.only, Part::Whole);
        Some(Added { code: code.clone(), version, number, sign, text: value, note })
    };
    Ok(codes.iter().filter_map(value).collect())
}

/// On the page of targets: those of the indicators added, each set from its own page.
pub async fn targets_section(tx: &mut Tx, territory: &str, year: i32, now: DateTime<Utc>) -> Result<Markup> {
    let book = store::of_territory(tx, territory).await?;
    let in_force = |own: &&Own| own.kind != Kind::Qualitative && !own.is_retired(now);
    let shown: Vec<&Own> = book.0.iter().filter(in_force).collect();
    if shown.is_empty() {
        return Ok(html! {});
    }
    let set = targets::of_year(tx, territory, year, now).await?;
    let rows = shown.iter().filter_map(|own| {
        let sheet = &own.published()?.sheet;
        let target = set.iter().find(|(code, _)| *code == own.code).map(|(_, value)| plain(sheet, *value));
        let href = format!("/territoires/{territory}/chiffres/{}?annee={year}", own.code);
        let name = html! { a href=(href) { (own.label()) } br; span.pu-meta { (own.code) ", " (own.territory_name) } };
        Some(Row::new(
            name,
            [html! {
                @match target { Some(target) => (target), None => span.pu-meta { "pas de cible" } }
            }],
        ))
    });
    let columns = vec![Column::text("Indicateur ajouté"), Column::number("Cible")];
    let body = html! {
        (Table::new("Cibles des indicateurs ajoutés", columns, rows.collect()))
        p."pu-meta"."pu-sect--s" { "La cible d’un indicateur ajouté se fixe à la page de son chiffre." }
    };
    Ok(Section::new("t-own", "Indicateurs ajoutés", body).render())
}

/// Whether the actor types, for this platform, what indicators ask of it.
pub async fn may_type(tx: &mut Tx, actor: &Actor, territory: &str) -> db::Result<bool> {
    crate::objectives::store::holds_here(tx, actor, Permission::EnterFigures, territory).await
}

/// The section of the dashboard; nothing when none applies.
pub fn section(lines: &[Line], asked: &Asked, territory: &str, may_type: bool) -> Markup {
    if lines.is_empty() {
        return html! {};
    }
    let rows = lines.iter().map(|line| {
        let Line { own, version, reading, target } = line;
        let name = html! {
            a href={ "/indicateurs/" (own.code) } { (version.sheet.label) }
            br;
            span.pu-meta { (own.code) ", " (own.territory_name) }
        };
        let figure = FigureLink::new(
            reading.value.clone(),
            version.sheet.label.clone(),
            format!("/territoires/{territory}/chiffres/{}?{}", own.code, asked.query()),
        );
        let value = html! { span."pu-added" { (figure) } @if !reading.note.is_empty() { br; span.pu-meta { (reading.note) } } };
        let target = html! {
            @match target { Some(value) => (plain(&version.sheet, *value)), None => span.pu-meta { "pas de cible" } }
        };
        let typing = html! {
            @if may_type && own.kind != Kind::Formula && !asked.is_past {
                a."pu-noprint"."pu-typing" href={ "/territoires/" (territory) "/saisie/" (own.code) } { "saisir" span.fr-sr-only { ", " (version.sheet.label) } }
            }
        };
        let mut cells = vec![value, target];
        if may_type {
            cells.push(typing);
        }
        Row::new(name, cells)
    });
    let mut columns = vec![Column::text("Indicateur"), Column::number("Valeur"), Column::number("Cible")];
    if may_type {
        columns.push(Column::text("Saisie"));
    }
    let table = Table {
        phone: Phone::StackedPairs,
        ..Table::new("Indicateurs ajoutés par les territoires", columns, rows.collect())
    };
    Section::new("t-own", "Indicateurs ajoutés", table.render()).render()
}
