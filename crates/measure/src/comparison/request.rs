//! What is compared, read from the address.
use crate::asked::{Asked, Choice, DEFAULT_RATE};
use crate::figures::Period;
use crate::indicators::{Indicator, Measured};
use base::Form;
use base::french::fr;
use chrono::NaiveDate;
use network::territories::Territory;

pub const RATE: &str = "indicateur";
pub const YEAR: &str = "annee";
pub const CHOSEN: &str = "plate-forme";

const FROM_THE_LIST: &str = "Choisissez dans la liste.";

#[derive(Clone, Debug)]
pub struct Request {
    /// A rate over a school year; nobody is left out.
    pub asked: Asked,
    /// The platform to be named on the plot.
    pub chosen: Option<String>,
}

impl Request {
    /// None when a field is refused; the form then says which, and why.
    pub fn read(form: &mut Form, today: NaiveDate, platforms: &[Territory]) -> Option<Request> {
        let rate = read_rate(form);
        let year = read_year(form, today);
        let chosen = Some(form.raw(CHOSEN).to_owned()).filter(|code| !code.is_empty());
        if chosen.as_ref().is_some_and(|code| platforms.iter().all(|t| t.code.as_str() != code)) {
            form.refuse(CHOSEN, FROM_THE_LIST);
        }
        let (rate, year) = (rate?, year?);
        let (choice, period) = (Choice::SchoolYear(year), Period::school_year(year));
        form.is_valid()
            .then_some(Request { asked: Asked { choice, period, only: vec![], rate, today, is_past: false }, chosen })
    }
}

fn read_rate(form: &mut Form) -> Option<Indicator> {
    let typed = match form.raw(RATE) {
        "" => DEFAULT_RATE,
        typed => typed,
    };
    let why = match typed.parse::<Indicator>() {
        Err(_) => "Cet indicateur n’existe pas.".to_owned(),
        Ok(indicator) => {
            let kind = match indicator.definition().measured {
                Measured::Rate { .. } => return Some(indicator),
                Measured::Count(_) => "un nombre",
                Measured::Median(_) | Measured::NinetiethPercentile(_) => "un délai",
            };
            format!("« {} » est {kind} : seule une part se compare ainsi.", indicator.label())
        }
    };
    form.refuse(RATE, fr(&format!("{why} {FROM_THE_LIST}")));
    None
}

/// « 2026 » or « 2026-2027 »; today's without a choice.
fn read_year(form: &mut Form, today: NaiveDate) -> Option<i32> {
    let typed = form.raw(YEAR).to_owned();
    let years: Vec<Option<i32>> = typed.split(['-', '–', '/']).map(|year| year.trim().parse().ok()).collect();
    let can_be = |year: i32| (2000..=2100).contains(&year);
    let why = match years.as_slice() {
        _ if typed.is_empty() => return Some(Period::school_year_of(today)),
        [Some(year)] if can_be(*year) => return Some(*year),
        [Some(year), Some(next)] if can_be(*year) && *next == year + 1 => return Some(*year),
        [Some(next), Some(year)] if can_be(*year) && next > year => {
            format!("Cette année est à l’envers. Écrivez {year}-{}.", year + 1)
        }
        _ => "Écrivez l’année où l’année scolaire commence, par exemple 2026.".into(),
    };
    form.refuse(YEAR, why);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use network::territories::Level;

    fn read(query: &str) -> Result<Request, Vec<(String, String)>> {
        let brest = Territory {
            code: "29-BREST".parse().expect("a code"),
            level: Level::Platform,
            name: "PSAD de Brest".into(),
            parent: None,
        };
        let mut form = Form::parse(query.as_bytes());
        let request = Request::read(&mut form, "2026-11-24".parse().expect("a day"), &[brest]);
        request.ok_or_else(|| form.errors().map(|(name, why)| (name.into(), why.into())).collect())
    }

    #[test]
    fn without_a_choice_it_is_the_usual_rate_over_the_year_of_today() {
        let request = read("").expect("read");
        assert_eq!(request.asked.rate.code(), "solution_rate");
        assert_eq!(request.asked.school_year(), Some(2026));
        assert_eq!(request.chosen, None);
    }

    #[test]
    fn a_year_is_written_as_one_says_it() {
        for (typed, year) in [("2025", 2025), ("2025-2026", 2025), ("2025 – 2026", 2025), ("2025/2026", 2025)] {
            let request = read(&format!("annee={typed}&plate-forme=29-BREST&indicateur=contact_rate")).expect(typed);
            assert_eq!(request.asked.school_year(), Some(year), "{typed}");
            assert_eq!(request.chosen.as_deref(), Some("29-BREST"));
        }
    }

    #[test]
    fn what_cannot_be_compared_is_said_by_its_field() {
        for (query, field, words) in [
            ("indicateur=bonheur", "indicateur", "n’existe pas"),
            ("indicateur=listed", "indicateur", "est un nombre"),
            ("indicateur=days_to_contact", "indicateur", "est un délai"),
            ("annee=2027-2026", "annee", "à l’envers. Écrivez 2026-2027."),
            ("annee=vingt", "annee", "par exemple 2026"),
            ("annee=2026-2029", "annee", "par exemple 2026"),
            ("annee=99999", "annee", "par exemple 2026"),
            ("plate-forme=35-RENNES", "plate-forme", "dans la liste"),
        ] {
            let errors = read(query).expect_err(query);
            assert!(errors.iter().any(|(name, why)| name == field && why.contains(words)), "{query}: {errors:?}");
        }
        let both = read("indicateur=listed&annee=vingt").expect_err("two faults");
        assert_eq!(both.len(), 2, "both are said at once: {both:?}");
    }
}
