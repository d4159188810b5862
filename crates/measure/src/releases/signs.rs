//! The four signs of what is not told, with their words (DESIGN.md, « Protected signs »).
use super::model::{Figure, Masked};
use base::french::{number as written, percent};
use maud::{Markup, html};

/// A count, or its sign.
pub fn number(shown: Option<Figure<i64>>) -> Markup {
    figure(shown, written)
}

/// A share, or its sign.
pub fn share(shown: Option<Figure<f64>>) -> Markup {
    figure(shown, percent)
}

fn figure<T: Copy>(shown: Option<Figure<T>>, write: impl Fn(T) -> String) -> Markup {
    match shown {
        Some(Figure::Exact(value)) => html! { (write(value)) },
        Some(hidden) => html! { span."pu-sign" { (drawing(&hidden)) (word(&hidden)) } },
        None => html! { span."pu-meta" { "non détaillé" } },
    }
}

/// The word beside the sign; the same in files. Empty for a number.
pub fn word<T>(figure: &Figure<T>) -> &'static str {
    match figure {
        Figure::Exact(_) => "",
        Figure::Masked(Masked::Small) => "petit effectif",
        Figure::Masked(Masked::ForAnother) => "protégé",
        Figure::NotSent => "non transmis",
        Figure::NotApplicable => "sans objet",
    }
}

fn drawing<T>(figure: &Figure<T>) -> Markup {
    html! {
        svg width="16" height="12" viewBox="0 0 16 12" aria-hidden="true" focusable="false" {
            @match figure {
                Figure::Exact(_) => {}
                Figure::Masked(Masked::Small) => { rect."c-ink" width="16" height="12" {} }
                Figure::Masked(Masked::ForAnother) => {
                    rect."c-box" x=".75" y=".75" width="14.5" height="10.5" {}
                    path."c-ink" d="M.75 .75h14.5l-14.5 10.5z" {}
                }
                Figure::NotSent => { rect."c-none"."c-outline" x=".5" y=".5" width="15" height="11" {} }
                Figure::NotApplicable => { line."c-dash" x1="2" x2="14" y1="6" y2="6" {} }
            }
        }
    }
}

/// What each sign means, once above the tables.
pub const LEGEND: [(Figure<i64>, &str, &str); 4] = [
    (
        Figure::Masked(Masked::Small),
        "Masqué.",
        "De 1 à 4 jeunes, ou un taux dont la partie ou le reste en compte aussi peu. Un zéro, lui, se montre.",
    ),
    (
        Figure::Masked(Masked::ForAnother),
        "Masqué.",
        "Ce nombre permettrait d’en retrouver un autre par soustraction. Il peut être petit ou grand.",
    ),
    (Figure::NotSent, "Inconnu.", "La plate-forme n’a transmis aucune liste pour la période. Ce n’est pas zéro."),
    (Figure::NotApplicable, "Rien à compter.", "Un taux sur personne."),
];

pub fn legend() -> Markup {
    html! {
        dl."pu-signs" aria-label="Les quatre signes des tableaux" {
            @for (figure, what, why) in LEGEND {
                div { dt { (drawing(&figure)) (word(&figure)) } dd { strong { (what) } " " (why) } }
            }
        }
    }
}
