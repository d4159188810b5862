//! Who comes first this morning: of each case its most pressing reason, in the order of urgency.
use super::filter::Filter;
use crate::cases::due::Reason;
use crate::cases::event::Source;
use chrono::{Days, NaiveDate, NaiveTime};
use db::Id;
use std::collections::HashMap;

/// How soon: today or before, within seven days, later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    Today,
    ThisWeek,
    Later,
}

impl Tier {
    pub const ALL: [Tier; 3] = [Tier::Today, Tier::ThisWeek, Tier::Later];

    pub fn of(due_on: NaiveDate, today: NaiveDate) -> Self {
        if due_on <= today {
            Tier::Today
        } else if due_on <= end_of_week(today) {
            Tier::ThisWeek
        } else {
            Tier::Later
        }
    }
}

/// The last day of « cette semaine »: a week from now, whatever the day, so that a Friday still sees Monday's deadlines.
pub fn end_of_week(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(7)).unwrap_or(NaiveDate::MAX)
}

/// One open reason of a case, with what filters and order ask of the case.
#[derive(Clone, Debug)]
pub struct Open {
    pub case: Id,
    pub reason: Reason,
    pub due_on: NaiveDate,
    pub due_time: Option<NaiveTime>,
    pub worker: Option<Id>,
    pub source: Source,
    pub born_on: NaiveDate,
    pub minor: bool,
    /// INSEE codes of the communes the youth was said to live in.
    pub communes: Vec<String>,
}

impl Open {
    /// Tier, then the order of reasons, then day and hour (a promise with an hour before one without), then the youngest.
    fn key(&self, today: NaiveDate) -> impl Ord + use<> {
        let hour = self.due_time.unwrap_or(LAST_HOUR);
        (Tier::of(self.due_on, today), self.reason, self.due_on, hour, std::cmp::Reverse(self.born_on), self.case)
    }
}

const LAST_HOUR: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 59) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The queue as one reader narrows it.
#[derive(Debug, Default)]
pub struct Arranged {
    /// In order: what stands in the view.
    pub lines: Vec<Open>,
    /// Cases by reason in the view, the reason itself aside: they add up to [`all_reasons`](Arranged::all_reasons).
    pub by_reason: Vec<(Reason, u64)>,
    pub all_reasons: u64,
    /// With the reader's other filters: whoever carries the case, the reader, nobody.
    pub anyone: u64,
    pub mine: u64,
    pub nobody: u64,
    /// Today's appointments, whatever the filters, by hour.
    pub appointments: Vec<Open>,
}

impl Arranged {
    pub fn in_tier(&self, tier: Tier, today: NaiveDate) -> u64 {
        self.lines.iter().filter(|line| Tier::of(line.due_on, today) == tier).count() as u64
    }
}

/// Arranges all the open reasons of a platform. `mine`: the members that the reader is.
pub fn arrange(open: Vec<Open>, filter: &Filter, mine: &[Id], today: NaiveDate) -> Arranged {
    let is_today = |o: &&Open| o.reason == Reason::Appointment && o.due_on == today;
    let mut appointments: Vec<Open> = open.iter().filter(is_today).cloned().collect();
    appointments.sort_by_key(|o| (o.due_time.unwrap_or(LAST_HOUR), o.case));
    let mut arranged = Arranged { appointments, ..Arranged::default() };
    for open in most_pressing(open, today) {
        if !filter.keeps(&open) {
            continue;
        }
        arranged.anyone += 1;
        arranged.mine += u64::from(open.worker.is_some_and(|worker| mine.contains(&worker)));
        arranged.nobody += u64::from(open.worker.is_none());
        if !filter.keeps_worker(open.worker, mine) {
            continue;
        }
        arranged.all_reasons += 1;
        match arranged.by_reason.iter_mut().find(|(reason, _)| *reason == open.reason) {
            Some((_, count)) => *count += 1,
            None => arranged.by_reason.push((open.reason, 1)),
        }
        if filter.reason.is_none_or(|reason| reason == open.reason) {
            arranged.lines.push(open);
        }
    }
    arranged.by_reason.sort();
    arranged.lines.sort_by_cached_key(|line| line.key(today));
    arranged
}

fn most_pressing(open: Vec<Open>, today: NaiveDate) -> impl Iterator<Item = Open> {
    let mut first: HashMap<Id, Open> = HashMap::with_capacity(open.len());
    for open in open {
        match first.entry(open.case) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(open);
            }
            std::collections::hash_map::Entry::Occupied(mut place) => {
                if open.key(today) < place.get().key(today) {
                    place.insert(open);
                }
            }
        }
    }
    first.into_values()
}

#[cfg(test)]
mod tests {
    use super::super::filter::Carried;
    use super::*;
    use proptest::prelude::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day") + Days::new(n)
    }

    fn open(case: u128, reason: Reason, due: u64) -> Open {
        Open {
            case: Id::from_u128(case),
            reason,
            due_on: day(due),
            due_time: None,
            worker: None,
            source: Source::NationalList,
            born_on: day(0) - chrono::Months::new(17 * 12),
            minor: true,
            communes: vec![],
        }
    }

    fn order(open: Vec<Open>) -> Vec<u128> {
        arrange(open, &Filter::default(), &[], day(10)).lines.iter().map(|line| line.case.as_u128()).collect()
    }

    #[test]
    fn what_is_due_today_comes_before_a_graver_reason_due_later() {
        assert_eq!(order(vec![open(1, Reason::ReturnInterview, 14), open(2, Reason::NoWorker, 10)]), [2, 1]);
    }

    #[test]
    fn on_the_same_day_the_law_comes_before_a_promise_and_the_youngest_before_the_elder() {
        let elder = Open { born_on: day(0) - chrono::Months::new(19 * 12), ..open(3, Reason::CallBack, 10) };
        let at_ten = Open { due_time: NaiveTime::from_hms_opt(10, 0, 0), ..open(4, Reason::CallBack, 10) };
        let list = vec![elder, open(2, Reason::CallBack, 10), at_ten, open(1, Reason::DepartmentNotice, 10)];
        assert_eq!(order(list), [1, 4, 2, 3]);
    }

    #[test]
    fn a_case_stands_once_with_its_most_pressing_reason() {
        let list =
            vec![open(1, Reason::NoWorker, 3), open(1, Reason::CallBack, 9), open(1, Reason::ReturnInterview, 20)];
        let arranged = arrange(list, &Filter::default(), &[], day(10));
        assert_eq!(arranged.lines.len(), 1);
        assert_eq!(arranged.lines[0].reason, Reason::CallBack);
    }

    #[test]
    fn a_promise_of_next_week_is_not_lost_on_a_friday() {
        assert_eq!(Tier::of(day(17), day(10)), Tier::ThisWeek);
        assert_eq!(Tier::of(day(18), day(10)), Tier::Later);
        assert_eq!(Tier::of(day(9), day(10)), Tier::Today);
    }

    fn any_open() -> impl Strategy<Value = Open> {
        (0u128..12, 0..Reason::ALL.len(), 0u64..30, 0u128..3, 0..Source::ALL.len(), any::<bool>()).prop_map(
            |(case, reason, due, worker, source, minor)| Open {
                worker: (worker > 0).then(|| Id::from_u128(100 + worker)),
                source: Source::ALL[source],
                minor,
                ..open(case, Reason::ALL[reason], due)
            },
        )
    }

    proptest! {
        #[test]
        fn the_counts_of_reasons_add_up_and_every_reason_leads_to_its_count(
            open in proptest::collection::vec(any_open(), 0..60), minors: bool, by_me: bool,
        ) {
            let mine = [Id::from_u128(101)];
            let worker = if by_me { Carried::ByMe } else { Carried::ByAnyone };
            let filter = Filter { minors, worker, ..Filter::default() };
            let all = arrange(open.clone(), &filter, &mine, day(10));
            prop_assert_eq!(all.by_reason.iter().map(|(_, n)| n).sum::<u64>(), all.all_reasons);
            prop_assert_eq!(all.lines.len() as u64, all.all_reasons);
            prop_assert_eq!(all.all_reasons, if by_me { all.mine } else { all.anyone });
            prop_assert_eq!(Tier::ALL.iter().map(|t| all.in_tier(*t, day(10))).sum::<u64>(), all.all_reasons);
            for (reason, count) in &all.by_reason {
                let narrowed = Filter { reason: Some(*reason), ..filter.clone() };
                let one = arrange(open.clone(), &narrowed, &mine, day(10));
                prop_assert_eq!(one.lines.len() as u64, *count);
                prop_assert_eq!(&one.by_reason, &all.by_reason);
            }
        }
    }
}
