use super::PAGE;
use super::pair::{Accord, Rival, Row as Field};
use super::store::{Done, Doubtful, Waiting};
use crate::intake::scope::{List, Platform, State};
use crate::intake::undo::Obstacle;
use crate::intake::{address, look, words};
use crate::youths::model::{name_of_lists, usual_name};
use base::clock::paris_day;
use base::french::{age, count, date_medium, date_numeric, fr, month_year};
use chrono::NaiveDate;
use dsfr::{
    Alert, Button, ButtonLink, Card, Column, EmptyState, Icon, PageHead, Pagination, Progress, Row, Step, Steps, Table,
    Tone, Weight, actions, icon,
};
use maud::{Markup, html};

pub struct Shown {
    pub list: List,
    pub doubtful: Doubtful,
    pub rivals: Vec<Rival>,
    /// Which of them stands beside the line.
    pub compared: usize,
    pub progress: (i64, i64),
    pub previous: Option<i64>,
    pub next: Option<i64>,
    pub done: Option<Done>,
    /// The choice made on it has just been undone.
    pub waits_again: bool,
    /// A choice stands, that is undone unless something is in the way.
    pub undoable: bool,
    pub fixed: Option<Obstacle>,
    pub sees_lists: bool,
    pub sees_cases: bool,
    pub today: NaiveDate,
}

pub fn line(shown: &Shown) -> Markup {
    let Shown { list, doubtful, .. } = shown;
    html! {
        (PageHead {
            subtitle: html! { (look::title(list)) ", ligne " (doubtful.line) (fr(" : ")) strong { (doubtful.person) } },
            aside: progress(shown),
            ..PageHead::new("Est-ce la même personne\u{202f}?")
        })
        @if let Some(done) = &shown.done { (done_line(done, shown.sees_cases)) }
        @if shown.waits_again && doubtful.is_open(list.state) {
            (Alert { live: true, ..Alert::line(Tone::Success, html! { "Le choix est annulé" (fr(" : ")) "la ligne attend de nouveau." }) })
        }
        @match (shown.rivals.get(shown.compared), doubtful.is_open(list.state)) {
            (Some(rival), true) => (compared(shown, rival)),
            (None, true) => (nobody_left(shown)),
            (_, false) => (settled(shown)),
        }
    }
}

fn progress(shown: &Shown) -> Markup {
    let (done, total) = shown.progress;
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    html! {
        div.pu-actions {
            (Progress::new("Lignes à trancher de la liste", number(done), number(total), "tranchées"))
            @if let Some(previous) = shown.previous { a href=(address::line(shown.list.id, previous)) { "précédent" } }
            @if let Some(next) = shown.next { a href=(address::line(shown.list.id, next)) { "plus tard" } }
        }
    }
}

fn done_line(done: &Done, sees_cases: bool) -> Markup {
    let name = done
        .last_name
        .as_deref()
        .map(|last| usual_name(done.first_names.as_deref().unwrap_or_default(), last, done.usage_name.as_deref()));
    let name = name.unwrap_or_else(|| done.person.clone());
    let name = html! {
        @match done.case_id.filter(|_| sees_cases) {
            Some(case) => a href=(address::case(case)) { (name) },
            None => (name),
        }
    };
    let body = html! {
        "Ligne " (done.line)
        @if done.settled_as == "same" { " rattachée au dossier de " (name) "." }
        @else { (fr(" : ")) "un dossier est ouvert pour " (name) "." }
        " " button.fr-link.fr-link--sm type="submit" form="annuler-fait" { "Annuler ce choix" }
    };
    html! {
        (Alert { live: true, ..Alert::line(Tone::Success, body) })
        form #annuler-fait method="post" action={ (address::line(done.list_id, done.line)) "/annuler" } {}
    }
}

fn compared(shown: &Shown, rival: &Rival) -> Markup {
    html! {
        div.pu-two.pu-two--aside.pu-sect.pu-sect--first {
            div.pu-stack {
                (verdict(rival))
                (pair(shown, rival))
                (choices(shown))
            }
            aside.pu-stack aria-label="Autres pistes" {
                @if shown.rivals.len() > 1 { (others(shown)) }
                p.pu-meta { "Pupitre compare, il ne décide jamais à la place d’une personne." }
            }
        }
    }
}

/// What agrees and what makes one hesitate, in a sentence.
fn verdict(rival: &Rival) -> Markup {
    let said = |accords: &[Accord]| {
        let labels: Vec<String> =
            rival.rows.iter().filter(|row| accords.contains(&row.accord)).map(|row| row.label.to_lowercase()).collect();
        labels.join(", ")
    };
    let (agrees, hesitates) = (said(&[Accord::Same]), said(&[Accord::Close, Accord::Different]));
    html! {
        p.pu-verdict {
            strong { "Il faut trancher." } " "
            @if !agrees.is_empty() { "Concordent" (fr(" : ")) (agrees) ". " }
            @if !hesitates.is_empty() { "Font hésiter" (fr(" : ")) (hesitates) "." }
        }
    }
}

fn pair(shown: &Shown, rival: &Rival) -> Markup {
    let line = format!("Ligne {}", shown.doubtful.line);
    let opened = rival.case.as_ref().map(|case| month_year(paris_day(case.created_at)));
    html! {
        table.pu-table.pu-table--tight.pu-pair {
            caption.fr-sr-only { "Comparaison champ par champ" }
            colgroup { col; col; col; col; }
            thead {
                tr {
                    th scope="col" { "Champ" }
                    th scope="col" { (line) " de la liste" }
                    th scope="col" {
                        @match rival.case.as_ref().filter(|_| shown.sees_cases) {
                            Some(case) => a href=(address::case(case.id)) { "Dossier connu" },
                            None => "Dossier connu",
                        }
                        @if let Some(month) = opened { ", ouvert en " (month) }
                    }
                    th scope="col" { "Accord" }
                }
            }
            tbody { @for row in &rival.rows { (field(&line, row)) } }
        }
    }
}

fn field(line: &str, row: &Field) -> Markup {
    let (icon, tone): (Icon, &str) = match row.accord {
        Accord::Same => (icon::CHECK, " pu-ok"),
        Accord::Close => (icon::ERROR_WARNING, " pu-warn"),
        Accord::Different => (icon::CLOSE_CIRCLE, " pu-warn"),
        Accord::Silent => (icon::QUESTION, ""),
    };
    let text = |pieces: &[(String, bool)]| {
        html! {
            @if pieces.is_empty() { span.pu-meta { "absent" } }
            @for (text, differs) in pieces { @if *differs { mark { (text) } } @else { (text) } }
        }
    };
    html! {
        tr {
            th scope="row" { (row.label) }
            td data-label=(line) { (text(&row.line)) }
            td data-label="Dossier connu" { (text(&row.known)) }
            td { span class={ "pu-agree " (icon.class()) (tone) } { (row.words) } }
        }
    }
}

fn choices(shown: &Shown) -> Markup {
    let several = shown.rivals.len() > 1;
    html! {
        form.pu-choices method="post" action=(address::line(shown.list.id, shown.doubtful.line)) aria-label="Décision" {
            @for rival in &shown.rivals {
                button type="submit" name="decision" value={ "meme:" (rival.youth) } {
                    strong {
                        @if several { "C’est " (rival.name) } @else { "C’est la même personne" }
                    }
                    " " small {
                        "La ligne rejoint le dossier" @if several { ", né(e) le " (date_numeric(rival.born_on)) }
                    }
                }
            }
            button type="submit" name="decision" value="autre" {
                strong { "C’est quelqu’un d’autre" }
                " " small { "Un dossier est créé, la question ne sera plus posée" }
            }
        }
    }
}

fn others(shown: &Shown) -> Markup {
    let others = shown.rivals.iter().enumerate().filter(|(n, _)| *n != shown.compared);
    let steps = others.map(|(_, rival)| Step {
        icon: icon::USER,
        tone: None,
        text: html! {
            strong { (rival.name) } ", " (age(rival.born_on, shown.today)) " ans"
            @if let Some(town) = &rival.town { ", " (town) }
            br; span.pu-meta { (rival.reasons) }
        },
        aside: html! {
            a href={ (address::line(shown.list.id, shown.doubtful.line)) "?avec=" (rival.youth) }
                aria-label={ "comparer avec " (rival.name) } { "comparer" }
        },
    });
    html! { (Card::new("t-au", "Autres dossiers possibles", html! { (Steps { steps: steps.collect() }) })) }
}

/// Those the line resembled came from lists undone since.
fn nobody_left(shown: &Shown) -> Markup {
    html! {
        p.pu-verdict { "Les dossiers auxquels cette ligne ressemblait ne sont plus là" (fr(" : ")) "la liste qui les avait créés a été annulée." }
        form.pu-choices method="post" action=(address::line(shown.list.id, shown.doubtful.line)) aria-label="Décision" {
            button type="submit" name="decision" value="autre" {
                strong { "Ouvrir un dossier" } " " small { "Le jeune est suivi à partir de cette liste" }
            }
        }
    }
}

fn settled(shown: &Shown) -> Markup {
    let Shown { list, doubtful, .. } = shown;
    html! {
        div.pu-stack {
            @match (&doubtful.settled, list.state) {
                (_, State::Staged) => p { "La liste n’est pas encore appliquée" (fr(" : ")) "cette ligne se tranche après." },
                (Some(settled), _) => p {
                    @if settled.word == "same" { "Cette ligne a rejoint un dossier connu" } @else { "Un dossier a été ouvert pour cette ligne" }
                    ", " (words::at(settled.at, shown.today)) " par " (words::by(settled.by.as_deref()))
                    @if let Some((id, reference)) = &settled.case {
                        (fr(" : "))
                        @if shown.sees_cases { a href=(address::case(*id)) { (reference) } } @else { (reference) }
                    }
                    "."
                },
                _ => p { "Cette ligne n’est plus à trancher" (fr(" : ")) "la liste est " (list.state.label()) "." },
            }
            @if let Some(obstacle) = &shown.fixed {
                p.pu-meta { "Ce choix ne peut plus être annulé. " (look::obstacle(obstacle, shown.sees_lists)) }
            } @else if shown.undoable {
                form #annulation method="post" action={ (address::line(list.id, doubtful.line)) "/annuler" } {}
            }
            (actions(&html! {
                @if shown.undoable && shown.fixed.is_none() {
                    (Button { form: Some("annulation"), ..Button::new(Weight::Secondary, "Annuler ce choix") })
                }
                @if let Some(next) = shown.next { (ButtonLink::new(Weight::Primary, "Ligne suivante", address::line(list.id, next))) }
                (ButtonLink::new(Weight::Tertiary, "Revenir à la liste", address::list(list.id)))
            }))
        }
    }
}

/// Every line that waits at a platform.
pub struct All {
    pub platform: Platform,
    pub lines: Vec<Waiting>,
    pub total: i64,
    pub page: u64,
    pub done: Option<Done>,
    pub sees_cases: bool,
}

pub fn all(shown: &All) -> Markup {
    let base = address::reviews(&shown.platform.code);
    html! {
        (PageHead {
            subtitle: html! {
                (shown.platform.name) ". "
                @if shown.total == 0 { "Aucune ligne n’attend." }
                @else { (count(shown.total, "ligne attend que vous tranchiez", "lignes attendent que vous tranchiez")) "." }
            },
            ..PageHead::new("Rapprochements")
        })
        @if let Some(done) = &shown.done { (done_line(done, shown.sees_cases)) }
        @if shown.lines.is_empty() {
            (EmptyState {
                actions: html! { (ButtonLink::new(Weight::Primary, "Voir les listes reçues", address::lists(&shown.platform.code))) },
                ..EmptyState::new("Tout est tranché", html! {
                    "Quand une ligne d’une liste ressemble à un jeune déjà connu sans que ce soit sûr, elle attend ici."
                })
            })
        } @else { (table(shown)) }
        (Pagination {
            label: "Pages des rapprochements",
            current: shown.page,
            last: u64::try_from((shown.total + PAGE - 1) / PAGE).unwrap_or(1),
            href: &|page| format!("{base}?page={page}"),
        })
    }
}

fn table(shown: &All) -> Markup {
    let columns = vec![
        Column::text("Personne de la liste"),
        Column::text("Ressemble à"),
        Column::text("Pourquoi"),
        Column::text("Liste"),
        Column::text("Décision"),
    ];
    let rows = shown.lines.iter().map(|line| {
        let known =
            line.last_name.as_deref().map(|last| name_of_lists(line.first_names.as_deref().unwrap_or_default(), last));
        let cells = [
            html! { (known.unwrap_or_else(|| "un dossier qui n’est plus là".into())) },
            html! { (line.reasons.as_deref().unwrap_or_default()) },
            html! {
                a href=(address::list(line.list_id)) { (line.source_name) " du " (date_medium(line.listed_on)) }
                ", ligne " (line.line)
            },
            html! {
                (ButtonLink {
                    about: Some(format!("pour {}", line.person).into()),
                    ..ButtonLink::new(Weight::Tertiary, "Trancher", address::line(line.list_id, line.line))
                })
            },
        ];
        Row::new(line.person.as_str(), cells)
    });
    html! { (Table::new("Lignes à trancher, la plus ancienne liste d’abord", columns, rows.collect())) }
}
