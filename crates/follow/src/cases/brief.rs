//! What of a case enters the figures, in a few characters: the briefs of a platform, one after the other, are one text that a
//! database gives in one row, ten times as fast as their columns.
use super::event::{Solution, Source};
use super::facts::{Facts, Lasting};
use super::filters::SexOf;
use super::situation::{Situation, Verification};
use crate::youths::{Schooling, Traits};
use chrono::{Datelike as _, NaiveDate};
use db::Id;

/// How many characters each takes, all of ASCII.
pub const WIDTH: usize = 62;

/// A case, for those who count. The situation is the one entered: `unknown` from `lapses_on` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    pub youth: Id,
    pub entry_on: NaiveDate,
    /// At entry, in years.
    pub age: i64,
    pub sex: SexOf,
    pub source: Source,
    pub schooling: Schooling,
    /// Lives in a priority district; none: unknown.
    pub priority_district: Option<bool>,
    pub verification: Verification,
    pub situation: Situation,
    pub lapses_on: Option<NaiveDate>,
    /// The kind of the running one.
    pub solution: Option<Solution>,
    pub first_solution: Option<(Solution, NaiveDate)>,
    pub lasting: Option<Lasting>,
    pub first_attempt_on: Option<NaiveDate>,
    pub first_contact_on: Option<NaiveDate>,
    pub first_interview_on: Option<NaiveDate>,
    pub first_support_on: Option<NaiveDate>,
    pub without_worker: bool,
}

impl Brief {
    pub fn of(youth: Id, facts: &Facts, traits: &Traits) -> Brief {
        Brief {
            youth,
            entry_on: facts.entry_on,
            age: facts.age,
            sex: traits.sex_class().parse().unwrap_or(SexOf::Unknown),
            source: facts.source,
            schooling: traits.schooling,
            priority_district: traits.priority_district,
            verification: facts.standing.verification,
            situation: facts.standing.situation,
            lapses_on: facts.standing.lapses_on,
            solution: facts.standing.solution,
            first_solution: facts.first_solution,
            lasting: facts.lasting,
            first_attempt_on: facts.first_attempt_on,
            first_contact_on: facts.first_contact_on,
            first_interview_on: facts.first_interview_on,
            first_support_on: facts.first_support_on,
            without_worker: facts.worker.is_none() && !facts.closed,
        }
    }

    /// Days from entry to first contact; a contact before the entry counts 0.
    pub fn days_to_contact(&self) -> Option<i64> {
        self.first_contact_on.map(|on| self.days_to(on))
    }

    /// Days from entry to first solution, alike.
    pub fn days_to_solution(&self) -> Option<i64> {
        self.first_solution.map(|(_, on)| self.days_to(on))
    }

    fn days_to(&self, on: NaiveDate) -> i64 {
        (on - self.entry_on).num_days().max(0)
    }

    /// As it stands in the database.
    pub fn write(&self) -> String {
        let lasting = self.lasting.map_or(0, |lasting| {
            let bits = lasting
                .in_solution
                .iter()
                .rev()
                .fold(u32::from(lasting.broken_early), |all, held| all << 1 | u32::from(*held));
            bits + 1
        });
        let district = self.priority_district.map_or(0, |lives| 1 + u32::from(lives));
        let mut text = String::with_capacity(WIDTH);
        put(&mut text, YOUTH, self.youth.as_u128());
        put(&mut text, 1, self.sex as u32);
        put(&mut text, 2, u32::try_from(self.age).unwrap_or(0));
        put(&mut text, 1, self.source as u32);
        put(&mut text, 1, self.schooling as u32);
        put(&mut text, 1, district);
        put(&mut text, 1, self.verification as u32);
        put(&mut text, 1, self.situation as u32);
        put(&mut text, 1, self.solution.map_or(0, |kind| 1 + kind as u32));
        put(&mut text, 1, self.first_solution.map_or(0, |(kind, _)| 1 + kind as u32));
        put(&mut text, 1, lasting);
        put(&mut text, 1, u32::from(self.without_worker));
        let days = [
            Some(self.entry_on),
            self.lapses_on,
            self.first_solution.map(|(_, on)| on),
            self.first_attempt_on,
            self.first_contact_on,
            self.first_interview_on,
            self.first_support_on,
        ];
        days.iter().for_each(|day| put(&mut text, 4, day.map_or(0, |day| day.num_days_from_ce().unsigned_abs())));
        text
    }

    /// From what [`Brief::write`] gave; none when it is something else.
    pub fn read(text: &[u8]) -> Option<Brief> {
        let mut from = Reader(text);
        let brief = Brief {
            youth: Id::from_u128(from.long(YOUTH)?),
            sex: from.code(SexOf::ALL)?,
            age: i64::from(from.number(2)?),
            source: from.code(Source::ALL)?,
            schooling: from.code(Schooling::ALL)?,
            priority_district: from.number(1)?.checked_sub(1).map(|lives| lives == 1),
            verification: from.code(Verification::ALL)?,
            situation: from.code(Situation::ALL)?,
            solution: from.optional_code(Solution::ALL)?,
            first_solution: None,
            lasting: None,
            without_worker: false,
            entry_on: NaiveDate::MIN,
            lapses_on: None,
            first_attempt_on: None,
            first_contact_on: None,
            first_interview_on: None,
            first_support_on: None,
        };
        let kind = from.optional_code(Solution::ALL)?;
        let lasting = from.number(1)?.checked_sub(1).map(|bits| Lasting {
            in_solution: std::array::from_fn(|term| bits >> term & 1 == 1),
            broken_early: bits >> 4 & 1 == 1,
        });
        let without_worker = from.number(1)? == 1;
        let (entry_on, lapses_on) = (from.day()??, from.day()?);
        let first_solution = kind.zip(from.day()?);
        Some(Brief {
            entry_on,
            lapses_on,
            first_solution,
            lasting,
            without_worker,
            first_attempt_on: from.day()?,
            first_contact_on: from.day()?,
            first_interview_on: from.day()?,
            first_support_on: from.day()?,
            ..brief
        })
        .filter(|_| from.0.is_empty())
    }
}

/// Digits of an identifier.
const YOUTH: usize = 22;
/// The first of 64 characters that follow one another, none of which a text of SQL or of `COPY` must escape.
const ZERO: u8 = b'0';

/// Writes a number in base 64, the greatest digit first; one that does not hold is 0.
fn put(text: &mut String, digits: usize, number: impl Into<u128>) {
    let number = number.into();
    for digit in (0..digits).rev() {
        text.push(char::from(ZERO + (number >> (6 * digit) & 63) as u8));
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self, digits: usize) -> Option<u32> {
        self.long(digits).and_then(|number| u32::try_from(number).ok())
    }

    fn long(&mut self, digits: usize) -> Option<u128> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0_u128, |all, digit| {
            let digit = digit.checked_sub(ZERO).filter(|digit| *digit < 64)?;
            Some(all << 6 | u128::from(digit))
        })
    }

    fn code<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.number(1)? as usize).copied()
    }

    fn optional_code<T: Copy>(&mut self, all: &[T]) -> Option<Option<T>> {
        match self.number(1)? {
            0 => Some(None),
            nth => all.get(nth as usize - 1).copied().map(Some),
        }
    }

    fn day(&mut self) -> Option<Option<NaiveDate>> {
        match self.number(4)? {
            0 => Some(None),
            days => NaiveDate::from_num_days_from_ce_opt(days as i32).map(Some),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    prop_compose! {
        fn day()(days in 700_000i32..800_000) -> NaiveDate {
            NaiveDate::from_num_days_from_ce_opt(days).expect("a day of our times")
        }
    }

    fn maybe_day() -> impl Strategy<Value = Option<NaiveDate>> {
        proptest::option::of(day())
    }

    prop_compose! {
        fn brief()(
            (entry_on, age, sex) in (day(), 0i64..120, select(SexOf::ALL)),
            (source, schooling) in (select(Source::ALL), select(Schooling::ALL)),
            (priority_district, without_worker) in (any::<Option<bool>>(), any::<bool>()),
            (verification, situation) in (select(Verification::ALL), select(Situation::ALL)),
            (youth, solution) in (any::<u128>().prop_map(Id::from_u128), proptest::option::of(select(Solution::ALL))),
            first_solution in proptest::option::of((select(Solution::ALL), day())),
            lasting in any::<Option<([bool; 4], bool)>>(),
            days in [maybe_day(), maybe_day(), maybe_day(), maybe_day(), maybe_day()],
        ) -> Brief {
            let [lapses_on, first_attempt_on, first_contact_on, first_interview_on, first_support_on] = days;
            Brief {
                youth, entry_on, age, sex, source, schooling, priority_district, verification, situation, lapses_on, solution,
                first_solution,
                lasting: lasting.map(|(in_solution, broken_early)| Lasting { in_solution, broken_early }),
                first_attempt_on, first_contact_on, first_interview_on, first_support_on, without_worker,
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(brief in brief()) {
            let text = brief.write();
            prop_assert_eq!(text.len(), WIDTH);
            prop_assert_eq!(Brief::read(text.as_bytes()), Some(brief));
        }

        #[test]
        fn anything_else_is_refused_or_read_as_written(text in "[0-o]{60,64}") {
            if let Some(brief) = Brief::read(text.as_bytes()) {
                prop_assert_eq!(text.len(), WIDTH);
                prop_assert_eq!(Brief::read(brief.write().as_bytes()), Some(brief));
            }
        }
    }
}
