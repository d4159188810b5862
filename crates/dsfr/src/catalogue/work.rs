use maud::{Markup, html};

use super::{LONG, Specimen};
use crate::{
    Accordion, BulkBar, Button, Choice, Details, Entry, Input, OutcomeForm, Pick, Queue, QueueRow, QuickAnswer, Radios,
    Reach, Reason, Select, Shortcuts, Step, Steps, Timeline, Tone, Urgency, Weighs, Weight, icon, key,
};

pub(super) fn specimens() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "file",
            name: "Queue, QueueRow, BulkBar, Shortcuts",
            when: "La file du jour\u{a0}: le motif et le délai, puis la personne. La ligne s’ouvre sur place.",
            states: vec![("Fermées, ouverte, sans numéro, texte long", html! { (queue()) (bulk()) (shortcuts()) })],
        },
        Specimen {
            id: "issue",
            name: "OutcomeForm, QuickAnswer",
            when: "Noter un appel\u{a0}: un seul appui quand personne n’a répondu, quelques champs sinon.",
            states: vec![("Seul", outcome("seul", "Nolwenn Riou"))],
        },
        Specimen {
            id: "suite",
            name: "Steps, Step",
            when: "Ce qui est dû, qui l’a dit, ce qu’on peut faire.",
            states: vec![("Normal, en retard, texte long", html! { (steps()) })],
        },
        Specimen {
            id: "deplier",
            name: "Accordion",
            when: "Plusieurs formulaires dont un seul sert à la fois.",
            states: vec![(
                "Un ouvert, un fermé",
                html! {
                    (Accordion { parts: vec![
                        Details { open: true, ..Details::new("Entretien", html! {
                            form.pu-add__form method="get" aria-label="Entretien" {
                                (Input { prefix: "entretien", ..Input::date("le", "Entretien tenu le") })
                                div.pu-wide.pu-actions { (Button::new(Weight::Primary, "Enregistrer l’entretien")) }
                            }
                        }) },
                        Details::new("Vérification de situation", html! { p { "Formulaire." } }),
                    ] })
                },
            )],
        },
        Specimen {
            id: "chronologie",
            name: "Timeline, Entry",
            when: "Ce qui s’est passé, le plus récent d’abord. Une correction garde la première version.",
            states: vec![("Événement, tournant, liste, correction", html! { (timeline()) })],
        },
    ]
}

fn queue() -> Queue<'static> {
    let row = |id: &'static str, name: &'static str, urgency, text: &'static str| QueueRow {
        key: id.into(),
        urgency,
        reason: Reason {
            icon: icon::PHONE,
            text: text.into(),
            detail: html! { "«\u{202f}Avant le car de 10\u{a0}h\u{a0}20\u{202f}»" },
        },
        name: name.into(),
        href: "#file".into(),
        about: "17 ans, Plougastel-Daoulas".into(),
        last: html! { "Joint hier à 16\u{a0}h\u{a0}40, pressé" },
        last_detail: html! { "2" sup { "e" } " échange" },
        reach: Reach::Phone {
            shown: "06\u{a0}39\u{a0}98\u{a0}51\u{a0}03".into(),
            dialled: "+33639985103".into(),
            whose: "lui-même".into(),
        },
        owner: html! { "M. Le Gall" },
        pick: Some(Pick { form: "lot", name: "dossier", value: id.into(), checked: false }),
        open_label: "Noter l’appel".into(),
        form: outcome(id, name),
        open: false,
        focused: false,
    };
    Queue {
        id: "file-ce-soir".into(),
        title: "À faire avant ce soir".into(),
        meta: html! { "3 situations, par délai légal, puis promesse" },
        owner: "Référent".into(),
        start: 1,
        rows: vec![
            QueueRow {
                reach: Reach::Otherwise(html! {
                    span class={ "pu-icon " (icon::PHONE.class()) } { "aucun numéro" } br;
                    a.pu-meta href="#file" { "préparer un courrier" }
                }),
                ..row("a1", "Kylian Mével-Rioual", Urgency::Now, "Délai légal\u{a0}: plus que 2 jours")
            },
            QueueRow { open: true, ..row("a2", "Yanis Le Goff", Urgency::Soon, "Rappel promis à 10\u{a0}h\u{a0}00") },
            row("a3", LONG, Urgency::Later, "Situation qui expire le 27"),
        ],
    }
}

fn bulk() -> BulkBar<'static> {
    BulkBar {
        id: "lot",
        action: "#file",
        hint: "Cochez des lignes pour agir sur plusieurs dossiers.".into(),
        one: "1 dossier coché".into(),
        many: "{n} dossiers cochés".into(),
        controls: html! {
            (Select::new("qui", "Confier la sélection à", vec![Choice::new("mlg", "Maëlle Le Gall (18 dossiers)")]))
            (Button::new(Weight::Primary, "Confier"))
        },
    }
}

fn shortcuts() -> Shortcuts<'static> {
    Shortcuts {
        keys: vec![
            (html! { (key("j")) " " (key("k")) }, "ligne suivante, précédente".into()),
            (key("o"), "noter l’appel".into()),
            (html! { (key("1")) " à " (key("9")) }, "choisir l’issue".into()),
            (key("Entrée"), "enregistrer".into()),
            (key("x"), "cocher".into()),
            (key("Échap"), "replier".into()),
        ],
        recalled: 5,
    }
}

fn outcome(prefix: &'static str, person: &str) -> Markup {
    let quick = |key: u8, value: &'static str, label: &'static str, follows: &'static str| QuickAnswer {
        value: value.into(),
        label: label.into(),
        follows: follows.into(),
        key: Some(key),
    };
    let choice =
        |key: u8, value: &'static str, label: &'static str| Choice { key: Some(key), ..Choice::new(value, label) };
    let form = OutcomeForm {
        action: "#issue".into(),
        label: format!("Noter l’appel à {person}").into(),
        quick_legend: "Personne n’a répondu".into(),
        quick_name: "issue",
        quick: vec![
            quick(1, "silence", "Pas de réponse", "nouvel essai jeudi 26, 17\u{a0}h\u{a0}30"),
            quick(2, "message", "Message laissé", "nouvel essai vendredi 27, 12\u{a0}h"),
            quick(3, "faux", "Numéro faux ou coupé", "le numéro est barré, essayer la mère"),
        ],
        radios: Radios {
            prefix,
            boxed: true,
            required: true,
            ..Radios::new(
                "issue",
                "Quelqu’un a répondu",
                vec![
                    choice(4, "rdv", "Rendez-vous pris"),
                    choice(5, "rappel", "À rappeler"),
                    choice(6, "formation", "Déjà en formation ou en emploi"),
                ],
            )
        },
        fields: html! {
            (Input { prefix, ..Input::text("note", "Note, facultative (reste à la plate-forme)") })
            (Input { prefix, value: "2026-11-27", ..Input::date("date", "Prochain geste le") })
            (Input { prefix, value: "10:00", ..Input::time("heure", "à") })
        },
        submit: "Enregistrer l’échange".into(),
        hidden: html! {},
    };
    html! { (form) }
}

fn steps() -> Steps {
    Steps {
        steps: vec![
            Step {
                icon: icon::PHONE,
                tone: Some(Tone::Error),
                text: html! { strong { "Rappel promis" } " – aujourd’hui à 10\u{a0}h\u{a0}00" },
                aside: html! { a href="#suite" { "noter ce rappel" } },
            },
            Step {
                icon: icon::CALENDAR,
                tone: None,
                text: html! { strong { "18 ans" } " – " (LONG) },
                aside: html! { span.pu-meta.pu-nb { "dans 105 jours" } },
            },
        ],
    }
}

fn timeline() -> Timeline<'static> {
    Timeline {
        entries: vec![
            Entry {
                text: html! { "à rappeler demain à 10\u{a0}h\u{a0}00" },
                meta: html! { "Maëlle Le Gall" },
                ..Entry::new(
                    "2026-11-23T16:40",
                    html! { "23 nov." br; "16\u{a0}h\u{a0}40" },
                    "Appel, quelqu’un a répondu",
                )
            },
            Entry {
                weighs: Weighs::Turning,
                text: html! { "auprès de sa mère" },
                meta: html! { "Maëlle Le Gall, connu le 18 novembre" },
                correction: html! {
                    "Corrigé le 20 novembre\u{a0}: sans solution depuis le " del { "9 novembre" } " " ins { "2 octobre" }
                    ". " a href="#chronologie" { "Lire la première version" }
                },
                ..Entry::new("2026-11-18", html! { "18 nov." }, "Vérification\u{a0}: confirmé, sans solution")
            },
            Entry {
                weighs: Weighs::List,
                ..Entry::new("2026-11-06", html! { "6 nov." }, "Présent dans la liste de la mission locale")
            },
            Entry {
                weighs: Weighs::TurningList,
                text: html! { (LONG) },
                ..Entry::new("2026-10-12", html! { "12 oct." }, "Signalé par le lycée Vauban")
            },
        ],
    }
}
