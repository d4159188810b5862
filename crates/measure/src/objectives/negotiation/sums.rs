//! The sums of commitments of a territory, read from what holds, what is discussed, and the young people of last year.
use super::store;
use super::sum::{Commitment, Sum};
use crate::figures::{self, Dimension, Period, Question};
use crate::indicators::{Indicator, Measured};
use crate::objectives::model::Target;
use base::{Actor, App, Result};
use db::Tx;
use std::collections::HashMap;

/// The sums of a territory above the platform, for the indicators with a target of its own, a commitment or a proposal, in the
/// order of the catalogue. A rate is expected of as many as entered in the school year before, as they stand today.
pub async fn read(app: &App, tx: &mut Tx, territory: &str, year: i32, targets: &[Target]) -> Result<Vec<Sum>> {
    let today = app.clock.today();
    let local = store::local(tx, territory, year, today).await?;
    // Whoever reads the sums may not read the figures they are weighed by: pages say only what the reader may see.
    let question = Question {
        territory: territory.to_owned(),
        period: Period::school_year(year - 1),
        at: today,
        known_on: None,
        by: vec![Dimension::Platform],
        only: vec![],
    };
    let before = figures::ask(app, tx, &Actor::command(), &question).await?;
    let offered = by_platform(&local.offered);
    let mut held = by_platform(&local.own);
    // What a platform wanted by itself gives way to what is being discussed; what both agreed on does not.
    held.retain(|key, _| !offered.contains_key(key));
    held.extend(by_platform(&local.agreed));
    let sum = |indicator: Indicator| {
        let target = targets.iter().find(|t| t.indicator == indicator && t.ended_at.is_none()).map(|t| t.value);
        let commitments: Vec<Commitment> = local
            .platforms
            .iter()
            .map(|platform| {
                let of =
                    |values: &HashMap<(&str, Indicator), f64>| values.get(&(platform.as_str(), indicator)).copied();
                let tally = before.cell(&[platform.as_str()]);
                let expected = match indicator.definition().measured {
                    Measured::Rate { denominator, .. } => tally.map_or(0, |tally| tally.count(denominator)),
                    _ => 0,
                };
                Commitment { held: of(&held), offered: of(&offered), expected }
            })
            .collect();
        Sum::of(indicator, target, &commitments)
    };
    let told = |sum: &Sum| sum.target.is_some() || sum.held > 0 || sum.discussed > 0;
    Ok(Indicator::cohort().map(sum).filter(told).collect())
}

fn by_platform(values: &[(String, Indicator, f64)]) -> HashMap<(&str, Indicator), f64> {
    values.iter().map(|(platform, indicator, value)| ((platform.as_str(), *indicator), *value)).collect()
}
