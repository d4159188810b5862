use crate::indicators::Indicator;
use chrono::{DateTime, Utc};
use db::Id;

/// The number a territory commits to, now or before.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub indicator: Indicator,
    /// In the unit of [`crate::figures::Value::number`]: a rate between 0 and 1, a count, days.
    pub value: f64,
    pub set_at: DateTime<Utc>,
    /// Who set it; none when a command did.
    pub set_by: Option<String>,
    /// None while it holds.
    pub ended_at: Option<DateTime<Utc>>,
    /// The negotiation that agreed on it: it is changed there only. None for one that the territory set by itself.
    pub objective: Option<Id>,
}

impl Target {
    /// Of the targets of a year, the one of that indicator that holds.
    pub fn holding(targets: &[Target], indicator: Indicator) -> Option<&Target> {
        targets.iter().find(|t| t.indicator == indicator && t.ended_at.is_none())
    }
}

impl Target {
    /// Whether it was the one that held at that instant.
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.set_at <= at && self.ended_at.is_none_or(|ended| ended > at)
    }
}

/// What a form asks to change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    Set(Indicator, f64),
    End(Indicator),
}

/// The changes from what holds to what was typed (none: no target). What is the same is left alone.
pub fn changes(held: &[Target], typed: &[(Indicator, Option<f64>)]) -> Vec<Change> {
    let now = |indicator| Target::holding(held, indicator).map(|t| t.value);
    typed
        .iter()
        .filter_map(|(indicator, wanted)| match (now(*indicator), *wanted) {
            (Some(_), None) => Some(Change::End(*indicator)),
            (held, Some(wanted)) if held.is_none_or(|held| !same(held, wanted)) => {
                Some(Change::Set(*indicator, wanted))
            }
            _ => None,
        })
        .collect()
}

/// Two decimals of a percentage are kept: below that, two numbers are one.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 5e-6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(code: &'static str, value: f64) -> Target {
        let set_at = DateTime::UNIX_EPOCH;
        Target { indicator: Indicator::of(code), value, set_at, set_by: None, ended_at: None, objective: None }
    }

    #[test]
    fn only_what_differs_is_changed_and_an_emptied_field_ends_a_target() {
        let [contact, solution, support] = ["contact_rate", "solution_rate", "support_rate"].map(Indicator::of);
        let typed = [(contact, Some(0.8)), (solution, None), (support, Some(0.5))];
        assert_eq!(changes(&[], &typed), [Change::Set(contact, 0.8), Change::Set(support, 0.5)]);
        let before = [held("contact_rate", 0.8), held("solution_rate", 0.3), held("support_rate", 0.4)];
        assert_eq!(changes(&before, &typed), [Change::End(solution), Change::Set(support, 0.5)]);
    }

    #[test]
    fn a_target_that_ended_counts_for_nothing() {
        let ended = Target { ended_at: Some(DateTime::UNIX_EPOCH), ..held("contact_rate", 0.8) };
        let contact = Indicator::of("contact_rate");
        assert_eq!(changes(std::slice::from_ref(&ended), &[(contact, None)]), []);
        assert_eq!(changes(&[ended], &[(contact, Some(0.8))]), [Change::Set(contact, 0.8)]);
    }
}
