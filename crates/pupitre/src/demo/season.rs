//! When young people are reported, and by whom: a peak from October to December, then a wave in February and March
//! (DOMAIN.md §3.2).
use chrono::{Datelike as _, NaiveDate};
use follow::cases::event::Source;
use measure::figures::Period;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// Share of a school year's reports by month, from September, in thousandths.
const MONTHS: [u32; 12] = [80, 180, 190, 120, 90, 100, 90, 50, 40, 30, 15, 15];

/// Share of reports by source, in hundredths.
const SOURCES: &[(u32, Source)] = &[
    (62, Source::NationalList),
    (14, Source::MissionLocale),
    (12, Source::Apprenticeship),
    (7, Source::School),
    (2, Source::Agricultural),
    (1, Source::Partner),
    (2, Source::Himself),
];

/// A day on which a platform receives the list of a source, and its weight among all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub on: NaiveDate,
    pub source: Source,
    pub weight: u32,
}

/// Every list that a platform receives from the first day of the school year before until today.
pub fn arrivals(rng: &mut ChaCha8Rng, today: NaiveDate) -> Vec<Arrival> {
    let first_year = Period::school_year_of(today) - 1;
    let mut arrivals = vec![];
    for year in [first_year, first_year + 1] {
        for (month, share) in (0_u32..).zip(MONTHS) {
            let start = Period::school_year(year).from;
            let start = start.checked_add_months(chrono::Months::new(month)).unwrap_or(start);
            for (weight, source) in SOURCES {
                let day = rng.random_range(2..=24);
                let Some(on) = start.with_day(day) else { continue };
                arrivals.push(Arrival { on, source: *source, weight: share * weight });
            }
        }
    }
    arrivals.retain(|arrival| arrival.on < today);
    arrivals
}

/// How many of `total` fall on each arrival, summing up to `total` exactly.
pub fn share_out(rng: &mut ChaCha8Rng, total: u64, arrivals: &[Arrival]) -> Vec<u64> {
    let weights: u64 = arrivals.iter().map(|a| u64::from(a.weight)).sum();
    let mut counts = vec![0; arrivals.len()];
    if weights == 0 {
        return counts;
    }
    // One draw shifts all the boundaries, so that small platforms do not all lose the same lists.
    let shift = rng.random_range(0..weights);
    let mut cumulated = 0;
    let mut given = 0;
    for (count, arrival) in counts.iter_mut().zip(arrivals) {
        cumulated += u64::from(arrival.weight);
        let upto = (cumulated * total + shift) / weights;
        *count = upto - given;
        given = upto;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;

    #[test]
    fn every_case_falls_on_one_list_and_none_is_to_come() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let arrivals = arrivals(&mut rng, today);
        assert!(arrivals.iter().all(|a| a.on < today));
        for total in [0, 1, 7, 450, 12_345] {
            let counts = share_out(&mut rng, total, &arrivals);
            assert_eq!(counts.iter().sum::<u64>(), total);
        }
    }
}
