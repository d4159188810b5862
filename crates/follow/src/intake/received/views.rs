use super::PAGE;
use super::store::Received;
use crate::intake::scope::{Platform, State};
use crate::intake::{address, words};
use base::french::{count, date_medium, fr, number, plural};
use chrono::NaiveDate;
use dsfr::{
    ButtonLink, Cell, Column, EmptyState, FigureLink, Note, PageHead, Pagination, Phone, Row, Section, Table, Tone,
    Weight, actions, icon,
};
use maud::{Markup, html};

pub struct Shown {
    pub platform: Platform,
    pub lists: Vec<Received>,
    pub last: Vec<Received>,
    pub total: i64,
    pub to_review: i64,
    pub page: u64,
    pub today: NaiveDate,
}

pub fn page(shown: &Shown) -> Markup {
    html! {
        (head(shown))
        @if shown.total == 0 {
            (empty(shown))
        } @else {
            @if !shown.last.is_empty() { (senders(shown)) }
            (Section::new("t-listes", "Toutes les listes", html! { (lists(shown)) (pages(shown)) }))
        }
    }
}

fn head(shown: &Shown) -> Markup {
    let code = &shown.platform.code;
    let head = PageHead {
        subtitle: html! {
            (shown.platform.name) ". "
            @match shown.to_review {
                0 => "Aucun rapprochement ne vous attend.",
                n => a href=(address::reviews(code)) { (count(n, "ligne à trancher", "lignes à trancher")) },
            }
        },
        aside: actions(&html! { (ButtonLink::new(Weight::Main, "Déposer une liste", address::deposit(code))) }),
        ..PageHead::new("Listes reçues")
    };
    html! { (head) }
}

fn empty(shown: &Shown) -> Markup {
    html! {
        (EmptyState {
            actions: html! { (ButtonLink::new(Weight::Primary, "Déposer une liste", address::deposit(&shown.platform.code))) },
            caution: html! { (fr("Rien n’est appliqué au dépôt : vous verrez d’abord ce que chaque ligne fera.")) },
            ..EmptyState::new("Aucune liste reçue", html! {
                "Déposez la liste du SIEI, de la mission locale, d’un CFA ou d’un établissement, telle qu’elle est arrivée."
            })
        })
    }
}

/// What the last list of each sender said.
fn senders(shown: &Shown) -> Markup {
    let columns = vec![
        Column::text("Expéditeur"),
        Column::text("Dernière liste"),
        Column::number("Lignes"),
        Column::number("Créées"),
        Column::number("Rattachées"),
        Column::number("À trancher"),
    ];
    let rows = shown.last.iter().map(|list| {
        let cells = [
            html! { a href=(address::list(list.id)) { (date_medium(list.listed_on)) } },
            html! { (number(list.lines)) },
            total(list, list.created, "creees", "créées"),
            total(list, list.attached, "rattachees", "rattachées"),
            open(list),
        ];
        Row::new(list.source_name.as_str(), cells)
    });
    let table = Table {
        phone: Phone::StackedPairs,
        ..Table::new("Dernière liste appliquée de chaque expéditeur", columns, rows.collect())
    };
    let body = html! { (table) };
    html! { (Section { class: "", ..Section::new("t-exp", "Ce que dit la dernière liste de chaque expéditeur", body) }) }
}

/// A total, with the lines behind it.
fn total(list: &Received, n: i64, view: &str, label: &str) -> Markup {
    let about = format!("{label}, {} du {}", list.source_name, date_medium(list.listed_on));
    html! {
        @if n == 0 { "0" } @else { (FigureLink::new(number(n), about, address::view(list.id, view, 1))) }
    }
}

fn open(list: &Received) -> Markup {
    let about = format!("à trancher, {} du {}", list.source_name, date_medium(list.listed_on));
    html! {
        @if list.to_review == 0 { "0" }
        @else if list.state != State::Applied.as_str() { (total(list, list.to_review, "a-trancher", "à trancher")) }
        @else if list.open == 0 { (number(list.to_review)) ", " (plural(list.to_review, "tranchée", "tranchées")) }
        @else {
            (FigureLink::new(number(list.open), about, format!("{}/a-trancher", address::list(list.id))))
            @if list.open < list.to_review { " sur " (number(list.to_review)) }
        }
    }
}

fn lists(shown: &Shown) -> Markup {
    let columns = vec![
        Column::text("Liste"),
        Column::text("Fichier"),
        Column::text("Déposée"),
        Column::text("État"),
        Column::number("Lignes"),
        Column::number("Créées"),
        Column::number("Rattachées"),
        Column::number("À trancher"),
        Column::number("Refusées"),
        Column::number("Ignorées"),
    ];
    let rows = shown.lists.iter().map(|list| {
        let is_namesake =
            |other: &&Received| (&other.source_name, other.listed_on) == (&list.source_name, list.listed_on);
        let title = if shown.lists.iter().filter(is_namesake).count() > 1 {
            words::dated(&list.source_name, list.listed_on, list.received_at)
        } else {
            format!("{} du {}", list.source_name, date_medium(list.listed_on))
        };
        let title = html! { a href=(address::list(list.id)) { (title) } };
        let cells: [Cell; 9] = [
            html! { span.pu-mono { (list.file_name) } }.into(),
            html! { (words::at(list.received_at, shown.today)) br; span.pu-meta { "par " (words::by(list.received_by.as_deref())) } }
                .into(),
            state(list).into(),
            number(list.lines).into(),
            total(list, list.created, "creees", "créées").into(),
            total(list, list.attached, "rattachees", "rattachées").into(),
            open(list).into(),
            total(list, list.refused, "refusees", "refusées").into(),
            total(list, list.ignored, "ignorees", "ignorées").into(),
        ];
        Row::new(title, cells)
    });
    let caption = "Listes reçues, celles qui attendent puis les dernières d’abord";
    html! { (Table { phone: Phone::StackedPairs, ..Table::new(caption, columns, rows.collect()) }) }
}

fn state(list: &Received) -> Markup {
    let note = match list.state.parse() {
        Ok(State::Staged) => Note::toned(Tone::Warning, icon::TIME, "en attente, pas encore appliquée"),
        Ok(State::Applied) => Note::toned(Tone::Success, icon::CHECK, "appliquée"),
        Ok(State::Undone) => Note::new(icon::ARROW_GO_BACK, "annulée"),
        _ => Note::new(icon::CLOSE, "abandonnée"),
    };
    html! { (note) }
}

fn pages(shown: &Shown) -> Markup {
    let last = u64::try_from((shown.total + PAGE - 1) / PAGE).unwrap_or(1);
    let base = address::lists(&shown.platform.code);
    html! {
        (Pagination {
            label: "Pages des listes reçues",
            current: shown.page,
            last,
            href: &|page| if page > 1 { format!("{base}?page={page}") } else { base.clone() },
        })
    }
}
