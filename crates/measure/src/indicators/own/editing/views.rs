use super::fields;
use super::formula::Checked;
use crate::dashboards::place::Place;
use crate::indicators::own::formula::{Formula, Mistake, Names};
use crate::indicators::own::ground::{Ground, Part};
use crate::indicators::own::model::{Book, Kind, Own, Sheet, Version, said};
use crate::indicators::own::targets::Standing;
use crate::words;
use crate::{places, words::school_year};
use base::Form;
use base::french::{date_long, fr};
use dsfr::{Alert, Button, Card, Column, Details, ErrorSummary, Level, PageHead, Row, Table, Tone, Weight};
use maud::{Markup, Render as _, html};
use network::territories::Territory;

pub struct Editing<'a> {
    pub place: &'a Place,
    /// None for one that is not kept yet.
    pub own: Option<&'a Own>,
    pub kind: Kind,
    pub book: &'a Book,
    pub names: Names,
    /// The territories it may name.
    pub offered: &'a [Territory],
    pub sheet: &'a Sheet,
    pub checked: Option<&'a Checked>,
    pub tried: Option<&'a Ground<'a>>,
    pub below: &'a [Territory],
    /// What somebody kept since the form was shown.
    pub overtaken: Option<&'a Sheet>,
}

impl Editing<'_> {
    /// Whether it takes the place of a version that was published.
    pub fn is_next(&self) -> bool {
        self.own.is_some_and(|own| own.published().is_some())
    }
}

pub fn title(editing: &Editing<'_>) -> String {
    match editing.own {
        None => format!("Ajouter un indicateur {}", places::of(&editing.place.territory)),
        Some(own) if own.published().is_some() => format!("Nouvelle version\u{a0}: {}", own.label()),
        Some(own) => format!("Brouillon\u{a0}: {}", own.label()),
    }
}

pub fn page(editing: &Editing<'_>, form: &Form) -> Markup {
    let fields = fields::fields(editing, form);
    let action = editing.own.map_or_else(
        || format!("/territoires/{}/indicateurs/nouveau", editing.place.code()),
        |own| format!("/indicateurs/{}/modifier", own.code),
    );
    html! {
        (PageHead { subtitle: subtitle(editing), ..PageHead::new(title(editing)) })
        (ErrorSummary::of(&fields, "", form.errors()))
        @if let Some(sheet) = editing.overtaken { (overtaken(sheet)) }
        @if editing.own.is_none() { (kinds(editing)) }
        form."pu-two"."pu-two--53"."pu-sect--s" method="post" action=(action) {
            // Return in a field checks; it publishes nothing.
            button.fr-sr-only type="submit" name="geste" value="verifier" tabindex="-1" aria-hidden="true" { "Vérifier" }
            input type="hidden" name="nature" value=(editing.kind.code());
            input type="hidden" name="revision" value=(form.raw("revision"));
            div.pu-stack { (fields) }
            div.pu-stack data-formula { (beside(editing)) }
            (foot(editing))
        }
    }
}

fn subtitle(editing: &Editing<'_>) -> Markup {
    html! {
        @match editing.own {
            None => "Visible par les responsables de ce territoire seulement, jusqu’à sa publication",
            Some(own) if own.published().is_some() => {
                (own.code) ", version " (own.versions.iter().filter(|v| v.published_at.is_some()).count() + 1)
                ", en brouillon. La version en vigueur reste affichée jusqu’à la publication"
            }
            Some(own) => {
                (own.code) ", brouillon gardé"
                @if let Some(Version { saved_at, saved_by, .. }) = own.draft() {
                    " le " (date_long(base::clock::paris_time(*saved_at).date()))
                    @if let Some(by) = saved_by { " par " (by) }
                }
                ". Rien n’est publié avant votre accord"
            }
        }
    }
}

/// The three natures, as links: each has its own fields.
fn kinds(editing: &Editing<'_>) -> Markup {
    let address = format!("/territoires/{}/indicateurs/nouveau", editing.place.code());
    html! {
        nav."pu-sect--s" aria-label="Nature de l’indicateur" {
            ul.pu-filter__list {
                @for kind in Kind::ALL {
                    li {
                        a.fr-tag href={ (address) "?nature=" (kind.code()) } aria-current=[(kind == editing.kind).then_some("true")] {
                            (words::capital(kind.label()))
                        }
                    }
                }
            }
        }
    }
}

fn overtaken(sheet: &Sheet) -> Markup {
    let body = html! {
        p { "Rien n’a été gardé de ce que vous venez d’envoyer\u{a0}: c’est ci-dessous, tel que vous l’avez écrit. Ce qui a été gardé entre-temps\u{a0}:" }
        dl.pu-dl {
            dt { "Nom" } dd { (sheet.label) }
            @if !sheet.formula.is_empty() { dt { "Formule" } dd { code { (sheet.formula) } } }
            @if !sheet.words.is_empty() { dt { "Définition" } dd { (sheet.words) } }
            @if !sheet.scale.is_empty() { dt { "Échelle" } dd { (sheet.scale.join(" / ")) } }
        }
        p { "Reprenez-en ce qu’il faut, puis gardez à nouveau." }
    };
    let title = "Quelqu’un d’autre a modifié cet indicateur entre-temps";
    html! { (Alert { live: true, ..Alert::titled(Tone::Error, title, body) }) }
}

/// What was written, read aloud, and what it would give.
fn beside(editing: &Editing<'_>) -> Markup {
    match editing.checked {
        None if editing.kind == Kind::Formula => {
            let body = html! {
                p role="status" id="formule-lue" { "Rien encore. Écrivez une formule, par exemple " code { "en_solution ÷ (contactés − refus)" } ", puis vérifiez-la." }
            };
            Card { level: Level::H2, ..Card::new("t-lit", "Ce que vous avez écrit se lit", body) }.render()
        }
        None => typed(editing),
        Some(Checked::Wrong(mistake)) => wrong(editing, mistake),
        Some(Checked::Right(read)) => html! { (aloud(editing, read)) (trial(editing, read)) },
    }
}

fn typed(editing: &Editing<'_>) -> Markup {
    let body = html! {
        ul.pu-flow {
            li { "Chaque plate-forme la remplit, mois par mois, depuis son tableau de bord." }
            @if editing.kind == Kind::Entered {
                li { "Un mois qui manque est «\u{202f}non transmis\u{202f}», jamais 0." }
            } @else {
                li { "Ce qui prouve le degré choisi reste à la plate-forme\u{a0}: au-dessus, on ne lit que le degré." }
            }
            li { "Une correction s’ajoute\u{a0}: ce qui a été dit avant reste lisible, avec son auteur et son heure." }
        }
    };
    Card { level: Level::H2, ..Card::new("t-lit", "Comment elle se remplit", body) }.render()
}

fn wrong(editing: &Editing<'_>, mistake: &Mistake) -> Markup {
    let text = editing.sheet.formula.as_str();
    let (before, after) = (text.get(..mistake.at.start), text.get(mistake.at.end..));
    let marked = text.get(mistake.at.clone()).unwrap_or(text);
    let body = html! {
        p #formule-lue role="status" {
            code { (before.unwrap_or_default()) }
            code.is-bad { (marked) }
            code { (after.unwrap_or_default()) }
        }
        p."fr-message"."fr-message--error" { (fr(&mistake.message)) }
    };
    Card { level: Level::H2, ..Card::new("t-lit", "Ce qui ne va pas", body) }.render()
}

fn aloud(editing: &Editing<'_>, read: &Formula) -> Markup {
    let body = html! {
        p #formule-lue role="status" { (words::capital(&read.sentence(&editing.names))) "." }
        dl.pu-tokens {
            @for token in read.tokens(&editing.names) {
                div {
                    dt { code { (token.text) } }
                    dd {
                        (token.meaning)
                        @if let Some(code) = &token.code { " " a.pu-meta href={ "/indicateurs/" (code) } { "sa définition" span.fr-sr-only { ", " (token.meaning) } } }
                    }
                }
            }
        }
        p.pu-meta { "Si un dénominateur est nul quelque part\u{a0}: «\u{202f}sans objet\u{202f}». S’il manque un nombre saisi\u{a0}: «\u{202f}non transmis\u{202f}»." }
    };
    Card { level: Level::H2, ..Card::new("t-lit", "Ce que vous avez écrit se lit", body) }.render()
}

/// On the territories of the reader, this school year to date.
fn trial(editing: &Editing<'_>, read: &Formula) -> Markup {
    let Some(ground) = editing.tried else { return html! {} };
    let row = |name: &str, part: Part<'_>| {
        let only = &editing.sheet.only;
        let sum = read.expression.write(&|subject| {
            let value = ground.subject(subject, &crate::indicators::own::ground::both(only, &vec![]), part, 0);
            said_plainly(value)
        });
        let value = said(editing.sheet, ground.of_sheet(editing.sheet, &vec![], part, 0));
        Row::new(html! { (name) }, [html! { (fr(&sum)) }, html! { strong { (value) } }])
    };
    let mut rows: Vec<Row> = editing.below.iter().map(|t| row(&t.name, Part::Below(t.code.as_str()))).collect();
    rows.push(row(&words::capital(&places::name(&editing.place.territory)), Part::Whole));
    let columns = vec![Column::text("Territoire"), Column::number("Calcul"), Column::number("Valeur")];
    let body = html! {
        (Table { tight: true, ..Table::new("Essai de la formule", columns, rows) })
        p."pu-meta"."pu-sect--s" { "Jeunes entrés depuis le début de l’année scolaire. Sur plusieurs territoires, la formule porte sur les sommes\u{a0}: jamais une moyenne de taux." }
    };
    Card { level: Level::H2, ..Card::new("t-ess", "Ce que cela donne aujourd’hui", body) }.render()
}

fn said_plainly(value: crate::indicators::own::formula::Computed) -> String {
    use crate::indicators::own::formula::Computed;
    match value {
        Computed::Number(n) => base::french::decimal(n, if n.fract() == 0.0 { 0 } else { 3 }),
        Computed::NotApplicable => words::NOT_APPLICABLE.into(),
        Computed::NotSent => crate::indicators::own::model::NOT_SENT.into(),
    }
}

fn foot(editing: &Editing<'_>) -> Markup {
    let is_right = editing.kind != Kind::Formula || matches!(editing.checked, Some(Checked::Right(_)));
    let may_publish = is_right && editing.own.is_some();
    html! {
        div."pu-foot"."pu-wide2" {
            p {
                @if may_publish { "Une fois publié, il a une version datée et ne s’efface plus\u{a0}: il se retire, et ses chiffres passés restent." }
                @else if is_right { "Gardez d’abord le brouillon\u{a0}: le bouton «\u{202f}Publier\u{202f}» apparaîtra ici." }
                @else { "Le bouton «\u{202f}Publier\u{202f}» apparaîtra ici quand la formule sera juste." }
            }
            div.pu-actions {
                @if may_publish { (Button { sends: Some(("geste", "publier".into())), ..Button::new(Weight::Main, "Publier") }) }
                @if editing.kind == Kind::Formula {
                    (Button { sends: Some(("geste", "verifier".into())), ..Button::new(if may_publish { Weight::Secondary } else { Weight::Main }, "Vérifier la formule") })
                }
                (Button { sends: Some(("geste", "garder".into())), ..Button::new(Weight::Tertiary, "Garder le brouillon") })
            }
        }
    }
}

/// Why an indicator cannot be retired; none when it can.
pub fn held(own: &Own, standing: &[Standing], using: &[&Own]) -> Option<String> {
    if !standing.is_empty() {
        let each: Vec<String> = standing
            .iter()
            .map(|target| {
                format!("{} ({})", target.territory, school_year(i32::try_from(target.school_year).unwrap_or(0)))
            })
            .collect();
        return Some(fr(&format!(
            "Des cibles reposent sur « {} » : {}. Retirez-les d’abord, puis revenez retirer l’indicateur.",
            own.label(),
            each.join(", ")
        )));
    }
    if !using.is_empty() {
        let each: Vec<String> = using.iter().map(|other| format!("« {} » ({})", other.label(), other.code)).collect();
        return Some(fr(&format!(
            "D’autres indicateurs se calculent avec « {} » : {}. Changez leur formule, ou retirez-les d’abord.",
            own.label(),
            each.join(", ")
        )));
    }
    None
}

/// The mistakes Pupitre knows, to learn from.
pub fn others() -> Markup {
    const KNOWN: [(&str, &str); 4] = [
        (
            "en_solution ÷ (confirmés − confirmés)",
            "Le dénominateur vaut toujours zéro : le résultat serait « sans objet » partout.",
        ),
        ("en_solution ÷ contactés + délai_avant_premier_contact", "On ne peut pas ajouter des jours à une part."),
        ("en_solutions ÷ confirmés", "« en_solutions » n’existe pas. Le plus proche est proposé."),
        (
            "D29.2 ÷ contactés",
            "Quand D29.2 se calcule avec celui que vous écrivez, la formule tourne en rond : la boucle est nommée.",
        ),
    ];
    let body = html! {
        ul.pu-errs { @for (text, why) in KNOWN { li { code { (text) } p."fr-message"."fr-message--error" { span { (fr(why)) } } } } }
    };
    Details::new("Les erreurs que Pupitre reconnaît", body).render()
}
