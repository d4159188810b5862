use crate::exact::{Answer, Exact};
use crate::rule::Public;
use crate::witness::{Ledger, Need, ranges, status};
use crate::{Rules, State, Status, Table, Witness};

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is small and shown.
    Shown,
    /// Its sign announces what it is not, or is Small on a total whose parts it would bound.
    Sign,
    /// This value can be ruled out though it must stay possible.
    RuledOut(u32),
    /// Nobody knows whether this value can be ruled out: the search ran out of steps. To be treated as the one above.
    NotProved(u32),
}

/// A cell that is not protected, and against whom: an insider by number, or anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    pub cell: usize,
    pub insider: Option<u32>,
    pub wrong: Wrong,
}

/// How far from the truth the tables searched may be, in thresholds.
const REACH: i32 = 4;

pub(crate) fn reach(rules: &Rules) -> i32 {
    REACH.saturating_mul(i32::try_from(rules.threshold).unwrap_or(1 << 20).min(1 << 20))
}

/// Proves that no hidden cell can be worked out from these signs, whoever chose them: for the public and for each insider,
/// every value that must stay possible is that of some table with the same shown cells, the same signs and the same sums.
///
/// `proof` may be empty: then each table is searched for (exact, for small tables; on large ones some answers may be
/// [`Wrong::NotProved`]). The tables given there are believed only once checked: cheap for tables of any size.
///
/// # Errors
/// The cells that are not protected. A cell missing in `statuses` counts as shown.
pub fn audit(table: &Table, rules: &Rules, statuses: &[Status], proof: &[Witness]) -> Result<(), Vec<Breach>> {
    let public = Public::new(table, rules);
    let mut statuses = statuses.to_vec();
    statuses.resize(table.len(), Status::Shown);
    let ranges = ranges(table, &public, &statuses);
    let mut ledger = Ledger::new(table.len());
    for witness in proof.iter().filter(|w| w.is_sound(table, &ranges)) {
        ledger.add(witness.clone(), &public);
    }
    let mut exact = Exact::new(table, &public, &ranges, reach(rules));
    let mut breaches = Vec::new();
    for cell in 0..table.len() {
        let status = status(table, &statuses, cell);
        if table.states()[cell] == State::Open {
            breaches.extend(wrong_sign(&public, table, &statuses, cell).map(|wrong| Breach {
                cell,
                insider: None,
                wrong,
            }));
        }
        for value in public.must_stay_possible(cell, status) {
            let by = value - table.values()[cell];
            let mut tried: Vec<Option<u32>> = Vec::new();
            loop {
                let insider = match ledger.need(&public, cell, by) {
                    Need::Nothing => break,
                    Need::Anyone => None,
                    Need::Against(who) => match who.into_iter().find(|i| !tried.contains(&Some(*i))) {
                        Some(insider) => Some(insider),
                        None => break,
                    },
                };
                tried.push(insider);
                let named = u32::try_from(value).unwrap_or_default();
                let wrong = match exact.solve(cell, value, insider, &mut { rules.steps_per_question }) {
                    Answer::Possible(witness) => {
                        ledger.add(witness, &public);
                        continue;
                    }
                    Answer::Impossible => Wrong::RuledOut(named),
                    Answer::Unknown => Wrong::NotProved(named),
                };
                breaches.push(Breach { cell, insider, wrong });
                if insider.is_none() {
                    break;
                }
            }
        }
    }
    if breaches.is_empty() { Ok(()) } else { Err(breaches) }
}

fn wrong_sign(public: &Public, table: &Table, statuses: &[Status], cell: usize) -> Option<Wrong> {
    let hides_a_zero = || {
        let below = table.lines(cell).filter(|line| table.total(*line) == cell).flat_map(|line| table.parts(line));
        below.into_iter().any(|p| table.values()[p] == 0 && statuses[p] == Status::ForAnother)
    };
    match (statuses[cell], public.is_small(cell)) {
        (Status::Shown, true) => Some(Wrong::Shown),
        (Status::Small, false) => Some(Wrong::Sign),
        (Status::Small, true) if public.is_composite(cell) || hides_a_zero() => Some(Wrong::Sign),
        _ => None,
    }
}
