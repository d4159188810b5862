//! A table to protect: territories × classes × measures, with the sums between them.
use super::model::{Class, Detail, Measure};
use crate::figures::Tally;
use crate::indicators::Count;
use network::territories::Level;
use protect::{Axis, Insiders, Protected, Rules, State, Status, Table, audit, protect};
use std::collections::{BTreeMap, BTreeSet};

/// A territory of the tree, with the one above it.
#[derive(Clone, Debug)]
pub struct Place {
    pub code: String,
    pub level: Level,
    pub parent: Option<String>,
}

/// What is counted of the platforms, by class.
pub type Counts = BTreeMap<(String, Class), [u32; Measure::ALL.len()]>;

/// The counts of a tally, in the order of [`Measure::ALL`].
pub fn counts(tally: &Tally) -> [u32; Measure::ALL.len()] {
    let count = |count| u32::try_from(tally.count(count)).unwrap_or(0);
    let (confirmed, contacted, found) = (count(Count::Confirmed), count(Count::Contacted), count(Count::FoundSolution));
    Measure::ALL.map(|measure| match measure {
        Measure::Listed => count(Count::Listed),
        Measure::ToVerify => count(Count::ToVerify),
        Measure::NotConcerned => count(Count::NotConcerned),
        Measure::Confirmed => confirmed,
        Measure::Contacted => contacted,
        Measure::NotContacted => confirmed - contacted,
        Measure::FoundSolution => found,
        Measure::NoSolution => confirmed - found,
    })
}

/// A cell that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub territory: String,
    pub class: Class,
    pub measure: Measure,
    pub status: Status,
    pub value: u32,
}

/// What may be published, and how far down sex and age are told: the finest detail of which every hidden number is proved to be
/// hidden, from anybody and from any one territory that knows its own. None when not even totals are.
pub fn protected(places: &[Place], counts: &Counts, threshold: u32) -> Option<(Detail, Vec<Told>)> {
    Detail::ALL.into_iter().find_map(|detail| Some((detail, of_detail(places, counts, threshold, detail)?)))
}

fn of_detail(places: &[Place], counts: &Counts, threshold: u32, detail: Detail) -> Option<Vec<Told>> {
    let classes = if detail == Detail::Totals { vec![Class::All] } else { Class::every() };
    let tree = Tree::new(places);
    let values = values(&tree, places, counts, &classes);
    let axes = vec![tree.axis.clone(), of_classes(&classes), of_measures()];
    let mut table = Table::new(axes, |nodes| values[&(nodes[0], nodes[1])][nodes[2]]).ok()?;
    let hidden = |place: usize, class: usize| class > 0 && !tells(detail, places[place].level);
    let cells: Vec<[usize; 3]> = (0..places.len())
        .flat_map(|place| (0..classes.len()).map(move |class| (place, class)))
        .flat_map(|(place, class)| (0..Measure::ALL.len()).map(move |measure| [place, class, measure]))
        .collect();
    for [place, class, measure] in cells.iter().filter(|[place, class, _]| hidden(*place, *class)) {
        let cell = table.cell(&[*place, *class, *measure])?;
        table.settle(cell, State::Latent);
    }
    let rules = Rules { threshold, insiders: Insiders { axis: 0, perimeters: tree.perimeters() }, ..Rules::default() };
    let Protected { statuses, proof, breaches } = protect(&table, &rules);
    if !breaches.is_empty() || audit(&table, &rules, &statuses, &proof).is_err() {
        return None;
    }
    let told = |[place, class, measure]: [usize; 3]| {
        let cell = table.cell(&[place, class, measure])?;
        Some(Told {
            territory: places[place].code.clone(),
            class: classes[class],
            measure: Measure::ALL[measure],
            status: statuses[cell],
            value: table.value(cell)?,
        })
    };
    cells.into_iter().filter(|[place, class, _]| !hidden(*place, *class)).map(told).collect()
}

fn tells(detail: Detail, level: Level) -> bool {
    match detail {
        Detail::Department => level <= Level::Department,
        Detail::Region => level <= Level::Region,
        Detail::Nation => level == Level::Nation,
        Detail::Totals => false,
    }
}

/// The territories as an axis: the node of each is its place in the list.
struct Tree {
    axis: Axis,
    above: Vec<Option<usize>>,
}

impl Tree {
    fn new(places: &[Place]) -> Self {
        let number: BTreeMap<&str, usize> =
            places.iter().enumerate().map(|(nth, place)| (place.code.as_str(), nth)).collect();
        let above: Vec<Option<usize>> =
            places.iter().map(|place| number.get(place.parent.as_deref()?).copied()).collect();
        let mut axis = Axis::new();
        for _ in places.iter() {
            axis.node();
        }
        for total in 0..places.len() {
            let parts: Vec<usize> = (0..places.len()).filter(|part| above[*part] == Some(total)).collect();
            if !parts.is_empty() {
                axis.sum(total, &parts);
            }
        }
        Tree { axis, above }
    }

    /// The territory and all those it is in.
    fn line(&self, from: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(from), |node| self.above[*node])
    }

    /// What each territory but the nation knows of itself.
    fn perimeters(&self) -> Vec<Vec<usize>> {
        let nodes = self.above.len();
        let inside = |of: usize| (0..nodes).filter(|node| self.line(*node).any(|above| above == of)).collect();
        (0..nodes).filter(|of| self.above[*of].is_some()).map(inside).collect()
    }
}

fn values(
    tree: &Tree,
    places: &[Place],
    counts: &Counts,
    classes: &[Class],
) -> BTreeMap<(usize, usize), [u32; Measure::ALL.len()]> {
    let mut values = BTreeMap::new();
    for (place, of) in places.iter().enumerate() {
        for (class, known) in classes.iter().enumerate() {
            let own = counts.get(&(of.code.clone(), *known)).copied().unwrap_or_default();
            for node in tree.line(place) {
                let sums: &mut [u32; Measure::ALL.len()] = values.entry((node, class)).or_default();
                sums.iter_mut().zip(own).for_each(|(sum, n)| *sum += n);
            }
        }
    }
    values
}

fn of_classes(classes: &[Class]) -> Axis {
    let mut axis = Axis::new();
    for _ in classes.iter() {
        axis.node();
    }
    let breakdowns: [fn(&Class) -> bool; 2] =
        [|class| matches!(class, Class::Sex(_)), |class| matches!(class, Class::Age(_))];
    for of in breakdowns {
        let parts: Vec<usize> = (0..classes.len()).filter(|class| of(&classes[*class])).collect();
        if !parts.is_empty() {
            axis.sum(0, &parts);
        }
    }
    axis
}

fn of_measures() -> Axis {
    let mut axis = Axis::new();
    for _ in Measure::ALL.iter() {
        axis.node();
    }
    for (total, parts) in Measure::SUMS {
        axis.sum(total as usize, &parts.iter().map(|part| *part as usize).collect::<Vec<_>>());
    }
    axis
}

/// The territories that have platforms, the nation first, each after the one above it.
pub fn with_platforms(all: Vec<Place>) -> Vec<Place> {
    let parents: BTreeMap<String, Option<String>> =
        all.iter().map(|place| (place.code.clone(), place.parent.clone())).collect();
    let mut kept = BTreeSet::new();
    for platform in all.iter().filter(|place| place.level == Level::Platform) {
        let line = std::iter::successors(Some(platform.code.clone()), |code| parents.get(code).cloned().flatten());
        kept.extend(line);
    }
    let mut places: Vec<Place> = all.into_iter().filter(|place| kept.contains(&place.code)).collect();
    places.sort_by(|a, b| (a.level, &a.code).cmp(&(b.level, &b.code)));
    places
}
