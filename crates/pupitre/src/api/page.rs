//! The API told to people, at `/api`: what `/openapi.json` says, read from it, with a command to try for each operation.
use super::document::DOCUMENT;
use axum::extract::State;
use base::french::fr;
use base::{App, MaybeActor, Page};
use dsfr::{Column, Details, Phone, Row, Table};
use follow::intake::fields::Field;
use maud::{Markup, html};
use serde_json::Value;
use std::sync::LazyLock;

/// The description as JSON: the form in which it can be walked.
static DESCRIBED: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(&*DOCUMENT).expect("the description is plain data"));

/// A command for each operation, by its identifier, in the order in which one meets them; `{}` is the address of the installation.
const TRIES: [(&str, &str); 4] = [
    ("territories", "curl -H \"Authorization: Bearer $JETON\" \\\n  {}/api/v1/territories"),
    ("indicators", "curl -H \"Authorization: Bearer $JETON\" \\\n  {}/api/v1/indicators"),
    (
        "figures",
        "curl -G -H \"Authorization: Bearer $JETON\" \\\n  -d territory=29-BREST -d from=2026-09-01 -d to=2027-08-31 \\\n  -d by=month,sex -d indicators=listed,contact_rate \\\n  {}/api/v1/figures",
    ),
    (
        "imports",
        "curl -H \"Authorization: Bearer $JETON\" \\\n  -F platform=29-BREST -F source=national_list -F apply=false \\\n  -F file=@liste.csv \\\n  {}/api/v1/imports",
    ),
];

pub async fn show(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Markup {
    let address = app.config.public_url();
    let main = html! {
        article.pu-narrow.pu-sect.pu-stack {
            h1 { "API" }
            p {
                "Un autre programme peut apporter des listes et lire les chiffres, avec les droits d’un compte, ni plus ni moins. "
                "La description complète, pour les outils, est à l’adresse " a href="/openapi.json" { "/openapi.json" } " (OpenAPI\u{a0}3.1)."
            }
            (tokens())
            @for (id, command) in TRIES {
                @if let Some(operation) = Operation::find(id) { (operation.section(&command.replace("{}", &address))) }
            }
            (refusals())
            (mapping())
        }
    };
    Page::new("API", main).above("Aide", "/aide").render(&app, actor.as_ref())
}

fn tokens() -> Markup {
    html! {
        h2 #jeton { "Le jeton" }
        p {
            "Chaque demande porte un jeton dans l’en-tête " code { "Authorization: Bearer pup_…" } ". Il se crée dans "
            a href="/compte" { "Mon compte" } ", ou par la commande "
            code { "pupitre token create --account ADRESSE" } ". Il n’est montré qu’une fois, dure un an au plus et se révoque à tout moment."
        }
    }
}

fn refusals() -> Markup {
    html! {
        h2 #refus { "Les refus" }
        p {
            "Un refus est un document " code { "application/problem+json" } " en français. Son champ " code { "detail" }
            " dit quoi faire, " code { "errors" } " nomme chaque paramètre à corriger, " code { "instance" }
            " est le repère à donner à la personne qui administre Pupitre."
        }
        p { "Ce qui est hors du périmètre du compte répond 404, comme ce qui n’existe pas. Un paramètre inconnu est refusé, jamais passé sous silence." }
    }
}

/// The form of a mapping, which the description only names.
fn mapping() -> Markup {
    html! {
        h2 #correspondance { "La correspondance d’une liste" }
        p {
            "Les colonnes d’une liste sont reconnues d’elles-mêmes. Pour en corriger une, envoyez " code { "mapping" }
            " (ou " code { "pupitre import --mapping FICHIER" } "), en JSON\u{a0}:"
        }
        (sample(
            "{\n  \"columns\": [\n    {\"name\": \"NE LE\", \"use\": {\"field\": \"birth_date\"}},\n    {\"name\": \"OBSERVATIONS\", \"use\": \"unneeded\"}\n  ],\n  \"list_date\": \"2026-10-03\"\n}",
        ))
        p {
            "Chaque colonne est nommée comme dans le fichier\u{a0}; celles qui ne sont pas citées sont reconnues comme d’habitude. "
            code { "pupitre import FICHIER --platform CODE --print-mapping" }
            " donne la correspondance que Pupitre a trouvée, à corriger et à renvoyer. Facultatifs, à côté de " code { "columns" } "\u{a0}: "
            code { "list_date" } " (le jour de la liste), " code { "encoding" } ", " code { "delimiter" } ", " code { "sheet" } " (le nom de la feuille), "
            code { "header_line" } " (0\u{a0}: pas de titres) et " code { "keep_those_still_in_training" } "."
        }
        p {
            "L’usage d’une colonne est " code { "{\"field\": …}" } " avec un code de la liste, ou " code { "\"unneeded\"" }
            " pour la laisser de côté. Une colonne que la loi interdit de garder est écartée dans tous les cas."
        }
        (Details::new("Les codes des champs", fields()))
    }
}

fn fields() -> Markup {
    let columns = ["Code", "Sens"].map(Column::text).to_vec();
    let row = |field: &Field| {
        let code = serde_json::to_value(field).ok();
        let code = code.as_ref().and_then(Value::as_str).unwrap_or_default();
        Row::new(html! { code { (code) } }, [html! { (field.label()) }])
    };
    let rows = Field::ALL.iter().map(row).collect();
    maud::Render::render(&Table { phone: Phone::Fits, ..Table::new("Codes des champs d’une liste", columns, rows) })
}

/// An operation of the description.
struct Operation {
    method: &'static str,
    path: &'static str,
    described: &'static Value,
}

impl Operation {
    fn find(id: &str) -> Option<Operation> {
        DESCRIBED["paths"].as_object()?.iter().find_map(|(path, item)| {
            item.as_object()?.iter().find_map(|(method, described)| {
                (described["operationId"] == id).then_some(Operation { method, path, described })
            })
        })
    }

    fn section(&self, command: &str) -> Markup {
        let text = |key: &str| self.described[key].as_str().unwrap_or_default();
        html! {
            h2 id=(text("operationId")) { (fr(text("summary"))) }
            p { code { (self.method.to_uppercase()) " " (self.path) } }
            p { (words(text("description"))) }
            @let inputs = self.inputs();
            @if !inputs.is_empty() { (table(text("summary"), &inputs)) }
            (sample(command))
        }
    }

    /// Parameters of the address, or fields of the form: name, whether it is needed, what it is.
    fn inputs(&self) -> Vec<(&'static str, bool, &'static str)> {
        let parameters = self.described["parameters"].as_array().into_iter().flatten().map(|parameter| {
            let needed = parameter["required"].as_bool().unwrap_or(false);
            (text_of(&parameter["name"]), needed, text_of(&parameter["description"]))
        });
        let form = &self.described["requestBody"]["content"]["multipart/form-data"]["schema"]["$ref"];
        let form = form.as_str().and_then(|name| DESCRIBED.pointer(name.trim_start_matches('#')));
        let needed: Vec<&str> =
            form.and_then(|form| form["required"].as_array()).into_iter().flatten().filter_map(Value::as_str).collect();
        let fields = form.and_then(|form| form["properties"].as_object()).into_iter().flatten();
        let fields = fields
            .map(|(name, field)| (name.as_str(), needed.contains(&name.as_str()), text_of(&field["description"])));
        parameters.chain(fields).collect()
    }
}

fn text_of(value: &'static Value) -> &'static str {
    value.as_str().unwrap_or_default()
}

fn table(summary: &str, inputs: &[(&str, bool, &str)]) -> Markup {
    let columns = ["Paramètre", "Obligatoire", "Sens"].map(Column::text).to_vec();
    let row = |(name, needed, about): &(&str, bool, &str)| {
        Row::new(html! { code { (name) } }, [html! { @if *needed { "oui" } @else { "non" } }, words(about)])
    };
    let caption = format!("Paramètres\u{a0}: {}", summary.to_lowercase());
    let rows = inputs.iter().map(row).collect();
    maud::Render::render(&Table { phone: Phone::Stacked, ..Table::new(caption, columns, rows) })
}

fn sample(text: &str) -> Markup {
    html! { pre.pu-code { code { (text) } } }
}

/// A text of the description, its `codes` set as code.
fn words(text: &str) -> Markup {
    html! {
        @for (place, part) in text.split('`').enumerate() {
            @if place % 2 == 1 { code { (part) } } @else { (fr(part)) }
        }
    }
}
