//! What an indicator is, in sentences made from its definition: the same words on the catalogue and beside a figure.
use super::{Activity, Count, Delay, Indicator, Measured, noun};
use crate::figures::Value;
use crate::words;
use base::french::{fr, number};

/// « contactés », for the middle of a sentence.
fn name(count: Count) -> &'static str {
    noun(count, 2)
}

/// What is divided by what; the second is empty where nothing is divided.
pub fn formula(indicator: Indicator) -> (String, String) {
    let delay = |delay| match delay {
        Delay::ToContact => ("l’entrée et le premier contact", "contactés"),
        Delay::ToSolution => ("l’entrée et la première solution", "ayant trouvé une solution"),
    };
    match indicator.definition().measured {
        Measured::Count(count @ (Count::Activity(_) | Count::Persons)) => {
            (format!("nombre de {}", name(count)), String::new())
        }
        Measured::Count(_) => ("nombre de dossiers".into(), String::new()),
        Measured::Rate { numerator, denominator } => {
            let parts: Vec<&str> = numerator.iter().map(|count| name(*count)).collect();
            (parts.join(" + "), name(denominator).into())
        }
        Measured::Median(of) => {
            let (between, who) = delay(of);
            (format!("nombre de jours entre {between} que la moitié des {who} ne dépasse pas"), String::new())
        }
        Measured::NinetiethPercentile(of) => {
            let (between, who) = delay(of);
            (format!("nombre de jours entre {between} que neuf {who} sur dix ne dépassent pas"), String::new())
        }
    }
}

/// The rules of MEASURE.md that apply to the indicator: a term, a sentence.
pub fn rules(indicator: Indicator) -> Vec<(String, String)> {
    if indicator.is_activity() {
        return rules_of_activity(indicator);
    }
    let definition = indicator.definition();
    let mut rules: Vec<(&str, String)> = vec![
        ("On compte", "des dossiers\u{a0}: un jeune suivi deux fois compte deux fois".into()),
        (
            "Cohorte",
            "date d’entrée\u{a0}: première liste, ou venue spontanée. Une nouvelle liste ne change pas cette date"
                .into(),
        ),
        ("Les départs", "le dossier compte pour la plate-forme qui le tient aujourd’hui".into()),
    ];
    match definition.measured {
        Measured::Count(count) if is_situation(count) => {
            rules.push(("Les inconnus", "une situation sans nouvelle depuis trop longtemps devient inconnue".into()));
        }
        Measured::Count(Count::Persons) => {
            rules[0] = ("On compte", "des jeunes\u{a0}: un jeune suivi deux fois compte une fois".into());
            rules.push((
                "Plusieurs territoires",
                "ne s’additionnent pas\u{a0}: un jeune peut être suivi dans deux".into(),
            ));
        }
        Measured::Count(_) => {}
        Measured::Rate { .. } => {
            rules.push(("Les inconnus", "restent au dénominateur".into()));
            rules.push(("Plusieurs territoires", "rapport des sommes, jamais moyenne des taux".into()));
        }
        Measured::Median(_) => {
            rules.push(("Nombre pair", "moyenne des deux valeurs du milieu".into()));
            rules.push(("Avant l’entrée", "un délai négatif compte pour 0".into()));
        }
        Measured::NinetiethPercentile(_) => {
            rules.push(("Neuvième décile", "la plus petite durée observée que neuf sur dix ne dépassent pas".into()));
            rules.push(("Avant l’entrée", "un délai négatif compte pour 0".into()));
        }
    }
    rules.push(("Sens", words::direction(definition.direction).into()));
    let mut rules: Vec<(String, String)> = rules.into_iter().map(|(term, text)| (term.to_owned(), text)).collect();
    rules.extend(without_anybody(indicator));
    rules
}

/// Of an indicator of activity: what happens counts on its own day and where it is done.
fn rules_of_activity(indicator: Indicator) -> Vec<(String, String)> {
    let definition = indicator.definition();
    let mut rules = match definition.measured {
        Measured::Rate { .. } => vec![
            ("On compte", "des délais échus\u{a0}: le dernier jour est passé".to_owned()),
            ("Période", "celle où tombe le dernier jour du délai, non celle de la demande ou du signalement".into()),
            ("Le lieu", "la plate-forme qui suivait le jeune ce jour-là".into()),
            ("Plusieurs territoires", "rapport des sommes, jamais moyenne des taux".into()),
        ],
        Measured::Count(Count::Activity(Activity::FirstContacts)) => vec![
            ("On compte", "des dossiers, une fois chacun".to_owned()),
            ("Période", "le jour du premier contact, quelle que soit la date d’entrée".into()),
            ("Le lieu", "la plate-forme où ce contact a eu lieu".into()),
        ],
        _ => vec![
            ("On compte", "des gestes\u{a0}: plusieurs pour un même jeune comptent chacun".to_owned()),
            ("Période", "le jour où cela s’est passé, quelle que soit la date d’entrée du dossier".into()),
            ("Le lieu", "la plate-forme où cela s’est passé, même si une autre suit le jeune depuis".into()),
        ],
    };
    rules.push(("Les corrections", "ce qui a été corrigé ou retiré n’est pas compté".into()));
    rules.push(("Les dossiers", "tous, confirmés ou non\u{a0}: le travail a été fait".into()));
    rules.push(("Sens", words::direction(definition.direction).into()));
    let mut rules: Vec<(String, String)> = rules.into_iter().map(|(term, text)| (term.to_owned(), text)).collect();
    rules.extend(without_anybody(indicator));
    rules
}

/// What a figure is where nobody is there to be measured: « Aucun confirmé », « sans objet ».
fn without_anybody(indicator: Indicator) -> Option<(String, String)> {
    let (count, zero) = match indicator.definition().measured {
        Measured::Count(_) => return None,
        Measured::Rate { denominator, .. } => (denominator, "0\u{202f}%"),
        Measured::Median(delay) | Measured::NinetiethPercentile(delay) => (delay.over(), "0\u{a0}jour"),
    };
    let said = format!("la valeur est «\u{202f}sans objet\u{202f}», jamais {zero}");
    Some((format!("Si aucun {}", noun(count, 0)), said))
}

fn is_situation(count: Count) -> bool {
    matches!(
        count,
        Count::InSolution
            | Count::InSolutionOf(_)
            | Count::Supported
            | Count::InContact
            | Count::Refused
            | Count::Unreachable
            | Count::Unknown
    )
}

/// The value as one would say it: « sur 214 confirmés, 167 sont contactés ».
pub fn aloud(indicator: Indicator, value: Value) -> String {
    let definition = indicator.definition();
    let said = match (definition.measured, value) {
        (Measured::Rate { numerator, denominator }, Value::Rate { numerator: n, denominator: of }) => {
            let parts: Vec<&str> = numerator.iter().map(|count| noun(*count, n)).collect();
            let whole = format!("sur {} {}", number(of), noun(denominator, of));
            match n {
                0 => format!("{whole}, aucun {}", parts.join(" ou ")),
                _ => format!("{whole}, on compte {} {}", number(n), parts.join(" ou ")),
            }
        }
        (Measured::Median(delay), Value::Days(_)) => {
            format!("la moitié des {} ont attendu {} au plus", who(delay), words::value(value))
        }
        (Measured::NinetiethPercentile(delay), Value::Days(_)) => {
            format!("neuf {} sur dix ont attendu {} au plus", who(delay), words::value(value))
        }
        (Measured::Count(count @ (Count::Activity(_) | Count::Persons)), Value::Count(n)) => {
            format!("{} {}", number(n), noun(count, n))
        }
        (_, Value::Count(n)) => format!("{}\u{a0}: {}", indicator.label(), words::cases(n)),
        (Measured::Rate { denominator, .. }, _) => {
            format!("aucun {} sur la période, la part est sans objet", noun(denominator, 0))
        }
        _ => "personne sur la période, le délai est sans objet".into(),
    };
    fr(&said)
}

fn who(delay: Delay) -> &'static str {
    match delay {
        Delay::ToContact => "contactés",
        Delay::ToSolution => "jeunes ayant trouvé une solution",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_has_its_formula_and_its_rules() {
        for indicator in Indicator::all() {
            let (top, bottom) = formula(indicator);
            let is_rate = matches!(indicator.definition().measured, Measured::Rate { .. });
            assert!(!top.is_empty() && bottom.is_empty() != is_rate, "{}: {top} / {bottom}", indicator.code());
            assert!(rules(indicator).iter().all(|(_, text)| !text.is_empty()));
        }
        let verification = formula(Indicator::of("verification_rate"));
        assert_eq!(verification, ("confirmés + non concernés".into(), "présumés".into()));
    }

    #[test]
    fn a_value_is_read_aloud_with_its_numbers() {
        let rate = Value::Rate { numerator: 167, denominator: 1214 };
        assert_eq!(aloud(Indicator::of("contact_rate"), rate), "sur 1\u{202f}214 confirmés, on compte 167 contactés");
        let one = Value::Rate { numerator: 0, denominator: 1 };
        assert_eq!(aloud(Indicator::of("contact_rate"), one), "sur 1 confirmé, aucun contacté");
        assert!(aloud(Indicator::of("contact_rate"), Value::NotApplicable).contains("sans objet"));
        assert!(aloud(Indicator::of("days_to_contact"), Value::Days(11.0)).contains("11\u{a0}jours"));
    }
}
