//! From presumed to in solution: who got to each step, and who did not.
use super::super::load::Dashboard;
use crate::indicators::{Count, Indicator};
use crate::words::{cases, counted, noun};
use base::french::{date_medium, fr, number, percent};
use charts::{Frame, Funnel, Level, Stage};
use maud::{Markup, html};

pub fn funnel(dashboard: &Dashboard) -> Markup {
    let n = |count| dashboard.this.whole().count(count);
    let (listed, confirmed, verified) =
        (n(Count::Listed), n(Count::Confirmed), n(Count::Confirmed) + n(Count::NotConcerned));
    let [contacted, interviewed, supported] = [Count::Contacted, Count::Interviewed, Count::SupportedEver].map(n);
    let stage = |label: &str, count: i64, left: String, indicator: Option<&'static str>| Stage {
        label: label.into(),
        count: count.unsigned_abs(),
        left: fr(&left),
        href: indicator.map(|code| dashboard.provenance(Indicator::of(code))),
        strong: matches!(indicator, Some("listed" | "confirmed" | "in_solution")),
    };
    let not = |n: i64, one: &str, many: &str| if n == 0 { "tous".to_owned() } else { counted(n, one, many) };
    let stages = vec![
        stage(
            "Présumés",
            listed,
            format!("{} depuis le {}", noun(listed, "entré", "entrés"), date_medium(dashboard.asked.period.from)),
            Some("listed"),
        ),
        stage(
            "Vérifiés",
            verified,
            not(listed - verified, "reste à vérifier", "restent à vérifier"),
            Some("verification_rate"),
        ),
        stage(
            "Confirmés",
            confirmed,
            none_or(n(Count::NotConcerned), "non concerné", "non concernés"),
            Some("confirmed"),
        ),
        stage(
            "Contactés",
            contacted,
            not(confirmed - contacted, "encore sans contact", "encore sans contact"),
            Some("contacted"),
        ),
        stage(
            "Reçus",
            interviewed,
            not(contacted - interviewed, "sans entretien", "sans entretien"),
            Some("interviewed"),
        ),
        stage(
            "Ayant été accompagnés",
            supported,
            not(confirmed - supported, "confirmé ne l’a pas été", "confirmés ne l’ont pas été"),
            Some("supported_ever"),
        ),
        stage("En solution", n(Count::InSolution), elsewhere(dashboard), Some("in_solution")),
    ];
    let frame = Frame::new("ent", "De présumé à en solution", reading(dashboard)).level(Level::H2);
    html! {
        section aria-labelledby="ent-h" {
            (Funnel { frame, counted: "Dossiers".into(), stages }.render())
            (sums(dashboard))
            (persons(dashboard))
        }
    }
}

/// Said where the cases are those of fewer youths.
fn persons(dashboard: &Dashboard) -> Markup {
    let listed = dashboard.this.whole().count(Count::Listed);
    if dashboard.persons >= listed {
        return html! {};
    }
    let persons = Indicator::of("persons");
    let figure = dsfr::FigureLink::new(number(dashboard.persons), persons.label(), dashboard.provenance(persons));
    html! {
        p."pu-meta"."pu-sect--s" {
            "Ces " (cases(listed)) " sont ceux de " (figure) " " (noun(dashboard.persons, "jeune", "jeunes"))
            (fr(" : un jeune suivi plus d’une fois a plusieurs dossiers, et compte autant de fois."))
        }
    }
}

/// « aucun non concerné », « 19 non concernés »
fn none_or(n: i64, one: &str, many: &str) -> String {
    if n == 0 { format!("aucun {one}") } else { counted(n, one, many) }
}

fn reading(dashboard: &Dashboard) -> String {
    let n = |count| dashboard.this.whole().count(count);
    let (listed, confirmed, in_solution) = (n(Count::Listed), n(Count::Confirmed), n(Count::InSolution));
    if confirmed == 0 {
        return match listed {
            1 => "Le seul présumé n’est pas encore confirmé.".into(),
            _ => fr(&format!("Aucun des {} n’est encore confirmé.", counted(listed, "présumé", "présumés"))),
        };
    }
    if in_solution == 0 {
        return fr(&format!(
            "Sur {}, {} {}\u{a0}; {} n’est {}en solution.",
            counted(listed, "présumé", "présumés"),
            number(confirmed),
            noun(confirmed, "est confirmé", "sont confirmés"),
            noun(confirmed, "il", "aucun d’entre eux"),
            noun(confirmed, "pas encore ", "encore "),
        ));
    }
    fr(&format!(
        "Sur {}, {} {} et {} d’entre eux, {}, {} en solution.",
        counted(listed, "présumé", "présumés"),
        number(confirmed),
        noun(confirmed, "est confirmé", "sont confirmés"),
        number(in_solution),
        percent(in_solution as f64 / confirmed as f64),
        noun(in_solution, "est", "sont"),
    ))
}

/// The situations of the confirmed that are not in solution: « 54 accompagnés, 31 en contact, 14 refus… ».
fn elsewhere(dashboard: &Dashboard) -> String {
    let others = SITUATIONS.iter().skip(1).filter_map(|(count, one, many)| {
        let n = dashboard.this.whole().count(*count);
        (n > 0).then(|| counted(n, one, many))
    });
    let others: Vec<String> = others.collect();
    if others.is_empty() { "tous les confirmés".into() } else { others.join(", ") }
}

/// Where a confirmed case stands, exactly one of these (MEASURE.md §2).
const SITUATIONS: [(Count, &str, &str); 6] = [
    (Count::InSolution, "en solution", "en solution"),
    (Count::Supported, "accompagné", "accompagnés"),
    (Count::InContact, "en contact", "en contact"),
    (Count::Unreachable, "injoignable", "injoignables"),
    (Count::Refused, "refus", "refus"),
    (Count::Unknown, "inconnu", "inconnus"),
];
const VERIFICATIONS: [(Count, &str, &str); 3] = [
    (Count::NotConcerned, "non concerné", "non concernés"),
    (Count::Confirmed, "confirmé", "confirmés"),
    (Count::ToVerify, "à vérifier", "à vérifier"),
];

/// Both equations, written out.
fn sums(dashboard: &Dashboard) -> Markup {
    html! {
        p."pu-meta"."pu-sect--s" {
            (sum(dashboard, (Count::Listed, "présumé", "présumés"), &VERIFICATIONS)) " "
            (sum(dashboard, (Count::Confirmed, "confirmé", "confirmés"), &SITUATIONS))
        }
    }
}

fn sum(dashboard: &Dashboard, whole: (Count, &str, &str), parts: &[(Count, &'static str, &'static str)]) -> Markup {
    let term = |(count, one, many): &(Count, &'static str, &'static str)| {
        let n = dashboard.this.whole().count(*count);
        let href = Indicator::of_count(*count).map(|indicator| dashboard.provenance(indicator));
        html! {
            @match href {
                Some(href) => a.pu-fig href=(href) { (number(n)) span.fr-sr-only { " " (noun(n, one, many)) } },
                None => (number(n)),
            }
            " " span aria-hidden="true" { (noun(n, one, many)) }
        }
    };
    let (count, one, many) = whole;
    let n = dashboard.this.whole().count(count);
    html! {
        (counted(n, one, many)) " = "
        @for (i, part) in parts.iter().enumerate() { @if i > 0 { " + " } (term(part)) }
        "."
    }
}
