//! Deeds packed four bytes each, in order of day.
use chrono::{Datelike as _, NaiveDate};
use follow::cases::deeds::Deed;

/// One deed: the day of its month, what it is, the class of its case. In order of day when in order of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Packed(u32);

impl Packed {
    fn new(day_of_month: u32, deed: Deed, class: u16) -> Self {
        Packed(day_of_month << 21 | (deed as u32) << 16 | u32::from(class))
    }

    /// The least of that day of the month.
    fn first_of(day_of_month: u32) -> Self {
        Packed(day_of_month << 21)
    }

    /// The place of the deed in [`Deed::ALL`]; under 32 whatever the bits.
    #[inline]
    pub fn deed(self) -> usize {
        (self.0 >> 16) as usize & 31
    }

    #[inline]
    pub fn class(self) -> usize {
        self.0 as usize & 0xFFFF
    }
}

/// 12 × year + month − 1.
pub(super) fn month_of(day: NaiveDate) -> u16 {
    (day.year() * 12 + day.month0() as i32).clamp(0, i32::from(u16::MAX)) as u16
}

/// The deeds of some cases.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Each month that has some, and where it ends.
    months: Vec<(u16, usize)>,
    deeds: Box<[Packed]>,
}

impl Sheet {
    /// From the day, the deed and the class of each, in any order.
    pub fn of(mut told: Vec<(NaiveDate, Deed, u16)>) -> Sheet {
        told.sort_unstable_by_key(|(on, ..)| *on);
        let mut months: Vec<(u16, usize)> = vec![];
        for (nth, (on, ..)) in told.iter().enumerate() {
            let month = month_of(*on);
            match months.last_mut().filter(|(last, _)| *last == month) {
                Some((_, end)) => *end = nth + 1,
                None => months.push((month, nth + 1)),
            }
        }
        months.shrink_to_fit();
        let deeds = told.into_iter().map(|(on, deed, class)| Packed::new(on.day(), deed, class)).collect();
        let mut sheet = Sheet { months, deeds };
        let mut start = 0;
        for (_, end) in &sheet.months {
            sheet.deeds[start..*end].sort_unstable();
            start = *end;
        }
        sheet
    }

    /// Tells those of these days, month by month.
    pub fn each_month(&self, from: NaiveDate, to: NaiveDate, mut tell: impl FnMut(u16, &[Packed])) {
        let (first, last) = (month_of(from), month_of(to));
        let skipped = self.months.partition_point(|(month, _)| *month < first);
        let mut start = skipped.checked_sub(1).map_or(0, |before| self.months[before].1);
        for (month, end) in self.months[skipped..].iter().take_while(|(month, _)| *month <= last) {
            let mut deeds = &self.deeds[start..*end];
            start = *end;
            if *month == last {
                deeds = &deeds[..deeds.partition_point(|deed| *deed < Packed::first_of(to.day() + 1))];
            }
            if *month == first {
                deeds = &deeds[deeds.partition_point(|deed| *deed < Packed::first_of(from.day()))..];
            }
            tell(*month, deeds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_days_asked_are_told_all_of_them_and_no_other(
            told in prop::collection::vec((0_i64..900, 0_usize..Deed::ALL.len(), 0_u16..2160), 0..200),
            from in 0_i64..900,
            length in 0_i64..400,
        ) {
            let day = |n: i64| NaiveDate::from_ymd_opt(2024, 1, 15).expect("a day") + chrono::Duration::days(n);
            let told: Vec<_> = told.into_iter().map(|(n, deed, class)| (day(n), Deed::ALL[deed], class)).collect();
            let (from, to) = (day(from), day(from + length));
            let mut seen = vec![];
            Sheet::of(told.clone()).each_month(from, to, |month, deeds| {
                seen.extend(deeds.iter().map(|deed| (month, deed.deed(), deed.class())));
            });
            let mut wanted: Vec<_> = told
                .iter()
                .filter(|(on, ..)| (from..=to).contains(on))
                .map(|(on, deed, class)| (month_of(*on), *deed as usize, usize::from(*class)))
                .collect();
            seen.sort_unstable();
            wanted.sort_unstable();
            prop_assert_eq!(seen, wanted);
        }
    }
}
