//! The lines of a list by what becomes of them, and those it no longer names.
use super::remarks::last_page;
use super::store::{Likeness, Line, Remark};
use crate::intake::address;
use crate::intake::gone::Gone;
use crate::intake::scope::{List, State};
use crate::youths::model::usual_name;
use base::french::{count, date_numeric, fr};
use dsfr::{Column, PageHead, Pagination, Row, Table, View as Link, Views};
use maud::{Markup, html};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Created,
    Attached,
    ToReview,
    Refused,
    Ignored,
}

impl View {
    const ALL: [View; 5] = [View::Created, View::Attached, View::ToReview, View::Refused, View::Ignored];

    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }

    /// The value of `?vue=`.
    pub const fn code(self) -> &'static str {
        match self {
            View::Created => "creees",
            View::Attached => "rattachees",
            View::ToReview => "a-trancher",
            View::Refused => "refusees",
            View::Ignored => "ignorees",
        }
    }

    pub const fn verdict(self) -> &'static str {
        match self {
            View::Created => "created",
            View::Attached => "attached",
            View::ToReview => "to_review",
            View::Refused => "refused",
            View::Ignored => "ignored",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            View::Created => "Lignes créées",
            View::Attached => "Lignes rattachées",
            View::ToReview => "Lignes à trancher",
            View::Refused => "Lignes refusées",
            View::Ignored => "Lignes ignorées",
        }
    }

    fn total(self, list: &List) -> i64 {
        match self {
            View::Created => list.totals.created,
            View::Attached => list.totals.attached,
            View::ToReview => list.totals.to_review,
            View::Refused => list.totals.refused,
            View::Ignored => list.totals.ignored,
        }
    }
}

pub struct Shown {
    pub lines: Vec<Line>,
    pub remarks: Vec<Remark>,
    pub likenesses: Vec<Likeness>,
    /// Links to cases are drawn.
    pub sees_cases: bool,
}

pub fn page(list: &List, view: View, shown: &Shown, page: u64) -> Markup {
    let views = Views {
        label: "Lignes par décision".into(),
        views: View::ALL
            .into_iter()
            .map(|other| Link {
                count: u64::try_from(other.total(list)).ok(),
                current: other == view,
                ..Link::new(other.title(), address::view(list.id, other.code(), 1))
            })
            .collect(),
    };
    html! {
        (PageHead { subtitle: html! { (super::views::title(list)) ". " (tense(list)) }, ..PageHead::new(view.title()) })
        (views)
        @if shown.lines.is_empty() { p { "Aucune ligne." } } @else { (table(list, view, shown)) }
        (Pagination {
            label: "Pages des lignes",
            current: page,
            last: last_page(view.total(list)),
            href: &|page| address::view(list.id, view.code(), page),
        })
    }
}

const fn tense(list: &List) -> &'static str {
    match list.state {
        State::Staged => "Ce que chaque ligne fera si la liste est appliquée.",
        State::Applied => "Ce que chaque ligne a fait.",
        State::Abandoned => "La liste a été abandonnée\u{a0}: les noms n’ont pas été gardés.",
        State::Undone => "La liste a été annulée\u{a0}: ce que chaque ligne avait fait.",
    }
}

fn table(list: &List, view: View, shown: &Shown) -> Markup {
    let columns =
        vec![Column::number("Ligne"), Column::text("Personne"), Column::text("Pourquoi"), Column::text("Dossier")];
    let rows = shown.lines.iter().map(|line| {
        let person = if line.person.is_empty() {
            html! { span.pu-meta { "non gardée" } }
        } else {
            html! { (line.person) }
        };
        Row::new(line.line.to_string(), [person, why(view, line, shown), case(list, view, line, shown)])
    });
    html! { (Table::new(view.title(), columns, rows.collect())) }
}

fn why(view: View, line: &Line, shown: &Shown) -> Markup {
    let remarks: Vec<&Remark> = shown.remarks.iter().filter(|remark| remark.line == Some(line.line)).collect();
    let likenesses: Vec<&Likeness> = shown.likenesses.iter().filter(|like| like.line == line.line).collect();
    html! {
        @if view == View::Created { "Personne de connu ne lui ressemble." }
        @for like in likenesses { div { (likeness(like)) } }
        @for remark in remarks {
            div.pu-meta[matches!(view, View::Created | View::Attached | View::ToReview)] {
                @if let Some(column) = &remark.column_name { span.pu-mono { (column) } (fr(" : ")) }
                (remark.text)
            }
        }
    }
}

fn likeness(like: &Likeness) -> Markup {
    let name = like
        .last_name
        .as_deref()
        .map(|last| usual_name(like.first_names.as_deref().unwrap_or_default(), last, like.usage_name.as_deref()));
    html! {
        @match (&name, like.born_on, like.rival_line) {
            (Some(name), Some(born), _) => { strong { (name) } ", " (date_numeric(born)) },
            (_, _, Some(line)) => { strong { "ligne " (line) " de la même liste" } },
            _ => { span.pu-meta { "un dossier qui n’est plus visible" } },
        }
        (fr(" : ")) (like.reasons)
    }
}

fn case(list: &List, view: View, line: &Line, shown: &Shown) -> Markup {
    let settled = line.settled_as.as_deref().map(|word| match word {
        "same" => "même personne",
        _ => "quelqu’un d’autre",
    });
    html! {
        @if let Some((id, reference)) = line.case_id.zip(line.reference.as_deref()) {
            @if shown.sees_cases { a href=(address::case(id)) { (reference) } } @else { (reference) }
        } @else if view == View::ToReview && list.state == State::Applied && settled.is_none() {
            a href=(address::line(list.id, line.line)) { "trancher" span.fr-sr-only { " la ligne " (line.line) } }
        } @else if view == View::Created && list.state == State::Staged {
            span.pu-meta { "sera créé" }
        } @else if view == View::Attached && list.state == State::Staged {
            span.pu-meta { "sera complété" }
        } @else if view == View::ToReview && list.state == State::Staged {
            span.pu-meta { "à trancher une fois la liste appliquée" }
        } @else { span.pu-meta { "aucun" } }
        @if let Some(settled) = settled {
            br; span.pu-meta {
                @if list.state == State::Applied { a href=(address::line(list.id, line.line)) { (settled) span.fr-sr-only { ", ligne " (line.line) } } }
                @else { (settled) }
                @if let Some(by) = &line.settled_by { ", par " (by) }
            }
        }
    }
}

pub struct GoneShown {
    pub total: i64,
    pub rows: Vec<Gone>,
    pub sees_cases: bool,
}

pub fn gone(list: &List, shown: &GoneShown, page: u64) -> Markup {
    let columns = vec![Column::text("Jeune"), Column::text("Dossier")];
    let rows = shown.rows.iter().map(|gone| {
        let name = usual_name(&gone.first_names, &gone.last_name, gone.usage_name.as_deref());
        let case = html! {
            @if shown.sees_cases { a href=(address::case(gone.id)) { (gone.reference) } } @else { (gone.reference) }
        };
        Row::new(name, [case])
    });
    let said = match list.state {
        State::Staged => "Un événement daté sera noté dans leur dossier à l’application. Aucun dossier n’est fermé.",
        State::Undone => "La liste a été annulée\u{a0}: rien n’est noté dans leur dossier.",
        State::Applied | State::Abandoned => "Un événement daté est noté dans leur dossier. Aucun dossier n’est fermé.",
    };
    html! {
        (PageHead {
            subtitle: html! { (super::views::title(list)) ". " (count(shown.total, "jeune", "jeunes")) ". " (said) },
            ..PageHead::new("Disparus de la liste")
        })
        @if shown.rows.is_empty() { p { "Personne n’a disparu de la liste." } }
        @else { (Table::new("Jeunes qui ne sont plus sur la liste", columns, rows.collect())) }
        (Pagination {
            label: "Pages des disparus",
            current: page,
            last: last_page(shown.total),
            href: &|page| address::view(list.id, "disparus", page),
        })
    }
}
