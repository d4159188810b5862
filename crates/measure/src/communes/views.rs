use crate::asked::Asked;
use crate::dashboards::place::Place;
use crate::dashboards::views::{filters_in_words, past};
use crate::figures::{Answer, ELSEWHERE, Tally, Value};
use crate::indicators::{Count, Indicator};
use crate::{places, words};
use base::french::{fr, number};
use dsfr::{Column, PageHead, Phone, Row, Table};
use maud::{Markup, html};
use network::territories::geography;

pub struct Communes {
    pub place: Place,
    pub asked: Asked,
    pub answer: Answer,
}

const COUNTS: [(Count, &str); 4] = [
    (Count::Listed, "Présumés"),
    (Count::Confirmed, "Confirmés"),
    (Count::Contacted, "Contactés"),
    (Count::InSolution, "En solution"),
];

pub fn page(communes: &Communes) -> Markup {
    let Communes { place, asked, .. } = communes;
    let address = asked.now().communes(place.code());
    html! {
        (PageHead {
            subtitle: html! {
                (places::name(&place.territory)) ", " (fr(&format!("jeunes entrés {}", words::period(asked.past()))))
                @if !asked.only.is_empty() { ". " (filters_in_words(asked)) }
            },
            ..PageHead::new("Par commune de résidence")
        })
        (past(asked, &address))
        div.pu-sect {
            @if communes.answer.cells.is_empty() {
                (dsfr::EmptyState::new("Aucun dossier sur cette période", html! {
                    "Aucun jeune entré pendant cette période ne répond à ces filtres."
                }))
            } @else { (table(communes)) }
        }
    }
}

fn table(communes: &Communes) -> Markup {
    let rate = communes.asked.rate;
    let mut named: Vec<(String, &Tally)> =
        communes.answer.cells.iter().filter_map(|cell| Some((name(cell.classes.first()?)?, &cell.tally))).collect();
    named.sort_by_cached_key(|(name, _)| matching::fold(name));
    let unknown = communes.answer.cell(&[ELSEWHERE]);
    let rows = named.iter().map(|(name, tally)| Row::new(name.as_str(), cells(rate, tally)));
    let rows = rows.chain(unknown.map(|tally| Row::new("Commune non renseignée", cells(rate, tally)))).collect();
    let mut columns = vec![Column::text("Commune")];
    columns.extend(COUNTS.map(|(_, label)| Column::number(label)));
    columns.push(Column::number(rate.label()));
    let whole = whole(&communes.answer);
    let table = Table {
        phone: Phone::StackedPairs,
        foot: vec![Row::new("Ensemble", cells(rate, &whole))],
        ..Table::new("Dossiers par commune de résidence, ordre alphabétique", columns, rows)
    };
    html! {
        (table)
        p."pu-meta"."pu-sect--s" {
            "La commune est celle de la dernière adresse connue du jeune, sinon de son responsable légal\u{a0}; elle suit ses déménagements. "
            "Peu de jeunes par commune\u{a0}: un écart peut n’être que du hasard, et ces nombres ne sont pas à publier."
        }
    }
}

/// The commune of that code; none for those who live nobody knows where.
fn name(code: &str) -> Option<String> {
    (code != ELSEWHERE)
        .then(|| geography::by_code(code).map_or_else(|| code.to_owned(), |commune| commune.name.to_owned()))
}

fn whole(answer: &Answer) -> Tally {
    let mut whole = Tally::default();
    answer.cells.iter().for_each(|cell| whole.merge(&cell.tally));
    whole
}

fn cells(rate: Indicator, tally: &Tally) -> Vec<Markup> {
    let value = tally.value(rate);
    let over = match value {
        Value::Rate { numerator, denominator } => format!("{} sur {}", number(numerator), number(denominator)),
        _ => String::new(),
    };
    let counts = COUNTS.map(|(count, _)| html! { (number(tally.count(count))) });
    // Of a few youths, how many: a share would say more than it knows.
    let share = match value {
        Value::Rate { denominator, .. } if denominator.unsigned_abs() < fair::FEWEST => html! { (over) },
        _ => html! { (words::value(value)) @if !over.is_empty() { br; span.pu-meta { (over) } } },
    };
    counts.into_iter().chain([share]).collect()
}
