//! Turns and states in words.
use crate::objectives::negotiation::model::{Negotiation, Offer, Said, Side, Turn};
use crate::objectives::negotiation::subject::{Objective, Subject};
use base::clock::paris_day;
use base::french::{NO_BREAK_SPACE, date_medium, day_month, fr};
use chrono::NaiveDate;
use dsfr::{Note, Tone, icon};

/// What a turn is, given those before it: « Proposition », « Contre-proposition », « Accord ».
pub fn kind(before: &[Turn], turn: &Turn) -> &'static str {
    let before = Negotiation { turns: before.to_vec() };
    let standing = before.standing();
    match (&turn.said, standing.table) {
        (Said::Agreed, _) => "Accord",
        (Said::Withdrew, _) => "Discussion refermée",
        (Said::Proposed(_), Some(offer)) if offer.turn.side == turn.side => "Nouvelle proposition",
        (Said::Proposed(_), Some(_)) => "Contre-proposition",
        (Said::Proposed(_), None) if standing.in_force.is_some() => "Ajustement proposé",
        (Said::Proposed(_), None) => "Proposition",
    }
}

/// What a turn is about: « 36,5 % », « palier 3 ».
pub fn aim(subject: &Subject, turns: &[Turn], turn: &Turn) -> String {
    let upto = Negotiation { turns: turns.iter().take_while(|t| t.number <= turn.number).cloned().collect() };
    match (&turn.said, upto.standing().in_force) {
        (Said::Proposed(proposal), _) => subject.aim(proposal.aim),
        (Said::Agreed, Some(agreement)) => subject.aim(agreement.offer.proposal.aim),
        (Said::Withdrew, Some(agreement)) => format!("reste {}", subject.aim(agreement.offer.proposal.aim)),
        (Said::Agreed | Said::Withdrew, None) => "rien".into(),
    }
}

/// « Département, Solène Kervella »
pub fn who(turn: &Turn) -> String {
    match &turn.name {
        Some(name) => format!("{}, {name}", turn.side.label()),
        None => turn.side.label().into(),
    }
}

/// « À vous de répondre d’ici au 4 décembre », « La plate-forme devait répondre d’ici au 4 décembre »
pub fn awaited(offer: Offer<'_>, reader: Option<Side>, today: NaiveDate) -> String {
    let (side, day) = (offer.turn.side.other(), offer.proposal.answer_by);
    let by = if day == today { "aujourd’hui".to_owned() } else { format!("d’ici au {}", day_month(day)) };
    let late = day < today;
    match (reader == Some(side), late) {
        (true, false) => format!("À vous de répondre {by}"),
        (true, true) => format!("À vous de répondre\u{a0}: c’était attendu {by}"),
        (false, false) => format!("{} doit répondre {by}", crate::words::capital(side.the())),
        (false, true) => format!("{} devait répondre {by}", crate::words::capital(side.the())),
    }
}

/// Where an objective stands, in a few words behind an icon.
pub fn status(objective: &Objective, reader: Option<Side>, today: NaiveDate) -> Note<'static> {
    let standing = objective.negotiation.standing();
    if !objective.subject.is_alive() {
        return Note::new(icon::LOCK, "indicateur retiré du catalogue");
    }
    let agreed = standing.in_force.map(|agreement| {
        let day = date_medium(paris_day(agreement.sealed.at));
        let version = if agreement.version > 1 {
            format!(", version{NO_BREAK_SPACE}{}", agreement.version)
        } else {
            String::new()
        };
        format!("convenu le {day}{version}")
    });
    match (standing.table, agreed) {
        (Some(offer), agreed) => {
            let mine = reader == Some(offer.turn.side.other());
            let tone = (mine || offer.proposal.answer_by < today).then_some(Tone::Warning);
            let waits = awaited(offer, reader, today);
            let text = match agreed {
                Some(agreed) => format!("{agreed} ; ajustement en discussion. {waits}"),
                None => format!("en discussion. {waits}"),
            };
            Note { icon: icon::TIME, text: fr(&text).into(), tone }
        }
        (None, Some(agreed)) => Note { icon: icon::CHECK, text: fr(&agreed).into(), tone: Some(Tone::Success) },
        (None, None) => Note::new(icon::CLOSE, "refermé sans accord"),
    }
}
