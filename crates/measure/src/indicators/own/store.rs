//! Indicators that people added, in the database. A published version is never changed.
use super::model::{AddsUp, Book, Kind, Own, Sheet, Shown, Version, direction_code, direction_of, only, query};
use base::{Actor, Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Tx, sql};

#[derive(db::FromRow)]
struct Row {
    code: String,
    territory: String,
    territory_name: String,
    kind: String,
    retired_at: Option<DateTime<Utc>>,
    place: String,
    place_name: String,
    version: i64,
    revision: i64,
    label: String,
    words: String,
    direction: String,
    shown: String,
    unit: String,
    formula: String,
    filters: String,
    variant_of: String,
    adds_up: String,
    scale: String,
    reason: String,
    starts_on: NaiveDate,
    saved_at: DateTime<Utc>,
    saved_by: Option<String>,
    published_at: Option<DateTime<Utc>>,
}

/// Those that apply somewhere the actor reads figures, drafts too.
pub async fn all(tx: &mut Tx, actor: &Actor) -> Result<Book> {
    let rows: Vec<Row> = sql!(
        "SELECT i.code, i.territory, t.name AS territory_name, i.kind, i.retired_at, p.territory AS place,
                q.name AS place_name, v.version, v.revision, v.label, v.words, v.direction, v.shown, v.unit, v.formula,
                v.filters, v.variant_of, v.adds_up, v.scale, v.reason, v.starts_on, v.saved_at, c.name AS saved_by,
                v.published_at
         FROM own_indicator i JOIN territory t ON t.code = i.territory
         JOIN own_indicator_version v ON v.indicator = i.code
         JOIN own_indicator_place p ON p.indicator = i.code JOIN territory q ON q.code = p.territory
         LEFT JOIN account c ON c.id = v.saved_by
         WHERE i.code IN (
             SELECT s.indicator FROM own_indicator_place s JOIN territory_ancestor a ON a.ancestor = s.territory
             JOIN scope o ON o.territory = a.territory AND o.permission = 'see-figures' AND o.account_id = $1)
         ORDER BY i.territory, i.number, v.version, p.territory"
    )
    .bind(actor.id())
    .all(tx)
    .await?;
    book(rows)
}

/// Those that apply to a territory: it, or one above it, is named.
pub async fn of_territory(tx: &mut Tx, territory: &str) -> Result<Book> {
    let rows: Vec<Row> = sql!(
        "SELECT i.code, i.territory, t.name AS territory_name, i.kind, i.retired_at, p.territory AS place,
                q.name AS place_name, v.version, v.revision, v.label, v.words, v.direction, v.shown, v.unit, v.formula,
                v.filters, v.variant_of, v.adds_up, v.scale, v.reason, v.starts_on, v.saved_at, c.name AS saved_by,
                v.published_at
         FROM own_indicator i JOIN territory t ON t.code = i.territory
         JOIN own_indicator_version v ON v.indicator = i.code
         JOIN own_indicator_place p ON p.indicator = i.code JOIN territory q ON q.code = p.territory
         LEFT JOIN account c ON c.id = v.saved_by
         WHERE v.published_at IS NOT NULL AND i.code IN (
             SELECT s.indicator FROM own_indicator_place s JOIN territory_ancestor a ON a.ancestor = s.territory
             WHERE a.territory = $1)
         ORDER BY i.territory, i.number, v.version, p.territory"
    )
    .bind(territory.to_owned())
    .all(tx)
    .await?;
    book(rows)
}

fn book(rows: Vec<Row>) -> Result<Book> {
    let mut book: Vec<Own> = vec![];
    for row in rows {
        let strange = |why: &str| Error::Internal(format!("own_indicator {}: {why}", row.code));
        let kind: Kind = row.kind.parse().map_err(strange)?;
        if book.last().is_none_or(|own| own.code != row.code) {
            book.push(Own {
                code: row.code.clone(),
                territory: row.territory,
                territory_name: row.territory_name,
                kind,
                places: vec![],
                retired_at: row.retired_at,
                versions: vec![],
            });
        }
        let Some(own) = book.last_mut() else { continue };
        let place = (row.place, row.place_name);
        if !own.places.contains(&place) {
            own.places.push(place);
        }
        if own.versions.last().is_some_and(|version| version.number == row.version) {
            continue;
        }
        let shown: Shown = row.shown.parse().map_err(strange)?;
        let adds_up: AddsUp = row.adds_up.parse().map_err(strange)?;
        own.versions.push(Version {
            number: row.version,
            revision: row.revision,
            sheet: Sheet {
                label: row.label,
                words: row.words,
                direction: direction_of(&row.direction),
                shown,
                unit: row.unit,
                formula: row.formula,
                only: only(&row.filters),
                variant_of: Some(row.variant_of).filter(|code| !code.is_empty()),
                adds_up,
                scale: row.scale.lines().map(str::to_owned).collect(),
                reason: row.reason,
                starts_on: row.starts_on,
            },
            saved_at: row.saved_at,
            saved_by: row.saved_by,
            published_at: row.published_at,
        });
    }
    Ok(Book(book))
}

/// Opens one; its code, `D29.1`, is never used again.
pub async fn create(tx: &mut base::Tx, territory: &str, kind: Kind) -> db::Result<String> {
    let (now, by) = (tx.now(), tx.actor().account);
    let (last,): (i64,) =
        sql!("SELECT CAST(COALESCE(max(number), 0) AS BIGINT) FROM own_indicator WHERE territory = $1")
            .bind(territory.to_owned())
            .one(tx)
            .await?;
    let code = code(territory, last + 1);
    sql!(
        "INSERT INTO own_indicator (code, territory, number, kind, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(code.clone())
    .bind(territory.to_owned())
    .bind(last + 1)
    .bind(kind.code().to_owned())
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(code)
}

/// A formula is made of letters, figures and signs: the code has no dash, and begins with a letter.
fn code(territory: &str, number: i64) -> String {
    let flat = territory.replace('-', "_");
    let letter = if flat.starts_with(|c: char| c.is_ascii_digit()) { "P" } else { "" };
    format!("{letter}{flat}.{number}")
}

/// Where it applies, in the place of what was said before.
pub async fn place(tx: &mut base::Tx, code: &str, places: &[String]) -> db::Result<()> {
    sql!("DELETE FROM own_indicator_place WHERE indicator = $1").bind(code.to_owned()).execute(tx).await?;
    for territory in places {
        sql!("INSERT INTO own_indicator_place (indicator, territory) VALUES ($1, $2)")
            .bind(code.to_owned())
            .bind(territory.to_owned())
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// Keeps the draft of a version, in the place of the one before.
pub async fn keep(tx: &mut base::Tx, code: &str, version: i64, revision: i64, sheet: &Sheet) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "INSERT INTO own_indicator_version (indicator, version, revision, label, words, direction, shown, unit, formula, filters,
                                            variant_of, adds_up, scale, reason, starts_on, saved_at, saved_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (indicator, version) DO UPDATE SET revision = $3, label = $4, words = $5, direction = $6, shown = $7,
             unit = $8, formula = $9, filters = $10, variant_of = $11, adds_up = $12, scale = $13, reason = $14,
             starts_on = $15, saved_at = $16, saved_by = $17"
    )
    .bind(code.to_owned())
    .bind(version)
    .bind(revision)
    .bind(sheet.label.clone())
    .bind(sheet.words.clone())
    .bind(direction_code(sheet.direction).to_owned())
    .bind(sheet.shown.code().to_owned())
    .bind(sheet.unit.clone())
    .bind(sheet.formula.clone())
    .bind(query(&sheet.only))
    .bind(sheet.variant_of.clone().unwrap_or_default())
    .bind(sheet.adds_up.code().to_owned())
    .bind(sheet.scale.join("\n"))
    .bind(sheet.reason.clone())
    .bind(sheet.starts_on)
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}

pub async fn publish(tx: &mut base::Tx, code: &str, version: i64) -> db::Result<()> {
    let now = tx.now();
    sql!("UPDATE own_indicator_version SET published_at = $3 WHERE indicator = $1 AND version = $2 AND published_at IS NULL")
        .bind(code.to_owned())
        .bind(version)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(())
}

pub async fn retire(tx: &mut base::Tx, code: &str) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!("UPDATE own_indicator SET retired_at = $2, retired_by = $3 WHERE code = $1 AND retired_at IS NULL")
        .bind(code.to_owned())
        .bind(now)
        .bind(by)
        .execute(tx)
        .await?;
    Ok(())
}

/// Of these territories, those that none of the places of an indicator holds.
pub async fn uncovered(tx: &mut Tx, code: &str, places: &[String]) -> db::Result<Vec<String>> {
    let held: Vec<(String,)> = sql!(
        "SELECT a.territory FROM own_indicator_place s JOIN territory_ancestor a ON a.ancestor = s.territory
         WHERE s.indicator = $1"
    )
    .bind(code.to_owned())
    .all(tx)
    .await?;
    Ok(places.iter().filter(|place| !held.iter().any(|(held,)| held == *place)).cloned().collect())
}
