use super::model::{Schooling, Sex, Traits};
use chrono::NaiveDate;
use db::{Id, Tx, sql};

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
    let wrong = |why: String| db::Error::Protocol(format!("youth {youth}: {why}"));
    Ok(Traits {
        sex: row.sex.as_deref().map(str::parse::<Sex>).transpose().map_err(wrong)?,
        born_on: row.born_on,
        schooling: row.schooling.as_deref().map_or(Ok(Schooling::Unknown), str::parse).map_err(wrong)?,
        priority_district: row.priority_district,
    })
}
