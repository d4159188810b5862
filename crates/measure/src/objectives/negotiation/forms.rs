//! What people type in a negotiation.
use super::model::Proposal;
use super::subject::Subject;
use crate::indicators::Indicator;
use crate::objectives::amount::Amount;
use base::Form;
use base::form::{Day, Text};
use base::french::fr;
use chrono::{Duration, NaiveDate};

/// Steps of a scale: two at least make one, and nobody tells more than seven apart.
const STEPS: std::ops::RangeInclusive<usize> = 2..=7;
/// How long an answer may be waited for, in days.
const LONGEST_WAIT: i64 = 180;
/// What a form proposes at first, in days.
const USUAL_WAIT: i64 = 14;

/// The day by which an answer is asked when nobody says otherwise.
pub fn usual_answer(today: NaiveDate) -> NaiveDate {
    today + Duration::days(USUAL_WAIT)
}

/// What is proposed on a subject, and why; every fault is said beside its field.
pub fn proposal(form: &mut Form, subject: Option<&Subject>, today: NaiveDate) -> Option<(Proposal, String)> {
    let aim = subject.and_then(|subject| aim(form, subject));
    let means =
        form.optional::<Text<1000>>("moyens").flatten().map_or_else(String::new, |text| lines(&text.0).join("\n"));
    let answer_by = answer_by(form, today);
    let why = why(form);
    if !form.is_valid() {
        return None;
    }
    Some((Proposal { aim: aim?, means, answer_by: answer_by? }, why))
}

pub fn why(form: &mut Form) -> String {
    form.optional::<Text<1000>>("raison").flatten().map_or_else(String::new, |text| text.0)
}

fn aim(form: &mut Form, subject: &Subject) -> Option<f64> {
    match subject {
        Subject::Indicator(indicator) => {
            let Text(text) = form.required::<Text<40>>("valeur")?;
            match Amount::read(*indicator, &text) {
                Ok(Amount(value)) => Some(value),
                Err(why) => {
                    form.refuse("valeur", why);
                    None
                }
            }
        }
        Subject::Words { steps, .. } => step(form, steps.len()).map(|step| step as f64),
        Subject::Retired(_) => None,
    }
}

/// A step of a scale of so many.
pub fn step(form: &mut Form, steps: usize) -> Option<i64> {
    let Text(text) = form.required::<Text<40>>("palier")?;
    let step = text.parse::<i64>().ok().filter(|step| (1..=steps as i64).contains(step));
    if step.is_none() {
        form.refuse("palier", fr(&format!("Choisissez un palier de l’échelle : son numéro, de 1 à {steps}.")));
    }
    step
}

fn answer_by(form: &mut Form, today: NaiveDate) -> Option<NaiveDate> {
    let Day(day) = form.required("reponse")?;
    if day <= today {
        form.refuse("reponse", fr("Laissez un jour au moins pour répondre : choisissez une date à venir."));
    } else if day > today + Duration::days(LONGEST_WAIT) {
        form.refuse("reponse", fr("Une réponse s’attend six mois au plus : choisissez une date plus proche."));
    }
    Some(day)
}

/// The indicator of a new objective.
pub fn indicator(form: &mut Form) -> Option<Indicator> {
    let Text(code) = form.required::<Text<80>>("indicateur")?;
    let indicator = code.parse().ok();
    if indicator.is_none() {
        form.refuse("indicateur", fr("Cet indicateur n’est plus au catalogue : choisissez-en un de la liste."));
    }
    indicator
}

/// The title and the scale of a new objective in words.
pub fn words(form: &mut Form) -> Option<Subject> {
    let title = form.required::<Text<120>>("intitule").map(|text| text.0.replace('\n', " "));
    let Text(text) = form.required::<Text<1000>>("paliers")?;
    let steps: Vec<String> = lines(&text).into_iter().map(str::to_owned).collect();
    if !STEPS.contains(&steps.len()) {
        form.refuse("paliers", fr("Écrivez de 2 à 7 paliers, un par ligne, du plus bas au plus haut."));
        return None;
    }
    if steps.iter().enumerate().any(|(n, step)| steps.iter().take(n).any(|before| before == step)) {
        form.refuse("paliers", fr("Deux paliers portent le même nom : on ne saurait pas les distinguer."));
        return None;
    }
    Some(Subject::Words { title: title?, steps })
}

/// The lines that say something.
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-24".parse().expect("a day")
    }

    fn read(body: &str, subject: &Subject) -> Result<(Proposal, String), Form> {
        let mut form = Form::parse(body.as_bytes());
        proposal(&mut form, Some(subject), today()).ok_or(form)
    }

    #[test]
    fn a_proposal_is_read_with_its_means_one_a_line() {
        let rate = Subject::Indicator(Indicator::of("solution_rate"));
        let body = "valeur=36%2C5&moyens=six+places%0D%0A%0D%0A+un+demi-poste&reponse=2026-12-04&raison=moitie";
        let (proposal, why) = read(body, &rate).expect("read");
        assert_eq!(
            (proposal.aim, proposal.means.as_str(), why.as_str()),
            (0.365, "six places\nun demi-poste", "moitie")
        );
        assert_eq!(proposal.answer_by, "2026-12-04".parse().expect("a day"));
    }

    #[test]
    fn what_is_wrong_is_said_beside_its_field() {
        let rate = Subject::Indicator(Indicator::of("solution_rate"));
        let scale = Subject::Words { title: "Lien".into(), steps: vec!["rien".into(), "tout".into()] };
        for (subject, body, field, word) in [
            (&rate, "valeur=120&reponse=2026-12-04", "valeur", "100"),
            (&rate, "valeur=-3&reponse=2026-12-04", "valeur", "négative"),
            (&rate, "valeur=beaucoup&reponse=2026-12-04", "valeur", "35,5"),
            (&rate, "reponse=2026-12-04", "valeur", "Renseignez"),
            (&rate, "valeur=30&reponse=2026-11-24", "reponse", "à venir"),
            (&rate, "valeur=30&reponse=2028-11-24", "reponse", "six mois"),
            (&rate, "valeur=30&reponse=31%2F02%2F2027", "reponse", "n’existe pas"),
            (&scale, "palier=3&reponse=2026-12-04", "palier", "de 1 à 2"),
            (&scale, "palier=haut&reponse=2026-12-04", "palier", "de 1 à 2"),
        ] {
            let form = read(body, subject).expect_err(body);
            assert!(form.error(field).is_some_and(|said| said.contains(word)), "{body}: {:?}", form.error(field));
        }
    }

    #[test]
    fn a_scale_has_two_to_seven_steps_of_different_names() {
        let read = |steps: &str| {
            let mut form = Form::filled([("intitule", "Lien avec les lycées".into()), ("paliers", steps.into())]);
            words(&mut form).ok_or(form)
        };
        let steps = vec!["aucun".to_owned(), "régulier".to_owned()];
        let read_steps = read("aucun\n\n régulier ").expect("read");
        assert_eq!(read_steps, Subject::Words { title: "Lien avec les lycées".into(), steps });
        for (steps, word) in
            [("", "Renseignez"), ("un", "2 à 7"), ("a\nb\nc\nd\ne\nf\ng\nh", "2 à 7"), ("a\na", "même")]
        {
            let form = read(steps).expect_err(steps);
            assert!(form.error("paliers").is_some_and(|said| said.contains(word)), "{steps}");
        }
    }
}
