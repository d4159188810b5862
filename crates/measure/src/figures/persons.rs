//! Distinct youths: a youth followed twice has two cases (MEASURE.md §3, « persons »).
use super::dimension::Dimension;
use super::memory::{Memory, Table};
use super::packing::by;
use super::past::Past;
use super::places::Places;
use super::question::{Question, Wanted, open};
use super::recall::{Groups, filters, told_apart};
use super::store;
use base::{Actor, App, Result};
use cube::{Breakdown, Cells, Row, Until};
use db::{Id, Tx, sql};
use follow::cases::facts::Part;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The youths who have several cases: the only ones whose name the cube needs.
#[derive(Debug, Default)]
pub(super) struct Persons(HashSet<Id>);

impl Persons {
    pub async fn of_all(tx: &mut Tx) -> db::Result<Persons> {
        let youths: Vec<(Id,)> =
            sql!("SELECT youth_id FROM youth_case GROUP BY youth_id HAVING count(*) > 1").all(tx).await?;
        Ok(Persons(youths.into_iter().map(|(youth,)| youth).collect()))
    }

    /// Those of a part of the facts.
    pub async fn of_part(tx: &mut Tx, part: &Part) -> db::Result<Persons> {
        let next = part.month.checked_add_months(chrono::Months::new(1)).unwrap_or(chrono::NaiveDate::MAX);
        let youths: Vec<(Id,)> = sql!(
            "SELECT f.youth_id FROM case_facts f WHERE f.platform = $1 AND f.entry_on >= $2 AND f.entry_on < $3
                 AND EXISTS (SELECT 1 FROM youth_case c WHERE c.youth_id = f.youth_id AND c.id <> f.case_id)"
        )
        .bind(part.platform.clone())
        .bind(part.month)
        .bind(next)
        .all(tx)
        .await?;
        Ok(Persons(youths.into_iter().map(|(youth,)| youth).collect()))
    }

    /// The row, with who it is when he has others. The last 62 bits of an identifier are drawn at random.
    pub fn name(&self, row: Row, youth: Id) -> Row {
        Row { person: self.0.contains(&youth).then(|| youth.as_u64_pair().1), ..row }
    }
}

/// How many distinct youths the cases of a question are, by class of [`Question::by`]; the classes that hold nobody are not there.
///
/// # Errors
/// As [`super::ask`].
pub async fn persons(app: &App, tx: &mut Tx, actor: &Actor, question: &Question) -> Result<BTreeMap<Vec<String>, i64>> {
    let places = open(tx, actor, question).await?;
    if let Some(day) = question.known_on.filter(|day| *day < app.clock.today()) {
        let question = Question { at: day, ..question.clone() };
        let past = app.shelf.get::<Past>();
        return Ok(past.ask(app, tx, day, &places, |table| recall(table, &places, &question)).await?);
    }
    if question.at == app.clock.today() {
        let memory = app.shelf.get::<Memory>();
        if let Some(told) = memory.ask(tx, question.at, |table| recall(table, &places, question)).await? {
            return Ok(told);
        }
    }
    Ok(scan(tx, &places, question).await?)
}

/// From the facts in the database.
async fn scan(tx: &mut Tx, places: &Places, question: &Question) -> db::Result<BTreeMap<Vec<String>, i64>> {
    let mut youths: HashMap<Vec<String>, HashSet<Id>> = HashMap::new();
    let (from, to) = (question.period.from, question.period.to);
    store::facts(tx, &question.territory, from, to, question.at, |fact| {
        if question.keeps(&fact, places) {
            let classes = question.by.iter().map(|dimension| dimension.class(&fact, places).to_owned()).collect();
            youths.entry(classes).or_default().insert(fact.youth);
        }
    })
    .await?;
    Ok(youths.into_iter().map(|(classes, who)| (classes, who.len() as i64)).collect())
}

/// From the facts in memory. The cube tells ages apart, not whether they are of the obligation: those are asked one after the
/// other.
fn recall(table: &Table, places: &Places, question: &Question) -> BTreeMap<Vec<String>, i64> {
    let Some(place) = question.by.iter().position(|dimension| *dimension == Dimension::Obligation) else {
        return count(table, places, question);
    };
    let mut all = BTreeMap::new();
    for class in ["yes", "no"] {
        let mut asked = question.clone();
        asked.by.remove(place);
        asked.only.push((Dimension::Obligation, class.into()));
        for (mut classes, n) in recall(table, places, &asked) {
            classes.insert(place, class.into());
            all.insert(classes, n);
        }
    }
    all
}

fn count(table: &Table, places: &Places, question: &Question) -> BTreeMap<Vec<String>, i64> {
    let wanted = [question.by.as_slice()];
    let groups = Groups::new(table, places, question, Wanted { by: &wanted, days: &[] });
    let (days, keep) = filters(question);
    let apart = told_apart(&question.by);
    let breakdowns = [Breakdown { by: &apart, spans: false, persons: true }];
    let asked = cube::Question {
        days,
        places: &groups.of,
        keep: &keep,
        flags: 0,
        spans: &[],
        breakdowns: &breakdowns,
        until: Until::default(),
        expiring: None,
    };
    let answer = table.count(&asked);
    let cells = answer.breakdowns.iter().flat_map(Cells::iter);
    let told = cells.map(|cell| {
        let classes = question.by.iter().map(|dimension| groups.class(*dimension, cell.at(by(*dimension))));
        (classes.collect(), i64::from(cell.persons()))
    });
    told.collect()
}
