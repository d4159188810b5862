//! What tells the reader of a file, far from the page, what he has in hand.
use super::super::load::Dashboard;
use crate::asked::Asked;
use crate::indicators::{Indicator, edition_on, formula, own};
use crate::{places, words};
use base::clock::paris_time;
use base::french::{date_long, fr, time};
use chrono::Timelike as _;
use documents::{Cell, Column, Row, Sheet};

/// The program that counted.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// « Tableau de bord, PSAD de Brest, 2026-2027 ».
pub fn title(dashboard: &Dashboard) -> String {
    format!("Tableau de bord, {}, {}", places::name(&dashboard.place.territory), dashboard.asked.period_label())
}

pub fn provenance(dashboard: &Dashboard, site: &str) -> Sheet {
    let asked = &dashboard.asked;
    let made = paris_time(dashboard.now);
    let filters = asked.filters().into_iter().map(|(name, class)| format!("{name}\u{a0}: {class}"));
    let filters: Vec<String> = filters.collect();
    let said = |text: &str| Cell::text(fr(text));
    let rows = [
        ("Document", Cell::text(title(dashboard))),
        ("Territoire", Cell::text(words::capital(&places::name(&dashboard.place.territory)))),
        ("Code du territoire", Cell::text(dashboard.code())),
        ("Période", Cell::text(asked.period_label())),
        ("Entrés depuis le", Cell::Date(asked.past().from)),
        ("Entrés jusqu’au", Cell::Date(asked.past().to)),
        ("Situations au", Cell::Date(asked.today)),
        ("Ce qui est su", Cell::text(known(asked))),
        ("Jeunes", Cell::text(if filters.is_empty() { "tous".into() } else { fr(&filters.join(" ; ")) })),
        (
            "Établi le",
            Cell::text(format!("{} à {}, heure de Paris", date_long(made.date()), time(made.hour(), made.minute()))),
        ),
        (
            "Définitions",
            said(&format!("chacune a sa version, dans la feuille « Définitions » ; catalogue de Pupitre {VERSION}")),
        ),
        ("Adresse de la page", Cell::text(format!("{site}{}", asked.dashboard(dashboard.code())))),
        (
            "Retrouver ces chiffres",
            said(
                "La page recalcule avec ce qui est noté le jour où on l’ouvre : ce fichier garde ceux du jour où il est établi.",
            ),
        ),
        ("sans objet", said("Il n’y a personne sur qui calculer : ce n’est ni 0 ni 0 %.")),
        ("non transmis", said("Un nombre que des plates-formes saisissent n’est pas arrivé : ce n’est pas 0.")),
        ("à venir", said("Ce mois n’a pas commencé.")),
        ("pas de cible", said("Ce territoire n’a pas fixé de cible pour cet indicateur.")),
        ("Case vide", said("La colonne ne concerne pas cette ligne.")),
        (
            "Formules",
            said(
                "Les totaux et les parts sont des formules sur les cases voisines ; une part de plusieurs lignes rapporte les sommes.",
            ),
        ),
        (
            "Délais",
            said(
                "Un délai médian ne s’additionne pas : celui de la ligne « Ensemble » est mesuré sur tous les jeunes.",
            ),
        ),
        (
            "Diffusion",
            said("Chiffres exacts, même petits, pour ceux qui lisent ce territoire : à ne pas publier tels quels."),
        ),
    ];
    let columns = vec![Column::text("Rubrique", 24), Column::text("Contenu", 90)];
    Sheet::new("Provenance", columns, rows.into_iter().map(|(name, cell)| Row::new([Cell::text(name), cell])).collect())
}

/// The definition of each indicator with its version on the day of the figures; those of the catalogue, then those people added.
pub fn definitions(dashboard: &Dashboard) -> Sheet {
    let columns = vec![
        Column::text("Indicateur", 34),
        Column::text("Nom dans l’API", 30),
        Column::text("Définition", 80),
        Column::text("Calcul", 40),
        Column::text("Sens", 22),
        Column::number("Version", 10),
        Column::text("En vigueur depuis le", 20),
    ];
    let row = |indicator: Indicator| {
        let definition = indicator.definition();
        let (over, under) = formula(indicator);
        let formula = if under.is_empty() { over } else { format!("({over}) ÷ {under}") };
        let direction = words::direction(definition.direction);
        let edition = edition_on(indicator, dashboard.asked.today);
        let mut cells =
            [definition.label, definition.code, &fr(definition.text), &formula, direction].map(Cell::text).to_vec();
        cells.extend([Cell::Whole(i64::from(edition.number)), Cell::Date(edition.since)]);
        Row::new(cells)
    };
    let own = dashboard.own.iter().map(own::definition_row);
    Sheet { frozen: 1, ..Sheet::new("Définitions", columns, Indicator::all().map(row).chain(own).collect()) }
}

fn known(asked: &Asked) -> &'static str {
    if asked.is_past {
        "ce qu’on savait ce jour-là au soir, sans ce qui a été noté depuis"
    } else {
        "tout ce qui est noté"
    }
}
