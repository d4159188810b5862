use maud::html;

use super::{LONG, Specimen};
use crate::{Button, ButtonLink, Details, SearchBar, Weight, actions, icon};

pub(super) fn specimens() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "bouton",
            name: "Button",
            when: "Envoie un formulaire\u{a0}: tout ce qui change quelque chose. Un seul «\u{202f}Main\u{202f}» par page. Jamais désactivé\u{a0}: \
                   quand l’action n’est pas possible, le bouton est absent et la page dit pourquoi.",
            states: vec![
                ("Main, l’acte de la page", html! { (Button::new(Weight::Main, "Appliquer la liste")) }),
                (
                    "Primary, Secondary, Tertiary",
                    actions(&html! {
                        (Button::new(Weight::Primary, "Enregistrer"))
                        (Button::new(Weight::Secondary, "Transférer"))
                        (Button::new(Weight::Tertiary, "Renoncer"))
                    }),
                ),
                (
                    "Icône, et mots pour les lecteurs d’écran",
                    html! {
                        (Button {
                            icon: Some(icon::PHONE),
                            about: Some("pour Yanis Le Goff".into()),
                            ..Button::new(Weight::Secondary, "Rappeler")
                        })
                    },
                ),
                ("Texte long", html! { (Button::new(Weight::Tertiary, LONG)) }),
            ],
        },
        Specimen {
            id: "lien-bouton",
            name: "ButtonLink",
            when: "Mène à une page, quand c’est la suite attendue. Ailleurs, un lien ordinaire.",
            states: vec![(
                "Normal, avec icône, texte long",
                actions(&html! {
                    (ButtonLink::new(Weight::Primary, "Voir toute la file", "#lien-bouton"))
                    (ButtonLink {
                        icon: Some(icon::DOWNLOAD),
                        ..ButtonLink::new(Weight::Secondary, "Télécharger (CSV)", "#lien-bouton")
                    })
                    (ButtonLink::new(Weight::Tertiary, format!("Dossier de {LONG}"), "#lien-bouton"))
                }),
            )],
        },
        Specimen {
            id: "recherche",
            name: "SearchBar",
            when: "Chercher sur une ligne, en tête de page.",
            states: vec![
                (
                    "Vide",
                    html! {
                        (SearchBar {
                            prefix: "vide",
                            placeholder: Some("Nom, INE ou téléphone"),
                            ..SearchBar::new("#recherche", "q", "Chercher un jeune (nom, INE ou téléphone)")
                        })
                    },
                ),
                (
                    "Après une recherche",
                    html! {
                        (SearchBar {
                            prefix: "apres",
                            value: "Le Goff",
                            ..SearchBar::new("#recherche", "q", "Chercher une institution")
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "details",
            name: "Details",
            when: "Ce dont peu ont besoin, à déplier sur place\u{a0}: données d’un graphique, correspondances de colonnes.",
            states: vec![
                ("Fermé", html! { (Details::new("Voir les données", html! { p { "318 lignes." } })) }),
                (
                    "Ouvert, texte long",
                    html! { (Details { open: true, ..Details::new("Voir l’adresse", html! { p { (LONG) } }) }) },
                ),
            ],
        },
    ]
}
