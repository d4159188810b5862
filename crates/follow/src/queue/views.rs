use super::board::{Board, Flash, Line, PAGE, view};
use super::filter::{Carried, Filter};
use super::model::{Tier, end_of_week};
use super::words::{near, why};
use super::{call_form, confide, pages};
use crate::cases::event::Source;
use crate::cases::forms::Group;
use crate::cases::gesture::Gesture;
use crate::cases::members;
use crate::cases::members::short_name;
use crate::cases::words::{MemberNames, capital, hour_of, near_day, tell};
use crate::youths::reach;
use base::french::{age, count, fr, number, phone, relative_days, weekday_date};
use chrono::NaiveDate;
use db::Id;
use dsfr::{
    Alert, Button, ButtonLink, Checkbox, Choice, Details, EmptyState, Filters, Icon, PageHead, Queue, QueueRow, Reach,
    SearchBar, Select, Shortcuts, Tone, Urgency, View, Views, Weight, icon, key,
};
use maud::{Markup, html};

/// Id of the form that undoes what was just done.
const UNDO: &str = "annulation";

pub fn page(board: &Board) -> Markup {
    html! {
        (head(board))
        (confide::faults(board))
        @if let Some(flash) = &board.flash { (flash_line(board, flash)) }
        (appointments(board))
        (views(board))
        (reasons(board))
        (other_filters(board))
        @if board.arranged.lines.is_empty() {
            (empty(board))
        } @else {
            @for tier in Tier::ALL { (group(board, tier)) }
            @if board.scope.may_write { (confide::bar(board)) }
            div.pu-foot-line { (shortcuts()) (pager(board)) }
        }
    }
}

fn href(board: &Board, filter: &Filter) -> String {
    pages::address(&board.scope.code, &filter.query())
}

fn head(board: &Board) -> Markup {
    let today = board.now.date();
    let due_now = board.arranged.in_tier(Tier::Today, today);
    let total = board.arranged.lines.len() as i64;
    let when = format!("{}, {}", capital(&weekday_date(today)), hour_of(board.now.time()));
    let action = format!("/plates-formes/{}/dossiers", board.scope.code);
    let head = PageHead {
        subtitle: html! {
            (when) ". "
            @if total == 0 { "Aucune situation ne demande de geste dans cette vue." }
            @else if total == 1 { "Une situation demande un geste" @if due_now == 1 { ", " strong { "aujourd’hui" } } "." }
            @else { (number(total)) " situations demandent un geste, dont " strong { (number(due_now as i64)) " aujourd’hui" } "." }
        },
        aside: html! {
            (SearchBar {
                placeholder: Some("Nom, INE ou téléphone"),
                ..SearchBar::new(&action, "q", "Chercher un jeune (nom, INE ou téléphone)")
            })
        },
        ..PageHead::new("Ma file")
    };
    html! { (head) }
}

fn flash_line(board: &Board, flash: &Flash) -> Markup {
    let body = match flash {
        Flash::Recorded { gestures, name, told, barred, meanwhile } => html! {
            (told.title) (fr(" : noté pour ")) a href=(case_href(gestures.first())) { (name) }
            @if !told.detail.is_empty() { ", " (told.detail) }
            @if barred.is_some() { ", numéro barré" } ". "
            (undo_button())
            @if let Some(last) = meanwhile.last() {
                br; (fr("Entre-temps, un autre geste avait été noté : ")) (last.line()) "."
            }
        },
        Flash::Assigned { gestures, to } => html! {
            (count(gestures.len() as i64, "dossier confié", "dossiers confiés")) " à " (to) ". " (undo_button())
        },
        Flash::Undone { case, name } => html! {
            "Saisie annulée pour " a href={ "/dossiers/" (case) } { (name) } ". Elle reste lisible dans le dossier."
        },
    };
    let line = Alert { live: true, ..Alert::line(Tone::Success, body) };
    html! { (line) (undo_form(board, flash)) }
}

fn case_href(gesture: Option<&Gesture>) -> String {
    gesture.map_or_else(String::new, |gesture| format!("/dossiers/{}", gesture.case))
}

fn undo_button() -> Markup {
    html! { button.fr-link.fr-link--sm type="submit" form=(UNDO) { "Annuler cette saisie" } }
}

fn undo_form(board: &Board, flash: &Flash) -> Markup {
    let (gestures, barred) = match flash {
        Flash::Recorded { gestures, barred, .. } => (gestures, *barred),
        Flash::Assigned { gestures, .. } => (gestures, None),
        Flash::Undone { .. } => return html! {},
    };
    html! {
        form id=(UNDO) method="post" action={ "/plates-formes/" (board.scope.code) "/file/annuler" } {
            @for gesture in gestures { input type="hidden" name="saisie" value=(gesture); }
            @if let Some(number) = barred { input type="hidden" name="numero" value=(number); }
            input type="hidden" name="retour" value=(board.filter.query());
        }
    }
}

fn appointments(board: &Board) -> Markup {
    let more = board.arranged.appointments.len().saturating_sub(board.appointments.len());
    html! {
        @if !board.appointments.is_empty() {
            ul.pu-day aria-label="Rendez-vous du jour" {
                li { strong class={ "pu-icon " (icon::CALENDAR.class()) } { "Aujourd’hui" } }
                @for (open, subject) in &board.appointments {
                    li {
                        b { @if let Some(at) = open.due_time { (hour_of(at)) } @else { "dans la journée" } }
                        a href={ "/dossiers/" (open.case) } { (subject.name) }
                    }
                }
                @if more > 0 { li { "et " (count(more as i64, "autre", "autres")) } }
            }
        }
    }
}

fn views(board: &Board) -> Markup {
    let shown = [
        (Carried::ByAnyone, "Toute la file", board.arranged.anyone),
        (Carried::ByMe, "Mes dossiers", board.arranged.mine),
        (Carried::ByNobody, "Sans référent", board.arranged.nobody),
    ];
    let views = shown
        .into_iter()
        .map(|(worker, label, count)| {
            let filter = Filter { worker, reason: None, page: 0, ..board.filter.clone() };
            View {
                count: Some(count),
                current: board.filter.worker == worker,
                ..View::new(label, href(board, &filter))
            }
        })
        .collect();
    html! { (Views { label: "Vues de la file".into(), views }) }
}

fn reasons(board: &Board) -> Markup {
    let of = |reason| href(board, &Filter { reason, page: 0, ..board.filter.clone() });
    let all = View {
        count: Some(board.arranged.all_reasons),
        current: board.filter.reason.is_none(),
        ..View::new("Tous les motifs", of(None))
    };
    let mut filters = vec![all];
    filters.extend(board.arranged.by_reason.iter().map(|(reason, count)| View {
        count: Some(*count),
        current: board.filter.reason == Some(*reason),
        ..View::new(reason.label(), of(Some(*reason)))
    }));
    if let Some(reason) = board.filter.reason.filter(|r| board.arranged.by_reason.iter().all(|(with, _)| with != r)) {
        filters.push(View { count: Some(0), current: true, ..View::new(reason.label(), of(Some(reason))) });
    }
    html! { (Filters { label: "Filtrer par motif".into(), filters, aside: html! {} }) }
}

fn other_filters(board: &Board) -> Markup {
    let filter = &board.filter;
    let worker = match filter.worker {
        Carried::ByAnyone => String::new(),
        Carried::ByMe => "moi".into(),
        Carried::ByNobody => "aucun".into(),
        Carried::By(member) => member.to_string(),
    };
    let mut workers = vec![Choice::new("moi", "Moi"), Choice::new("aucun", "Personne")];
    workers.extend(board.members.iter().map(|m| Choice::new(m.id.to_string(), m.name.as_str())));
    let communes = board.communes.iter().map(|(code, name)| Choice::new(code.as_str(), name.as_str())).collect();
    let sources = Source::ALL.iter().map(|s| Choice::new(s.as_str(), capital(s.label()))).collect();
    let form = html! {
        form.pu-add__form method="get" action=(pages::address(&board.scope.code, "")) data-autosubmit {
            @if let Some(reason) = filter.reason { input type="hidden" name="motif" value=(reason.as_str()); }
            (Select { value: &worker, empty: Some("Tous"), ..Select::new("referent", "Référent", workers) })
            (Select { value: filter.commune.as_deref().unwrap_or(""), empty: Some("Toutes"), ..Select::new("commune", "Commune", communes) })
            (Select { value: filter.source.map_or("", |s| s.as_str()), empty: Some("Toutes"), ..Select::new("source", "Signalé par", sources) })
            (Checkbox { checked: filter.minors, ..Checkbox::new("mineurs", "oui", "Moins de 18 ans seulement") })
            div.pu-actions {
                (Button::new(Weight::Secondary, "Filtrer"))
                @if filter.has_others() { a.fr-link.fr-link--sm href=(href(board, &view(Carried::ByAnyone))) { "Tout réafficher" } }
            }
        }
    };
    html! { (Details { open: filter.has_others(), ..Details::new("Autres filtres", form) }) }
}

fn group(board: &Board, tier: Tier) -> Markup {
    let today = board.now.date();
    let place = board.lines.iter().position(|line| Tier::of(line.open.due_on, today) == tier);
    let Some(place) = place else { return html! {} };
    let lines: Vec<&Line> = board.lines.iter().filter(|line| Tier::of(line.open.due_on, today) == tier).collect();
    let all = board.arranged.in_tier(tier, today);
    let (id, title, order) = match tier {
        Tier::Today => ("ce-soir", "À faire avant ce soir", "par délai légal, puis promesse, puis âge".to_owned()),
        Tier::ThisWeek => ("semaine", "Cette semaine", format!("d’ici au {}", near_day(end_of_week(today)))),
        Tier::Later => ("ensuite", "Ensuite", "par délai".to_owned()),
    };
    let shown = if lines.len() as u64 == all { String::new() } else { format!(", {} sur cette page", lines.len()) };
    let names = members::names(&board.members);
    let rows = lines.iter().map(|line| row(board, line, tier, &names)).collect();
    let start = (board.start + place) as u64;
    html! {
        (Queue {
            id: id.into(),
            title: title.into(),
            meta: html! { (count(all as i64, "situation", "situations")) (shown) ", " (order) },
            owner: "Référent".into(),
            start,
            rows,
        })
    }
}

fn row<'a>(board: &'a Board, line: &'a Line, tier: Tier, names: &MemberNames) -> QueueRow<'a> {
    let today = board.now.date();
    let Line { open, subject, points } = line;
    let why = why(open, subject, today);
    let place = reach::town(points).map(|town| format!(", {town}")).unwrap_or_default();
    let last = subject.last.as_ref();
    let opened = board.opened.as_ref().filter(|(case, _)| *case == open.case);
    QueueRow {
        key: open.case.to_string().into(),
        urgency: match tier {
            Tier::Today => Urgency::Now,
            Tier::ThisWeek => Urgency::Soon,
            Tier::Later => Urgency::Later,
        },
        reason: dsfr::Reason {
            icon: why.icon,
            text: why.text.into(),
            detail: detail(open.case, &why.detail, why.act, &subject.name),
        },
        name: subject.name.as_str().into(),
        href: format!("/dossiers/{}", open.case).into(),
        about: format!("{}\u{a0}ans{place}", age(subject.born_on, today)).into(),
        last: html! { @if let Some(event) = last { (tell(event, subject.sex, names).line()) } },
        last_detail: html! { @if let Some(event) = last { (when(event.happened_on, today)) } },
        reach: reach_of(open.case, line),
        owner: owner(board, subject.worker),
        pick: board.scope.may_write.then(|| confide::pick(board, open.case)),
        open_label: "Noter l’appel".into(),
        form: call_form::render(board, line, opened.and_then(|(_, form)| form.as_ref())),
        open: opened.is_some(),
        focused: opened.is_some(),
    }
}

/// What a reason rests on; a link to the form of the case when the act is not a call.
fn detail(case: Id, text: &str, act: Option<Group>, name: &str) -> Markup {
    html! {
        @match act {
            Some(group) => {
                a href={ "/dossiers/" (case) "?ajout=" (group) "#ajout-" (group) } { (text) span.fr-sr-only { (fr(" : ")) (name) } }
            },
            None => (text),
        }
    }
}

/// « hier », « il y a 11 jours », then the day itself.
fn when(day: NaiveDate, today: NaiveDate) -> String {
    if (today - day).num_days() <= 30 { relative_days(day, today) } else { format!("le {}", near(day, today)) }
}

fn reach_of<'a>(case: Id, line: &'a Line) -> Reach<'a> {
    match reach::numbers(&line.points).first().and_then(|point| point.dialled().map(|dialled| (point, dialled))) {
        Some((point, dialled)) => Reach::Phone {
            shown: phone(&point.value).into(),
            dialled: dialled.into(),
            whose: point.whose(line.subject.sex).into(),
        },
        None => Reach::Otherwise(html! {
            (note(icon::PHONE, "aucun numéro")) br;
            span.pu-meta { a href={ "/dossiers/" (case) "/contacts" } { "en ajouter un" span.fr-sr-only { " pour " (line.subject.name) } } }
        }),
    }
}

fn note(icon: Icon, text: &str) -> Markup {
    html! { span class={ "pu-icon " (icon.class()) } { (text) } }
}

fn owner(board: &Board, worker: Option<Id>) -> Markup {
    match worker.and_then(|id| board.member(id)) {
        Some(member) => html! { (short_name(&member.name)) },
        None => note(icon::ERROR_WARNING, "Sans référent"),
    }
}

fn shortcuts() -> Markup {
    let keys = vec![
        (html! { (key("j")) " " (key("k")) }, "ligne suivante, précédente".into()),
        (key("o"), "noter l’appel".into()),
        (html! { (key("1")) " à " (key("9")) }, "choisir l’issue".into()),
        (key("Entrée"), "enregistrer".into()),
        (key("x"), "cocher".into()),
        (key("Échap"), "replier".into()),
    ];
    html! { (Shortcuts { keys, recalled: 5 }) }
}

fn pager(board: &Board) -> Markup {
    let total = board.arranged.lines.len();
    let page = board.filter.page;
    let to = |page| href(board, &Filter { page, ..board.filter.clone() });
    let left = total.saturating_sub((page + 1) * PAGE);
    html! {
        @if total > PAGE {
            nav.pu-actions aria-label="Pages de la file" {
                @if page > 0 {
                    (ButtonLink { icon: Some(icon::ARROW_UP), ..ButtonLink::new(Weight::Tertiary, format!("Afficher les {PAGE} précédentes"), to(page - 1)) })
                }
                @if left > 0 {
                    (ButtonLink { icon: Some(icon::ARROW_DOWN), ..ButtonLink::new(Weight::Tertiary, following(left), to(page + 1)) })
                }
            }
        }
    }
}

fn following(left: usize) -> String {
    match left.min(PAGE) {
        1 => "Afficher la suivante".into(),
        n => format!("Afficher les {n} suivantes"),
    }
}

fn empty(board: &Board) -> Markup {
    let whole = board.filter.query().is_empty();
    let title = if whole { "Tout est à jour" } else { "Tout est à jour dans cette vue" };
    html! {
        (EmptyState {
            actions: html! {
                @if !whole { a.fr-btn.fr-btn--sm href=(href(board, &view(Carried::ByAnyone))) { "Voir toute la file" } }
                a.fr-btn.fr-btn--sm.fr-btn--secondary href={ "/plates-formes/" (board.scope.code) "/dossiers" } { "Voir les dossiers" }
            },
            caution: html! {
                (fr("Une file vide ne dit pas que tout va bien : des jeunes présumés peuvent rester "))
                a href={ "/plates-formes/" (board.scope.code) "/dossiers?verification=to_verify" } { "à vérifier" } "."
            },
            ..EmptyState::new(title, html! { "Aucun dossier ne demande de geste aujourd’hui." })
        })
    }
}

/// Why a call was not recorded, and its note, to be copied where it belongs.
pub fn overtaken(case: Id, why: &str, note: &str) -> Markup {
    html! {
        (PageHead::new("L’appel n’est pas enregistré"))
        div.pu-stack {
            (Alert { live: true, ..Alert::line(Tone::Error, html! { (fr(why)) }) })
            @if !note.is_empty() {
                section {
                    h2 { "Votre note" }
                    p.pu-meta { "Elle n’est pas gardée : copiez-la dans le dossier si elle sert encore." }
                    blockquote.pu-wrap { (note) }
                }
            }
            p { a.fr-btn href=(format!("/dossiers/{case}")) { "Ouvrir le dossier" } }
        }
    }
}
