//! What one may conclude, what one may not: two cards of equal weight, before the table.
use super::super::load::{Comparison, Platform};
use super::{among, platforms};
use base::french::fr;
use dsfr::{Card, Icon, icon};
use fair::{Coverage, Position, Reading};
use maud::{Markup, html};

/// More names than this make no sentence: the table has them.
const NAMED: usize = 4;

pub fn cards(comparison: &Comparison) -> Markup {
    html! {
        div.pu-stack {
            (Card::new("t-oui", "Ce que l’on peut en dire", list(icon::CHECK, &may(comparison))))
            (Card::new("t-non", "Ce que l’on ne peut pas en dire", list(icon::CLOSE, &may_not(comparison))))
        }
    }
}

fn list(icon: Icon, items: &[String]) -> Markup {
    html! { div.pu-flow { ul { @for item in items { li class=(icon.class()) { (fr(item)) } } } } }
}

fn may(comparison: &Comparison) -> Vec<String> {
    let far = named(comparison, |p| matches!(p.position, Position::Outside(Coverage::Wide, _)));
    let given = named(comparison, |p| {
        let reading = comparison.standard.reading(&p.territory.code.to_string());
        matches!(reading, Reading::MoreThanExpected | Reading::FewerThanExpected)
    });
    let mut said = vec![
        "Entre les limites, une plate-forme fait ce que fait l’ensemble, à la marge du hasard près.".to_owned(),
        match far {
            None => "Aucune ne sort des limites à 99,8 % : rien n’appelle d’explication particulière.".to_owned(),
            Some(names) => format!(
                "Hors des limites à 99,8 % ({names}), le hasard ne suffit pas : les données sont-elles complètes, puis que s’est-il passé ?"
            ),
        },
    ];
    said.push(match given {
        None => "À public comparable, toutes font ce qu’on attend d’elles, à la marge du hasard près.".to_owned(),
        Some(names) => format!("À public comparable, l’écart demeure au-delà du hasard : {names}. Cela vaut un appel."),
    });
    said
}

fn may_not(comparison: &Comparison) -> Vec<String> {
    let mut said = vec![
        "Qu’une plate-forme est meilleure qu’une autre : l’offre de formation et l’emploi diffèrent d’un bassin à l’autre.".to_owned(),
        "Un rang : entre deux plates-formes dans les limites, l’ordre est celui du hasard.".to_owned(),
        "Une cause : l’attendu tient compte du sexe, de l’âge, de la source et de la scolarité, de rien d’autre.".to_owned(),
    ];
    if comparison.small() > 0 {
        said.push(format!(
            "Rien de {} de moins de {} {}.",
            platforms(comparison.small()),
            fair::FEWEST,
            among(comparison)
        ));
    }
    said
}

/// Their names in alphabetical order, or how many they are; none when nobody is.
fn named(comparison: &Comparison, keep: impl Fn(&Platform) -> bool) -> Option<String> {
    let names: Vec<&str> = comparison.platforms.iter().filter(|p| keep(p)).map(|p| p.territory.name.as_str()).collect();
    match names.len() {
        0 => None,
        1..=NAMED => Some(names.join(", ")),
        n => Some(platforms(n)),
    }
}
