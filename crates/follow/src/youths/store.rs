//! Youths in the database.
use super::add::{KEYS, key_row};
use super::model::{Civil, Schooling, Sex, Traits, split_first_names};
use chrono::NaiveDate;
use db::{Id, Tx, insert_many, sql};
use matching::Ine;

#[derive(db::FromRow)]
struct TraitsRow {
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
    schooling: Option<String>,
}

/// What of a youth enters the figures. The schooling is the first that says anything, as first reported.
pub async fn traits(tx: &mut Tx, youth: Id) -> db::Result<Traits> {
    let row: TraitsRow = sql!(
        "SELECT y.sex, y.born_on, y.priority_district,
                (SELECT s.category FROM schooling s
                 WHERE s.youth_id = y.id AND s.removed_at IS NULL AND s.category <> 'unknown'
                 ORDER BY s.recorded_at, s.id LIMIT 1) AS schooling
         FROM youth y WHERE y.id = $1"
    )
    .bind(youth)
    .one(tx)
    .await?;
    Ok(Traits {
        sex: sex(youth, row.sex.as_deref())?,
        born_on: row.born_on,
        schooling: row.schooling.as_deref().map_or(Ok(Schooling::Unknown), str::parse).map_err(wrong(youth))?,
        priority_district: row.priority_district,
    })
}

fn wrong(youth: Id) -> impl Fn(String) -> db::Error {
    move |why| db::Error::Protocol(format!("youth {youth}: {why}"))
}

pub(super) fn sex(youth: Id, code: Option<&str>) -> db::Result<Option<Sex>> {
    code.map(str::parse).transpose().map_err(wrong(youth))
}

#[derive(db::FromRow)]
struct CivilRow {
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
}

/// Who the youth is; none when unknown, or brought by a list since undone.
pub async fn civil(tx: &mut Tx, youth: Id) -> db::Result<Option<Civil>> {
    let row: Option<CivilRow> = sql!(
        "SELECT last_name, usage_name, first_names, sex, born_on, priority_district
         FROM youth WHERE id = $1 AND removed_at IS NULL"
    )
    .bind(youth)
    .optional(tx)
    .await?;
    row.map(|row| {
        Ok(Civil {
            last_name: row.last_name,
            usage_name: row.usage_name,
            first_names: split_first_names(&row.first_names),
            sex: sex(youth, row.sex.as_deref())?,
            born_on: row.born_on,
            priority_district: row.priority_district,
        })
    })
    .transpose()
}

/// The INE known of a youth, of any pattern; one that no longer has a known form is passed over.
pub async fn ines(tx: &mut Tx, youth: Id) -> db::Result<Vec<Ine>> {
    let rows: Vec<(String,)> = sql!("SELECT ine FROM youth_ine WHERE youth_id = $1 AND removed_at IS NULL ORDER BY id")
        .bind(youth)
        .all(tx)
        .await?;
    Ok(rows.iter().filter_map(|(ine,)| ine.parse().ok()).collect())
}

/// Computes again the keys by which matching finds a youth, after his names, birth date or INE changed.
pub async fn refresh_keys(tx: &mut Tx, youth: Id) -> db::Result<()> {
    let Some(civil) = civil(tx, youth).await? else { return Ok(()) };
    let ines = ines(tx, youth).await?;
    sql!("DELETE FROM youth_key WHERE youth_id = $1").bind(youth).execute(tx).await?;
    let keys = matching::blocking_keys(&civil.identity(&ines));
    insert_many(tx, "youth_key", KEYS, keys.into_iter().map(|key| key_row(key, youth))).await?;
    Ok(())
}

/// Corrects who a youth is: names, sex, birth date, district. Who he was said to be stays readable; the keys of matching
/// follow. The projection of his cases is the caller's (`cases::store::project_youth`).
pub async fn correct(tx: &mut base::Tx, youth: Id, civil: &Civil) -> db::Result<()> {
    sql!(
        "INSERT INTO former_identity (id, youth_id, last_name, usage_name, first_names, sex, born_on, priority_district,
                corrected_at, corrected_by)
         SELECT $2, id, last_name, usage_name, first_names, sex, born_on, priority_district, $3, $4 FROM youth WHERE id = $1"
    )
    .bind(youth)
    .bind(base::new_id(tx.now()))
    .bind(tx.now())
    .bind(tx.actor().account)
    .execute(tx)
    .await?;
    sql!(
        "UPDATE youth SET last_name = $2, usage_name = $3, first_names = $4, folded = $5, sex = $6, born_on = $7,
                priority_district = $8
         WHERE id = $1"
    )
    .bind(youth)
    .bind(civil.last_name.clone())
    .bind(civil.usage_name.clone())
    .bind(civil.joined_first_names())
    .bind(civil.folded())
    .bind(civil.sex.map(|s| s.as_str().to_owned()))
    .bind(civil.born_on)
    .bind(civil.priority_district)
    .execute(tx)
    .await?;
    refresh_keys(tx, youth).await
}
