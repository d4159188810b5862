use super::super::scope::Platform;
use super::LONGEST_NAME;
use crate::cases::event::Source;
use crate::intake::address;
use base::Form;
use base::french::fr;
use dsfr::{Button, ButtonLink, Choice, ErrorSummary, FileUpload, Input, PageHead, Select, Stepper, Weight, actions};
use maud::{Markup, html};

pub struct Shown {
    pub platform: Platform,
    pub form: Form,
    /// Names under which lists have already come.
    pub senders: Vec<String>,
    pub limit_mib: u64,
}

/// The four steps of a list.
pub fn steps(current: usize) -> Stepper<'static> {
    Stepper {
        steps: ["Déposer le fichier", "Corriger la lecture, au besoin", "Vérifier avant d’appliquer", "Compte rendu"]
            .map(Into::into)
            .to_vec(),
        current,
    }
}

pub fn page(shown: &Shown) -> Markup {
    let form = &shown.form;
    let hint = fr(&format!(
        "CSV, TXT, XLSX, ODS ou XML (SIECLE), tel qu’il est arrivé. {} Mo au plus. Ni macros ni mot de passe.",
        shown.limit_mib
    ));
    let names = match shown.senders.as_slice() {
        [] => fr("Facultatif. Les listes d’un même nom se suivent : chacune est comparée à la précédente."),
        senders => fr(&format!(
            "Facultatif. Les listes d’un même nom se suivent : chacune est comparée à la précédente. Noms déjà utilisés : {}.",
            senders.join(", ")
        )),
    };
    let fields = html! {
        (FileUpload {
            accept: Some(".csv,.txt,.tsv,.xlsx,.ods,.xml"),
            error: form.error("fichier"),
            required: true,
            ..FileUpload::new("fichier", "Fichier de la liste", &hint)
        })
        (Select {
            value: form.raw("source"),
            empty: Some("Comme le fichier le dit"),
            error: form.error("source"),
            hint: Some("Qui signale ces jeunes. Proposé d’après les colonnes du fichier."),
            ..Select::new("source", "Source", sources())
        })
        (Input {
            value: form.raw("nom"),
            error: form.error("nom"),
            hint: Some(&names),
            maxlength: u32::try_from(LONGEST_NAME).ok(),
            ..Input::text("nom", "Nom de l’expéditeur")
        })
        (Input {
            value: form.raw("date"),
            error: form.error("date"),
            hint: Some("Facultative. Le jour où la liste a été faite\u{a0}: les âges sont comptés ce jour-là, et les jeunes sont signalés ce jour-là. Sans date, aujourd’hui."),
            ..Input::date("date", "Date de la liste")
        })
    };
    html! {
        (ErrorSummary::of(&fields, "", form.errors()))
        (PageHead {
            subtitle: html! { (shown.platform.name) ". Rien ne sera appliqué avant que vous ayez vu ce que chaque ligne fera." },
            ..PageHead::new("Déposer une liste")
        })
        (steps(1))
        form.pu-stack.pu-narrowleft method="post" action=(address::deposit(&shown.platform.code)) enctype="multipart/form-data" {
            (fields)
            (actions(&html! {
                (Button::new(Weight::Main, "Déposer et vérifier"))
                (ButtonLink::new(Weight::Tertiary, "Revenir aux listes", address::lists(&shown.platform.code)))
            }))
        }
    }
}

pub fn sources() -> Vec<Choice<'static>> {
    let capital = |text: &str| {
        let mut chars = text.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    // Who comes by himself is on no list.
    let of_lists = Source::ALL.iter().filter(|source| **source != Source::Himself);
    of_lists.map(|source| Choice::new(source.as_str(), capital(source.label()))).collect()
}
