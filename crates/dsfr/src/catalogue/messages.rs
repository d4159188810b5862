use maud::html;

use super::{LONG, Specimen};
use crate::{Alert, Badge, ButtonLink, Callout, EmptyState, Level, Note, Progress, Tag, Tone, Weight, actions, icon};

pub(super) fn specimens() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "alerte",
            name: "Alert",
            when: "La réponse à ce qui vient d’être fait, avec de quoi l’annuler\u{202f}; ou ce qui empêche de continuer.",
            states: vec![
                (
                    "Une ligne, succès",
                    html! {
                        (Alert::line(Tone::Success, html! {
                            "Appel sans réponse noté, nouvel essai jeudi 26. " a href="#alerte" { "Annuler cette saisie" }
                        }))
                    },
                ),
                ("Une ligne, information", html! { (Alert::line(Tone::Info, html! { (LONG) })) }),
                (
                    "Avec un titre, avertissement",
                    html! {
                        (Alert {
                            level: Level::H4,
                            ..Alert::titled(Tone::Warning, "La page a expiré", html! {
                                p { "Reconnectez-vous\u{a0}: ce que vous aviez tapé est gardé." }
                            })
                        })
                    },
                ),
                (
                    "Avec un titre, erreur",
                    html! {
                        (Alert {
                            level: Level::H4,
                            ..Alert::titled(Tone::Error, "Ce fichier n’est pas une liste", html! {
                                p { "Il ne contient aucune ligne lisible. Rien n’a été enregistré." }
                            })
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "remarque",
            name: "Callout",
            when: "Une remarque à garder sous les yeux. Ne demande rien.",
            states: vec![(
                "Normal",
                html! {
                    (Callout {
                        level: Level::H4,
                        ..Callout::new("Ce que ce chiffre ne dit pas", html! {
                            "L’écart entre filles et garçons reste dans la marge du hasard."
                        })
                    })
                },
            )],
        },
        Specimen {
            id: "badge",
            name: "Badge",
            when: "L’état d’une chose, en un mot, en tête d’une page. Dans une liste, préférer Note.",
            states: vec![(
                "Neutre et quatre tons",
                actions(&html! {
                    (Badge::new("Brouillon"))
                    (Badge::toned(Tone::Info, "Transmise"))
                    (Badge::toned(Tone::Success, "Validée"))
                    (Badge::toned(Tone::Warning, "À vérifier"))
                    (Badge::toned(Tone::Error, "Refusée"))
                }),
            )],
        },
        Specimen {
            id: "mention",
            name: "Note",
            when: "Quelques mots derrière une icône, dans une ligne ou un tableau. En couleur seulement pour un délai ou \
                   une faute.",
            states: vec![(
                "Neutre et quatre tons",
                actions(&html! {
                    (Note::new(icon::QUESTION, "à vérifier"))
                    (Note::toned(Tone::Info, icon::INFORMATION, "ignorée"))
                    (Note::toned(Tone::Success, icon::CHECK, "identique"))
                    (Note::toned(Tone::Warning, icon::ERROR_WARNING, "gardée"))
                    (Note::toned(Tone::Error, icon::CLOSE_CIRCLE, "refusée"))
                }),
            )],
        },
        Specimen {
            id: "etiquette",
            name: "Tag",
            when: "Nommer ce qu’est une chose\u{a0}: ni un lien, ni un état.",
            states: vec![(
                "Normal, texte long",
                actions(
                    &html! { (Tag::new("Obligation de formation")) (Tag::new("Accueil, information et orientation du bassin de Brest")) },
                ),
            )],
        },
        Specimen {
            id: "vide",
            name: "EmptyState",
            when: "Une liste sans rien dedans\u{a0}: ce qui est fait, la prochaine date, une suite, et ce que le vide ne dit \
                   pas.",
            states: vec![(
                "Normal",
                html! {
                    (EmptyState {
                        level: Level::H4,
                        actions: html! { (ButtonLink::new(Weight::Primary, "Voir les 37 autres", "#vide")) },
                        caution: html! { "Une file vide ne dit pas que tout va bien\u{a0}: 35 jeunes restent à vérifier." },
                        ..EmptyState::new("Tout est à jour dans cette vue", html! {
                            "Les six mineurs à appeler ont été joints. Le plus proche\u{a0}: jeudi 26 novembre à 18\u{a0}h\u{a0}15."
                        })
                    })
                },
            )],
        },
        Specimen {
            id: "progression",
            name: "Progress",
            when: "Où en est une tâche de plusieurs éléments, d’une personne ou de la machine.",
            states: vec![
                ("En cours", html! { (Progress::new("Rapprochements réglés", 3, 17, "réglés")) }),
                ("Pas encore commencé", html! { (Progress::new("Lecture de la liste", 0, 0, "lignes lues")) }),
                ("Fini", html! { (Progress::new("Lettres produites", 31, 31, "lettres produites")) }),
            ],
        },
    ]
}
