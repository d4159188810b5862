//! Where one should be on a day to reach the target of a school year (MEASURE.md §5).
use crate::figures::{Period, Progress, Step, Value};
use crate::indicators::{Count, Indicator, Measured};
use chrono::NaiveDate;

/// What the trajectory follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// The share of the year's result that was reached on the same day of the year before.
    LastYear,
    /// A count that nothing tells the rhythm of: the same number every day.
    Straight,
    /// A rate or a delay that nothing tells the rhythm of: the target itself, all year.
    Level,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trajectory {
    /// In the unit of the target.
    pub value: f64,
    pub course: Course,
}

/// How far the cohort of the year before was, on the same day and at the end of its school year.
#[derive(Clone, Copy, Debug)]
pub struct LastYear<'a> {
    pub then: &'a Progress,
    pub end: &'a Progress,
}

/// The trajectory on a day of the school year that starts in `year`; its target from the last day on.
pub fn trajectory(
    indicator: Indicator,
    target: f64,
    year: i32,
    day: NaiveDate,
    last_year: Option<LastYear<'_>>,
) -> Trajectory {
    let Period { from, to } = Period::school_year(year);
    if let Some(share) = last_year.and_then(|last_year| reached(indicator, last_year)) {
        let share = if day >= to { 1.0 } else { share.min(1.0) };
        return Trajectory { value: target * share, course: Course::LastYear };
    }
    if !matches!(indicator.definition().measured, Measured::Count(_)) {
        return Trajectory { value: target, course: Course::Level };
    }
    let gone = ((day - from).num_days() + 1) as f64 / ((to - from).num_days() + 1) as f64;
    Trajectory { value: target * gone.clamp(0.0, 1.0), course: Course::Straight }
}

/// The share of its final result that the year before had reached. Rates are taken over all who entered: who is confirmed is
/// found out later, and would make the past look worse than it was known to be.
fn reached(indicator: Indicator, last_year: LastYear<'_>) -> Option<f64> {
    let step = step_of(indicator)?;
    let over_entries = matches!(indicator.definition().measured, Measured::Rate { .. });
    let at = |progress: &Progress| {
        if over_entries { progress.share(step) } else { Value::Count(progress.count(step)) }.number()
    };
    let (then, end) = (at(last_year.then)?, at(last_year.end)?);
    (end > 0.0).then(|| then / end)
}

/// The dated step that an indicator counts, when there is one.
pub fn step_of(indicator: Indicator) -> Option<Step> {
    let count = match indicator.definition().measured {
        Measured::Count(count) => count,
        Measured::Rate { numerator: [count], .. } => *count,
        _ => return None,
    };
    match count {
        Count::Listed => Some(Step::Entered),
        Count::Attempted => Some(Step::Attempted),
        Count::Reached | Count::Contacted => Some(Step::Reached),
        Count::Interviewed => Some(Step::Interviewed),
        Count::SupportedEver => Some(Step::Supported),
        Count::FoundSolution => Some(Step::FoundSolution),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day of the test")
    }

    fn alone(code: &'static str, target: f64, on: &str) -> Trajectory {
        trajectory(Indicator::of(code), target, 2026, day(on), None)
    }

    #[test]
    fn a_count_grows_by_the_same_number_every_day_of_the_school_year() {
        assert_eq!(alone("found_solution", 365.0, "2026-09-01"), Trajectory { value: 1.0, course: Course::Straight });
        assert_eq!(alone("found_solution", 365.0, "2026-09-30").value, 30.0);
        assert_eq!(alone("found_solution", 365.0, "2027-08-31").value, 365.0);
        assert_eq!(alone("found_solution", 365.0, "2028-01-01").value, 365.0);
        assert_eq!(alone("found_solution", 365.0, "2026-08-01").value, 0.0);
    }

    #[test]
    fn a_rate_or_a_delay_is_held_all_year_when_nothing_tells_its_rhythm() {
        assert_eq!(alone("contact_rate", 0.8, "2026-09-02"), Trajectory { value: 0.8, course: Course::Level });
        assert_eq!(alone("days_to_contact", 10.0, "2026-09-02"), Trajectory { value: 10.0, course: Course::Level });
    }
}
