use super::columns::{ASIDE, DELIMITERS, Opened, chosen, code, name};
use crate::intake::deposit::{sources, steps};
use crate::intake::fields::Field;
use crate::intake::mapping::{Column as Mapped, Use};
use crate::intake::scope::List;
use crate::intake::{address, look};
use base::Form;
use base::french::{count, date_long, fr};
use dsfr::{
    Alert, Button, ButtonLink, Checkbox, Choice, ErrorSummary, Fieldset, Input, Note, PageHead, Section, Select, Tone,
    Weight, actions, field_id, icon,
};
use maud::{Markup, html};

pub struct Shown {
    pub list: List,
    pub opened: Opened,
    pub form: Form,
}

pub fn page(shown: &Shown) -> Markup {
    let Shown { list, opened, form } = shown;
    let fields = html! {
        (Section { class: "", ..Section::new("colonnes", "Ce que contient chaque colonne", columns(shown)) })
        (Section::new("fichier", "Le fichier", file(shown)))
    };
    html! {
        (ErrorSummary::of(&fields, "", form.errors()))
        (PageHead {
            subtitle: html! { (look::title(list)) ", " span.pu-mono { (list.file_name) } ". Lue comme" (fr(" : ")) (opened.format) "." },
            ..PageHead::new("Corriger la lecture")
        })
        (steps(2))
        form method="post" action={ (address::list(list.id)) "/colonnes" } {
            (fields)
            (actions(&html! {
                (Button::new(Weight::Main, "Relire la liste"))
                (ButtonLink::new(Weight::Tertiary, "Revenir sans rien changer", address::list(list.id)))
            }))
        }
    }
}

fn columns(shown: &Shown) -> Markup {
    let opened = &shown.opened;
    let missing = opened.mapping.missing();
    html! {
        p {
            (count(opened.mapping.columns.len() as i64, "colonne", "colonnes")) ". Vos choix sont gardés pour les prochaines listes de "
            (shown.list.source_name) "."
        }
        @if !missing.is_empty() {
            (Alert::line(Tone::Warning, html! {
                "Il manque" (fr(" : ")) (missing.iter().map(|field| field.label()).collect::<Vec<_>>().join(", "))
                ". Sans elles, rien ne peut entrer."
            }))
        }
        table.pu-table.pu-table--tight.pu-stackt {
            caption.fr-sr-only { "Colonnes du fichier, exemples de valeurs et ce qu’elles contiennent" }
            thead {
                tr {
                    th scope="col" { "Colonne" }
                    th scope="col" { "Exemples" }
                    th scope="col" { "Contient" }
                }
            }
            tbody {
                @for (index, column) in opened.mapping.columns.iter().enumerate() { (row(shown, index, column)) }
            }
        }
    }
}

fn row(shown: &Shown, index: usize, column: &Mapped) -> Markup {
    let examples = shown.opened.examples.get(index).map(Vec::as_slice).unwrap_or_default();
    html! {
        tr {
            th.pu-mono scope="row" { (column.name) }
            td.pu-mono data-label="Exemples\u{a0}:" {
                @if let Use::Dropped(_) = column.usage { span.pu-meta { "jamais lus" } }
                @else if examples.is_empty() { span.pu-meta { "colonne vide" } }
                @else { (examples.join(" · ")) }
            }
            td data-label="Contient\u{a0}:" {
                @if let Use::Dropped(reason) = column.usage {
                    (Note::new(icon::SHIELD, format!("écartée\u{a0}: {}", reason.label())))
                } @else { (choice(shown, index, column)) }
            }
        }
    }
}

/// The select of a column, named by its row.
fn choice(shown: &Shown, index: usize, column: &Mapped) -> Markup {
    let name = name(index);
    let id = field_id("", &name);
    let typed = shown.form.raw_all(&name).next().map(str::to_owned);
    let value = typed.unwrap_or_else(|| chosen(column.usage));
    html! {
        label.fr-sr-only for=(id) { "Ce que contient la colonne " (column.name) }
        select.fr-select id=(id) name=(name) {
            option value="" selected[value.is_empty()] {
                @if column.usage == Use::Unknown { "non reconnue, laissée de côté" } @else { "comme Pupitre la reconnaît" }
            }
            option value=(ASIDE) selected[value == ASIDE] { "rien d’utile, laissée de côté" }
            @for field in Field::ALL {
                @let code = code(*field);
                option value=(code) selected[value == code] { (field.label()) }
            }
        }
    }
}

fn file(shown: &Shown) -> Markup {
    let Shown { form, opened, .. } = shown;
    let select = |name: &'static str, label: &'static str, empty: &'static str, choices: Vec<Choice<'static>>| Select {
        value: form.raw(name),
        empty: Some(empty),
        error: form.error(name),
        ..Select::new(name, label, choices)
    };
    let header = match opened.header_line {
        Some(line) => {
            fr(&format!("Reconnue : ligne {line}. Laissez vide pour la chercher ; 0 si le fichier n’a pas de titres."))
        }
        None => "Aucune ligne de titres reconnue.".to_owned(),
    };
    let day = opened.dated.map(|day| fr(&format!("Le fichier porte la date du {}.", date_long(day))));
    let sheets = opened.sheets.iter().map(|sheet| Choice::new(sheet.clone(), sheet.clone())).collect::<Vec<_>>();
    html! { div.pu-two {
        (Fieldset { class: "pu-stack", ..Fieldset::new("La liste", html! {
            (Select {
                value: form.raw("source"),
                error: form.error("source"),
                ..Select::new("source", "Source", sources())
            })
            (Input {
                value: form.raw("nom"),
                error: form.error("nom"),
                hint: Some("La liste est comparée à la précédente du même nom."),
                ..Input::text("nom", "Nom de l’expéditeur")
            })
            (Input { value: form.raw("date"), error: form.error("date"), hint: day.as_deref(), ..Input::date("date", "Date de la liste") })
        }) })
        (Fieldset { class: "pu-stack", ..Fieldset::new("L’ouverture du fichier", html! {
            @if opened.has_encoding { (select("encodage", "Encodage", "Comme reconnu", encodings())) }
            @if opened.is_text {
                (select("separateur", "Séparateur", "Comme reconnu", DELIMITERS.iter().map(|(code, _, words)| Choice::new(*code, *words)).collect()))
            }
            @if opened.sheets.len() > 1 { (select("feuille", "Feuille", "Celle qui contient un tableau", sheets)) }
            (Input { value: form.raw("titres"), error: form.error("titres"), hint: Some(&header), ..Input::number("titres", "Ligne des titres de colonnes (facultatif)") })
            (Checkbox {
                checked: form.is_checked("tous"),
                hint: Some("Listes de tout un établissement ou d’un CFA\u{a0}: les élèves sans date de sortie et les contrats en cours sont laissés de côté."),
                ..Checkbox::new("tous", "oui", "Garder aussi ceux qui sont encore en formation")
            })
        }) })
    } }
}

fn encodings() -> Vec<Choice<'static>> {
    [
        ("utf-8", "UTF-8"),
        ("windows-1252", "Windows-1252 (Excel, accents sur un octet)"),
        ("iso-8859-15", "ISO-8859-15"),
        ("utf-16le", "UTF-16"),
        ("macintosh", "Macintosh"),
    ]
    .map(|(code, words)| Choice::new(code, words))
    .to_vec()
}
