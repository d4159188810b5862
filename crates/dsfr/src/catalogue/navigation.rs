use maud::html;

use super::Specimen;
use crate::{Breadcrumb, Filters, Pagination, Segments, Stepper, View, Views};

pub(super) fn specimens() -> Vec<Specimen> {
    let here = |_| "#pages".to_owned();
    vec![
        Specimen {
            id: "fil",
            name: "Breadcrumb",
            when: "Dire d’où l’on vient, quand la page n’est pas dans le menu. Shell le place en haut.",
            states: vec![(
                "Normal",
                html! {
                    (Breadcrumb {
                        above: vec![("Listes reçues".into(), "#fil".into())],
                        current: "SIEI, novembre 2026".into(),
                    })
                },
            )],
        },
        Specimen {
            id: "vues",
            name: "Views",
            when: "Plusieurs vues de la même chose, chacune avec son adresse.",
            states: vec![(
                "Avec des nombres, dont zéro",
                html! {
                    (Views {
                        label: "Vues enregistrées".into(),
                        views: vec![
                            View { count: Some(43), current: true, ..View::new("Toute la file", "#vues") },
                            View { count: Some(18), ..View::new("Mes dossiers", "#vues") },
                            View { count: Some(0), ..View::new("Mineurs à appeler le soir", "#vues") },
                            View::new("Gérer les vues", "#vues"),
                        ],
                    })
                },
            )],
        },
        Specimen {
            id: "filtres",
            name: "Filters",
            when: "Réduire une liste par motif. Les nombres s’additionnent au tout.",
            states: vec![(
                "Normal",
                html! {
                    (Filters {
                        label: "Filtrer par motif".into(),
                        filters: vec![
                            View { count: Some(1204), current: true, ..View::new("Tous les motifs", "#filtres") },
                            View { count: Some(4), ..View::new("Délai légal", "#filtres") },
                            View { count: Some(1200), ..View::new("Jamais contacté", "#filtres") },
                        ],
                        aside: html! { a.fr-link.fr-link--sm href="#filtres" { "Autres filtres" } },
                    })
                },
            )],
        },
        Specimen {
            id: "segments",
            name: "Segments",
            when: "Un choix court sur une ligne\u{a0}: la période d’un tableau de bord.",
            states: vec![(
                "Normal",
                html! {
                    div.pu-bar {
                        (Segments {
                            label: "Période".into(),
                            segments: vec![
                                View { current: true, ..View::new("Année 2026", "#segments") },
                                View::new("12 derniers mois", "#segments"),
                            ],
                        })
                    }
                },
            )],
        },
        Specimen {
            id: "etapes",
            name: "Stepper",
            when: "Une tâche de plusieurs pages.",
            states: vec![
                ("Au milieu", html! { (Stepper { steps: steps(), current: 3 }) }),
                ("Dernière étape", html! { (Stepper { steps: steps(), current: 4 }) }),
            ],
        },
        Specimen {
            id: "pages",
            name: "Pagination",
            when: "Une liste de plusieurs pages. Rien quand une page suffit.",
            states: vec![
                ("Début", html! { (Pagination { label: "Pages, au début", current: 1, last: 4, href: &here }) }),
                ("Milieu", html! { (Pagination { label: "Pages, au milieu", current: 12, last: 40, href: &here }) }),
                ("Fin", html! { (Pagination { label: "Pages, à la fin", current: 40, last: 40, href: &here }) }),
            ],
        },
    ]
}

fn steps() -> Vec<crate::Text<'static>> {
    ["Déposer", "Lire les colonnes", "Vérifier avant d’appliquer", "Compte rendu"].map(Into::into).into()
}
