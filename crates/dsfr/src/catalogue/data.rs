use maud::{Markup, html};

use super::{LONG, Specimen};
use crate::{
    Card, Cell, Column, ControlTotals, DescriptionList, Direction, Facts, FigureLink, Level, Note, Phone, Row, Table,
    Term, Tone, icon,
};

pub(super) fn specimens() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "tableau",
            name: "Table",
            when: "Des lignes comparables. La légende est obligatoire\u{202f}; sur un téléphone, chaque ligne devient une fiche.",
            states: vec![
                ("Trié, groupes et total", html! { (sorted()) }),
                (
                    "Empilé deux par deux",
                    html! { (Table { phone: Phone::StackedPairs, ..messages("Messages, deux par deux") }) },
                ),
                (
                    "Glisse sur un téléphone",
                    html! { (Table { phone: Phone::Scrolls, ..messages("Messages, tableau qui glisse") }) },
                ),
                (
                    "Légende visible, texte long",
                    html! {
                        (Table {
                            caption_shown: true,
                            tight: false,
                            ..Table::new(
                                "Adresses à vérifier",
                                vec![Column::text("Jeune"), Column::text("Adresse")],
                                vec![Row::new("Yanis Le Goff", [LONG])],
                            )
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "chiffre",
            name: "FigureLink",
            when: "Tout nombre publié\u{a0}: il s’ouvre sur sa provenance.",
            states: vec![(
                "Dans une phrase, et en grand",
                html! {
                    p {
                        "Sur " (FigureLink::new("214", "confirmés, plate-forme de Brest", "#chiffre")) " confirmés, "
                        (FigureLink { big: true, ..FigureLink::new("31,8\u{202f}%", "en solution, plate-forme de Brest", "#chiffre") })
                        " sont en solution."
                    }
                },
            )],
        },
        Specimen {
            id: "totaux",
            name: "ControlTotals",
            when: "Un tout et ses parts, écrits comme une somme. Une somme fausse le dit.",
            states: vec![
                ("Le compte y est", html! { (totals("Totaux de contrôle", 318, true)) }),
                ("Le compte n’y est pas", html! { (totals("Totaux de contrôle, faux", 320, false)) }),
            ],
        },
        Specimen {
            id: "liste-descriptive",
            name: "DescriptionList",
            when: "Des noms et leurs valeurs, dans une fiche.",
            states: vec![(
                "Normal, texte long",
                html! {
                    (DescriptionList::new(vec![
                        ("Portable".into(), html! { a.pu-num href="tel:+33639985103" { "06\u{a0}39\u{a0}98\u{a0}51\u{a0}03" } }),
                        ("Courriel".into(), html! { "aucun" }),
                        ("Adresse".into(), html! { (LONG) }),
                    ]))
                },
            )],
        },
        Specimen {
            id: "faits",
            name: "Facts",
            when: "Les trois ou quatre faits en tête d’un dossier.",
            states: vec![(
                "Normal",
                html! {
                    (Facts { items: vec![
                        ("Situation".into(), html! { strong { "Confirmé, en contact" } br; span.pu-meta { "sans solution depuis le 2 octobre" } }),
                        ("Vérifiée".into(), html! { "le 18 novembre 2026, par téléphone" }),
                        ("Référent".into(), html! { "Maëlle Le Gall" }),
                        ("Prochain geste".into(), html! { (Note::toned(Tone::Error, icon::PHONE, "Rappeler aujourd’hui à 10\u{a0}h\u{a0}00")) }),
                    ] })
                },
            )],
        },
        Specimen {
            id: "fiche",
            name: "Card",
            when: "Une partie de page encadrée\u{a0}: identité, fichier reconnu, filtres.",
            states: vec![(
                "Normal",
                html! {
                    (Card {
                        level: Level::H4,
                        aside: html! { a href="#fiche" { "Corriger l’identité" } },
                        ..Card::new("fiche-identite", "Identité et contacts", html! { p { "14 rue du Port-Lavéran" } })
                    })
                },
            )],
        },
    ]
}

fn sorted() -> Table<'static> {
    let row = |name: &'static str, listed: &'static str, share: &'static str| Row::new(name, [listed, share]);
    Table {
        foot: vec![row("Ensemble", "452", "31,8\u{202f}%")],
        ..Table::new(
            "Présumés et part en solution, par plate-forme",
            vec![
                Column { sort: Some("#tableau".into()), ..Column::text("Plate-forme") },
                Column {
                    sort: Some("#tableau".into()),
                    sorted: Some(Direction::Descending),
                    ..Column::number("Présumés")
                },
                Column { sort: Some("#tableau".into()), ..Column::number("En solution") },
            ],
            vec![
                Row::group("Finistère"),
                Row { class: "is-own", ..row("Brest", "318", "31,8\u{202f}%") },
                row("Quimper", "102", "33,1\u{202f}%"),
                Row::group("Morbihan"),
                row("Lorient", "32", "à vérifier"),
            ],
        )
    }
}

fn messages(caption: &'static str) -> Table<'static> {
    let row =
        |line: &'static str, text: &'static str, effect: Markup| Row::new(line, [Cell::from(text), effect.into()]);
    Table::new(
        caption,
        vec![Column::text("Ligne"), Column::text("Message"), Column::text("Effet")],
        vec![
            row("27", "La date n’existe pas.", html! { (Note::toned(Tone::Error, icon::CLOSE_CIRCLE, "refusée")) }),
            row("58", "INE de 10 caractères.", html! { (Note::toned(Tone::Warning, icon::ERROR_WARNING, "gardée")) }),
        ],
    )
}

fn totals(label: &'static str, whole: u64, linked: bool) -> ControlTotals<'static> {
    let href = linked.then(|| "#totaux".into());
    ControlTotals {
        level: Level::H4,
        ..ControlTotals::new(
            label,
            Term::new(whole, "lignes reçues"),
            vec![
                Term { href: href.clone(), ..Term::new(61, "dossiers créés") },
                Term { href: href.clone(), ..Term::new(223, "rattachées") },
                Term { href, ..Term::new(12, "à trancher par vous") },
                Term::new(9, "refusées"),
                Term::new(13, "ignorées, en double"),
            ],
        )
    }
}
