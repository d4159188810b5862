//! Lists come in: read, checked, matched, shown, applied whole or not at all, undone.
mod acts;
mod address;
pub mod apply;
pub mod candidate;
mod check;
mod check_lines;
mod check_shift;
mod check_twice;
mod check_values;
mod columns;
mod columns_forbidden;
mod columns_values;
mod columns_words;
mod correct;
pub mod dates;
mod deposit;
pub mod fields;
pub mod gone;
pub mod known;
mod look;
pub mod mapping;
mod mapping_ready;
pub mod phones;
pub mod plan;
pub mod profile;
mod project;
pub mod reading;
mod received;
pub mod report;
mod review;
pub mod scope;
pub mod settle;
pub mod stage;
pub mod text;
pub mod undo;
pub mod unsettle;
pub mod values;
mod words;

use base::{Form, Routes};
use chrono::NaiveDate;
use db::{Tx, sql};

/// The pages of lists.
pub fn routes() -> Routes {
    Routes::new()
        .get("/plates-formes/{platform}/listes", received::page)
        .get("/plates-formes/{platform}/rapprochements", review::all)
        .get("/listes/{list}", look::page)
        .get("/listes/{list}/messages.csv", look::download)
        .post("/listes/{list}/appliquer", look::apply)
        .post("/listes/{list}/renoncer", look::abandon)
        .get("/listes/{list}/annuler", look::ask_undo)
        .post("/listes/{list}/annuler", look::undo)
        .get("/listes/{list}/colonnes", correct::form)
        .post("/listes/{list}/colonnes", correct::receive)
        .get("/listes/{list}/a-trancher", review::first)
        .get("/listes/{list}/lignes/{line}", review::line)
        .post("/listes/{list}/lignes/{line}", review::settle)
        .post("/listes/{list}/lignes/{line}/annuler", review::unsettle)
        .merge(uploads())
}

/// The file is counted as it comes ([`deposit`]), whatever the size of other forms may be.
fn uploads() -> Routes {
    Routes::new()
        .get("/plates-formes/{platform}/listes/nouvelle", deposit::form)
        .post("/plates-formes/{platform}/listes/nouvelle", deposit::receive)
        .with_body_limit(usize::MAX)
}

/// How many lines of the platform's applied lists wait for a person: the count beside « Rapprochements ».
pub async fn to_review(tx: &mut Tx, platform: &str) -> db::Result<i64> {
    let (count,): (i64,) = sql!(
        "SELECT CAST(count(*) AS BIGINT) FROM intake_line l JOIN intake_list list ON list.id = l.list_id
         WHERE list.platform = $1 AND list.state = 'applied' AND l.verdict = 'to_review' AND l.settled_at IS NULL"
    )
    .bind(platform.to_owned())
    .one(tx)
    .await?;
    Ok(count)
}

/// A list is of a day that has come, and not of another age.
fn refuse_date(form: &mut Form, field: &str, day: NaiveDate, today: NaiveDate) {
    const OLDEST_DAYS: i64 = 3 * 366;
    if day > today {
        form.refuse(field, "Cette date est à venir. Donnez le jour où la liste a été faite.");
    } else if (today - day).num_days() > OLDEST_DAYS {
        form.refuse(field, "Cette date a plus de trois ans. Vérifiez l’année.");
    }
}
