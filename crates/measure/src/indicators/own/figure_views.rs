use super::figure::{target_said, typed};
use super::formula::{self, Names};
use super::ground::{Ground, Part, Reading};
use super::model::{Kind, Own, Shown, Version};
use super::views::formula_box;
use crate::asked::Asked;
use crate::dashboards::place::Place;
use crate::dashboards::views::past;
use crate::{places, words};
use base::Form;
use base::french::{date_long, decimal, fr, month_short, month_year};
use charts::{Break, Datum, Frame, Kind as Line, LineChart, Series, Size, Tick, Unit};
use chrono::NaiveDate;
use dsfr::{
    Alert, Button, ButtonLink, Card, Column, DescriptionList, FigureLink, Input, PageHead, Phone, Row, Section, Table,
    Tone, Weight,
};
use maud::{Markup, Render as _, html};
use network::territories::Territory;

pub struct Figure<'a> {
    pub place: &'a Place,
    pub asked: &'a Asked,
    pub own: &'a Own,
    /// The one that holds on the day asked about, as it was known.
    pub version: &'a Version,
    /// The one that holds today.
    pub current: Option<&'a Version>,
    pub names: &'a Names,
    pub ground: &'a Ground<'a>,
    pub reading: Reading,
    /// The months of the period that have begun.
    pub months: Vec<NaiveDate>,
    pub below: Vec<Territory>,
    pub target: Option<f64>,
    pub may_set: bool,
    pub may_type: bool,
    pub form: &'a Form,
    pub site: String,
}

impl Figure<'_> {
    fn address(&self, asked: &Asked) -> String {
        format!("/territoires/{}/chiffres/{}?{}", self.place.code(), self.own.code, asked.query())
    }
}

pub fn page(figure: &Figure<'_>) -> Markup {
    let Figure { asked, version, .. } = figure;
    html! {
        (PageHead {
            subtitle: html! {
                (version.sheet.label) ", " (places::name(&figure.place.territory)) ", "
                (fr(&format!("jeunes entrés {}", words::period(asked.past()))))
            },
            aside: typing(figure),
            ..PageHead::new("D’où vient ce chiffre\u{202f}?")
        })
        (past(asked, &figure.address(&asked.now())))
        (changed_since(figure))
        (worth(figure))
        div."pu-two"."pu-two--aside"."pu-sect" {
            div.pu-stack {
                (definition(figure))
                @if figure.own.kind != Kind::Qualitative { (months(figure)) }
                @if figure.own.kind != Kind::Formula { (sent(figure)) }
                @if !figure.below.is_empty() { (below(figure)) }
            }
            aside.pu-stack aria-label="Version, cible et adresse" {
                (which_version(figure))
                @if figure.own.kind != Kind::Qualitative { (target(figure)) }
                (address(figure))
            }
        }
    }
}

fn typing(figure: &Figure<'_>) -> Markup {
    if !figure.may_type || figure.own.kind == Kind::Formula || figure.asked.is_past {
        return html! {};
    }
    let href = format!("/territoires/{}/saisie/{}", figure.place.code(), figure.own.code);
    dsfr::actions(&ButtonLink::new(Weight::Secondary, "Saisir", href).render())
}

/// The permalink of a day when another version held.
fn changed_since(figure: &Figure<'_>) -> Markup {
    let Some(current) = figure.current.filter(|current| current.number != figure.version.number) else {
        return html! {};
    };
    let body = html! {
        p {
            "Ce chiffre applique la version " (figure.version.number) ". Depuis le " (date_long(current.sheet.starts_on))
            ", la version " (current.number) " la remplace\u{a0}: " (fr(&current.sheet.reason))
        }
    };
    html! { (Alert::titled(Tone::Warning, "La définition a changé depuis", body)) }
}

fn worth(figure: &Figure<'_>) -> Markup {
    let sheet = &figure.version.sheet;
    html! {
        div.pu-formula {
            span.pu-formula__v { (figure.reading.value) }
            @if let Ok(read) = formula::parse(&sheet.formula, figure.names) {
                @let only = super::ground::both(&figure.asked.only, &sheet.only);
                @let sum = read.expression.write(&|subject| plainly(figure.ground.subject(subject, &only, Part::Whole, 0)));
                span aria-hidden="true" { "=" }
                span { (fr(&sum)) }
            }
            @if !figure.reading.note.is_empty() { span.pu-meta { (figure.reading.note) } }
        }
    }
}

fn plainly(value: formula::Computed) -> String {
    match value {
        formula::Computed::Number(n) => decimal(n, if n.fract() == 0.0 { 0 } else { 3 }),
        formula::Computed::NotApplicable => words::NOT_APPLICABLE.into(),
        formula::Computed::NotSent => super::model::NOT_SENT.into(),
    }
}

fn definition(figure: &Figure<'_>) -> Markup {
    let sheet = &figure.version.sheet;
    let body = html! {
        p { (fr(&sheet.words)) " " a href={ "/indicateurs/" (figure.own.code) } { "La définition et ses versions" } }
        @if figure.own.kind == Kind::Formula { (formula_box(sheet, figure.names)) }
    };
    Section { class: "", ..Section::new("t-def", "La définition appliquée", body) }.render()
}

/// The versions of the months, where they change.
fn breaks<'a>(figure: &'a Figure<'_>) -> Vec<(usize, &'a Version)> {
    let of = |month: &NaiveDate| figure.ground.version_of(&figure.own.code, *month);
    let each: Vec<Option<&Version>> = figure.months.iter().map(of).collect();
    let changes = each.windows(2).enumerate().filter_map(|(n, pair)| match pair {
        [Some(before), Some(after)] if before.number != after.number => Some((n + 1, *after)),
        _ => None,
    });
    changes.collect()
}

fn months(figure: &Figure<'_>) -> Markup {
    let breaks = breaks(figure);
    let scale = if figure.version.sheet.shown == Shown::Percent { 100.0 } else { 1.0 };
    let datum = |value: formula::Computed| match value {
        formula::Computed::Number(n) => Datum::new(n * scale),
        other => Datum::absent(plainly(other)),
    };
    let only = &figure.asked.only;
    let real =
        figure.months.iter().map(|month| datum(figure.ground.value(&figure.own.code, only, Part::Month(*month))));
    let mut series = vec![Series { name: "Valeur".into(), kind: Line::Real, points: real.collect(), end_label: None }];
    // What the months before the last break would be with the definition that came after.
    if let (Some((first, version)), Kind::Formula) = (breaks.last(), figure.own.kind) {
        let again = figure.months.iter().enumerate().map(|(n, month)| {
            if n < *first {
                datum(figure.ground.of_sheet(&version.sheet, only, Part::Month(*month), 0))
            } else {
                Datum::absent("voir la valeur")
            }
        });
        let name = format!("Refait avec la version {}", version.number);
        series.push(Series { name, kind: Line::Previous, points: again.collect(), end_label: None });
    }
    let title = if figure.own.kind == Kind::Formula { "Selon le mois d’entrée" } else { "Mois par mois" };
    let chart = LineChart {
        frame: Frame::new("mois", title, reading(&breaks)),
        unit: if figure.version.sheet.shown == Shown::Percent { Unit::PERCENT } else { Unit::Count },
        dimension: "Mois".into(),
        ticks: figure.months.iter().map(|month| Tick::new(month_short(*month), month_year(*month))).collect(),
        series,
        breaks: breaks
            .iter()
            .map(|(n, version)| Break { before: *n, label: format!("version {}", version.number) })
            .collect(),
        size: Size::Wide,
        zero_based: true,
    };
    html! { div.pu-sect { (chart.render()) } }
}

/// The sentence says the breaks before anything else.
fn reading(breaks: &[(usize, &Version)]) -> String {
    let each = breaks.iter().map(|(_, version)| {
        format!(
            "Rupture le {}, version {} : {}",
            date_long(version.sheet.starts_on),
            version.number,
            version.sheet.reason.trim_end_matches('.')
        )
    });
    match breaks {
        [] => "Une seule définition sur toute la période : les mois se comparent.".into(),
        _ => fr(&format!(
            "{}. De part et d’autre d’un trait, deux valeurs ne se comparent pas.",
            each.collect::<Vec<_>>().join(" ; ")
        )),
    }
}

/// Platform by platform: what came, and what did not.
fn sent(figure: &Figure<'_>) -> Markup {
    let Some(entries) = figure.ground.entries(&figure.own.code) else { return html! {} };
    let expected = entries.expected.len();
    let sheet = &figure.version.sheet;
    let rows = entries.platforms.iter().map(|platform| {
        let came = entries.expected.iter().filter(|month| entries.cell(&platform.code, **month).is_some()).count();
        let last = entries.last(&platform.code);
        let value = last.map(|cell| match figure.own.kind {
            Kind::Qualitative => {
                let step = (cell.value as usize).checked_sub(1).and_then(|n| sheet.scale.get(n));
                step.cloned().unwrap_or_default()
            }
            _ => super::model::plain(sheet, cell.value),
        });
        Row::new(
            html! { (platform.name) },
            [
                html! { (came) " sur " (expected) },
                html! {
                    @match (last, value) {
                        (Some(cell), Some(value)) => { (value) ", " (month_year(cell.month)) },
                        _ => span.pu-meta { (super::model::NOT_SENT) },
                    }
                },
                html! {
                    @if let Some(cell) = last {
                        (date_long(base::clock::paris_time(cell.entered_at).date()))
                        @if let Some(by) = &cell.entered_by { ", " (by) }
                    }
                },
            ],
        )
    });
    let columns = vec![
        Column::text("Plate-forme"),
        Column::number("Mois reçus"),
        Column::text("Dernier mois"),
        Column::text("Saisi le"),
    ];
    let table = Table {
        phone: Phone::StackedPairs,
        ..Table::new("Ce que chaque plate-forme a transmis", columns, rows.collect())
    };
    Section::new("t-src", "Ce qui a été transmis", table.render()).render()
}

fn below(figure: &Figure<'_>) -> Markup {
    let rows = figure.below.iter().map(|territory| {
        let code = territory.code.as_str();
        let Reading { value, note, .. } =
            figure.ground.reading(&figure.own.code, &figure.asked.only, Part::Below(code));
        let href = format!("/territoires/{code}/chiffres/{}?{}", figure.own.code, figure.asked.query());
        let link = FigureLink::new(value, format!("{}, {}", figure.version.sheet.label, territory.name), href);
        Row::new(html! { (territory.title()) }, [html! { (link) @if !note.is_empty() { br; span.pu-meta { (note) } } }])
    });
    let foot = Row::new(words::capital(&places::name(&figure.place.territory)), [html! { (figure.reading.value) }]);
    let columns = vec![Column::text("Territoire"), Column::number("Valeur")];
    let table = Table {
        phone: Phone::StackedPairs,
        foot: vec![foot],
        ..Table::new("Par territoire, ordre alphabétique", columns, rows.collect())
    };
    Section::new("t-ter", "Un niveau en dessous", table.render()).render()
}

fn which_version(figure: &Figure<'_>) -> Markup {
    let version = figure.version;
    let mut items = vec![
        ("Version".into(), html! { (version.number) ", depuis le " (date_long(version.sheet.starts_on)) }),
        ("Tenu par".into(), html! { (figure.own.territory_name) }),
        ("Situations".into(), html! { "au " (date_long(figure.asked.today)) }),
    ];
    items.extend(figure.asked.filters().into_iter().map(|(name, class)| (name.into(), html! { (class) })));
    items.push(("Nom dans l’API".into(), html! { code { (figure.own.code) } }));
    Card::new(
        "t-fil",
        "Définition et filtres",
        DescriptionList { class: "pu-dl--s", ..DescriptionList::new(items) }.render(),
    )
    .render()
}

fn target(figure: &Figure<'_>) -> Markup {
    let Some(year) = figure.asked.school_year() else { return html! {} };
    let sheet = &figure.version.sheet;
    let held = figure.target.map_or_else(String::new, |value| typed(sheet.shown, value));
    let value = if figure.form.error("cible").is_some() { figure.form.raw("cible") } else { held.as_str() };
    let label = format!("Cible {}", words::school_year(year));
    let body = html! {
        @match target_said(figure) {
            Some(target) => p { (target) },
            None => p.pu-meta { "Pas de cible pour " (words::school_year(year)) "." },
        }
        @if figure.may_set {
            form.pu-stack method="post" action={ "/territoires/" (figure.place.code()) "/chiffres/" (figure.own.code) "/cible" } {
                input type="hidden" name="annee" value=(year);
                (Input {
                    value, error: figure.form.error("cible"),
                    hint: Some(if sheet.shown == Shown::Percent { "En %, vide pour la retirer" } else { "Vide pour la retirer" }),
                    ..Input::decimal("cible", &label)
                })
                (Button::new(Weight::Secondary, "Enregistrer la cible"))
            }
        }
    };
    Card::new("t-cib", "La cible", body).render()
}

fn address(figure: &Figure<'_>) -> Markup {
    let (for_ever, now) = (figure.address(&figure.asked.for_ever()), figure.address(&figure.asked.now()));
    let body = html! {
        div.pu-stack {
            p { "Tel qu’on le sait le " (date_long(figure.asked.today)) " au soir, avec la définition de ce jour, quoi qu’on note ensuite\u{a0}:" }
            p.pu-wrap { a href=(for_ever) { (figure.site) (for_ever) } }
            p { "Recalculé à chaque lecture\u{a0}:" }
            p.pu-wrap { a href=(now) { (figure.site) (now) } }
        }
    };
    Card::new("t-adr", "Adresse du chiffre", body).render()
}
