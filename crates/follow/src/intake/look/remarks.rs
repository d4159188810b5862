//! The remarks of the reading, as a table.
use super::PAGE;
use super::store::{Remark, RemarkCounts};
use crate::intake::address;
use crate::intake::scope::List;
use base::french::{count, fr};
use documents::{Cell, Column, Row as SheetRow, Sheet};
use dsfr::{Filters, Icon, Note, PageHead, Pagination, Tone, View, icon};
use maud::{Markup, html};

/// What became of the line a remark is about, in one word.
pub fn effect(remark: &Remark) -> &'static str {
    match (remark.line, remark.verdict.as_deref(), remark.level.as_str()) {
        (None, _, "refused") => "bloque tout",
        (None, ..) => "à savoir",
        (_, Some("refused"), _) => "refusée",
        (_, Some("ignored"), _) => "ignorée",
        (_, None, _) => "à savoir",
        _ => "gardée",
    }
}

fn note(remark: &Remark) -> Note<'static> {
    let (tone, icon): (Option<Tone>, Icon) = match remark.level.as_str() {
        "refused" => (Some(Tone::Error), icon::CLOSE_CIRCLE),
        "warning" => (Some(Tone::Warning), icon::ERROR_WARNING),
        _ => (Some(Tone::Info), icon::INFORMATION),
    };
    Note { icon, text: effect(remark).into(), tone }
}

pub fn table(remarks: &[Remark]) -> Markup {
    html! {
        div.pu-scroll tabindex="0" role="group" aria-label="Messages par ligne" {
            table.pu-table.pu-table--tight.pu-msgs {
                caption.fr-sr-only { "Messages par ligne et par colonne" }
                thead {
                    tr { @for label in ["Ligne", "Colonne", "Lu", "Message", "Effet"] { th scope="col" { (label) } } }
                }
                tbody { @for remark in remarks { (row(remark)) } }
            }
        }
    }
}

fn row(remark: &Remark) -> Markup {
    html! {
        tr {
            th.pu-num scope="row" { @match remark.line { Some(line) => (line), None => "fichier" } }
            td.pu-mono { (remark.column_name.as_deref().unwrap_or(if remark.line.is_some() { "toute la ligne" } else { "" })) }
            td.pu-mono { (remark.read.as_deref().unwrap_or_default()) }
            td { (remark.text) }
            td.pu-nb { (note(remark)) }
        }
    }
}

/// All of them for a spreadsheet.
pub fn sheet(remarks: &[Remark]) -> Sheet {
    let columns = vec![
        Column::number("Ligne", 8),
        Column::text("Colonne", 20),
        Column::text("Lu", 30),
        Column::text("Message", 60),
        Column::text("Effet", 12),
    ];
    let row = |remark: &Remark| {
        SheetRow::new([
            remark.line.map_or(Cell::Empty, Cell::Whole),
            Cell::text(remark.column_name.as_deref().unwrap_or_default()),
            Cell::text(remark.read.as_deref().unwrap_or_default()),
            Cell::text(&remark.text),
            Cell::text(effect(remark)),
        ])
    };
    Sheet::new("Messages", columns, remarks.iter().map(row).collect())
}

pub fn page(list: &List, counts: RemarkCounts, remarks: &[Remark], level: Option<&str>, page: u64) -> Markup {
    let href = |level: &str| {
        if level.is_empty() {
            address::view(list.id, "messages", 1)
        } else {
            format!("{}&niveau={level}", address::view(list.id, "messages", 1))
        }
    };
    let filter = |code: &str, label: &'static str, count: i64| View {
        count: u64::try_from(count).ok(),
        current: level.unwrap_or_default() == code,
        ..View::new(label, href(code))
    };
    let filters = Filters {
        label: "Messages par gravité".into(),
        filters: vec![
            filter("", "Tous", counts.all()),
            filter("refused", "Refus", counts.refused),
            filter("warning", "À regarder", counts.warning),
            filter("info", "Pour information", counts.info),
        ],
        aside: html! {},
    };
    let total = match level {
        Some("refused") => counts.refused,
        Some("warning") => counts.warning,
        Some(_) => counts.info,
        None => counts.all(),
    };
    html! {
        (PageHead {
            subtitle: html! {
                (super::views::title(list)) ". " (count(counts.all(), "message", "messages")) ", "
                a href={ (address::list(list.id)) "/messages.csv" } { "télécharger (CSV)" }
            },
            ..PageHead::new("Messages, ligne par ligne")
        })
        (filters)
        @if remarks.is_empty() { p { (fr("Aucun message de cette sorte.")) } } @else { (table(remarks)) }
        (Pagination {
            label: "Pages des messages",
            current: page,
            last: last_page(total),
            href: &|page| format!("{}&page={page}", href(level.unwrap_or_default())),
        })
    }
}

pub fn last_page(total: i64) -> u64 {
    u64::try_from((total + PAGE - 1) / PAGE).unwrap_or(1)
}
