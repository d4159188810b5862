//! Beside the remarks: the file as it was recognised, and its columns.
use super::Looked;
use crate::intake::address;
use crate::intake::mapping::{Column as Mapped, Use};
use crate::intake::scope::State;
use base::french::{count, date_long, fr};
use dsfr::{Card, Column, DescriptionList, Details, Row, Table, icon};
use maud::{Markup, html};

pub fn cards(looked: &Looked) -> Markup {
    html! { aside.pu-stack aria-label="Fichier et colonnes" { (file(looked)) (columns(looked)) } }
}

fn correct(looked: &Looked, word: &str, anchor: &str) -> Markup {
    html! {
        @if looked.list.state == State::Staged {
            a href={ (address::list(looked.list.id)) "/colonnes" (anchor) } { (word) }
        }
    }
}

fn file(looked: &Looked) -> Markup {
    let list = &looked.list;
    let source = html! {
        (list.source_name) @if let Some(moved) = &looked.moved { ", comme le " (date_long(moved.previous.listed_on)) }
        br; span.pu-meta { (list.source.label()) }
    };
    let lines = count(list.totals.lines(), "ligne", "lignes");
    let columns = count(list.mapping.columns.len() as i64, "colonne", "colonnes");
    let items = vec![
        ("Nom".into(), html! { span.pu-mono { (list.file_name) } }),
        ("Source".into(), source),
        ("Date".into(), html! { (date_long(list.listed_on)) }),
        ("Contenu".into(), html! { (lines) ", " (columns) }),
        ("Lecture".into(), html! { (list.format) }),
    ];
    let body = html! { (DescriptionList { class: "pu-dl--s", ..DescriptionList::new(items) }) };
    html! { (Card { aside: correct(looked, "changer", "#fichier"), ..Card::new("t-fic", "Fichier reconnu", body) }) }
}

fn columns(looked: &Looked) -> Markup {
    let mapping = &looked.list.mapping;
    let known: Vec<&Mapped> = mapping.columns.iter().filter(|c| matches!(c.usage, Use::Field(_))).collect();
    let unneeded = names(mapping.columns.iter().filter(|c| c.usage == Use::Unneeded));
    let dropped: Vec<&Mapped> = mapping.dropped().collect();
    let unknown: Vec<&Mapped> = mapping.unknown().collect();
    let rows = known.iter().map(|column| Row::new(html! { span.pu-mono { (column.name) } }, [field(column)]));
    let table = Table {
        class: "pu-map",
        phone: dsfr::Phone::Fits,
        ..Table::new(
            "Correspondance des colonnes",
            vec![Column::text("Dans le fichier"), Column::text("Dans Pupitre")],
            rows.collect(),
        )
    };
    let body = html! {
        p { strong { (count(known.len() as i64, "reconnue", "reconnues")) } " sur " (mapping.columns.len()) "." }
        @if !known.is_empty() { (Details::new("Voir les correspondances", html! { (table) })) }
        @if !dropped.is_empty() {
            p class={ "pu-icon " (icon::SHIELD.class()) } {
                strong { (count(dropped.len() as i64, "colonne écartée à l’entrée", "colonnes écartées à l’entrée")) }
                (fr(" : ")) (names(dropped.into_iter())) ". Pupitre ne les enregistre pas (règle de la CNIL)."
            }
        }
        @if !unneeded.is_empty() { p { "Laissées de côté, sans utilité ici" (fr(" : ")) (unneeded) "." } }
        @if !unknown.is_empty() {
            p {
                strong { (count(unknown.len() as i64, "non reconnue", "non reconnues")) } (fr(" : "))
                (names(unknown.into_iter())) ", laissées de côté. " (correct(looked, "Dire ce qu’elles contiennent", "#colonnes"))
            }
        }
        @for field in mapping.missing() {
            p class={ "pu-icon pu-err " (icon::CLOSE_CIRCLE.class()) } { "Aucune colonne pour" (fr(" : ")) (field.label()) "." }
        }
    };
    html! { (Card { aside: correct(looked, "corriger", "#colonnes"), ..Card::new("t-col", "Colonnes", body) }) }
}

fn field(column: &Mapped) -> Markup {
    html! { @if let Use::Field(field) = column.usage { (field.label()) } }
}

fn names<'a>(columns: impl Iterator<Item = &'a Mapped>) -> String {
    columns.map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
}
