use crate::answer::Answer;
use crate::changes::Parts;
use crate::cube::{Cube, Months};
use crate::grouping::{Grid, Outer};
use crate::hands;
use crate::question::{Breakdown, By, Keep, Question, Span};
use crate::scan::{self, asked, count_rows, of_month, tell_persons};
use crate::schema::Schema;
use crate::sum::sum;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many numbers are kept: 64 MB.
const NUMBERS: usize = 16_000_000;
/// An answer about a month of more numbers is not.
const LARGEST: usize = 200_000;

/// Answers of whole months, kept for the questions asked last, whatever the days they are asked about.
///
/// When some rows changed since, the answers of their months are brought up to date: what the parts they are of gave is taken
/// out, what they give now is added. What comes out is what [`Cube::count`] would give, to the unit.
#[derive(Debug)]
pub struct Kept {
    few: usize,
    /// The one asked last at the end.
    asked: Mutex<Vec<Asked>>,
}

/// A question, whatever its days, and the answers that are known.
#[derive(Debug)]
struct Asked {
    what: What,
    months: BTreeMap<u16, Known>,
}

impl Asked {
    fn size(&self) -> usize {
        self.months.values().map(|known| known.size).sum()
    }
}

/// An answer, and how many changes the cube had seen.
#[derive(Clone, Debug)]
struct Known {
    changes: u64,
    answer: Arc<Answer>,
    /// In numbers, or so.
    size: usize,
}

#[derive(Debug, PartialEq)]
struct What {
    places: Vec<u16>,
    keep: Vec<(usize, u64)>,
    flags: u64,
    spans: Vec<Span>,
    breakdowns: Vec<(Vec<By>, bool)>,
    until: Vec<NaiveDate>,
    span: usize,
    expiring: Option<RangeInclusive<NaiveDate>>,
}

impl What {
    fn of(question: &Question<'_>) -> Self {
        What {
            places: question.places.to_vec(),
            keep: question.keep.iter().map(|Keep { dimension, codes }| (*dimension, *codes)).collect(),
            flags: question.flags,
            spans: question.spans.to_vec(),
            breakdowns: question.breakdowns.iter().map(|Breakdown { by, spans, .. }| (by.to_vec(), *spans)).collect(),
            until: question.until.days.to_vec(),
            span: question.until.span,
            expiring: question.expiring.clone(),
        }
    }
}

impl Kept {
    /// Nothing yet. Questions about fewer rows than `few` are counted each time.
    pub fn new(few: usize) -> Self {
        Kept { few, asked: Mutex::default() }
    }

    /// The same answer as [`Cube::count`]. The cube must be the one of the questions before.
    pub fn count(&self, cube: &Cube, question: &Question<'_>) -> Answer {
        let (schema, months, changes) = cube.inside();
        let asked = asked(months, &question.days);
        let rows = |month: u16| scan::rows(&months[&month], question.places);
        let are_few = || asked.iter().map(|(month, _)| rows(*month)).sum::<usize>() < self.few;
        if asked.len() < 2 || is_large(schema, question, asked[0].0) || are_few() {
            return cube.count(question);
        }
        let what = What::of(question);
        let known = self.take(&what);
        let mut answers: BTreeMap<u16, Arc<Answer>> = BTreeMap::new();
        let mut missing = vec![];
        for (month, _) in &asked {
            let is_whole = of_month(*month, &question.days).is_none();
            let held = known.get(month).filter(|_| is_whole);
            match held.and_then(|held| updated(schema, question, *month, held, changes.since(held.changes, *month)?)) {
                Some(answer) => drop(answers.insert(*month, answer)),
                None => missing.push((*month, rows(*month))),
            }
        }
        answers.extend(counted(schema, months, question, &missing));
        let now = changes.now();
        let fresh = answers.iter().filter(|(month, _)| of_month(**month, &question.days).is_none());
        let fresh = fresh.map(|(month, answer)| {
            let held = known.get(month).filter(|held| Arc::ptr_eq(&held.answer, answer));
            let size = held.map_or_else(|| size(answer), |held| held.size);
            (*month, Known { changes: now, answer: answer.clone(), size })
        });
        self.keep(what, fresh.filter(|(_, known)| known.size <= LARGEST));
        let all: Vec<&Answer> = answers.values().map(|answer| &**answer).collect();
        let mut answer = sum(schema, &Outer::of(question, &asked), question, &all, &[]);
        tell_persons(schema, months, question, &mut answer.breakdowns);
        answer
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of a question, which becomes the last asked.
    fn take(&self, what: &What) -> BTreeMap<u16, Known> {
        let mut all = self.lock();
        let Some(found) = all.iter().position(|asked| asked.what == *what) else { return BTreeMap::new() };
        let asked = all.remove(found);
        let months = asked.months.clone();
        all.push(asked);
        months
    }

    fn keep(&self, what: What, fresh: impl Iterator<Item = (u16, Known)>) {
        let mut all = self.lock();
        match all.iter_mut().find(|asked| asked.what == what) {
            Some(asked) => asked.months.extend(fresh),
            None => all.push(Asked { what, months: fresh.collect() }),
        }
        let mut room = NUMBERS;
        let fits = |asked: &&Asked| {
            let left = room.checked_sub(asked.size());
            room = left.unwrap_or(0);
            left.is_some()
        };
        let kept = all.iter().rev().take_while(fits).count();
        let excess = all.len() - kept;
        all.drain(..excess);
    }
}

/// Whether the answer about a month has room for more numbers than are kept: to count by month would only be slower.
fn is_large(schema: &Schema, question: &Question<'_>, month: u16) -> bool {
    let outer = Outer::of(question, &[(month, ())]);
    let numbers = question.flags.count_ones().max(1) as usize;
    question.breakdowns.iter().any(|breakdown| Grid::new(schema, &outer, breakdown.by).cells() * numbers > LARGEST)
}

/// What is known of a month, with what changed since; none when it is as well counted again.
fn updated(
    schema: &Schema,
    question: &Question<'_>,
    month: u16,
    held: &Known,
    (old, new): (Parts, Parts),
) -> Option<Arc<Answer>> {
    if old.is_empty() && new.is_empty() {
        return Some(held.answer.clone());
    }
    let of = |parts: &Parts| {
        let size = parts.keys().next_back().map_or(0, |last| last + 1);
        let of_place = |place: usize| parts.get(&place).cloned();
        count_rows(schema, &Months::from([(month, (0..size).map(of_place).collect())]), &of_one(question, month))
    };
    let outer = Outer::of(question, &[(month, ())]);
    Some(Arc::new(sum(schema, &outer, question, &[&held.answer, &of(&new)], &[&of(&old)])))
}

/// The same question about the days of a month that it asks about.
fn of_one<'a>(question: &Question<'a>, month: u16) -> Question<'a> {
    scan::of_months(question, month, month)
}

fn counted(
    schema: &Schema,
    months: &Months,
    question: &Question<'_>,
    missing: &[(u16, usize)],
) -> Vec<(u16, Arc<Answer>)> {
    let count = |(month, _): &(u16, usize)| (*month, Arc::new(count_rows(schema, months, &of_one(question, *month))));
    let rows = missing.iter().map(|(_, rows)| rows).sum();
    hands::share(hands::for_rows(rows), missing, count)
}

/// How many numbers an answer holds, or so.
fn size(answer: &Answer) -> usize {
    answer.breakdowns.iter().map(|cells| cells.size()).sum()
}
