//! Releases in the database: written once, never changed.
use super::model::{Class, Figure, Masked, Measure, Quarter, Rate, Release, Shown};
use super::table::{Place, Told};
use base::Result;
use base::clock::end_of_paris_day;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Cell, Id, Tx, insert_many, sql};
use network::territories::TerritoryCode;
use protect::Status;
use std::collections::{BTreeMap, BTreeSet};

#[derive(db::FromRow)]
struct Row {
    id: Id,
    quarter: NaiveDate,
    known_on: NaiveDate,
    threshold: i64,
    detail: String,
    program: String,
    made_at: DateTime<Utc>,
}

impl Row {
    fn release(self) -> Result<Release> {
        let detail = self.detail.parse().map_err(base::Error::Internal)?;
        let Row { id, quarter, known_on, threshold, program, made_at, .. } = self;
        Ok(Release { id, quarter: Quarter::of(quarter), known_on, threshold, detail, program, made_at })
    }
}

/// Every release, the latest quarter first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Release>> {
    let rows: Vec<Row> =
        sql!("SELECT id, quarter, known_on, threshold, detail, program, made_at FROM release ORDER BY quarter DESC")
            .all(tx)
            .await?;
    rows.into_iter().map(Row::release).collect()
}

/// The release of a quarter; none before it is made.
pub async fn find(tx: &mut Tx, quarter: Quarter) -> Result<Option<Release>> {
    let row: Option<Row> =
        sql!("SELECT id, quarter, known_on, threshold, detail, program, made_at FROM release WHERE quarter = $1")
            .bind(quarter.first_day())
            .optional(tx)
            .await?;
    row.map(Row::release).transpose()
}

/// What a release says of some territories.
#[derive(Clone, Debug, Default)]
pub struct Cells(BTreeMap<(String, String), BTreeMap<String, Shown>>);

impl Cells {
    /// What it says there; none when it tells nothing at that detail.
    pub fn count(&self, territory: &str, class: Class, measure: Measure) -> Option<Shown> {
        self.0.get(&(territory.to_owned(), class.code()))?.get(measure.code()).copied()
    }

    /// A rate, told when all of its parts are.
    pub fn rate(&self, territory: &str, class: Class, rate: Rate) -> Option<Figure<f64>> {
        let [part, rest] = rate.parts();
        let count = |measure| self.count(territory, class, measure);
        Some(Shown::rate(count(Measure::Confirmed)?, count(part)?, count(rest)?))
    }

    /// Whether something is told of that class there.
    pub fn tells(&self, territory: &str, class: Class) -> bool {
        self.0.contains_key(&(territory.to_owned(), class.code()))
    }

    /// The codes of the territories something is told of.
    pub fn territories(&self) -> BTreeSet<&str> {
        self.0.keys().map(|(territory, _)| territory.as_str()).collect()
    }
}

#[derive(db::FromRow)]
struct CellRow {
    territory: String,
    class: String,
    measure: String,
    sign: String,
    value: Option<i64>,
}

impl CellRow {
    fn shown(&self) -> Shown {
        match (self.sign.as_str(), self.value) {
            ("shown", Some(value)) => Figure::Exact(value),
            ("small", _) => Figure::Masked(Masked::Small),
            ("not_sent", _) => Figure::NotSent,
            _ => Figure::Masked(Masked::ForAnother),
        }
    }
}

fn gathered(rows: Vec<CellRow>) -> Cells {
    let mut cells = Cells::default();
    for row in rows {
        let shown = row.shown();
        cells.0.entry((row.territory, row.class)).or_default().insert(row.measure, shown);
    }
    cells
}

/// Of a territory and of those right below it.
pub async fn cells(tx: &mut Tx, release: Id, territory: &str) -> db::Result<Cells> {
    let rows = sql!(
        "SELECT c.territory, c.class, c.measure, c.sign, c.value
         FROM release_cell c JOIN territory t ON t.code = c.territory
         WHERE c.release_id = $1 AND (c.territory = $2 OR t.parent = $2)"
    )
    .bind(release)
    .bind(territory.to_owned())
    .all(tx)
    .await?;
    Ok(gathered(rows))
}

/// Of every territory.
pub async fn all(tx: &mut Tx, release: Id) -> db::Result<Cells> {
    let rows = sql!("SELECT territory, class, measure, sign, value FROM release_cell WHERE release_id = $1")
        .bind(release)
        .all(tx)
        .await?;
    Ok(gathered(rows))
}

/// Every territory there is.
pub(super) async fn places(tx: &mut Tx) -> Result<Vec<Place>> {
    let rows: Vec<(String, Option<String>)> = sql!("SELECT code, parent FROM territory").all(tx).await?;
    let place = |(code, parent): (String, Option<String>)| {
        let level =
            code.parse::<TerritoryCode>().map_err(|why| base::Error::Internal(format!("territory {code}: {why}")));
        Ok(Place { level: level?.level(), code, parent })
    };
    rows.into_iter().map(place).collect()
}

/// The platforms that applied a list received since the quarter began, as far as was known at the end of a day.
pub(super) async fn senders(tx: &mut Tx, quarter: Quarter, known_on: NaiveDate) -> db::Result<BTreeSet<String>> {
    let rows: Vec<(String,)> = sql!(
        "SELECT DISTINCT platform FROM intake_list
         WHERE applied_at <= $2 AND listed_on >= $1 AND (undone_at IS NULL OR undone_at > $2)"
    )
    .bind(quarter.first_day())
    .bind(end_of_paris_day(known_on))
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(|(platform,)| platform).collect())
}

/// Writes a release; `silent`: the territories that sent nothing, of which nothing else is told.
pub(super) async fn write(
    tx: &mut base::Tx,
    release: &Release,
    told: Vec<Told>,
    silent: &BTreeSet<String>,
) -> db::Result<()> {
    let by = tx.actor().account;
    sql!(
        "INSERT INTO release (id, quarter, known_on, threshold, detail, program, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(release.id)
    .bind(release.quarter.first_day())
    .bind(release.known_on)
    .bind(release.threshold)
    .bind(release.detail.as_str().to_owned())
    .bind(release.program.clone())
    .bind(release.made_at)
    .bind(by)
    .execute(tx)
    .await?;
    let row = |territory: &str, class: Class, measure: Measure, sign: &str, value: Option<i64>| -> Vec<Cell> {
        let (class, measure) = (class.code(), measure.code());
        vec![release.id.into(), territory.into(), class.into(), measure.into(), sign.into(), value.into()]
    };
    let cell = |told: Told| {
        let (sign, value) = match told.status {
            Status::Shown => ("shown", Some(i64::from(told.value))),
            Status::Small => ("small", None),
            Status::ForAnother => ("for_another", None),
        };
        row(&told.territory, told.class, told.measure, sign, value)
    };
    let unsent =
        silent.iter().flat_map(|code| Measure::ALL.map(|measure| row(code, Class::All, measure, "not_sent", None)));
    const COLUMNS: &[&str] = &["release_id", "territory", "class", "measure", "sign", "value"];
    insert_many(tx, "release_cell", COLUMNS, told.into_iter().map(cell).chain(unsent)).await?;
    Ok(())
}
