//! Projections made again from the events, when a new version of the program keeps more of them.
use super::known::told;
use super::store::{Projected, touched, write};
use base::clock::paris_day;
use base::{Actor, App};
use db::sql;

/// Goes up with what a row of facts holds: rows of an older version are made again.
const VERSION: &str = "4";

/// Makes every projection again, platform by platform, when those there are of another version; `progress` is told how many
/// platforms are done, of how many.
///
/// # Errors
/// When the database cannot be read or written; a platform is done whole or not at all, and the next call goes on.
pub async fn project_again(app: &App, mut progress: impl FnMut(usize, usize)) -> db::Result<()> {
    let mut tx = app.read().await?;
    let held: Option<(String,)> =
        sql!("SELECT value FROM setting WHERE name = 'projection_version'").optional(&mut tx).await?;
    if held.is_some_and(|(version,)| version == VERSION) {
        return Ok(());
    }
    let platforms: Vec<(String,)> = sql!("SELECT code FROM platform ORDER BY code").all(&mut tx).await?;
    drop(tx);
    for (done, (platform,)) in (1..).zip(&platforms) {
        project_platform(app, platform).await?;
        progress(done, platforms.len());
    }
    let mut tx = app.begin(&Actor::command()).await?;
    sql!(
        "INSERT INTO setting (name, value) VALUES ('projection_version', $1)
         ON CONFLICT (name) DO UPDATE SET value = $1"
    )
    .bind(VERSION.to_owned())
    .execute(&mut tx)
    .await?;
    tx.commit().await
}

async fn project_platform(app: &App, platform: &str) -> db::Result<()> {
    let mut tx = app.begin(&Actor::command()).await?;
    // Nobody records in these cases meanwhile.
    sql!("UPDATE youth_case SET events = events WHERE platform = $1")
        .bind(platform.to_owned())
        .execute(&mut tx)
        .await?;
    let gone = sql!("DELETE FROM case_facts WHERE platform = $1 RETURNING platform, entry_on")
        .bind(platform.to_owned())
        .all(&mut tx)
        .await?;
    touched(&mut tx, gone);
    sql!("DELETE FROM case_due WHERE platform = $1").bind(platform.to_owned()).execute(&mut tx).await?;
    let now = tx.now();
    let told = told(&mut tx, platform, now, paris_day(now)).await?;
    let projected: Vec<Projected> = told
        .iter()
        .filter_map(|told| Projected::new(told.case, told.youth, platform, &told.events, &told.traits))
        .collect();
    write(&mut tx, &projected).await?;
    tx.commit().await
}
