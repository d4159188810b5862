//! A promised day and hour.
use crate::cases::event::Moment;
use base::Form;
use base::form::Day;
use chrono::{Days, NaiveDate, NaiveTime};

/// How far ahead an appointment or a call back makes sense, in days.
const FARTHEST: u64 = 366;

/// Reads the fields `date` and `heure`: the day is needed, not before `from`. `missing`: what to say when it was left empty.
pub fn moment(form: &mut Form, from: NaiveDate, missing: &str) -> Option<Moment> {
    let at = form.optional::<Hour>("heure").flatten().map(|hour| hour.0);
    if form.raw("date").is_empty() {
        form.refuse("date", missing);
        return None;
    }
    let Day(on) = form.required("date")?;
    if on < from {
        form.refuse("date", "Cette date est passée. Donnez un jour à venir, ou le jour même.");
        return None;
    }
    if on > from + Days::new(FARTHEST) {
        form.refuse("date", "Cette date est dans plus d’un an. Vérifiez l’année.");
        return None;
    }
    Some(Moment { on, at })
}

/// An hour as typed: `17:30`, `17h30`, `17 h`, `9`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour(pub NaiveTime);

impl std::str::FromStr for Hour {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.replace(['h', 'H'], ":").replace([' ', '\u{a0}', '\u{202f}'], "");
        let (hour, minute) = text.split_once(':').unwrap_or((&text, ""));
        let minute = if minute.is_empty() { "0" } else { minute.split(':').next().unwrap_or_default() };
        let read = |text: &str| {
            text.parse::<u32>().ok().filter(|_| text.len() <= 2 && text.bytes().all(|c| c.is_ascii_digit()))
        };
        read(hour)
            .zip(read(minute))
            .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
            .map(Hour)
            .ok_or("Cette heure n’existe pas. Écrivez par exemple 17:30.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, hour, minute) in
            [("17:30", 17, 30), ("17h30", 17, 30), ("9 h", 9, 0), ("9", 9, 0), ("08:05:00", 8, 5)]
        {
            let expected = NaiveTime::from_hms_opt(hour, minute, 0).expect("an hour");
            assert_eq!(text.parse::<Hour>().map(|h| h.0), Ok(expected), "{text}");
        }
        assert!("24:00".parse::<Hour>().is_err());
        assert!("midi".parse::<Hour>().is_err());
    }
}
