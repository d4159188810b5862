use crate::asked::Asked;
use crate::dashboards::cases;
use crate::dashboards::place::Place;
use crate::dashboards::views::past;
use crate::figures::{Answer, Behind, Dimension, Tally, Value};
use crate::indicators::{Count, Indicator, Measured, edition_on, formula, noun, rules};
use crate::{places, words};
use base::clock::paris_time;
use base::french::{date_long, decimal, fr, number, time};
use chrono::{NaiveDate, Timelike as _};
use dsfr::{
    Alert, ButtonLink, Card, Column, DescriptionList, FigureLink, PageHead, Phone, Row, Section, Table, Tone, Weight,
    icon,
};
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
    /// Today in Paris, whatever day is asked about.
    pub today: NaiveDate,
    /// Where the program answers: `https://pupitre.exemple`.
    pub site: String,
}

pub fn page(provenance: &Provenance) -> Markup {
    let indicator = provenance.indicator;
    html! {
        (head(provenance))
        (past(&provenance.asked, &provenance.asked.now().provenance(provenance.place.code(), provenance.indicator)))
        (figure(provenance))
        div."pu-two"."pu-two--aside"."pu-sect" {
            div.pu-stack {
                (definition(provenance))
                @if !indicator.is_activity() { (sums(provenance)) }
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
            (fr(&over(*indicator, asked)))
        },
        aside: cases_button(provenance),
        ..PageHead::new("D’où vient ce chiffre\u{202f}?")
    }
    .render()
}

/// « jeunes entrés du 1er septembre au 24 novembre 2026 »; of activity, what happened then.
fn over(indicator: Indicator, asked: &Asked) -> String {
    let days = words::period(asked.past());
    if indicator.is_activity() { format!("ce qui s’est passé {days}") } else { format!("jeunes entrés {days}") }
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

/// The same with what it counts: « 7 contactés ».
fn named(provenance: &Provenance, count: Count) -> Markup {
    html! { (counted(provenance, count)) " " (noun(count, provenance.whole.whole().count(count))) }
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
                        span { @for (i, count) in numerator.iter().enumerate() { @if i > 0 { " + " } (named(provenance, *count)) } }
                        span { span.fr-sr-only { "divisé par " } (named(provenance, denominator)) }
                    }
                    span.pu-meta { (division(value, denominator)) }
                }
                (Measured::Count(count), _) => span { (counted(provenance, count)) " " (of_cohort(provenance, count)) },
                _ => { span { (formula(indicator).0) } span.pu-meta { (among(provenance)) } }
            }
        }
    }
}

/// « 68 ÷ 214 = 0,3178, arrondi au dixième »
fn division(value: Value, denominator: Count) -> String {
    match value {
        Value::Rate { numerator, denominator } => format!(
            "{} ÷ {} = {}, arrondi au dixième",
            number(numerator),
            number(denominator),
            decimal(numerator as f64 / denominator as f64, 4)
        ),
        _ => format!(
            "aucun {} sur la période\u{a0}: la part ne se calcule pas, elle n’est pas de 0\u{202f}%",
            noun(denominator, 0)
        ),
    }
}

fn of_cohort(provenance: &Provenance, count: Count) -> String {
    let n = provenance.whole.whole().count(count);
    if matches!(count, Count::Activity(_)) {
        let cases = provenance.behind.cases;
        return fr(&format!("{} dans la période, dans {}", noun(count, n), words::cases(cases)));
    }
    let listed = provenance.whole.whole().count(Count::Listed);
    let entered = words::noun(listed, "entré", "entrés");
    match count {
        Count::Persons => fr(&format!("{} pour {} {entered} dans la période", noun(count, n), words::cases(listed))),
        Count::Listed => format!("{} {entered} dans la période", words::noun(n, "dossier", "dossiers")),
        _ => fr(&format!("{} sur {} {entered} dans la période", words::noun(n, "dossier", "dossiers"), number(listed))),
    }
}

/// How many a delay is measured over.
fn among(provenance: &Provenance) -> String {
    let Some(count) = measured_over(provenance.indicator) else { return String::new() };
    let n = provenance.whole.whole().count(count);
    match n {
        0 => format!("aucun {} sur la période\u{a0}: il n’y a pas de délai à mesurer", noun(count, 0)),
        _ => fr(&format!("mesuré sur {} {}", number(n), noun(count, n))),
    }
}

fn measured_over(indicator: Indicator) -> Option<Count> {
    match indicator.definition().measured {
        Measured::Median(delay) | Measured::NinetiethPercentile(delay) => Some(delay.over()),
        _ => None,
    }
}

fn definition(provenance: &Provenance) -> Markup {
    let indicator = provenance.indicator;
    let rules = rules(indicator).into_iter().map(|(term, text)| (term.into(), html! { (text) })).collect();
    let edition = edition_on(indicator, provenance.asked.today);
    let latest = edition_on(indicator, provenance.today);
    let body = html! {
        p.pu-meta { "Version " (edition.number) ", en vigueur depuis le " (date_long(edition.since)) "." }
        @if latest.number != edition.number {
            (Alert::titled(Tone::Warning, "La définition a changé depuis", html! {
                p { "Depuis le " (date_long(latest.since)) ", la version " (latest.number) " la remplace\u{a0}: " (latest.change) }
            }))
        }
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
                (named(provenance, whole)) " = "
                @for (i, part) in parts.iter().enumerate() { @if i > 0 { " + " } (named(provenance, *part)) }
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
            let top: Vec<&str> = numerator.iter().map(|count| noun(*count, 2)).collect();
            columns.push(Column::number(words::capital(noun(denominator, 2))));
            columns.push(Column::number(words::capital(&top.join(" et "))));
        }
        _ => columns.extend(measured_over(indicator).map(|count| Column::number(words::capital(noun(count, 2))))),
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
    let nothing = |value| matches!(value, Value::Count(0) | Value::NotApplicable);
    let counts = |tally: &Tally| !indicator.is_activity() || !nothing(tally.value(*indicator));
    let rows = sources.cells.iter().filter(|cell| counts(&cell.tally)).filter_map(|cell| {
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
        phone: Phone::StackedPairs,
        foot: vec![Row::new("Ensemble", cells(*indicator, provenance.whole.whole(), None))],
        ..Table::new(
            "Selon la première source du jeune",
            columns(*indicator, "Première source du jeune"),
            rows.collect(),
        )
    };
    let lists = i64::try_from(behind.lists()).unwrap_or(i64::MAX);
    let said = match indicator.is_activity() {
        true => format!("Dans {}, entrés à toute date", words::cases(behind.cases)),
        false => opened(behind.cases, lists),
    };
    let body = html! {
        (table)
        p."pu-meta"."pu-sect--s" {
            (said) ". "
            @if let Some(at) = behind.changed_at.map(paris_time) {
                "Dernier geste noté dans ces dossiers\u{a0}: le " (date_long(at.date())) " à " (time(at.hour(), at.minute())) "."
            }
        }
    };
    Section::new("t-src", if indicator.is_activity() { "Les dossiers derrière" } else { "Les listes derrière" }, body)
        .render()
}

/// « 59 dossiers, ouverts par 14 listes ou à la main »
fn opened(cases: i64, lists: i64) -> String {
    if cases == 0 {
        return "Aucun dossier".into();
    }
    let opened = words::noun(cases, "ouvert", "ouverts");
    match lists {
        0 => format!("{}, {opened} à la main", words::cases(cases)),
        _ => format!("{}, {opened} par {} ou à la main", words::cases(cases), words::counted(lists, "liste", "listes")),
    }
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
        phone: Phone::StackedPairs,
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
        (
            "Période".into(),
            html! {
                @if !provenance.indicator.is_activity() { "entrés " }
                (fr(&words::period(asked.past())))
            },
        ),
        ("Situations".into(), html! { "au " (date_long(asked.today)) }),
    ];
    if provenance.indicator.is_activity() {
        items.pop();
    }
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
    let Provenance { asked, site, .. } = provenance;
    let path = |asked: &Asked| asked.provenance(provenance.place.code(), provenance.indicator);
    let (for_ever, now) = (path(&asked.for_ever()), path(&asked.now()));
    let body = html! {
        div.pu-stack {
            p { "À coller dans un compte rendu" (fr(" : ")) "qui a le droit de lire ce chiffre le retrouve là, tel qu’on le sait le " (date_long(asked.today)) " au soir, quoi qu’on note ensuite." }
            p.pu-wrap { a href=(for_ever) { (site) (for_ever) } }
            p { "Pour le suivre" (fr(" : ")) "recalculé à chaque lecture avec ce qui est noté alors." }
            p.pu-wrap { a href=(now) { (site) (now) } }
        }
    };
    Card::new("t-adr", "Adresse du chiffre", body).render()
}

fn who(provenance: &Provenance) -> Markup {
    let readers = readers(provenance.place.level());
    let body = html! {
        ul.pu-flow {
            li class=(icon::EYE.class()) { "Le chiffre\u{a0}: " (readers) }
            li class=(icon::LOCK.class()) { "Les noms\u{a0}: les membres habilités de la plate-forme, et eux seuls" }
        }
    };
    Card::new("t-qui", "Qui peut voir quoi", html! { (body) }).render()
}

/// Who reads the figures of a territory: those who sit there, and all above.
const fn readers(level: Level) -> &'static str {
    match level {
        Level::Platform => "la plate-forme, le département, l’académie, la région, l’équipe nationale",
        Level::Department => "le département, l’académie, la région, l’équipe nationale",
        Level::Academy => "l’académie, la région, l’équipe nationale",
        Level::Region => "la région, l’équipe nationale",
        Level::Nation => "l’équipe nationale",
    }
}
