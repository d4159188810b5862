//! The deeds of the cases, one row a case.
use super::super::dimension::{Dimension, age_band};
use super::super::packing::{by, schema};
use super::super::places::Places;
use super::table::Told;
use crate::asked::classes;
use base::clock::end_of_paris_day;
use chrono::{DateTime, Months, NaiveDate, Utc};
use cube::{By, Schema};
use db::{Id, Tx, sql};
use follow::cases::brief::{self, Brief};
use follow::cases::deeds::each_deed;
use follow::cases::facts::Part;
use follow::cases::known;
use std::collections::BTreeSet;

/// What a case is, and what was done in it.
#[derive(Debug, db::FromRow)]
pub(super) struct Doer {
    pub entry_on: NaiveDate,
    sex: String,
    age: i64,
    source: String,
    schooling: String,
    priority_district: String,
    /// None in a row of an older version.
    deeds: Option<String>,
    changed_at: Option<DateTime<Utc>>,
}

macro_rules! doer {
    () => {
        "f.entry_on, f.sex, f.age, f.source, f.schooling, f.priority_district, f.deeds, f.changed_at"
    };
}

/// All the cases that a platform holds, read as one text.
pub(super) async fn of_platform(tx: &mut Tx, platform: &str, mut see: impl FnMut(Doer)) -> db::Result<()> {
    let (cases,): (Option<String>,) =
        sql!("SELECT string_agg(brief || COALESCE(deeds, '') || ';', '') FROM case_facts WHERE platform = $1")
            .bind(platform.to_owned())
            .one(tx)
            .await?;
    let cases = cases.unwrap_or_default();
    let mut rest = cases.as_str();
    while !rest.is_empty() {
        let (doer, after) = Doer::split(rest).ok_or_else(|| {
            db::Error::Protocol(format!("case_facts, platform {platform}: a brief and deeds that say nothing"))
        })?;
        see(doer);
        rest = after;
    }
    Ok(())
}

impl Doer {
    /// The first case of a text, and what follows it.
    fn split(text: &str) -> Option<(Doer, &str)> {
        let (brief, after) = text.split_at_checked(brief::WIDTH)?;
        let (deeds, rest) = after.split_once(';')?;
        let brief = Brief::read(brief.as_bytes())?;
        let lives = |yes| if yes { "yes" } else { "no" };
        let doer = Doer {
            entry_on: brief.entry_on,
            sex: brief.sex.as_str().into(),
            age: brief.age,
            source: brief.source.as_str().into(),
            schooling: brief.schooling.as_str().into(),
            priority_district: brief.priority_district.map_or("unknown", lives).into(),
            deeds: Some(deeds.to_owned()),
            changed_at: None,
        };
        Some((doer, rest))
    }
}

/// Those of one part.
pub(super) async fn of_part(tx: &mut Tx, part: &Part, see: impl FnMut(Doer)) -> db::Result<()> {
    let next = part.month.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
    sql!(concat!(
        "SELECT ",
        doer!(),
        " FROM case_facts f WHERE f.platform = $1 AND f.entry_on >= $2 AND f.entry_on < $3"
    ))
    .bind(part.platform.clone())
    .bind(part.month)
    .bind(next)
    .each(tx, see)
    .await
}

#[derive(db::FromRow)]
struct Unmoved {
    case_id: Id,
    #[sqlx(flatten)]
    doer: Doer,
}

/// The cases of a platform as they were known at the end of a day that is over.
pub(super) async fn known(tx: &mut Tx, platform: &str, day: NaiveDate, mut see: impl FnMut(Doer)) -> db::Result<()> {
    let mut moved_on = known::moved_on(tx, platform, day).await?;
    sql!(concat!(
        "SELECT f.case_id, ",
        doer!(),
        " FROM case_facts f WHERE f.platform = $1 AND f.changed_at <= $2 AND f.last_event_on <= $3"
    ))
    .bind(platform.to_owned())
    .bind(end_of_paris_day(day))
    .bind(day)
    .each(tx, |row: Unmoved| {
        if !moved_on.contains_key(&row.case_id) {
            see(row.doer);
        }
    })
    .await?;
    moved_on.drain().filter_map(|(_, known)| known).for_each(|known| {
        see(Doer {
            entry_on: known.facts.entry_on,
            sex: known.traits.sex_class().into(),
            age: known.facts.age,
            source: known.facts.source.as_str().into(),
            schooling: known.traits.schooling.as_str().into(),
            priority_district: known.traits.priority_district_class().into(),
            deeds: Some(known.deeds.text),
            changed_at: Some(known.changed_at),
        });
    });
    Ok(())
}

#[derive(db::FromRow)]
struct Placed {
    platform: String,
    #[sqlx(flatten)]
    doer: Doer,
}

/// Tells what was done in each case that platforms of the territory hold, or that was followed elsewhere before, and when
/// something was last recorded in it.
pub(super) async fn within(
    tx: &mut Tx,
    territory: &str,
    mut see: impl FnMut(&Told, Option<DateTime<Utc>>),
) -> db::Result<()> {
    let teller = Teller::new();
    let mut wrong = None;
    sql!(concat!(
        "SELECT f.platform, ",
        doer!(),
        " FROM territory_ancestor within JOIN case_facts f ON f.platform = within.territory WHERE within.ancestor = $1
         UNION ALL SELECT f.platform, ",
        doer!(),
        " FROM case_facts f WHERE f.deeds_elsewhere
             AND f.platform NOT IN (SELECT a.territory FROM territory_ancestor a WHERE a.ancestor = $1)"
    ))
    .bind(territory.to_owned())
    .each(tx, |row: Placed| {
        let mut told = Told::new();
        match teller.tell(&row.platform, &row.doer, &mut told) {
            Ok(()) => see(&told, row.doer.changed_at),
            Err(error) => wrong = Some(error),
        }
    })
    .await?;
    wrong.map_or(Ok(()), Err)
}

/// The same of a platform, as it was known at the end of a day that is over.
pub(super) async fn told_known(
    tx: &mut Tx,
    platform: &str,
    day: NaiveDate,
    mut see: impl FnMut(&Told, Option<DateTime<Utc>>),
) -> db::Result<()> {
    let teller = Teller::new();
    let mut wrong = None;
    known(tx, platform, day, |doer| {
        let mut told = Told::new();
        match teller.tell(platform, &doer, &mut told) {
            Ok(()) => see(&told, doer.changed_at),
            Err(error) => wrong = Some(error),
        }
    })
    .await?;
    wrong.map_or(Ok(()), Err)
}

/// The platforms whose cases may have deeds in these places: those there, and those that hold cases followed elsewhere before.
pub(super) async fn platforms(tx: &mut Tx, places: &Places) -> db::Result<BTreeSet<String>> {
    let holders: Vec<(String,)> =
        sql!("SELECT DISTINCT f.platform FROM case_facts f WHERE f.deeds_elsewhere").all(tx).await?;
    Ok(holders.into_iter().map(|(code,)| code).chain(places.platforms().map(str::to_owned)).collect())
}

/// Reads the text of the deeds, and tells the class of their case.
pub(super) struct Teller {
    schema: Schema,
    classes: [(usize, Vec<&'static str>); 5],
}

impl Teller {
    pub fn new() -> Self {
        let dimensions =
            [Dimension::Sex, Dimension::Age, Dimension::Source, Dimension::Schooling, Dimension::PriorityDistrict];
        let place = |dimension| match by(dimension) {
            By::Dimension(place) => place,
            By::Month | By::Place => 0,
        };
        Teller { schema: schema(), classes: dimensions.map(|dimension| (place(dimension), classes(dimension))) }
    }

    fn class(&self, doer: &Doer) -> u16 {
        let of_case: [&str; 5] =
            [&doer.sex, age_band(doer.age), &doer.source, &doer.schooling, &doer.priority_district];
        let mut codes = [0; 5];
        for (class, (place, known)) in of_case.into_iter().zip(&self.classes) {
            codes[*place] = known.iter().position(|known| *known == class).unwrap_or(known.len() - 1) as u16;
        }
        self.schema.class(&codes)
    }

    pub fn tell(&self, platform: &str, doer: &Doer, told: &mut Told) -> db::Result<()> {
        let Some(text) = doer.deeds.as_deref().filter(|text| !text.is_empty()) else { return Ok(()) };
        let class = self.class(doer);
        each_deed(text, doer.entry_on, |place, on, deed| {
            let place = place.unwrap_or(platform);
            match told.get_mut(place) {
                Some(deeds) => deeds.push((on, deed, class)),
                None => drop(told.insert(place.to_owned(), vec![(on, deed, class)])),
            }
        })
        .map_err(|why| db::Error::Protocol(format!("case_facts of {platform}: {why}")))
    }
}
