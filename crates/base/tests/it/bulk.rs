use super::{app, nobody};
use base::testing::ENGINES;
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
