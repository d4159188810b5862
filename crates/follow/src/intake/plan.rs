//! What a list will do, line by line, before anything is written: each person of it against everybody the platform knows and
//! against the lines above.
use super::candidate::Candidate;
use super::reading::{CheckedLine, Level, Message, Verdict};
use db::Id;
use matching::{Identity, Index, Verdict as Likeness};
use std::collections::HashMap;

/// A person the platform knows, under one of the identities he is known by.
#[derive(Clone, Debug)]
pub struct Known {
    pub youth: Id,
    pub identity: Identity,
}

/// Whom a line is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Somebody {
    Youth(Id),
    /// The youth that an earlier line of the same list creates.
    Line(u32),
}

/// People a line resembles, each with why, the most likely first.
pub type Likenesses = Vec<(Somebody, String)>;

/// What becomes of a line: exactly one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Create(Box<Candidate>),
    /// With why it is surely this youth.
    Attach(Box<Candidate>, Id, String),
    /// A person has to say who it is.
    Review(Box<Candidate>, Likenesses),
    Refused,
    Ignored,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlannedLine {
    pub line: u32,
    pub outcome: Outcome,
    /// What the reading said of the line, and what the plan adds.
    pub messages: Vec<Message>,
}

/// `lines = created + attached + to_review + refused + ignored`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub created: i64,
    pub attached: i64,
    pub to_review: i64,
    pub refused: i64,
    pub ignored: i64,
}

impl Totals {
    pub fn of(lines: &[PlannedLine]) -> Self {
        let mut totals = Totals::default();
        for line in lines {
            *match line.outcome {
                Outcome::Create(_) => &mut totals.created,
                Outcome::Attach(..) => &mut totals.attached,
                Outcome::Review(..) => &mut totals.to_review,
                Outcome::Refused => &mut totals.refused,
                Outcome::Ignored => &mut totals.ignored,
            } += 1;
        }
        totals
    }

    pub fn lines(self) -> i64 {
        self.created + self.attached + self.to_review + self.refused + self.ignored
    }
}

/// Decides every line, in the order of the file. A sure match attaches, a sure stranger creates, everything between goes to a
/// person.
pub fn plan(lines: Vec<CheckedLine>, known: Vec<Known>) -> Vec<PlannedLine> {
    let mut planner = Planner::new(known);
    lines.into_iter().map(|line| planner.decide(line)).collect()
}

struct Planner {
    /// A youth may be known under several identities: the index numbers them.
    index: Index<usize>,
    people: Vec<Somebody>,
    /// The line that already stands for a youth in this list.
    seen: HashMap<Id, u32>,
}

impl Planner {
    fn new(known: Vec<Known>) -> Self {
        let people = known.iter().map(|k| Somebody::Youth(k.youth)).collect();
        let index = Index::build(known.into_iter().map(|k| k.identity).enumerate());
        Planner { index, people, seen: HashMap::new() }
    }

    fn decide(&mut self, checked: CheckedLine) -> PlannedLine {
        let CheckedLine { line, verdict, mut messages } = checked;
        let outcome = match verdict {
            Verdict::Refused => Outcome::Refused,
            Verdict::Ignored(_) => Outcome::Ignored,
            Verdict::Candidate(candidate) => self.place(line, candidate, &mut messages),
        };
        PlannedLine { line, outcome, messages }
    }

    fn place(&mut self, line: u32, candidate: Box<Candidate>, messages: &mut Vec<Message>) -> Outcome {
        let identity = identity(&candidate);
        let (same, near) = self.resembling(&identity);
        match same.as_slice() {
            [(Somebody::Youth(youth), reasons)] => match self.seen.get(youth) {
                None => {
                    self.seen.insert(*youth, line);
                    Outcome::Attach(candidate, *youth, reasons.clone())
                }
                Some(first) => {
                    messages.push(again(line, *first));
                    Outcome::Ignored
                }
            },
            [(Somebody::Line(first), _)] => {
                messages.push(again(line, *first));
                Outcome::Ignored
            }
            [] if near.is_empty() => {
                let number = self.people.len();
                self.people.push(Somebody::Line(line));
                self.index.insert(number, identity);
                Outcome::Create(candidate)
            }
            _ => Outcome::Review(candidate, same.into_iter().chain(near).collect()),
        }
    }

    /// The people a line is surely, and those it resembles; each once, with the strongest reasons.
    fn resembling(&self, identity: &Identity) -> (Likenesses, Likenesses) {
        let (mut same, mut near) = (Likenesses::new(), Likenesses::new());
        for candidate in self.index.look_up(identity) {
            let Some(somebody) = self.people.get(candidate.id).copied() else { continue };
            let reasons = candidate.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let among = if candidate.verdict == Likeness::Same { &mut same } else { &mut near };
            if !among.iter().any(|(other, _)| *other == somebody) {
                among.push((somebody, reasons));
            }
        }
        near.retain(|(somebody, _)| !same.iter().any(|(other, _)| other == somebody));
        (same, near)
    }
}

/// The identity that matching compares. An INE that another line carries for somebody else proves nothing.
pub fn identity(candidate: &Candidate) -> Identity {
    Identity {
        ines: if candidate.ine_shared_with_line.is_some() { vec![] } else { candidate.ines.clone() },
        usage_name: candidate.usage_name.clone(),
        sex: candidate.sex.map(|sex| match sex {
            crate::youths::Sex::Female => matching::Sex::Female,
            crate::youths::Sex::Male => matching::Sex::Male,
        }),
        phones: candidate.phones.iter().map(|p| p.number.clone()).collect(),
        email: candidate.email.clone(),
        ..Identity::new(candidate.last_name.clone(), candidate.first_names.clone(), candidate.birth_date)
    }
}

fn again(line: u32, first: u32) -> Message {
    Message {
        line: Some(line),
        column: None,
        read: None,
        level: Level::Info,
        text: format!(
            "Cette personne est déjà à la ligne {first} de la même liste\u{a0}: cette ligne est laissée de côté."
        ),
    }
}
