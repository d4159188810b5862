//! A question put to the facts in memory.
use super::dimension::Dimension;
use super::memory::{Table, days_of, month_code};
use super::packing::{self, COUNTED, SPANS, flag, milestone};
use super::pending::Pending;
use super::places::Places;
use super::progress::Progress;
use super::question::{Answer, Cell, Question, Reading, Wanted};
use super::tally::Tally;
use chrono::{Days, NaiveDate};
use cube::{Breakdown, By, Cells, Keep, Until};
use network::territories::Level;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The same reading as from the database.
pub(super) fn recall(table: &Table, places: &Places, question: &Question, wanted: Wanted<'_>) -> Reading {
    let groups = Groups::new(table, places, question, wanted);
    let (days, keep) = filters(question);
    let by: Vec<Vec<By>> = wanted.by.iter().map(|dimensions| told_apart(dimensions)).collect();
    let breakdowns: Vec<Breakdown<'_>> = by.iter().map(|by| Breakdown { by, spans: true, persons: false }).collect();
    let mut in_order = wanted.days.to_vec();
    in_order.sort_unstable();
    let mut pending = Pending::on(question.at);
    let tomorrow = question.at + Days::new(1);
    let asked = cube::Question {
        days: days.clone(),
        places: &groups.of,
        keep: &keep,
        flags: COUNTED,
        spans: &SPANS,
        breakdowns: &breakdowns,
        until: Until::default(),
        expiring: Some(tomorrow..=pending.horizon()),
    };
    let answer = table.count(&asked);
    // Apart: what is kept of the rest holds for any days.
    let until = Until { days: &in_order, span: milestone::CONTACT };
    let reached = table
        .count(&cube::Question { flags: 0, spans: &[], breakdowns: &[], until, expiring: None, ..asked.clone() })
        .until;
    let on = |day: &NaiveDate| Progress::of_reached(*day, &reached[in_order.partition_point(|d| d < day)]);
    pending.lapsing = i64::from(answer.expiring);
    pending.to_verify_late = waiting(table, &asked, Pending::late_since(question.at));
    let answers = wanted.by.iter().zip(&answer.breakdowns);
    Reading {
        answers: answers.map(|(dimensions, cells)| groups.answer(dimensions, cells)).collect(),
        progress: wanted.days.iter().map(on).collect(),
        pending,
    }
}

/// How many of those asked about entered by that day and are still to verify.
fn waiting(table: &Table, asked: &cube::Question<'_>, entered_by: NaiveDate) -> i64 {
    let days = *asked.days.start()..=entered_by.min(*asked.days.end());
    let whole = [Breakdown::default()];
    let asked = cube::Question {
        days,
        flags: 1 << flag::TO_VERIFY,
        spans: &[],
        breakdowns: &whole,
        until: Until::default(),
        expiring: None,
        ..asked.clone()
    };
    let answer = table.count(&asked);
    answer.breakdowns.iter().flat_map(Cells::iter).map(|cell| i64::from(cell.count(flag::TO_VERIFY))).sum()
}

/// The days of entry and the classes that are kept; filters by territories are those of the groups.
pub(super) fn filters(question: &Question) -> (RangeInclusive<NaiveDate>, Vec<Keep>) {
    let (mut from, mut to) = (question.period.from, question.period.to);
    let mut keep = vec![];
    for (dimension, class) in &question.only {
        match packing::by(*dimension) {
            By::Month => match days_of(class) {
                Some((first, last)) => (from, to) = (from.max(first), to.min(last)),
                None => keep.push(Keep { dimension: 0, codes: 0 }),
            },
            By::Place => {}
            By::Dimension(_) => keep.push(packing::keep(*dimension, class)),
        }
    }
    (from..=to, keep)
}

/// What the cube is asked to tell apart, each once.
pub(super) fn told_apart(dimensions: &[Dimension]) -> Vec<By> {
    let mut all = vec![];
    for by in dimensions.iter().map(|dimension| packing::by(*dimension)) {
        if !all.contains(&by) {
            all.push(by);
        }
    }
    all
}

/// The platforms asked about, in groups as fine as any breakdown needs.
pub(super) struct Groups<'a> {
    places: &'a Places,
    /// A platform of each group.
    example: Vec<String>,
    /// The group of each platform of the cube.
    pub of: Vec<u16>,
}

impl<'a> Groups<'a> {
    pub(super) fn new(table: &Table, places: &'a Places, question: &Question, wanted: Wanted<'_>) -> Self {
        let finest =
            wanted.by.iter().copied().flatten().filter_map(|d| level(*d, places)).max().unwrap_or(Level::Nation);
        let mut names: BTreeMap<&str, (u16, &str)> = BTreeMap::new();
        for platform in places.platforms() {
            let next = names.len() as u16;
            names.entry(places.at(finest, platform)).or_insert((next, platform));
        }
        let mut example = vec![String::new(); names.len()];
        for (group, platform) in names.values() {
            example[usize::from(*group)] = (*platform).to_owned();
        }
        let kept = |platform: &str| {
            let mut territories = question.only.iter().filter(|(dimension, _)| packing::by(*dimension) == By::Place);
            territories.all(|(dimension, class)| within(places, *dimension, platform) == class)
        };
        let of = table.groups(|platform| {
            let known = places.knows(platform) && kept(platform);
            known.then(|| names.get(places.at(finest, platform)).map(|(group, _)| *group)).flatten()
        });
        Groups { places, example, of }
    }

    fn answer(&self, dimensions: &[Dimension], cells: &Cells) -> Answer {
        let mut tallies: BTreeMap<Vec<String>, Tally> = BTreeMap::new();
        if dimensions.is_empty() {
            tallies.insert(vec![], Tally::default());
        }
        for cell in cells.iter() {
            let classes = dimensions.iter().map(|dimension| self.class(*dimension, cell.at(packing::by(*dimension))));
            let mut tally = Tally::of_cell(&cell);
            let key = cell.key();
            let delays = |span: usize| cells.spans.get(span).and_then(|of| of.get(&key));
            tally.add_delays(delays(0), delays(1));
            tallies.entry(classes.collect()).or_default().merge(&tally);
        }
        Answer { cells: tallies.into_iter().map(|(classes, tally)| Cell { classes, tally }).collect() }
    }

    pub(super) fn class(&self, dimension: Dimension, number: u16) -> String {
        match packing::by(dimension) {
            By::Month => month_code(number),
            By::Place => self
                .example
                .get(usize::from(number))
                .map(|platform| within(self.places, dimension, platform).to_owned())
                .unwrap_or_default(),
            By::Dimension(_) => packing::class(dimension, number).to_owned(),
        }
    }
}

/// The level a dimension of territories tells apart.
fn level(dimension: Dimension, places: &Places) -> Option<Level> {
    match dimension {
        Dimension::Territory => Some(places.below_level()),
        Dimension::Region => Some(Level::Region),
        Dimension::Academy => Some(Level::Academy),
        Dimension::Department => Some(Level::Department),
        Dimension::Platform => Some(Level::Platform),
        _ => None,
    }
}

/// The territory that holds a platform, for a dimension of territories.
pub(super) fn within<'a>(places: &'a Places, dimension: Dimension, platform: &'a str) -> &'a str {
    level(dimension, places).map_or("", |level| places.at(level, platform))
}
