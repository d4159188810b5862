//! A platform's world into the database, by the bulk.
use super::world::{List, World};
use base::Tx;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Utc};
use db::{Cell, Id, insert_many};
use follow::cases::row::{COLUMNS, Row};
use follow::cases::store::{CASES, Projected, reference, write};
use follow::youths::{NewYouth, insert_youths_at};
use std::collections::{BTreeMap, HashMap};

/// Writes lists, youths, cases, events and their projections. The tables hold nothing of this platform yet.
pub async fn write_world(tx: &mut Tx, platform: &str, clerk: Option<Id>, world: &World) -> db::Result<()> {
    write_lists(tx, platform, clerk, &world.lists).await?;
    write_youths(tx, world).await?;
    write_cases(tx, platform, world).await?;
    write_lines(tx, &world.lists).await
}

fn morning(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(7, 12, 0).expect("a time of day")).and_utc()
}

async fn write_lists(tx: &mut Tx, platform: &str, clerk: Option<Id>, lists: &[List]) -> db::Result<()> {
    const LISTS: &[&str] = &[
        "id",
        "platform",
        "source",
        "source_name",
        "file_name",
        "file_hash",
        "file_bytes",
        "listed_on",
        "format",
        "mapping",
        "overrides",
        "state",
        "received_at",
        "received_by",
        "applied_at",
        "applied_by",
        "lines",
        "created",
        "attached",
        "to_review",
        "refused",
        "ignored",
    ];
    let rows = lists.iter().map(|list| -> Vec<Cell> {
        let lines = list.lines.len() as i64;
        let created = list.lines.iter().filter(|(_, _, name)| !name.is_empty()).count() as i64;
        vec![
            list.id.into(),
            platform.into(),
            list.source.as_str().into(),
            list.name.as_str().into(),
            list.file_name.as_str().into(),
            base::audit::hex(&base::sha256(list.id.as_bytes())).into(),
            (lines * 210).into(),
            list.on.into(),
            "Texte Windows-1252, séparateur «\u{202f};\u{202f}»".into(),
            r#"{"columns":[]}"#.into(),
            "{}".into(),
            "applied".into(),
            morning(list.on).into(),
            clerk.into(),
            morning(list.on).into(),
            clerk.into(),
            lines.into(),
            created.into(),
            (lines - created).into(),
            0.into(),
            0.into(),
            0.into(),
        ]
    });
    insert_many(tx, "intake_list", LISTS, rows).await.map(drop)
}

async fn write_lines(tx: &mut Tx, lists: &[List]) -> db::Result<()> {
    const LINES: &[&str] = &["list_id", "line", "verdict", "person", "youth_id", "case_id"];
    let rows = lists.iter().flat_map(|list| {
        (2_i64..).zip(&list.lines).map(|(number, (youth, case, name))| -> Vec<Cell> {
            let verdict = if name.is_empty() { "attached" } else { "created" };
            vec![list.id.into(), number.into(), verdict.into(), name.as_str().into(), (*youth).into(), (*case).into()]
        })
    });
    insert_many(tx, "intake_line", LINES, rows).await.map(drop)
}

async fn write_youths(tx: &mut Tx, world: &World) -> db::Result<()> {
    let first: HashMap<Id, (Option<Id>, NaiveDate)> =
        world.cases.iter().rev().map(|case| (case.youth, (case.list, case.opened_on))).collect();
    let mut by_list: BTreeMap<(Option<Id>, NaiveDate), Vec<NewYouth>> = BTreeMap::new();
    for youth in &world.youths {
        let Some(came) = first.get(&youth.id) else { continue };
        by_list.entry(*came).or_default().push(youth.clone());
    }
    for ((list, on), youths) in by_list {
        insert_youths_at(tx, list, morning(on), &youths).await?;
    }
    Ok(())
}

async fn write_cases(tx: &mut Tx, platform: &str, world: &World) -> db::Result<()> {
    let mut numbers: BTreeMap<i32, i64> = BTreeMap::new();
    let rows: Vec<Vec<Cell>> = world
        .cases
        .iter()
        .map(|case| {
            let year = case.opened_on.year();
            let number = numbers.entry(year).and_modify(|n| *n += 1).or_insert(1);
            vec![
                case.id.into(),
                reference(platform, year, *number).into(),
                case.youth.into(),
                platform.into(),
                (case.events.len() as i64).into(),
                morning(case.opened_on).into(),
                case.list.into(),
            ]
        })
        .collect();
    insert_many(tx, "youth_case", CASES, rows).await?;
    let events = world.cases.iter().flat_map(|case| case.events.iter().map(|event| Row::from(event).cells(case.id)));
    insert_many(tx, "case_event", COLUMNS, events).await?;
    let projected: Vec<Projected> = world
        .cases
        .iter()
        .filter_map(|case| Projected::new(case.id, case.youth, platform, &case.events, &case.traits))
        .collect();
    write(tx, &projected).await?;
    let counters = numbers.into_iter().map(|(year, last)| vec![platform.into(), i64::from(year).into(), last.into()]);
    insert_many(tx, "case_number", &["platform", "year", "last"], counters).await.map(drop)
}
