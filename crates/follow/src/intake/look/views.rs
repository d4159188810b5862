use super::{Looked, Moved, cards, remarks};
use crate::intake::deposit::steps;
use crate::intake::scope::{List, State};
use crate::intake::undo::Obstacle;
use crate::intake::{address, words};
use base::french::{count, date_long, fr, number};
use dsfr::{Alert, Button, ButtonLink, ControlTotals, PageHead, Section, Term, Tone, Weight, actions};
use maud::{Markup, html};

/// « Liste SIEI de novembre 2026 »
pub fn title(list: &List) -> String {
    format!("Liste {} {}", list.source_name, words::of_month(list.listed_on))
}

pub fn page(looked: &Looked) -> Markup {
    let list = &looked.list;
    html! {
        (PageHead { subtitle: history(looked), aside: aside(looked), ..PageHead::new(title(list)) })
        div.pu-stack {
            (standing(looked))
            @if let State::Staged | State::Applied = list.state {
                (steps(if list.state == State::Staged { 3 } else { 4 }))
            }
            (totals(looked))
        }
        @if let Some(moved) = &looked.moved { (moves(looked, moved)) }
        div.pu-two.pu-two--aside.pu-sect { (messages(looked)) (cards::cards(looked)) }
        @if list.state == State::Staged { (foot(looked)) }
    }
}

fn history(looked: &Looked) -> Markup {
    let list = &looked.list;
    let received = words::at(list.received_at, looked.today);
    html! {
        "Reçue " (received) ", déposée par " (words::by(list.received_by.as_deref())) ". "
        @if let Some(at) = list.applied_at {
            "Appliquée " (words::at(at, looked.today)) " par " (words::by(list.applied_by.as_deref())) "."
        } @else if list.state == State::Staged { "Rien n’est encore appliqué." }
    }
}

fn aside(looked: &Looked) -> Markup {
    let list = &looked.list;
    html! {
        @if list.state == State::Applied {
            (actions(&html! {
                @if looked.open > 0 {
                    (ButtonLink::new(
                        Weight::Main,
                        format!("Trancher {}", count(looked.open, "ligne", "lignes")),
                        format!("{}/a-trancher", address::list(list.id)),
                    ))
                }
                (ButtonLink::new(Weight::Tertiary, "Annuler cette liste", format!("{}/annuler", address::list(list.id))))
            }))
        }
    }
}

/// What is to be known before anything else.
fn standing(looked: &Looked) -> Markup {
    let list = &looked.list;
    let line = |tone, body| html! { (Alert::line(tone, body)) };
    html! {
        @match list.state {
            State::Staged => {
                @if let Some(twin) = &looked.twin {
                    (Alert::titled(Tone::Warning, "Ce fichier est déjà appliqué", html! {
                        p {
                            "C’est exactement le fichier de " a href=(address::list(twin.id)) { "la liste appliquée " (words::at(twin.applied_at, looked.today)) }
                            ". L’appliquer de nouveau ne créera personne deux fois" (fr(" ; ")) "si c’est une erreur, renoncez."
                        }
                    }))
                }
                @if looked.overtaken {
                    (line(Tone::Info, html! {
                        "Une liste plus récente de " (list.source_name) " est déjà appliquée" (fr(" : "))
                        "celle-ci ne marquera personne comme disparu. Vérifiez sa date."
                    }))
                }
            }
            State::Applied => @if looked.open == 0 && list.totals.to_review > 0 {
                (line(Tone::Success, html! { "Toutes les lignes douteuses sont tranchées." }))
            },
            State::Abandoned => (line(Tone::Info, html! {
                "Liste abandonnée" (fr(" : ")) "rien n’a été appliqué, le fichier et les noms n’ont pas été gardés. "
                a href=(address::deposit(&list.platform.code)) { "Déposer une liste" }
            })),
            State::Undone => (line(Tone::Info, html! {
                "Liste annulée " @if let Some(at) = list.undone_at { (words::at(at, looked.today)) }
                " par " (words::by(list.undone_by.as_deref()))
                (fr(" : ")) "tout est comme avant. "
                a href=(address::deposit(&list.platform.code)) { "La déposer de nouveau" }
            })),
        }
    }
}

fn totals(looked: &Looked) -> Markup {
    let list = &looked.list;
    let term = |n: i64, one: &'static str, many: &'static str, view: &str| Term {
        href: (n > 0).then(|| address::view(list.id, view, 1).into()),
        ..Term::new(u64::try_from(n).unwrap_or(0), base::french::plural(n, one, many))
    };
    let t = list.totals;
    let whole = u64::try_from(t.lines()).unwrap_or(0);
    let doubtful = match list.state {
        State::Staged | State::Applied => ("à trancher par vous", "à trancher par vous"),
        State::Abandoned | State::Undone => ("douteuse", "douteuses"),
    };
    let equation = ControlTotals::new(
        "Totaux de contrôle",
        Term::new(whole, base::french::plural(t.lines(), "ligne reçue", "lignes reçues")),
        vec![
            term(t.created, "dossier créé", "dossiers créés", "creees"),
            term(t.attached, "rattachée", "rattachées", "rattachees"),
            term(t.to_review, doubtful.0, doubtful.1, "a-trancher"),
            term(t.refused, "refusée", "refusées", "refusees"),
            term(t.ignored, "ignorée", "ignorées", "ignorees"),
        ],
    );
    let after = html! {
        @if list.state == State::Applied && t.to_review > 0 {
            p.pu-meta {
                (settled(t.to_review - looked.open)) (fr(" ; ")) (waiting(looked.open)) "."
            }
        }
    };
    let title = match list.state {
        State::Staged | State::Applied => "Le compte y est",
        State::Abandoned => "Ce que la liste aurait fait",
        State::Undone => "Ce que la liste avait fait",
    };
    html! { (Section { class: "", ..Section::new("t-ct", title, html! { (equation) (after) }) }) }
}

fn settled(lines: i64) -> String {
    match lines {
        0 => "Aucune ligne douteuse n’est encore tranchée".into(),
        n => count(n, "ligne douteuse est tranchée", "lignes douteuses sont tranchées"),
    }
}

fn waiting(lines: i64) -> String {
    match lines {
        0 => "aucune n’attend".into(),
        n => count(n, "attend", "attendent"),
    }
}

fn moves(looked: &Looked, moved: &Moved) -> Markup {
    let list = &looked.list;
    let (new, elsewhere) = (list.totals.created, list.totals.attached - moved.still);
    let future = list.state == State::Staged;
    let body = html! {
        ul.pu-moved {
            li {
                b { (number(new + elsewhere)) }
                span {
                    strong { (base::french::plural(new + elsewhere, "nouveau", "nouveaux")) }
                    @if elsewhere > 0 { ", dont " (number(elsewhere)) " déjà " (base::french::plural(elsewhere, "connu", "connus")) " par une autre liste" }
                }
            }
            li { b { (number(moved.still)) } span { strong { "toujours là" } ", leur dossier est complété s’il y a du nouveau" } }
            li {
                b { (number(moved.gone)) }
                span {
                    strong { (base::french::plural(moved.gone, "disparu", "disparus")) " de la liste" } (fr(" : "))
                    "un événement daté " @if future { "sera" } @else { "est" } " noté, aucun dossier n’est fermé. "
                    @if moved.gone > 0 {
                        a href=(address::view(list.id, "disparus", 1)) { @if moved.gone == 1 { "Le voir" } @else { "Voir les " (number(moved.gone)) } }
                    }
                    @if future && list.totals.to_review > 0 {
                        " " span.pu-meta { "(les lignes à trancher, une fois tranchées, peuvent en ajouter)" }
                    }
                }
            }
        }
    };
    let heading = format!(
        "Depuis la liste du {} ({})",
        date_long(moved.previous.listed_on),
        count(moved.previous.lines, "ligne", "lignes")
    );
    html! { (Section::new("t-prev", heading, body)) }
}

fn messages(looked: &Looked) -> Markup {
    let list = &looked.list;
    let all = looked.counts.all();
    let aside = html! {
        @if all > 0 {
            p.pu-meta {
                (count(looked.remarks.len() as i64, "message", "messages")) " sur " (number(all)) ", "
                a href=(address::view(list.id, "messages", 1)) { "tous les messages" } ", "
                a href={ (address::list(list.id)) "/messages.csv" } { "télécharger (CSV)" }
            }
        }
    };
    let body = html! {
        @if all == 0 { p { "Rien à signaler" (fr(" : ")) "chaque valeur a été lue." } }
        @else { (remarks::table(&looked.remarks)) }
    };
    html! { (Section { aside, class: "", ..Section::new("t-msg", "Ligne par ligne", body) }) }
}

fn foot(looked: &Looked) -> Markup {
    let list = &looked.list;
    let t = list.totals;
    let empty = t.created + t.attached + t.to_review == 0;
    html! {
        form.pu-foot method="post" action={ (address::list(list.id)) "/appliquer" } {
            p {
                @if empty { strong { "Aucune ligne ne peut entrer." } " Corrigez la lecture, ou renoncez." }
                @else {
                    strong {
                        "Appliquer crée " (count(t.created, "dossier", "dossiers"))
                        @if t.attached > 0 { " et complète " (count(t.attached, "autre", "autres")) }
                        ", d’un seul bloc."
                    }
                    " Tout peut être annulé tant qu’aucun de ces dossiers n’a été modifié."
                }
            }
            (actions(&html! {
                @if empty { (ButtonLink::new(Weight::Main, "Corriger la lecture", format!("{}/colonnes", address::list(list.id)))) }
                @else { (Button::new(Weight::Main, "Appliquer la liste")) }
                (Button {
                    formaction: Some(format!("{}/renoncer", address::list(list.id)).into()),
                    ..Button::new(Weight::Tertiary, "Renoncer, ne rien garder")
                })
            }))
        }
    }
}

/// Why something can no longer be undone, with a link to each list in the way for who opens lists.
pub fn obstacle(obstacle: &Obstacle, linked: bool) -> Markup {
    let (before, after) = obstacle.around();
    let lists = match obstacle {
        Obstacle::Lists(lists) => lists.as_slice(),
        Obstacle::Because(_) => &[],
    };
    html! {
        (before)
        @for (n, list) in lists.iter().enumerate() {
            @if n > 0 { (fr(" ; ")) }
            @if linked { a href=(address::list(list.id)) { (list.title()) } } @else { (list.title()) }
        }
        (after)
    }
}

/// The page that asks before undoing, or says why it cannot be.
pub fn undo(looked: &Looked) -> Markup {
    let list = &looked.list;
    let back = || html! { (ButtonLink::new(Weight::Tertiary, "Garder la liste", address::list(list.id))) };
    html! {
        (PageHead { subtitle: html! { (title(list)) }, ..PageHead::new("Annuler cette liste") })
        @if list.state != State::Applied {
            p { "Cette liste n’est pas appliquée" (fr(" : ")) "il n’y a rien à annuler." }
            (actions(&html! { (ButtonLink::new(Weight::Primary, "Revenir à la liste", address::list(list.id))) }))
        } @else if let Some(why) = &looked.obstacle {
            (Alert::titled(Tone::Warning, "Cette liste ne peut pas être annulée maintenant", html! { p { (obstacle(why, true)) } }))
            (actions(&back()))
        } @else {
            p { "Voici ce qui se passera, d’un seul bloc" (fr(" :")) }
            ul {
                @if list.totals.created > 0 { li { (count(list.totals.created, "jeune que la liste a fait connaître disparaît", "jeunes que la liste a fait connaître disparaissent")) ", avec leur dossier" (fr(" ;")) } }
                @match list.totals.attached {
                    0 => {},
                    1 => li { "ce qu’elle a ajouté à un dossier déjà connu est retiré" (fr(" ;")) },
                    n => li { "ce qu’elle a ajouté à " (number(n)) " dossiers déjà connus est retiré" (fr(" ;")) },
                }
                @if let Some(moved) = looked.moved.as_ref().filter(|moved| moved.gone > 0) { li { (count(moved.gone, "disparition notée est retirée", "disparitions notées sont retirées")) (fr(" ;")) } }
                @if list.totals.to_review > looked.open { li { (count(list.totals.to_review - looked.open, "choix sur une ligne douteuse est oublié", "choix sur des lignes douteuses sont oubliés")) (fr(" ;")) } }
                li { "les chiffres redeviennent ceux d’avant. Le journal garde la trace de la liste et de son annulation." }
            }
            p { "Le fichier pourra être déposé de nouveau." }
            form method="post" action={ (address::list(list.id)) "/annuler" } {
                (actions(&html! { (Button::new(Weight::Main, "Annuler la liste")) (back()) }))
            }
        }
    }
}
