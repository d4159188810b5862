//! What is asked from above, and what two départements negotiate with their platforms: a discussion at each of its stages.
use super::cast::Account;
use super::ids::Ids;
use chrono::{DateTime, Duration, Utc};
use db::{Cell, Id, Tx, insert_many, sql};
use measure::figures::Period;
use measure::objectives::Side::{self, Department, Platform};
use network::rights::Role;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// Where objectives are discussed: the département and the beginning of the codes of its platforms.
const DEPARTMENTS: [(&str, &str); 2] = [("D29", "29-"), ("D56", "56-")];

#[derive(Clone, Copy)]
enum Said {
    /// Aim, means, why.
    Propose(f64, &'static str, &'static str),
    Agree,
    Withdraw(&'static str),
}
use Said::{Agree, Propose, Withdraw};

/// Who, how many days ago, what.
type Turn = (Side, i64, Said);

struct Story {
    /// Else the words and the scale below.
    indicator: Option<&'static str>,
    turns: &'static [Turn],
}

const TITLE: &str = "Lien avec les lycées professionnels";
const STEPS: [&str; 4] = [
    "Aucun contact régulier",
    "Un référent nommé dans chaque lycée",
    "Une réunion par trimestre avec chaque lycée",
    "Chaque départ signalé dans la semaine",
];
const EVIDENCE: &str = "Référents nommés dans les six lycées, liste jointe au compte rendu de la réunion de rentrée.";

const E2C: &str = "6 places à l’E2C, site du sud du département, Région, pour le 1er mars";
const THREE: &str = "6 places à l’E2C, site du sud du département, Région, pour le 1er mars\nUn demi-poste de coordination MLDS, rectorat, pour le 1er septembre\nLes numéros de téléphone dans la liste, équipe nationale";

const AWAITS_PLATFORM: &[Turn] = &[
    (Department, 21, Propose(0.38, "", "La cible du département suppose deux points de plus partout.")),
    (
        Platform,
        12,
        Propose(
            0.355,
            E2C,
            "Sans place d’E2C au sud avant mars, 38 % n’est pas atteignable. Nous nous engageons sur ce que nos membres ont confirmé.",
        ),
    ),
    (
        Department,
        4,
        Propose(
            0.365,
            THREE,
            "La moitié du chemin, et les six places sont à vous. Le demi-poste passe en commission le mois prochain.",
        ),
    ),
];
const AGREED: &[Turn] = &[
    (Department, 40, Propose(0.8, "Un accès à l’outil d’envoi de messages, département, dès l’accord", "")),
    (Platform, 33, Agree),
];
const ADJUSTING: &[Turn] = &[
    (Department, 50, Propose(0.6, "", "")),
    (Platform, 45, Agree),
    (
        Platform,
        6,
        Propose(
            0.54,
            "",
            "La psychologue du CIO est absente jusqu’en février : nous recevons un jour de moins par semaine.",
        ),
    ),
];
const IN_WORDS: &[Turn] = &[
    (
        Department,
        38,
        Propose(3.0, "Une lettre du directeur académique aux proviseurs, département, avant les vacances", ""),
    ),
    (Platform, 30, Agree),
];
const FIRST: &[Turn] = &[(Department, 5, Propose(0.37, "", "Vos résultats de l’an dernier le permettent."))];
const COUNTER_AGREED: &[Turn] = &[
    (Department, 24, Propose(0.36, "", "")),
    (
        Platform,
        18,
        Propose(
            0.33,
            "Deux après-midi de permanence à la mission locale",
            "Un tiers de nos jeunes vit à plus d’une heure du premier CFA.",
        ),
    ),
    (Department, 10, Agree),
];
const WITHDRAWN: &[Turn] = &[
    (Department, 26, Propose(0.4, "", "")),
    (Platform, 20, Propose(0.28, "", "Notre plate-forme vient d’ouvrir : nous n’avons pas de quoi nous comparer.")),
    (Department, 15, Withdraw("Nous en reparlerons au bilan de janvier.")),
];
const AWAITS_DEPARTMENT: &[Turn] = &[
    (Department, 22, Propose(0.36, "", "")),
    (Platform, 3, Propose(0.345, E2C, "Nous suivons votre cible à un point près, si les places arrivent.")),
];

const fn of(indicator: &'static str, turns: &'static [Turn]) -> Story {
    Story { indicator: Some(indicator), turns }
}

/// The stories of a platform, by its rank in the département.
fn stories(rank: usize) -> Vec<Story> {
    match rank {
        0 => vec![
            of("solution_rate", AWAITS_PLATFORM),
            of("contact_rate", AGREED),
            of("interview_rate", ADJUSTING),
            Story { indicator: None, turns: IN_WORDS },
        ],
        1 => vec![of("solution_rate", FIRST)],
        2 => vec![of("solution_rate", COUNTER_AGREED)],
        3 => vec![of("solution_rate", WITHDRAWN)],
        _ => vec![of("solution_rate", AWAITS_DEPARTMENT)],
    }
}

/// Writes the orientations and the negotiations. `leads`: a lead for each platform.
pub async fn write(
    tx: &mut Tx,
    above: &[Account],
    leads: &BTreeMap<String, Id>,
    now: DateTime<Utc>,
    ids: &mut Ids,
    rng: &mut ChaCha8Rng,
) -> db::Result<()> {
    let year = Period::school_year_of(base::clock::paris_day(now));
    write_orientations(tx, above, year, now).await?;
    for (department, prefix) in DEPARTMENTS {
        let lead =
            |role, territory: &str| above.iter().find(|a| a.role == role && a.territory == territory).map(|a| a.id);
        let department = lead(Role::DepartmentLead, department);
        let platforms: Vec<_> = leads.iter().filter(|(platform, _)| platform.starts_with(prefix)).collect();
        for (rank, (platform, lead)) in platforms.into_iter().enumerate() {
            let place = Place { platform, year, now, accounts: [department, Some(*lead)] };
            for story in stories(rank) {
                place.write(tx, &story, ids, rng).await?;
            }
        }
    }
    Ok(())
}

async fn write_orientations(tx: &mut Tx, above: &[Account], year: i32, now: DateTime<Utc>) -> db::Result<()> {
    const COLUMNS: &[&str] = &["territory", "school_year", "version", "words", "reason", "written_at", "written_by"];
    let texts: [(&str, Role, i64, i64, &str, &str); 5] = [
        ("FR", Role::NationalTeam, 1, 80, "Une proposition pour chaque jeune confirmé, dans les trois mois.", ""),
        (
            "FR",
            Role::NationalTeam,
            2,
            60,
            "Une proposition pour chaque jeune confirmé, dans les deux mois.\nPriorité aux 16-18 ans, soumis à l’obligation de formation.",
            "Le bilan de l’an dernier montre que tout se joue dans les premières semaines.",
        ),
        ("R53", Role::RegionLead, 1, 55, "Ouvrir des places toute l’année, pas seulement à la rentrée.", ""),
        (
            "D29",
            Role::DepartmentLead,
            1,
            45,
            "Aucun jeune sans nouvelles plus d’un mois. Les places nouvelles vont d’abord au sud du département.",
            "",
        ),
        (
            "D56",
            Role::DepartmentLead,
            1,
            45,
            "Un référent dans chaque lycée professionnel avant les vacances d’automne.",
            "",
        ),
    ];
    let rows = texts.into_iter().map(|(territory, role, version, ago, words, reason)| -> Vec<Cell> {
        let writer = above.iter().find(|a| a.role == role && a.territory == territory).map(|a| a.id);
        vec![
            territory.into(),
            i64::from(year).into(),
            version.into(),
            words.into(),
            reason.into(),
            (now - Duration::days(ago)).into(),
            writer.into(),
        ]
    });
    insert_many(tx, "orientation", COLUMNS, rows).await.map(drop)
}

struct Place<'a> {
    platform: &'a str,
    year: i32,
    now: DateTime<Utc>,
    /// Of the département, of the platform.
    accounts: [Option<Id>; 2],
}

impl Place<'_> {
    fn account(&self, side: Side) -> Option<Id> {
        let [department, platform] = self.accounts;
        if side == Department { department } else { platform }
    }

    fn at(&self, days_ago: i64) -> DateTime<Utc> {
        self.now - Duration::days(days_ago)
    }

    async fn write(&self, tx: &mut Tx, story: &Story, ids: &mut Ids, rng: &mut ChaCha8Rng) -> db::Result<()> {
        const OBJECTIVES: &[&str] = &["id", "platform", "school_year", "indicator", "title", "opened_at"];
        const TURNS: &[&str] =
            &["objective_id", "number", "side", "act", "aim", "means", "why", "answer_by", "said_at", "said_by"];
        let id = ids.next(rng);
        // No two platforms start from the same place.
        let shift = if story.indicator.is_some() { f64::from(rng.random_range(-2..=2_i32)) / 100.0 } else { 0.0 };
        let opened = story.turns.first().map_or(self.now, |(_, ago, _)| self.at(*ago));
        let title = story.indicator.is_none().then_some(TITLE);
        let objective: Vec<Cell> = vec![
            id.into(),
            self.platform.into(),
            i64::from(self.year).into(),
            story.indicator.into(),
            title.into(),
            opened.into(),
        ];
        insert_many(tx, "objective", OBJECTIVES, [objective]).await?;
        let turns = (1_i64..).zip(story.turns).map(|(number, (side, ago, said))| -> Vec<Cell> {
            let at = self.at(*ago);
            let (act, aim, means, why) = match *said {
                Propose(aim, means, why) => ("propose", Some(aim + shift), means, why),
                Agree => ("agree", None, "", ""),
                Withdraw(why) => ("withdraw", None, "", why),
            };
            let answer_by = aim.map(|_| base::clock::paris_day(at) + Duration::days(14));
            vec![
                id.into(),
                number.into(),
                side.code().into(),
                act.into(),
                aim.into(),
                means.into(),
                why.into(),
                answer_by.into(),
                at.into(),
                self.account(*side).into(),
            ]
        });
        insert_many(tx, "objective_turn", TURNS, turns).await?;
        match story.indicator {
            Some(indicator) => self.write_target(tx, id, indicator, story.turns, shift, ids.next(rng)).await,
            None => self.write_scale(tx, id, ids.next(rng)).await,
        }
    }

    /// What was agreed takes the place of the platform's own target.
    async fn write_target(
        &self,
        tx: &mut Tx,
        objective: Id,
        indicator: &str,
        turns: &[Turn],
        shift: f64,
        id: Id,
    ) -> db::Result<()> {
        const TARGETS: &[&str] =
            &["id", "territory", "indicator", "school_year", "value", "set_at", "set_by", "objective_id"];
        let agreed = turns.windows(2).rev().find_map(|pair| match pair {
            [(_, _, Propose(aim, ..)), (side, ago, Agree)] => Some((aim + shift, self.at(*ago), self.account(*side))),
            _ => None,
        });
        let Some((value, at, by)) = agreed else { return Ok(()) };
        sql!(
            "UPDATE target SET ended_at = $4
             WHERE territory = $1 AND school_year = $2 AND indicator = $3 AND ended_at IS NULL"
        )
        .bind(self.platform.to_owned())
        .bind(i64::from(self.year))
        .bind(indicator.to_owned())
        .bind(at)
        .execute(tx)
        .await?;
        let target: Vec<Cell> = vec![
            id.into(),
            self.platform.into(),
            indicator.into(),
            i64::from(self.year).into(),
            value.into(),
            at.into(),
            by.into(),
            objective.into(),
        ];
        insert_many(tx, "target", TARGETS, [target]).await.map(drop)
    }

    async fn write_scale(&self, tx: &mut Tx, objective: Id, id: Id) -> db::Result<()> {
        const STEP: &[&str] = &["objective_id", "step", "label"];
        const ASSESSMENT: &[&str] = &["id", "objective_id", "step", "evidence", "assessed_on", "said_at", "said_by"];
        let steps =
            (1_i64..).zip(STEPS).map(|(n, label)| -> Vec<Cell> { vec![objective.into(), n.into(), label.into()] });
        insert_many(tx, "objective_step", STEP, steps).await?;
        let at = self.at(8);
        let assessment: Vec<Cell> = vec![
            id.into(),
            objective.into(),
            2_i64.into(),
            EVIDENCE.into(),
            base::clock::paris_day(at).into(),
            at.into(),
            self.account(Platform).into(),
        ];
        insert_many(tx, "objective_assessment", ASSESSMENT, [assessment]).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use measure::objectives as rules;

    /// What the program would refuse from people is not shown as done.
    #[test]
    fn every_story_keeps_the_rules_of_a_negotiation() {
        for story in (0..5).flat_map(stories) {
            let mut negotiation = rules::Negotiation::default();
            for (side, ago, said) in story.turns {
                let last = negotiation.last();
                let answer_by = chrono::NaiveDate::default();
                let (said, why) = match *said {
                    Propose(aim, means, why) => {
                        let proposal = rules::Proposal { aim, means: means.into(), answer_by };
                        negotiation.may_propose(*side, last, &proposal, why).expect("may be proposed");
                        (rules::Said::Proposed(proposal), why)
                    }
                    Agree => {
                        negotiation.may_agree(*side, last, None).expect("may be agreed to");
                        (rules::Said::Agreed, "")
                    }
                    Withdraw(why) => {
                        negotiation.may_withdraw(*side, last).expect("may be withdrawn");
                        (rules::Said::Withdrew, why)
                    }
                };
                let at = DateTime::UNIX_EPOCH - Duration::days(*ago);
                assert!(negotiation.turns.last().is_none_or(|before| before.at < at), "in order");
                let (why, account, name) = (why.into(), None, None);
                negotiation.turns.push(rules::Turn { number: last + 1, side: *side, said, why, at, account, name });
            }
        }
    }

    #[test]
    fn a_scale_is_not_aimed_at_beyond_its_top() {
        for (_, _, said) in IN_WORDS {
            assert!(!matches!(said, Propose(aim, ..) if *aim > STEPS.len() as f64));
        }
    }
}
