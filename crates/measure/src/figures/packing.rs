//! The facts as rows of a [`cube`], and what was counted of them as tallies.
use super::dimension::{Dimension, age_band};
use super::store::Fact;
use crate::asked::classes;
use chrono::NaiveDate;
use cube::{By, Gate, Keep, MILESTONES, Row, Schema, Span};
use follow::cases::event::Solution;
use follow::cases::facts::TERMS;

/// The dimensions of the schema, in its order. The obligation is read from the age; months and territories are the cube's own.
const DIMENSIONS: [Dimension; 5] =
    [Dimension::Sex, Dimension::Age, Dimension::Source, Dimension::Schooling, Dimension::PriorityDistrict];

/// What is true of a case, one bit each. Confirmed and unknown are what remains.
pub(super) mod flag {
    pub const TO_VERIFY: u8 = 0;
    pub const NOT_CONCERNED: u8 = 1;
    pub const ATTEMPTED: u8 = 2;
    pub const REACHED: u8 = 3;
    pub const CONTACTED: u8 = 4;
    pub const INTERVIEWED: u8 = 5;
    pub const SUPPORTED_EVER: u8 = 6;
    pub const WITHOUT_WORKER: u8 = 7;
    /// The first of six, one a kind.
    pub const FOUND_SOLUTION: u8 = 8;
    pub const SUPPORTED: u8 = 14;
    pub const IN_CONTACT: u8 = 15;
    /// The first of six, one a kind.
    pub const IN_SOLUTION: u8 = 16;
    pub const REFUSED: u8 = 22;
    pub const UNREACHABLE: u8 = 23;
    /// Any kind of first solution: for the delays, not counted.
    pub const FOUND: u8 = 24;
    /// The first of four, one a term: in solution on its day. Counted, like the next, once the solution is that old.
    pub const IN_SOLUTION_AFTER: u8 = 32;
    /// The first of four, one a term: found a solution.
    pub const FOUND_SINCE: u8 = 36;
    pub const BROKEN_EARLY: u8 = 40;
    /// The first of four, one a term: the first solution is that old.
    pub const OLD_ENOUGH: u8 = 41;
}

/// The flags that are counted.
pub(super) const COUNTED: u64 = 0x1FF_00FF_FFFF;
const SITUATIONS: u64 = 0xFF_C000;

pub(super) mod milestone {
    pub const ATTEMPT: usize = 0;
    pub const CONTACT: usize = 1;
    pub const INTERVIEW: usize = 2;
    pub const SUPPORT: usize = 3;
    pub const SOLUTION: usize = 4;
}

/// The delays of the catalogue: to the first contact of those contacted, to the first solution of those who found one.
pub(super) const SPANS: [Span; 2] = [
    Span { milestone: milestone::CONTACT, of: 1 << flag::CONTACTED },
    Span { milestone: milestone::SOLUTION, of: 1 << flag::FOUND },
];

pub(super) fn schema() -> Schema {
    let sizes = DIMENSIONS.map(|dimension| classes(dimension).len() as u16);
    let gates = (0..).zip(TERMS).map(|(term, days)| {
        let early = if term == 0 { 1 << flag::BROKEN_EARLY } else { 0 };
        Gate {
            milestone: milestone::SOLUTION,
            age: days as u16,
            flag: 1 << (flag::OLD_ENOUGH + term),
            holds: 1 << (flag::IN_SOLUTION_AFTER + term) | 1 << (flag::FOUND_SINCE + term) | early,
        }
    });
    Schema { dimensions: sizes.to_vec(), expiring: SITUATIONS, gates: gates.collect() }
}

/// How the cube tells the classes of a dimension apart.
pub(super) fn by(dimension: Dimension) -> By {
    match dimension {
        Dimension::Month => By::Month,
        Dimension::Obligation => By::Dimension(of_schema(Dimension::Age)),
        Dimension::Territory | Dimension::Region | Dimension::Academy | Dimension::Department | Dimension::Platform => {
            By::Place
        }
        dimension => By::Dimension(of_schema(dimension)),
    }
}

fn of_schema(dimension: Dimension) -> usize {
    DIMENSIONS.iter().position(|known| *known == dimension).expect("a dimension of the schema")
}

/// The class of a number the cube gave for a dimension of the schema.
pub(super) fn class(dimension: Dimension, number: u16) -> &'static str {
    match dimension {
        Dimension::Obligation => obligation(class(Dimension::Age, number)),
        dimension => classes(dimension).get(usize::from(number)).copied().unwrap_or("unknown"),
    }
}

fn obligation(age: &str) -> &'static str {
    if age == "16-17" { "yes" } else { "no" }
}

/// The filter that keeps a class of a dimension of the schema; nobody when there is no such class.
pub(super) fn keep(dimension: Dimension, wanted: &str) -> Keep {
    let of = if dimension == Dimension::Obligation { Dimension::Age } else { dimension };
    let known = classes(of);
    let kept = (0..known.len()).filter(|nth| class(dimension, *nth as u16) == wanted);
    Keep { dimension: of_schema(of), codes: kept.fold(0, |all, nth| all | 1 << nth) }
}

/// Makes rows.
#[derive(Debug)]
pub(super) struct Packer {
    schema: Schema,
    classes: [Vec<&'static str>; DIMENSIONS.len()],
}

impl Packer {
    pub fn new() -> Self {
        Packer { schema: schema(), classes: DIMENSIONS.map(classes) }
    }

    /// The row of a case, from facts that hold the situation it entered, before any lapse.
    pub fn row(&self, fact: &Fact) -> Row {
        let of_case: [&str; DIMENSIONS.len()] =
            [&fact.sex, age_band(fact.age), &fact.source, &fact.schooling, &fact.priority_district];
        let mut codes = [0; DIMENSIONS.len()];
        for ((code, class), known) in codes.iter_mut().zip(of_case).zip(&self.classes) {
            *code = known.iter().position(|known| *known == class).unwrap_or(known.len() - 1) as u16;
        }
        let confirmed = fact.verification == "confirmed";
        Row {
            day: fact.entry_on,
            class: self.schema.class(&codes),
            flags: flags(fact, confirmed),
            milestones: milestones(fact),
            expires: fact.lapses_on.filter(|_| confirmed),
            person: None,
        }
    }
}

fn milestones(fact: &Fact) -> [Option<i16>; MILESTONES] {
    let after = |on: Option<NaiveDate>| {
        on.map(|on| (on - fact.entry_on).num_days().clamp(i64::from(i16::MIN), i64::from(i16::MAX)) as i16)
    };
    let mut days = [None; MILESTONES];
    days[milestone::ATTEMPT] = after(fact.first_attempt_on);
    days[milestone::CONTACT] = after(fact.first_contact_on);
    days[milestone::INTERVIEW] = after(fact.first_interview_on);
    days[milestone::SUPPORT] = after(fact.first_support_on);
    days[milestone::SOLUTION] = after(fact.first_solution_on);
    days
}

fn flags(fact: &Fact, confirmed: bool) -> u64 {
    let mut flags = 0;
    let mut set = |bit: u8, holds: bool| flags |= u64::from(holds) << bit;
    set(flag::TO_VERIFY, fact.verification == "to_verify");
    set(flag::NOT_CONCERNED, fact.verification == "not_concerned");
    set(flag::ATTEMPTED, fact.first_attempt_on.is_some());
    set(flag::REACHED, fact.first_contact_on.is_some());
    if !confirmed {
        return flags;
    }
    set(flag::CONTACTED, fact.first_contact_on.is_some());
    set(flag::INTERVIEWED, fact.first_interview_on.is_some());
    set(flag::SUPPORTED_EVER, fact.first_support_on.is_some());
    set(flag::WITHOUT_WORKER, fact.without_worker);
    if let Some(kind) = kind(&fact.first_solution) {
        set(flag::FOUND_SOLUTION + kind, true);
        set(flag::FOUND, true);
        for (term, in_solution) in (0..).zip(fact.in_solution_after()) {
            set(flag::FOUND_SINCE + term, true);
            set(flag::IN_SOLUTION_AFTER + term, in_solution);
        }
        set(flag::BROKEN_EARLY, fact.broken_3m == Some(true));
    }
    match fact.situation.as_str() {
        "in_solution" => {
            if let Some(kind) = kind(&fact.solution) {
                set(flag::IN_SOLUTION + kind, true);
            }
        }
        "supported" => set(flag::SUPPORTED, true),
        "in_contact" => set(flag::IN_CONTACT, true),
        "refused" => set(flag::REFUSED, true),
        "unreachable" => set(flag::UNREACHABLE, true),
        _ => {}
    }
    flags
}

fn kind(solution: &Option<String>) -> Option<u8> {
    solution.as_deref().and_then(|code| code.parse::<Solution>().ok()).map(|kind| kind as u8)
}
