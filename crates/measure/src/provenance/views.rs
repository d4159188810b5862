use crate::asked::Asked;
use crate::dashboards::cases;
use crate::dashboards::place::Place;
use crate::figures::{Answer, Behind, Dimension, Tally, Value};
use crate::indicators::{Count, Delay, Indicator, Measured, formula, rules};
use crate::{places, words};
use base::clock::paris_time;
use base::french::{date_long, decimal, fr, number, time};
use chrono::Timelike as _;
use dsfr::{ButtonLink, Card, Column, DescriptionList, FigureLink, PageHead, Phone, Row, Section, Table, Weight, icon};
use maud::{Markup, Render as _, html};
use network::territories::{Level, Territory};

pub struct Provenance {
    pub place: Place,
    pub asked: Asked,
    pub indicator: Indicator,
    pub whole: Answer,
    /// By first source, and by territory one level down.
    pub sources: Answer,
    pub territories: Answer,
    pub behind: Behind,
    /// Every territory underneath.
    pub within: Vec<Territory>,
    pub may_see_cases: bool,
}

pub fn page(provenance: &Provenance) -> Markup {
    html! {
        (head(provenance))
        (figure(provenance))
        div."pu-two"."pu-two--aside"."pu-sect" {
            div.pu-stack {
                (definition(provenance))
                (sums(provenance))
                (sources(provenance))
                @if provenance.place.level() != Level::Platform { (territories(provenance)) }
            }
            aside.pu-stack aria-label="Filtres, adresse et droits" { (filters(provenance)) (address(provenance)) (who(provenance)) }
        }
    }
}

fn head(provenance: &Provenance) -> Markup {
    let Provenance { place, asked, indicator, .. } = provenance;
    PageHead {
        subtitle: html! {
            (indicator.label()) ", " (places::name(&place.territory)) ", "
            (fr(&format!("jeunes entrés {}", words::period(asked.past()))))
        },
        aside: cases_button(provenance),
        ..PageHead::new("D’où vient ce chiffre\u{202f}?")
    }
    .render()
}

/// The cases counted by the figure itself, or above the line of a rate.
fn cases_button(provenance: &Provenance) -> Markup {
    let count = match provenance.indicator.definition().measured {
        Measured::Count(count) => count,
        Measured::Rate { numerator: [count], .. } => *count,
        _ => return html! {},
    };
    let Some(href) = cases_href(provenance, count) else { return html! {} };
    let n = provenance.whole.whole().count(count);
    let label = if n == 1 { "Voir le dossier".to_owned() } else { format!("Voir les {} dossiers", number(n)) };
    dsfr::actions(&ButtonLink::new(Weight::Secondary, fr(&label), href).render())
}

fn cases_href(provenance: &Provenance, count: Count) -> Option<String> {
    let n = provenance.whole.whole().count(count);
    (provenance.may_see_cases && n > 0)
        .then(|| cases::href(provenance.place.code(), &provenance.asked, count))
        .flatten()
}

/// The number of a count, which opens the cases for those who may.
fn counted(provenance: &Provenance, count: Count) -> Markup {
    let n = number(provenance.whole.whole().count(count));
    html! {
        @match cases_href(provenance, count) {
            Some(href) => a.pu-fig href=(href) { (n) },
            None => b.pu-num { (n) },
        }
    }
}

fn name(count: Count) -> String {
    Indicator::of_count(count).map_or("", Indicator::label).to_lowercase()
}

fn figure(provenance: &Provenance) -> Markup {
    let indicator = provenance.indicator;
    let value = provenance.whole.whole().value(indicator);
    html! {
        div.pu-formula {
            span.pu-formula__v { (words::value(value)) }
            span aria-hidden="true" { "=" }
            @match (indicator.definition().measured, value) {
                (Measured::Rate { numerator, denominator }, _) => {
                    span.pu-frac {
                        span { @for (i, count) in numerator.iter().enumerate() { @if i > 0 { " + " } (counted(provenance, *count)) " " (name(*count)) } }
                        span { span.fr-sr-only { "divisé par " } (counted(provenance, denominator)) " " (name(denominator)) }
                    }
                    span.pu-meta { (division(value)) }
                }
                (Measured::Count(count), _) => span { (counted(provenance, count)) " " (of_cohort(provenance, count)) },
                _ => { span { (formula(indicator).0) } span.pu-meta { (among(provenance)) } }
            }
        }
    }
}

/// « 68 ÷ 214 = 0,3178, arrondi au dixième »
fn division(value: Value) -> String {
    match value {
        Value::Rate { numerator, denominator } => format!(
            "{} ÷ {} = {}, arrondi au dixième de\u{a0}%",
            number(numerator),
            number(denominator),
            decimal(numerator as f64 / denominator as f64, 4)
        ),
        _ => "on ne divise pas par zéro\u{a0}: sans objet, et non 0\u{202f}%".into(),
    }
}

fn of_cohort(provenance: &Provenance, count: Count) -> String {
    let n = provenance.whole.whole().count(count);
    let noun = words::noun(n, "dossier", "dossiers");
    match count {
        Count::Listed => format!("{noun} entrés dans la période"),
        _ => fr(&format!(
            "{noun} parmi {} entrés dans la période",
            number(provenance.whole.whole().count(Count::Listed))
        )),
    }
}

/// How many a delay is measured over.
fn among(provenance: &Provenance) -> String {
    let Some(count) = measured_over(provenance.indicator) else { return String::new() };
    let n = provenance.whole.whole().count(count);
    fr(&format!("mesuré sur {}", words::cases(n)))
}

fn measured_over(indicator: Indicator) -> Option<Count> {
    match indicator.definition().measured {
        Measured::Median(Delay::ToContact) | Measured::NinetiethPercentile(Delay::ToContact) => Some(Count::Contacted),
        Measured::Median(Delay::ToSolution) | Measured::NinetiethPercentile(Delay::ToSolution) => {
            Some(Count::FoundSolution)
        }
        _ => None,
    }
}

fn definition(provenance: &Provenance) -> Markup {
    let indicator = provenance.indicator;
    let rules = rules(indicator).into_iter().map(|(term, text)| (term.into(), html! { (text) })).collect();
    let body = html! {
        p { (indicator.definition().text) " " a href={ "/indicateurs/" (indicator.code()) } { "La définition au catalogue" } }
        (DescriptionList { class: "pu-dl--w pu-sect--s", ..DescriptionList::new(rules) })
    };
    Section { class: "", ..Section::new("t-def", "La définition appliquée", body) }.render()
}

const VERIFICATIONS: [Count; 3] = [Count::NotConcerned, Count::Confirmed, Count::ToVerify];
const SITUATIONS: [Count; 6] =
    [Count::InSolution, Count::Supported, Count::InContact, Count::Unreachable, Count::Refused, Count::Unknown];

/// The two equations that always hold, of the same cases.
fn sums(provenance: &Provenance) -> Markup {
    let sum = |whole: Count, parts: &[Count]| {
        html! {
            li {
                (counted(provenance, whole)) " " (name(whole)) " = "
                @for (i, part) in parts.iter().enumerate() { @if i > 0 { " + " } (counted(provenance, *part)) " " (name(*part)) }
            }
        }
    };
    let body = html! { ul.pu-flow { (sum(Count::Listed, &VERIFICATIONS)) (sum(Count::Confirmed, &SITUATIONS)) } };
    Section::new("t-sum", "Les sommes", body).render()
}

/// What a cell of a breakdown shows: above and under the line, or the number measured, and the value.
fn columns(indicator: Indicator, first: &'static str) -> Vec<Column<'static>> {
    let mut columns = vec![Column::text(first)];
    match indicator.definition().measured {
        Measured::Count(_) => {}
        Measured::Rate { numerator, denominator } => {
            let top: Vec<String> = numerator.iter().map(|count| name(*count)).collect();
            columns.push(Column::number(words::capital(&name(denominator))));
            columns.push(Column::number(words::capital(&top.join(" et "))));
        }
        _ => columns.extend(measured_over(indicator).map(|count| Column::number(words::capital(&name(count))))),
    }
    columns.push(Column::number("Valeur"));
    columns
}

fn cells(indicator: Indicator, tally: &Tally, href: Option<(String, String)>) -> Vec<Markup> {
    let mut cells = vec![];
    match indicator.definition().measured {
        Measured::Count(_) => {}
        Measured::Rate { numerator, denominator } => {
            cells.push(html! { (number(tally.count(denominator))) });
            cells.push(html! { (number(numerator.iter().map(|count| tally.count(*count)).sum())) });
        }
        _ => cells.extend(measured_over(indicator).map(|count| html! { (number(tally.count(count))) })),
    }
    let value = words::value(tally.value(indicator));
    cells.push(match href {
        Some((href, about)) => FigureLink::new(value, about, href).render(),
        None => html! { (value) },
    });
    cells
}

fn sources(provenance: &Provenance) -> Markup {
    let Provenance { indicator, sources, behind, .. } = provenance;
    let rows = sources.cells.iter().filter_map(|cell| {
        let source = cell.classes.first()?;
        let lists = behind.lists_of(source);
        let label = html! {
            (Dimension::Source.class_label(source))
            @if lists > 0 { span.pu-meta { ", " (words::counted(i64::try_from(lists).unwrap_or(i64::MAX), "liste", "listes")) } }
        };
        let href = provenance.asked.provenance_within(provenance.place.code(), *indicator, Dimension::Source, source);
        let about = format!("{}, {}", indicator.label(), Dimension::Source.class_label(source));
        Some(Row::new(label, cells(*indicator, &cell.tally, Some((href, about)))))
    });
    let table = Table {
        phone: Phone::Scrolls,
        foot: vec![Row::new("Ensemble", cells(*indicator, provenance.whole.whole(), None))],
        ..Table::new(
            "Selon la première source du jeune",
            columns(*indicator, "Première source du jeune"),
            rows.collect(),
        )
    };
    let lists = i64::try_from(behind.lists()).unwrap_or(i64::MAX);
    let body = html! {
        (table)
        p."pu-meta"."pu-sect--s" {
            (words::cases(behind.cases)) ", ouverts par " (words::counted(lists, "liste", "listes")) " ou à la main. "
            @if let Some(at) = behind.changed_at.map(paris_time) {
                "Dernier geste noté dans ces dossiers\u{a0}: le " (date_long(at.date())) " à " (time(at.hour(), at.minute())) "."
            }
        }
    };
    Section::new("t-src", "Les listes derrière", body).render()
}

fn territories(provenance: &Provenance) -> Markup {
    let Provenance { indicator, territories, place, .. } = provenance;
    let Some(level) = place.level().child() else { return html! {} };
    let rows = provenance.within.iter().filter(|t| t.level == level).map(|territory| {
        let code = territory.code.as_str();
        let tally = territories.cell(&[code]).cloned().unwrap_or_default();
        let href = provenance.asked.provenance(code, *indicator);
        let about = format!("{}, {}", indicator.label(), territory.name);
        let name = html! { a href=(provenance.asked.dashboard(code)) { (territory.title()) } };
        Row::new(name, cells(*indicator, &tally, Some((href, about))))
    });
    let table = Table {
        phone: Phone::Scrolls,
        foot: vec![Row::new(
            words::capital(&places::name(&place.territory)),
            cells(*indicator, provenance.whole.whole(), None),
        )],
        ..Table::new("Par territoire, ordre alphabétique", columns(*indicator, level.label()), rows.collect())
    };
    Section::new("t-ter", "Ce qui s’ajoute", table.render()).render()
}

fn filters(provenance: &Provenance) -> Markup {
    let Provenance { place, asked, .. } = provenance;
    let mut items = vec![
        ("Territoire".into(), html! { (words::capital(&places::name(&place.territory))) }),
        ("Période".into(), html! { (fr(&format!("entrés {}", words::period(asked.period)))) }),
        ("Situations".into(), html! { "au " (date_long(asked.today)) }),
    ];
    items.extend(asked.filters().into_iter().map(|(name, class)| (name.into(), html! { (class) })));
    if asked.only.is_empty() {
        items.push(("Jeunes".into(), html! { "tous" }));
    }
    Card {
        aside: html! { a href=(asked.dashboard(place.code())) { "changer" span.fr-sr-only { " les filtres" } } },
        ..Card::new("t-fil", "Filtres", DescriptionList { class: "pu-dl--s", ..DescriptionList::new(items) }.render())
    }
    .render()
}

fn address(provenance: &Provenance) -> Markup {
    let path = provenance.asked.provenance(provenance.place.code(), provenance.indicator);
    let body = html! {
        div.pu-stack {
            p."pu-mono"."pu-wrap" { (path) }
            p.pu-meta { "Cette adresse recalcule le chiffre avec ce qui est noté au moment où on l’ouvre." }
        }
    };
    Card::new("t-adr", "Adresse du chiffre", body).render()
}

fn who(provenance: &Provenance) -> Markup {
    let territory = places::of(&provenance.place.territory);
    let body = html! {
        ul.pu-flow {
            li class=(icon::EYE.class()) { "Le chiffre\u{a0}: ceux qui lisent les chiffres " (territory) ", et les niveaux au-dessus" }
            li class=(icon::LOCK.class()) { "Les noms\u{a0}: les membres habilités de la plate-forme, et eux seuls" }
        }
    };
    Card::new("t-qui", "Qui peut voir quoi", html! { (body) }).render()
}
