use crate::cases::arrival::identity_fields;
use crate::cases::file::File;
use crate::youths::card::Former;
use crate::youths::model::usual_name;
use crate::youths::reach::ContactPoint;
use base::Form;
use base::clock::paris_day;
use base::french::{date_long, date_numeric, fr, phone};
use dsfr::{Button, ButtonLink, Choice, ErrorSummary, Fieldset, Input, PageHead, Row, Section, Select, Table, Weight};
use maud::{Markup, html};

pub fn identity(file: &File, former: &[Former], form: &Form) -> Markup {
    let case = file.scope.id;
    let fields = identity_fields(form);
    let head = PageHead {
        subtitle: html! { (file.card.name()) ". " (fr("Ce qui est écrit aujourd’hui restera lisible.")) },
        ..PageHead::new("Corriger l’identité")
    };
    html! {
        (ErrorSummary::of(&fields, "", form.errors()))
        (head)
        form.pu-add__form.pu-add__form--flat method="post" action={ "/dossiers/" (case) "/identite" } {
            (fields)
            div.pu-wide.pu-actions {
                (Button::new(Weight::Main, "Corriger"))
                (ButtonLink::new(Weight::Tertiary, "Revenir au dossier", format!("/dossiers/{case}")))
            }
        }
        @if !former.is_empty() { (Section::new("avant", "Ce qui était écrit avant", earlier(former))) }
    }
}

fn earlier(former: &[Former]) -> Markup {
    let columns = ["Jusqu’au", "Nom", "Date de naissance", "Sexe", "Corrigé par"].map(dsfr::Column::text).to_vec();
    let rows = former
        .iter()
        .map(|version| {
            let civil = &version.civil;
            let usage = civil.usage_name.as_deref().map(|name| format!(", nom d’usage {name}")).unwrap_or_default();
            Row::new(
                date_long(paris_day(version.corrected_at)),
                [
                    format!(
                        "{} ({}){usage}",
                        usual_name(&civil.joined_first_names(), &civil.last_name, None),
                        civil.joined_first_names()
                    ),
                    date_numeric(civil.born_on),
                    civil.sex.map_or("non renseigné", |sex| sex.label()).to_owned(),
                    version.corrected_by.clone().unwrap_or_else(|| "Pupitre".into()),
                ],
            )
        })
        .collect();
    html! { (Table::new("Identités d’avant les corrections", columns, rows)) }
}

/// `contact`, `guardian`: the two forms, as typed.
pub fn contacts(file: &File, contact: &Form, guardian: &Form) -> Markup {
    let forms = html! { (add(file, contact)) (add_guardian(file, guardian)) };
    let head = PageHead {
        subtitle: html! { (fr("Un numéro faux est barré, pas effacé : la liste du mois prochain ne le remettra pas en service.")) },
        ..PageHead::new(format!("Contacts de {}", file.card.name()))
    };
    html! {
        (ErrorSummary::of(&forms, "", contact.errors().chain(guardian.errors())))
        (head)
        div.pu-stack {
            (table(file))
            (forms)
            p { (ButtonLink::new(Weight::Secondary, "Revenir au dossier", format!("/dossiers/{}", file.scope.id))) }
        }
    }
}

fn table(file: &File) -> Markup {
    let columns = ["Contact", "De qui", "État", "Gestes"].map(dsfr::Column::text).to_vec();
    let rows: Vec<Row> = file.card.points.iter().map(|point| row(file, point)).collect();
    html! {
        @if rows.is_empty() { p { "Aucun contact n’est connu." } }
        @else { (Table { tight: false, ..Table::new("Contacts connus", columns, rows) }) }
    }
}

fn written(point: &ContactPoint) -> String {
    match point.kind.as_str() {
        "phone" => phone(&point.value),
        "address" => {
            let town =
                [point.postcode.as_deref(), point.town.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
            [point.value.as_str(), &town].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        _ => point.value.clone(),
    }
}

fn row(file: &File, point: &ContactPoint) -> Row {
    let shown = written(point);
    let gesture = |act: &str, label: &'static str| {
        html! {
            form method="post" action={ "/dossiers/" (file.scope.id) "/contacts/" (point.id) "/" (act) } {
                (Button { about: Some(shown.clone().into()), ..Button::new(Weight::Tertiary, label) })
            }
        }
    };
    let state = match point.wrong_since {
        Some(on) => format!("faux, barré le {}", date_long(on)),
        None => "en service".into(),
    };
    Row::new(
        html! { @if point.wrong_since.is_some() { del { (shown) } } @else { (shown) } },
        [
            html! { (point.whose(file.card.sex())) },
            html! { (state) },
            html! {
                div.pu-actions {
                    @if point.wrong_since.is_some() { (gesture("remettre", "Remettre en service")) } @else { (gesture("barrer", "Barrer")) }
                    (gesture("retirer", "Retirer"))
                }
            },
        ],
    )
}

fn field(form: &Form, input: Input<'_>) -> Markup {
    html! { (Input { value: form.raw(input.name), error: form.error(input.name), ..input }) }
}

fn add(file: &File, form: &Form) -> Markup {
    let mut people = vec![Choice::new("jeune", file.card.name())];
    people.extend(
        file.card.guardians.iter().map(|guardian| Choice::new(guardian.id.to_string(), guardian.name.as_str())),
    );
    html! {
        form.pu-stack method="post" action={ "/dossiers/" (file.scope.id) "/contacts" } {
            (Fieldset {
                class: "pu-add__form pu-add__form--flat",
                ..Fieldset::new("Ajouter un contact", html! {
                    (Select { value: form.raw("a-qui"), ..Select::new("a-qui", "De qui", people) })
                    (field(form, Input::tel("telephone", "Téléphone")))
                    (field(form, Input::email("courriel", "Courriel")))
                    (field(form, Input::text("rue", "Numéro et rue")))
                    (field(form, Input::text("code-postal", "Code postal")))
                    (field(form, Input::text("ville", "Ville")))
                })
            })
            div.pu-actions { (Button { about: Some("le contact".into()), ..Button::new(Weight::Primary, "Ajouter") }) }
        }
    }
}

fn add_guardian(file: &File, form: &Form) -> Markup {
    html! {
        form.pu-stack method="post" action={ "/dossiers/" (file.scope.id) "/responsables" } {
            (Fieldset {
                class: "pu-add__form pu-add__form--flat",
                ..Fieldset::new("Ajouter un responsable légal", html! {
                    (field(form, Input { required: true, ..Input::text("responsable", "Nom du responsable légal") }))
                    (field(form, Input::text("lien", "Lien (mère, père, tuteur…), facultatif")))
                    (field(form, Input::tel("telephone-responsable", "Son téléphone, facultatif")))
                })
            })
            div.pu-actions { (Button { about: Some("le responsable légal".into()), ..Button::new(Weight::Primary, "Ajouter") }) }
        }
    }
}
