use maud::{Markup, html};

use super::{LONG, Specimen};
use crate::{
    Checkbox, Checkboxes, Choice, ErrorSummary, FieldError, Fieldset, FileUpload, Input, Radios, Select, Textarea,
    Ticks,
};

pub(super) fn specimens() -> Vec<Specimen> {
    let mut specimens = inputs();
    specimens.extend(choices());
    specimens.extend(groups());
    specimens
}

fn inputs() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "input",
            name: "Input",
            when: "Une ligne. L’étiquette dit «\u{202f}facultatif\u{202f}» quand le champ l’est\u{202f}; la valeur reste telle que tapée.",
            states: vec![
                ("Texte, obligatoire", one(&Input { required: true, ..Input::text("nom", "Nom de famille") })),
                (
                    "Avec une aide et une valeur",
                    one(&Input {
                        prefix: "aide",
                        value: "080514237KD",
                        hint: Some("11 caractères, par exemple 080514237KD"),
                        ..Input::text("ine", "INE, facultatif")
                    }),
                ),
                (
                    "Erreur\u{a0}: ce qui ne va pas et quoi faire",
                    one(&Input {
                        prefix: "erreur",
                        value: "2026-12-24",
                        error: Some(
                            "Cette date est à venir. Pour un entretien prévu, notez plutôt «\u{202f}Rendez-vous pris\u{202f}».",
                        ),
                        ..Input::date("tenu", "Tenu le")
                    }),
                ),
                (
                    "Date impossible\u{a0}: gardée telle que tapée",
                    one(&Input {
                        prefix: "impossible",
                        value: "31/02/2008",
                        error: Some("Cette date n’existe pas. Attendu\u{a0}: jour/mois/année."),
                        ..Input::date("naissance", "Date de naissance")
                    }),
                ),
                (
                    "Avertissement\u{a0}: n’empêche pas d’enregistrer",
                    one(&Input {
                        prefix: "avertissement",
                        value: "080514237K",
                        warning: Some("10 caractères au lieu de 11. Le rapprochement se fera sur le nom."),
                        ..Input::text("ine", "INE")
                    }),
                ),
                (
                    "Texte long",
                    one(&Input { prefix: "long", value: LONG, hint: Some(LONG), ..Input::text("adresse", LONG) }),
                ),
                (
                    "Autres natures",
                    html! {
                        div.pu-add__form.pu-add__form--flat {
                            (Input { autocomplete: Some("username"), ..Input::email("mel", "Adresse électronique") })
                            (Input { autocomplete: Some("current-password"), ..Input::password("mdp", "Mot de passe") })
                            (Input { value: "17:30", ..Input::time("heure", "Heure") })
                            (Input { value: "318", ..Input::number("lignes", "Nombre de lignes") })
                            (Input { value: "36,5", ..Input::decimal("cible", "Cible, en\u{202f}%") })
                            (Input { value: "06\u{a0}39\u{a0}98\u{a0}51\u{a0}03", ..Input::tel("tel", "Téléphone") })
                            (Input::search("filtre", "Filtrer les communes"))
                        }
                    },
                ),
            ],
        },
        Specimen {
            id: "textarea",
            name: "Textarea",
            when: "Plusieurs lignes\u{a0}: une note, une analyse. Dit où va le texte («\u{202f}reste à la plate-forme\u{202f}»).",
            states: vec![
                ("Normal", html! { (Textarea::new("note", "Note, facultative (reste à la plate-forme)")) }),
                (
                    "Erreur",
                    html! {
                        (Textarea {
                            prefix: "erreur",
                            value: "Un texte bien trop long…",
                            error: Some("10\u{202f}000 caractères au plus, ce texte en a 12\u{202f}418."),
                            ..Textarea::new("note", "Compte rendu")
                        })
                    },
                ),
                (
                    "Avertissement",
                    html! {
                        (Textarea {
                            prefix: "avertissement",
                            value: "Le cas de Kylian montre que…",
                            warning: Some("«\u{202f}Kylian\u{202f}» ressemble à un prénom. Écrivez «\u{202f}un jeune\u{202f}»."),
                            ..Textarea::new("note", "Votre analyse")
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "fichier",
            name: "FileUpload",
            when: "Déposer une liste. Les formats et la taille sont toujours dits.",
            states: vec![
                (
                    "Normal",
                    html! {
                        (FileUpload {
                            accept: Some(".csv,.txt,.xlsx,.ods,.xml"),
                            ..FileUpload::new("liste", "Liste à déposer", "CSV, XLSX, ODS ou XML, 50 Mo au plus")
                        })
                    },
                ),
                (
                    "Erreur",
                    html! {
                        (FileUpload {
                            prefix: "erreur",
                            error: Some("Ce classeur est protégé par un mot de passe. Enregistrez-le sans, puis déposez-le."),
                            ..FileUpload::new("liste", "Liste à déposer", "CSV, XLSX, ODS ou XML, 50 Mo au plus")
                        })
                    },
                ),
            ],
        },
    ]
}

fn choices() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "select",
            name: "Select",
            when: "Choisir dans une liste de plus de cinq lignes.",
            states: vec![
                (
                    "Normal, première ligne vide",
                    html! { (Select { empty: Some("À choisir"), ..Select::new("ou", "Où", places()) }) },
                ),
                (
                    "Par familles",
                    html! {
                        (Select { prefix: "familles", value: "ml", ..Select::new("ou", "Institution", families()) })
                    },
                ),
                (
                    "Erreur",
                    html! {
                        (Select {
                            prefix: "erreur",
                            empty: Some("À choisir"),
                            required: true,
                            error: Some("Choisissez un lieu, ou «\u{202f}Par téléphone\u{202f}»."),
                            ..Select::new("ou", "Lieu de l’entretien", places())
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "radios",
            name: "Radios",
            when: "Un choix parmi cinq au plus, tous visibles.",
            states: vec![
                (
                    "Normal",
                    html! { (Radios { value: "oui", ..Radios::new("confirme", "Est-il sans solution\u{202f}?", yes_no()) }) },
                ),
                (
                    "Sur une ligne",
                    html! { (Radios { prefix: "ligne", inline: true, ..Radios::new("confirme", "Présent\u{202f}?", yes_no()) }) },
                ),
                (
                    "Erreur",
                    html! {
                        (Radios {
                            prefix: "erreur",
                            required: true,
                            error: Some("Dites si la situation est confirmée."),
                            ..Radios::new("confirme", "Situation confirmée\u{202f}?", yes_no())
                        })
                    },
                ),
                (
                    "En cases, pour l’issue d’un appel",
                    html! {
                        (Radios { prefix: "cases", boxed: true, value: "rdv", ..Radios::new("issue", "Réponse", outcomes()) })
                    },
                ),
                (
                    "En cases, erreur",
                    html! {
                        (Radios {
                            prefix: "cases-erreur",
                            boxed: true,
                            error: Some("Choisissez une issue avant d’enregistrer."),
                            ..Radios::new("issue", "Issue de l’échange", outcomes())
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "checkbox",
            name: "Checkbox",
            when: "Une case seule\u{a0}: un accord, une option.",
            states: vec![
                ("Normal", html! { (Checkbox::new("sms", "oui", "Accord pour les SMS")) }),
                (
                    "Cochée, avec une aide",
                    html! {
                        (Checkbox {
                            prefix: "cochee",
                            checked: true,
                            hint: Some("Recueilli le 12 octobre"),
                            ..Checkbox::new("sms", "oui", "Accord pour les courriels")
                        })
                    },
                ),
                (
                    "Erreur",
                    html! {
                        (Checkbox {
                            prefix: "erreur",
                            error: Some("Confirmez avant de fermer le compte."),
                            ..Checkbox::new("sur", "oui", "J’ai vérifié qu’un autre compte reprend ces dossiers")
                        })
                    },
                ),
            ],
        },
    ]
}

fn groups() -> Vec<Specimen> {
    vec![
        Specimen {
            id: "checkboxes",
            name: "Checkboxes",
            when: "Plusieurs réponses à une même question.",
            states: vec![
                (
                    "Normal",
                    html! { (Checkboxes { values: vec!["ml"], ..Checkboxes::new("sources", "Sources", places()) }) },
                ),
                (
                    "Sur une ligne",
                    html! {
                        (Checkboxes {
                            prefix: "ligne",
                            inline: true,
                            ..Checkboxes::new("sources", "Sources retenues", places())
                        })
                    },
                ),
                (
                    "Erreur",
                    html! {
                        (Checkboxes {
                            prefix: "erreur",
                            error: Some("Cochez au moins une source."),
                            ..Checkboxes::new("sources", "Sources à comparer", places())
                        })
                    },
                ),
            ],
        },
        Specimen {
            id: "ticks",
            name: "Ticks",
            when: "Cocher des présents ou des options courtes, dans un formulaire serré.",
            states: vec![(
                "Normal",
                html! { (Ticks { values: vec!["cio"], ..Ticks::new("presents", "Présents", places()) }) },
            )],
        },
        Specimen {
            id: "fieldset",
            name: "Fieldset",
            when: "Des champs qui répondent ensemble à une question.",
            states: vec![(
                "Normal",
                html! {
                    (Fieldset {
                        hint: Some("Les deux jours sont compris"),
                        class: "pu-add__form pu-add__form--flat",
                        ..Fieldset::new("Période", html! {
                            (Input { prefix: "periode", value: "2026-01-01", ..Input::date("du", "Du") })
                            (Input { prefix: "periode", value: "2026-11-23", ..Input::date("au", "Au") })
                        })
                    })
                },
            )],
        },
        Specimen {
            id: "bilan-erreurs",
            name: "ErrorSummary",
            when: "En tête d’une page refusée (422)\u{a0}: chaque lien mène au champ à revoir.",
            states: vec![(
                "Deux champs",
                html! {
                    (ErrorSummary {
                        focused: false,
                        ..ErrorSummary::new(vec![
                            FieldError::new("erreur", "tenu", "Tenu le", "cette date est à venir."),
                            FieldError::new("erreur", "ou", "Lieu de l’entretien", "choisissez un lieu."),
                        ])
                    })
                },
            )],
        },
    ]
}

fn one(input: &Input<'_>) -> Markup {
    html! { (input) }
}

fn places() -> Vec<Choice<'static>> {
    vec![
        Choice::new("cio", "CIO de Brest"),
        Choice::new("ml", "Mission locale du pays de Brest"),
        Choice::new("tel", "Par téléphone"),
    ]
}

fn families() -> Vec<Choice<'static>> {
    let of = |group: &'static str, value: &'static str, label: &'static str| Choice {
        group: Some(group.into()),
        ..Choice::new(value, label)
    };
    vec![
        of("Éducation", "cio", "CIO de Brest"),
        of("Éducation", "vauban", "Lycée Vauban"),
        of("Emploi", "ml", "Mission locale du pays de Brest"),
    ]
}

fn yes_no() -> Vec<Choice<'static>> {
    vec![
        Choice { hint: Some("D’après lui, sa famille ou un partenaire".into()), ..Choice::new("oui", "Oui") },
        Choice::new("non", "Non"),
    ]
}

fn outcomes() -> Vec<Choice<'static>> {
    vec![
        Choice::new("rdv", "Rendez-vous pris"),
        Choice::new("rappel", "À rappeler"),
        Choice::new("suivi", "Déjà accompagné ailleurs"),
    ]
}
