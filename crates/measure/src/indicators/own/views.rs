use super::formula::{self, Names};
use super::model::{Kind, Own, Sheet, Version};
use super::show::Variant;
use crate::words;
use base::clock::paris_time;
use base::french::{date_long, fr};
use chrono::{DateTime, NaiveDate, Utc};
use dsfr::{
    Alert, Button, ButtonLink, Column, DescriptionList, Details, PageHead, Phone, Row, Section, Table, Tone, Weight,
};
use maud::{Markup, Render as _, html};

pub struct Shown<'a> {
    pub own: &'a Own,
    pub names: Names,
    pub using: Vec<&'a Own>,
    pub variants: Vec<Variant>,
    /// How many targets stand on it.
    pub targets: usize,
    pub may_write: bool,
    /// What was just done.
    pub said: String,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

pub fn definition(shown: &Shown<'_>) -> Markup {
    let own = shown.own;
    let Some(version) = own.on(shown.today, shown.now) else { return html! {} };
    html! {
        (PageHead { subtitle: subtitle(shown, version), aside: acts(shown), ..PageHead::new(version.sheet.label.as_str()) })
        (done(shown))
        @if own.kind == Kind::Formula { (formula_box(&version.sheet, &shown.names)) }
        div.pu-sect { (words_of(shown, version)) }
        (versions(own, version, &shown.names))
        (variants(&shown.variants))
        @if shown.may_write && own.retired_at.is_none() { (retiring(own)) }
    }
}

fn subtitle(shown: &Shown<'_>, version: &Version) -> Markup {
    let own = shown.own;
    html! {
        "Indicateur " (own.code) ", "
        @match own.retired_at {
            Some(at) => { "retiré le " (date_long(paris_time(at).date())) }
            None => { "version " (version.number) " en vigueur depuis le " (date_long(version.sheet.starts_on)) }
        }
        ", tenu par\u{a0}: " (own.territory_name)
    }
}

fn acts(shown: &Shown<'_>) -> Markup {
    if !shown.may_write || shown.own.retired_at.is_some() {
        return html! {};
    }
    let label = if shown.own.draft().is_some() { "Reprendre le brouillon" } else { "Préparer une nouvelle version" };
    dsfr::actions(
        &ButtonLink::new(Weight::Secondary, label, format!("/indicateurs/{}/modifier", shown.own.code)).render(),
    )
}

fn done(shown: &Shown<'_>) -> Markup {
    let text = match shown.said.as_str() {
        "publie" => "Publié. Il apparaît sur les tableaux de bord des territoires où il s’applique.",
        "retire" => {
            "Retiré. Il n’apparaît plus sur les tableaux de bord\u{a0}; ses chiffres passés se retrouvent par leur adresse."
        }
        _ => return html! {},
    };
    html! { div.pu-sect--s { (Alert { live: true, ..Alert::line(Tone::Success, html! { (text) }) }) } }
}

/// The formula as it is written, its indicators leading to their own definitions.
pub fn formula_box(sheet: &Sheet, names: &Names) -> Markup {
    let Ok(read) = formula::parse(&sheet.formula, names) else { return html! { p { code { (sheet.formula) } } } };
    html! {
        div."pu-formula"."pu-sect--s" {
            span.pu-strong { (sheet.label) }
            span aria-hidden="true" { "=" }
            code { (read.written(names)) }
        }
        p."pu-meta"."pu-sect--s" { (words::capital(&read.sentence(names))) "." }
    }
}

fn words_of(shown: &Shown<'_>, version: &Version) -> Markup {
    let (own, sheet) = (shown.own, &version.sheet);
    let mut rules: Vec<(&str, String)> = vec![];
    if !sheet.only.is_empty() {
        let each: Vec<String> =
            sheet.only.iter().map(|(d, class)| format!("{}\u{a0}: {}", d.label(), d.class_label(class))).collect();
        rules.push(("De quels jeunes", each.join(", ")));
    }
    match own.kind {
        Kind::Formula => {
            rules.push(("Plusieurs territoires", "la formule porte sur les sommes, jamais une moyenne de taux".into()));
            rules.push(("Dénominateur nul", "«\u{202f}sans objet\u{202f}», jamais 0".into()));
        }
        Kind::Entered => {
            rules.push(("Qui le saisit", "chaque plate-forme, mois par mois".into()));
            rules.push(("Plusieurs mois", sheet.adds_up.label().into()));
        }
        Kind::Qualitative => {
            rules.push(("Qui l’apprécie", "chaque plate-forme, mois par mois\u{a0}; ce qui le prouve y reste".into()));
            rules.push(("Échelle", sheet.scale.join("\u{a0}; ")));
        }
    }
    if own.kind != Kind::Qualitative {
        rules.push(("Ce qui manque", "«\u{202f}non transmis\u{202f}», jamais 0".into()));
    }
    rules.push(("Sens", words::direction(sheet.direction).into()));
    let places: Vec<&str> = own.places.iter().map(|(_, name)| name.as_str()).collect();
    rules.push(("S’applique à", format!("{}, et à tout ce qui est en dessous", places.join(", "))));
    let used = match (shown.targets, shown.using.len()) {
        (0, 0) => "aucune cible, aucun autre indicateur".into(),
        (targets, others) => fr(&format!(
            "{}, {}",
            words::counted(i64::try_from(targets).unwrap_or(0), "cible", "cibles"),
            words::counted(i64::try_from(others).unwrap_or(0), "autre indicateur", "autres indicateurs")
        )),
    };
    rules.push(("Où il sert", used));
    let mut items: Vec<_> = rules.into_iter().map(|(term, text)| (term.into(), html! { (text) })).collect();
    items.push(("Nom dans l’API".into(), html! { code { (own.code) } }));
    let body = html! {
        p { (fr(&sheet.words)) }
        (DescriptionList { class: "pu-dl--w pu-sect--s", ..DescriptionList::new(items) })
    };
    Section { class: "", ..Section::new("t-def", "La définition", body) }.render()
}

/// What each version changed, the latest first.
fn versions(own: &Own, holding: &Version, names: &Names) -> Markup {
    let published: Vec<&Version> = own.versions.iter().filter(|v| v.published_at.is_some()).collect();
    let body = html! {
        table."pu-table"."pu-ver" {
            caption.fr-sr-only { "Versions de la définition" }
            thead { tr { th scope="col" { "Version" } th scope="col" { "Depuis" } th scope="col" { "Ce qui change" } th scope="col" { "Ce qu’elle dit" } } }
            tbody {
                @for version in published.iter().rev() {
                    tr {
                        th scope="row" {
                            strong { "Version " (version.number) }
                            @if version.number == holding.number { br; span.pu-meta { "en vigueur" } }
                        }
                        td.pu-nb { (date_long(version.sheet.starts_on)) }
                        td data-label="Ce qui change\u{a0}:" {
                            @if version.sheet.reason.is_empty() { "Première définition" } @else { (fr(&version.sheet.reason)) }
                        }
                        td data-label="Ce qu’elle dit\u{a0}:" { (said(own.kind, &version.sheet, names)) }
                    }
                }
            }
        }
    };
    Section::new("t-ver", "Les versions", body).render()
}

fn said(kind: Kind, sheet: &Sheet, names: &Names) -> Markup {
    match kind {
        Kind::Formula => {
            let read = formula::parse(&sheet.formula, names);
            html! { code { (read.map_or_else(|_| sheet.formula.clone(), |read| read.written(names))) } }
        }
        Kind::Entered => html! { (sheet.adds_up.label()) },
        Kind::Qualitative => html! { (sheet.scale.join(" / ")) },
    }
}

/// Side by side: what it is a variant of, and each variant; nothing when there is none.
pub fn variants(variants: &[Variant]) -> Markup {
    if variants.is_empty() {
        return html! {};
    }
    let rows = variants.iter().map(|variant| {
        let filters: Vec<String> = variant.filters.iter().map(|(name, class)| format!("{name}\u{a0}: {class}")).collect();
        let name = html! {
            a href={ "/indicateurs/" (variant.code) } { (variant.label) }
            br;
            span."pu-mono"."pu-meta" { (variant.code) }
        };
        Row::new(name, [
            html! { @if filters.is_empty() { "tous les jeunes, ou une autre formule" } @else { (filters.join(", ")) } },
            html! { (variant.value) },
        ])
    });
    let columns = vec![Column::text("Variante et code"), Column::text("De qui"), Column::number("Valeur chez vous")];
    let table = Table {
        phone: Phone::StackedPairs,
        ..Table::new("Variantes, et leur valeur sur votre territoire", columns, rows.collect())
    };
    Section::new("t-var", "Les variantes", table.render()).render()
}

fn retiring(own: &Own) -> Markup {
    let body = html! {
        p { "Il n’apparaîtra plus sur les tableaux de bord et ne pourra plus être nommé dans une formule. Ses chiffres passés restent lisibles par leur adresse. Une cible ou une formule qui repose sur lui empêche de le retirer." }
        form method="post" action={ "/indicateurs/" (own.code) "/retirer" } {
            (Button::new(Weight::Secondary, "Retirer l’indicateur"))
        }
    };
    html! { div.pu-sect { (Details::new("Retirer cet indicateur", body)) } }
}

/// On the catalogue: those published, then the drafts of the reader's territory.
pub fn list(own: &[&Own], drafts: &[&Own], add: Option<&str>) -> Markup {
    if own.is_empty() && drafts.is_empty() && add.is_none() {
        return html! {};
    }
    let columns = || {
        vec![
            Column::text("Indicateur"),
            Column::text("Définition"),
            Column::text("Tenu par"),
            Column::text("Nom dans l’API"),
        ]
    };
    let row = |own: &&Own| {
        let words = own.published().or(own.versions.last()).map_or("", |version| version.sheet.words.as_str());
        let name = html! {
            a href={ "/indicateurs/" (own.code) } { (own.label()) }
            @if own.retired_at.is_some() { br; span.pu-meta { "retiré" } }
        };
        Row::new(name, [html! { (fr(words)) }, html! { (own.territory_name) }, html! { code { (own.code) } }])
    };
    let table =
        |caption: &'static str, own: &[&Own]| Table::new(caption, columns(), own.iter().map(row).collect()).render();
    let body = html! {
        @if own.is_empty() { p { "Aucun pour l’instant. Une région, un département ou une plate-forme peut en ajouter, sans rien programmer\u{a0}: une formule, un nombre saisi, une échelle." } }
        @else { (table("Indicateurs ajoutés par les territoires", own)) }
        @if !drafts.is_empty() {
            h3.pu-sect--s { "Vos brouillons" }
            (table("Brouillons", drafts))
        }
        @if let Some(territory) = add {
            p.pu-sect--s { (ButtonLink::new(Weight::Secondary, "Ajouter un indicateur", format!("/territoires/{territory}/indicateurs/nouveau"))) }
        }
    };
    Section::new("ajoutes", "Ajoutés par les territoires", body).render()
}
