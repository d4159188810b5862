//! The answer in a sentence, and the funnel plot that it reads.
use super::super::load::{Comparison, Platform};
use super::{among, platforms};
use crate::words;
use base::french::{decimal, fr, plural};
use charts::{Frame, FunnelLimits, FunnelPlot, Level, Share, Spot, Standing};
use fair::{Coverage, Funnel, Overdispersion, Position, Side};
use maud::{Markup, html};

/// Points of a curve.
const STEPS: u64 = 120;
/// More names than this make no sentence: the table has them.
const NAMED: usize = 6;

pub fn plot(comparison: &Comparison, funnel: &Funnel) -> Markup {
    let rate = comparison.asked.rate;
    let (counted, among) = words::sides(rate);
    let whole = comparison.whole();
    let largest = comparison.platforms.iter().map(|platform| platform.counted.size).max().unwrap_or(1);
    let mut sizes: Vec<u64> = (1..=STEPS).map(|n| (largest * n).div_ceil(STEPS)).collect();
    sizes.dedup();
    let chart = FunnelPlot {
        frame: Frame::new("entonnoir", format!("{}, selon l’effectif", rate.label()), answer(comparison))
            .level(Level::H2),
        dimension: "Plate-forme".into(),
        counted,
        among,
        overall: Share { count: whole.count, total: whole.size },
        spots: comparison.platforms.iter().map(|platform| spot(comparison, funnel, platform)).collect(),
        limits: sizes.into_iter().map(|size| limits(funnel, size)).collect(),
    };
    html! {
        div {
            (chart.render())
            p."pu-meta"."pu-sect--s" { (notes(comparison, funnel.overdispersion)) }
        }
    }
}

fn spot(comparison: &Comparison, funnel: &Funnel, platform: &Platform) -> Spot {
    let (code, counted) = (platform.territory.code.as_str(), platform.counted);
    Spot {
        label: platform.territory.name.clone(),
        share: Share { count: counted.count, total: counted.size },
        standing: match platform.position {
            Position::TooSmall => Standing::TooSmall,
            Position::Outside(Coverage::Wide, Side::Above) => Standing::Above,
            Position::Outside(Coverage::Wide, Side::Below) => Standing::Below,
            Position::Inside | Position::Outside(Coverage::Usual, _) => Standing::Inside,
        },
        limits: limits(funnel, counted.size),
        said: said(platform.position).into(),
        chosen: platform.chosen,
        href: Some(comparison.asked.provenance(code, comparison.asked.rate)),
    }
}

fn limits(funnel: &Funnel, size: u64) -> FunnelLimits {
    let [usual, wide] = [Coverage::Usual, Coverage::Wide].map(|coverage| {
        let limits = funnel.limits(size, coverage);
        (limits.low * 100.0, limits.high * 100.0)
    });
    FunnelLimits { size, usual, wide }
}

const fn said(position: Position) -> &'static str {
    match position {
        Position::TooSmall => super::table::TOO_SMALL,
        Position::Inside => "dans les limites",
        Position::Outside(Coverage::Usual, Side::Above) => "au-dessus des limites à 95\u{202f}%",
        Position::Outside(Coverage::Usual, Side::Below) => "au-dessous des limites à 95\u{202f}%",
        Position::Outside(Coverage::Wide, Side::Above) => "au-dessus des limites à 99,8\u{202f}%",
        Position::Outside(Coverage::Wide, Side::Below) => "au-dessous des limites à 99,8\u{202f}%",
    }
}

/// « 2 des 17 plates-formes comparées sortent des limites à 95 % : au-dessus, PSAD de Rennes ; au-dessous, PSAD de Lorient.
/// Aucune ne sort des limites à 99,8 %. »
fn answer(comparison: &Comparison) -> String {
    let large = comparison.large();
    let outside = |wide_only: bool, wanted: Side| -> Vec<&str> {
        let is_out = |platform: &&Platform| match platform.position {
            Position::Outside(coverage, side) => side == wanted && (!wide_only || coverage == Coverage::Wide),
            _ => false,
        };
        comparison.platforms.iter().filter(is_out).map(|platform| platform.territory.name.as_str()).collect()
    };
    let [above, below] = [Side::Above, Side::Below].map(|side| outside(false, side));
    let n = above.len() + below.len();
    if n == 0 {
        let why = match comparison.funnel.is_some_and(|funnel| funnel.overdispersion.applies()) {
            true => "elles diffèrent entre elles, aucune plus que les autres",
            false => "le hasard suffit à expliquer leurs écarts",
        };
        return fr(&format!("Aucune des {} comparées ne sort des limites à 95 % : {why}.", platforms(large)));
    }
    let sides = [("au-dessus", &above), ("au-dessous", &below)].into_iter().filter(|(_, names)| !names.is_empty());
    let named: Vec<String> = match n {
        0..=NAMED => sides.map(|(side, names)| format!("{side}, {}", names.join(", "))).collect(),
        _ => sides.map(|(side, names)| format!("{} {side}", names.len())).collect(),
    };
    let out = |n: usize| plural(n as i64, "sort", "sortent");
    let wide = match outside(true, Side::Above).len() + outside(true, Side::Below).len() {
        0 => "Aucune ne sort des limites à 99,8 %.".to_owned(),
        n => format!("{n} {} aussi des limites à 99,8 %.", out(n)),
    };
    fr(&format!("{n} des {} comparées {} des limites à 95 % : {}. {wide}", platforms(large), out(n), named.join(" ; ")))
}

fn notes(comparison: &Comparison, overdispersion: Overdispersion) -> String {
    let large = comparison.large() as f64;
    let small = match comparison.small() {
        0 => String::new(),
        n => format!(
            " {} de moins de {} {} {} : un seul jeune y déplace la part de plus de cinq points. Le tableau {} donne.",
            platforms(n),
            fair::FEWEST,
            among(comparison),
            plural(n as i64, "n’est pas dessinée", "ne sont pas dessinées"),
            plural(n as i64, "la", "les"),
        ),
    };
    fr(&format!(
        "Le seul hasard en mettrait {} hors des limites à 95 % et {} hors de celles à 99,8 %, en moyenne et au plus. {}{small}",
        decimal(large * Coverage::Usual.outside(), 1),
        decimal(large * Coverage::Wide.outside(), 2),
        dispersion(overdispersion),
    ))
}

/// « Surdispersion : facteur 2,9 sur 10 plates-formes… »
pub fn dispersion(overdispersion: Overdispersion) -> String {
    let factor = decimal(overdispersion.factor, 1);
    let on = platforms(overdispersion.places);
    let said = if overdispersion.applies() {
        format!(
            ". Elles diffèrent entre elles plus que le hasard ne l’explique : l’écart des limites est multiplié par {}, sa racine.",
            decimal(overdispersion.widening(), 2)
        )
    } else if overdispersion.is_known() {
        ", que le hasard peut donner : rien n’est élargi.".to_owned()
    } else {
        ", trop peu pour l’appliquer (il en faut dix) : rien n’est élargi.".to_owned()
    };
    format!("Surdispersion : facteur {factor} sur {on}{said}")
}
