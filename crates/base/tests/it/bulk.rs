use super::{app, nobody};
use base::testing::{ENGINES, Engine};
use chrono::DateTime;
use db::{Cell, insert_many, sql};

/// Texts that a spreadsheet may hold, and that a text protocol may mangle.
const NASTY: &[&str] = &[
    "",
    "L’Haÿ-les-Roses",
    "tab\there",
    "line\nbreak\r\n",
    r"\N",
    r"back\slash",
    "'; DROP TABLE setting;--",
    "\u{1F642}",
];

#[tokio::test]
async fn many_rows_come_back_as_they_went_in_whatever_they_hold() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        let rows: Vec<(String, String)> =
            (0..1234).map(|n| (format!("clé {n:04}"), NASTY[n % NASTY.len()].to_owned())).collect();
        let mut tx = app.begin(&nobody()).await.expect("a transaction");
        let cells = rows.iter().map(|(name, value)| vec![name.as_str().into(), value.as_str().into()]);
        let count = insert_many(&mut tx, "setting", &["name", "value"], cells).await.expect("inserted");
        assert_eq!(count, 1234, "{engine:?}");
        let back: Vec<(String, String)> =
            sql!("SELECT name, value FROM setting ORDER BY name").all(&mut tx).await.expect("read");
        assert_eq!(back, rows, "{engine:?}");
    }
}

#[tokio::test]
async fn dates_instants_and_absences_come_back_too() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        let now = app.clock.now();
        let row: Vec<Cell> = vec![
            base::new_id(now).into(),
            "essai".into(),
            "{}".into(),
            Cell::Null,
            now.into(),
            7.into(),
            None::<&str>.into(),
            Some(now).into(),
        ];
        let columns = &["id", "kind", "payload", "key", "run_at", "attempts", "last_error", "finished_at"];
        let mut tx = app.begin(&nobody()).await.expect("a transaction");
        insert_many(&mut tx, "job", columns, [row]).await.expect("inserted");
        type Back = (Option<String>, chrono::DateTime<chrono::Utc>, i64, Option<chrono::DateTime<chrono::Utc>>);
        let back: Back = sql!("SELECT key, run_at, attempts, finished_at FROM job").one(&mut tx).await.expect("read");
        assert_eq!(back, (None, now, 7, Some(now)), "{engine:?}");
    }
}

#[tokio::test]
async fn indexes_dropped_for_a_bulk_load_are_made_again_as_they_were() {
    for engine in ENGINES {
        let (app, _test) = app(engine).await;
        let dropped = app.db.drop_indexes(&["audit_entry", "job"]).await.expect("dropped");
        assert_eq!(dropped.len(), 4, "{engine:?}: {dropped:?}");
        assert!(app.db.drop_indexes(&["audit_entry", "job"]).await.expect("none left").is_empty());
        for index in &dropped {
            app.db.script(index).await.expect("made again");
        }
        assert_eq!(app.db.drop_indexes(&["audit_entry", "job"]).await.expect("dropped").len(), 4, "{engine:?}");
    }
}

/// A value is stored in one way, whether it came alone or among thousands: an index finds it, an order holds.
#[tokio::test]
async fn sqlite_stores_a_value_of_many_as_it_stores_one_bound() {
    let (app, _test) = app(Engine::Sqlite).await;
    let columns = &["c", "n", "f", "d", "t", "b", "u"];
    let stored =
        columns.map(|c| format!("typeof({c}) || hex({c}) || ifnull(hex(cast({c} AS BLOB)), '')")).join(" || '|' || ");
    let tables = "CREATE TABLE mix (c TEXT, n BIGINT, f DOUBLE, d DATE, t TIMESTAMPTZ, b BOOLEAN, u UUID)";
    let view = format!("CREATE VIEW mix_stored AS SELECT rowid AS line, {stored} AS stored FROM mix");
    app.db.script(&format!("{tables}; {view}")).await.expect("made");
    let instants = [0, 1, 1_000, 1_000_000, 1_796_000_000_123_456]
        .map(|us| DateTime::from_timestamp_micros(us).expect("an instant"));
    let numbers = [0, 1, -1, i64::MIN, i64::MAX];
    let floats = [0.1, -0.0, 1e300, 5e-324, f64::INFINITY];
    let mut tx = app.begin(&nobody()).await.expect("a transaction");
    for (i, text) in NASTY.iter().chain(&["a\0b", "007", "1e5"]).enumerate() {
        let (n, f, t) = (numbers[i % 5], floats[i % 5], instants[i % 5]);
        let (d, b, u) = (base::clock::paris_day(t), i % 2 == 0, base::new_id(t));
        let row: Vec<Cell> = vec![(*text).into(), n.into(), f.into(), d.into(), t.into(), b.into(), u.into()];
        insert_many(&mut tx, "mix", columns, [row]).await.expect("inserted");
        let one = db::query("INSERT INTO mix (c, n, f, d, t, b, u) VALUES ($1, $2, $3, $4, $5, $6, $7)");
        one.bind(*text).bind(n).bind(f).bind(d).bind(t).bind(b).bind(u).execute(&mut tx).await.expect("inserted");
    }
    let stored =
        db::query("SELECT stored FROM mix_stored ORDER BY line").all::<(String,)>(&mut tx).await.expect("read");
    assert_eq!(stored.len(), 22);
    for pair in stored.chunks(2) {
        assert_eq!(pair[0], pair[1]);
    }
}
