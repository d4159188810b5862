use maud::{Markup, Render, html};

use crate::{Icon, Text};

/// How soon a row must be seen to. Doubled by the reason, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    Now,
    Soon,
    Later,
}

/// Why the row is here: first thing read.
#[derive(Debug, Clone)]
pub struct Reason<'a> {
    pub icon: Icon,
    pub text: Text<'a>,
    /// Under it, smaller; may hold the link to another act than a call.
    pub detail: Markup,
}

/// The box that picks a row for a bulk act.
#[derive(Debug, Clone)]
pub struct Pick<'a> {
    /// Id of the [`BulkBar`].
    pub form: &'a str,
    pub name: &'a str,
    pub value: Text<'a>,
    pub checked: bool,
}

/// How to reach the person.
#[derive(Debug, Clone)]
pub enum Reach<'a> {
    /// As shown, as dialled (`+33639989814`), and whose it is.
    Phone { shown: Text<'a>, dialled: Text<'a>, whose: Text<'a> },
    /// Nothing to dial: what to do instead.
    Otherwise(Markup),
}

/// One row that opens in place.
#[derive(Debug, Clone)]
pub struct QueueRow<'a> {
    /// Unique in the page, part of the ids.
    pub key: Text<'a>,
    pub urgency: Urgency,
    pub reason: Reason<'a>,
    pub name: Text<'a>,
    pub href: Text<'a>,
    /// « 19 ans, Brest, Kerourien ».
    pub about: Text<'a>,
    pub last: Markup,
    pub last_detail: Markup,
    pub reach: Reach<'a>,
    /// Who carries it, said with [`Queue::owner`].
    pub owner: Markup,
    pub pick: Option<Pick<'a>>,
    /// « Noter l’appel ».
    pub open_label: Text<'a>,
    /// What unfolds, usually an [`crate::OutcomeForm`].
    pub form: Markup,
    pub open: bool,
    /// Takes the focus when the page opens, so that the keyboard goes on from there. One row a page at most.
    pub focused: bool,
}

/// Rows of the same urgency, under their heading.
#[derive(Debug, Clone)]
pub struct Queue<'a> {
    /// Of the heading, unique in the page.
    pub id: Text<'a>,
    pub title: Text<'a>,
    /// Beside it: how many, in what order.
    pub meta: Markup,
    /// What the last column holds, for screen readers: « Référent ».
    pub owner: Text<'a>,
    /// Rank of the first row in the whole queue.
    pub start: u64,
    pub rows: Vec<QueueRow<'a>>,
}

impl Render for Queue<'_> {
    fn render(&self) -> Markup {
        html! {
            section aria-labelledby=(self.id) {
                div.pu-group { h2 id=(self.id) { (self.title) } span.pu-meta { (self.meta) } }
                ol.pu-queue start=[(self.start > 1).then_some(self.start)] {
                    @for row in &self.rows { (self.row(row)) }
                }
            }
        }
    }
}

impl Queue<'_> {
    fn row(&self, row: &QueueRow<'_>) -> Markup {
        let (bar, ink) = match row.urgency {
            Urgency::Now => (" pu-row--now", " pu-why--err"),
            Urgency::Soon => (" pu-row--soon", " pu-why--warn"),
            Urgency::Later => ("", ""),
        };
        html! {
            li class={ "pu-row" (bar) } id={ "ligne-" (row.key) } {
                @if let Some(pick) = &row.pick { (pick_box(row, pick)) }
                div.pu-row__line {
                    div {
                        span class={ "pu-why " (row.reason.icon.class()) (ink) } { (row.reason.text) }
                        br; span.pu-meta { (row.reason.detail) }
                    }
                    div.pu-row__who {
                        a.pu-row__name href=(row.href) { (row.name) } br; span.pu-meta { (row.about) }
                    }
                    div { (row.last) br; span.pu-meta { (row.last_detail) } }
                    div.pu-row__tel { (row.reach) }
                    div.pu-meta { span.fr-sr-only { (self.owner) "\u{a0}: " } (row.owner) }
                }
                details open[row.open] {
                    summary.pu-row__open autofocus[row.focused] {
                        span.pu-show { (row.open_label) } span.pu-hide { "Replier" }
                        span.fr-sr-only { " – " (row.name) }
                    }
                    (row.form)
                }
            }
        }
    }
}

/// Id of the box that picks a row.
pub fn pick_id(key: &str) -> String {
    format!("choisir-{key}")
}

fn pick_box(row: &QueueRow<'_>, pick: &Pick<'_>) -> Markup {
    let id = pick_id(&row.key);
    html! {
        div.pu-row__pick {
            input.pu-pick type="checkbox" form=(pick.form) name=(pick.name) value=(pick.value) id=(id)
                checked[pick.checked];
            label.fr-sr-only for=(id) { "Choisir " (row.name) }
        }
    }
}

impl Render for Reach<'_> {
    fn render(&self) -> Markup {
        match self {
            Self::Phone { shown, dialled, whose } => html! {
                a href={ "tel:" (dialled) } { (shown) } br; span.pu-meta { (whose) }
            },
            Self::Otherwise(content) => content.clone(),
        }
    }
}

/// Acts on the rows ticked above: plain at the end of the list, at hand as soon as one is ticked.
#[derive(Debug, Clone)]
pub struct BulkBar<'a> {
    /// Named by the boxes ([`Pick::form`]).
    pub id: &'a str,
    pub action: &'a str,
    /// Shown while nothing is ticked.
    pub hint: Text<'a>,
    /// « 1 dossier coché ».
    pub one: Text<'a>,
    /// « {n} dossiers cochés ».
    pub many: Text<'a>,
    /// Fields and buttons.
    pub controls: Markup,
}

impl Render for BulkBar<'_> {
    fn render(&self) -> Markup {
        html! {
            form.pu-bulk id=(self.id) method="post" action=(self.action) {
                span.pu-bulk__hint { (self.hint) }
                output.pu-bulk__count data-checked-count data-one=(self.one) data-many=(self.many) {}
                (self.controls)
            }
        }
    }
}

/// One key of the keyboard.
pub fn key(name: &str) -> Markup {
    html! { kbd { (name) } }
}

/// The keys of a page, shown only where there is a keyboard and scripts run; `?` opens the whole list.
#[derive(Debug, Clone)]
pub struct Shortcuts<'a> {
    /// Keys (see [`key`]) and what they do, the most useful first.
    pub keys: Vec<(Markup, Text<'a>)>,
    /// How many are recalled on the line; all are in the list.
    pub recalled: usize,
}

impl Render for Shortcuts<'_> {
    fn render(&self) -> Markup {
        html! {
            div.pu-keys {
                @for (keys, does) in self.keys.iter().take(self.recalled) {
                    span { (keys) " " (does) }
                }
                details.pu-data.pu-keys__all data-keys-list {
                    summary { (key("?")) " tous les raccourcis" }
                    dl.pu-dl {
                        @for (keys, does) in &self.keys {
                            dt { (keys) } dd { (does) }
                        }
                    }
                    span.pu-check {
                        input.pu-pick #raccourcis type="checkbox" checked data-keys-switch;
                        label for="raccourcis" { "Raccourcis d’une touche en service" }
                    }
                }
            }
        }
    }
}
