use super::model::Target;
use crate::dashboards::place::Place;
use crate::figures::Tally;
use crate::indicators::{Indicator, Measured};
use crate::{places, words};
use base::Form;
use base::clock::paris_day;
use base::french::{date_medium, fr};
use chrono::NaiveDate;
use dsfr::{
    Alert, Button, ButtonLink, Cell, Column, ErrorSummary, PageHead, Row, Section, Segments, Table, Tone, View, Weight,
    field_id,
};
use maud::{Markup, Render as _, html};

pub struct Objectives<'a> {
    pub place: &'a Place,
    pub year: i32,
    pub today: NaiveDate,
    /// All those of the year, ended ones too, the latest first.
    pub targets: &'a [Target],
    pub now: &'a Tally,
    pub before: &'a Tally,
    pub form: &'a Form,
    pub may_set: bool,
    pub saved: Option<usize>,
    /// The targets of indicators that people added.
    pub added: &'a Markup,
}

pub fn title(objectives: &Objectives<'_>) -> String {
    format!("Objectifs {}", words::school_year(objectives.year))
}

pub fn page(objectives: &Objectives<'_>) -> Markup {
    let table = table(objectives);
    html! {
        (head(objectives))
        (ErrorSummary::of(&table, "", objectives.form.errors()))
        (saved(objectives))
        (years(objectives))
        @if objectives.may_set {
            form method="post" action={ "/territoires/" (objectives.place.code()) "/objectifs" } {
                input type="hidden" name="annee" value=(objectives.year);
                (table)
                div.pu-actions.pu-sect--s {
                    (Button::new(Weight::Main, "Enregistrer les cibles"))
                    span.pu-meta { "Un champ vide\u{a0}: pas de cible. Chaque changement est gardé, avec sa date et son auteur." }
                }
            }
        } @else { (table) }
        (objectives.added)
        (history(objectives))
    }
}

fn head(objectives: &Objectives<'_>) -> Markup {
    let address = |page| format!("/territoires/{}/{page}?annee={}", objectives.place.code(), objectives.year);
    let (concertation, dashboard) = (address("concertation"), address("tableau-de-bord"));
    PageHead {
        subtitle: html! {
            "Cibles " (places::of(&objectives.place.territory)) ", jeunes entrés du 1" sup { "er" } "\u{a0}septembre "
            (objectives.year) " au 31\u{a0}août " (objectives.year + 1)
        },
        aside: dsfr::actions(&html! {
            (ButtonLink::new(Weight::Secondary, "Concertation et orientations", concertation))
            (ButtonLink::new(Weight::Secondary, "Tableau de bord", dashboard))
        }),
        ..PageHead::new(title(objectives))
    }
    .render()
}

fn saved(objectives: &Objectives<'_>) -> Markup {
    let text = match objectives.saved {
        None => return html! {},
        Some(0) => "Rien n’a changé\u{a0}: les cibles étaient déjà celles-ci.".to_owned(),
        Some(1) => "Une cible a changé.".to_owned(),
        Some(n) => format!("{n}\u{a0}cibles ont changé."),
    };
    Alert { live: true, ..Alert::line(Tone::Success, html! { (text) }) }.render()
}

fn address(objectives: &Objectives<'_>, year: i32) -> String {
    format!("/territoires/{}/objectifs?annee={year}", objectives.place.code())
}

fn years(objectives: &Objectives<'_>) -> Markup {
    let this = crate::figures::Period::school_year_of(objectives.today);
    let mut years = vec![this - 1, this, this + 1];
    if !years.contains(&objectives.year) {
        years.push(objectives.year);
        years.sort_unstable();
    }
    let segments = years.into_iter().map(|year| View {
        current: year == objectives.year,
        ..View::new(words::school_year(year), address(objectives, year))
    });
    html! { div."pu-bar"."pu-sect--s" { (Segments { label: "Année scolaire".into(), segments: segments.collect() }) } }
}

const GROUPS: [(&str, &str); 3] =
    [("Parts, en\u{a0}%", "en\u{a0}%"), ("Délais, en jours", "en jours"), ("Effectifs, en dossiers", "en dossiers")];

fn group(indicator: Indicator) -> usize {
    match indicator.definition().measured {
        Measured::Rate { .. } => 0,
        Measured::Median(_) | Measured::NinetiethPercentile(_) => 1,
        Measured::Count(_) => 2,
    }
}

fn table(objectives: &Objectives<'_>) -> Markup {
    let year = words::school_year(objectives.year);
    let mut rows = vec![];
    for (n, (name, _)) in GROUPS.iter().enumerate() {
        rows.push(Row::group(*name));
        rows.extend(Indicator::cohort().filter(|i| group(*i) == n).map(|i| row(objectives, i)));
    }
    let columns = vec![
        Column::text("Indicateur"),
        Column::number(format!("{year}, à ce jour")),
        Column::number(format!("Entrés en {}, à ce jour", words::school_year(objectives.year - 1))),
        Column::text(format!("Cible {year}")),
    ];
    let caption = format!("Cibles {year} par indicateur, avec la valeur d’aujourd’hui");
    html! { div.pu-sect--s { (Table::new(caption, columns, rows)) } }
}

fn row(objectives: &Objectives<'_>, indicator: Indicator) -> Row {
    let held = Target::holding(objectives.targets, indicator);
    let label = html! { a href={ "/indicateurs/" (indicator.code()) } { (indicator.label()) } };
    let value = words::value(objectives.now.value(indicator));
    let figure =
        format!("/territoires/{}/chiffres/{}?annee={}", objectives.place.code(), indicator.code(), objectives.year);
    let about = format!("{}, {}", indicator.label(), words::school_year(objectives.year));
    let cells: [Cell; 3] = [
        dsfr::FigureLink::new(value, about, figure).render().into(),
        words::value(objectives.before.value(indicator)).into(),
        target(objectives, indicator, held).into(),
    ];
    Row::new(label, cells)
}

fn target(objectives: &Objectives<'_>, indicator: Indicator, held: Option<&Target>) -> Markup {
    let agreed = held.and_then(|held| held.objective);
    html! {
        @if objectives.may_set && agreed.is_none() { (field(objectives.form, indicator)) }
        @else if let Some(held) = held { b.pu-num { (words::plain(indicator, held.value)) } }
        @else { span.pu-meta { "pas de cible" } }
        @if let Some(held) = held { div.pu-meta { (set_when(held)) } }
        @if let Some(id) = agreed {
            div.pu-meta { a href={ "/objectifs/" (id) } { "son objectif" span.fr-sr-only { ", " (indicator.label()) } } }
        }
    }
}

/// The label is the head of the row; it is said again to those who hear the field alone.
fn field(form: &Form, indicator: Indicator) -> Markup {
    let code = indicator.code();
    let (id, error) = (field_id("", code), form.error(code));
    let message = format!("{id}-message");
    let unit = GROUPS.get(group(indicator)).map_or("", |(_, unit)| unit);
    html! {
        div class={ "fr-input-group" @if error.is_some() { " fr-input-group--error" } } {
            label.fr-label.fr-sr-only for=(id) { "Cible, " (indicator.label()) ", " (unit) }
            input class={ "fr-input" @if error.is_some() { " fr-input--error" } } type="text" inputmode="decimal"
                id=(id) name=(code) value=(form.raw(code)) maxlength="20" autocomplete="off"
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| message.as_str())];
            @if let Some(error) = error { p.fr-message.fr-message--error id=(message) { span { (error) } } }
        }
    }
}

/// « fixée le 3 sept. 2026 par Hervé Quéméneur », « convenue le 3 sept. 2026 avec le département »
fn set_when(target: &Target) -> String {
    let day = date_medium(paris_day(target.set_at));
    match (&target.set_by, target.objective) {
        (_, Some(_)) => format!("convenue le {day} avec le département"),
        (Some(name), None) => format!("fixée le {day} par {name}"),
        (None, None) => format!("fixée le {day}"),
    }
}

fn history(objectives: &Objectives<'_>) -> Markup {
    let ended: Vec<&Target> = objectives.targets.iter().filter(|t| t.ended_at.is_some()).collect();
    if ended.is_empty() {
        return html! {};
    }
    let rows = ended.iter().map(|target| {
        let until = target.ended_at.map_or_else(String::new, |at| date_medium(paris_day(at)));
        let cells = [words::plain(target.indicator, target.value), set_when(target), until];
        Row::new(target.indicator.label(), cells)
    });
    let columns = vec![
        Column::text("Indicateur"),
        Column::number("Cible"),
        Column::text("Fixée"),
        Column::text("A tenu jusqu’au"),
    ];
    let caption = fr("Cibles remplacées ou retirées, de la plus récente à la plus ancienne");
    Section::new("cibles-passees", "Les cibles d’avant", Table::new(caption, columns, rows.collect()).render()).render()
}
