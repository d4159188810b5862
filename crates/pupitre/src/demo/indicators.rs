//! What the Morbihan added to the catalogue: a formula that changed once, a number its platforms type, a scale.
use super::cast::Account;
use super::ids::Ids;
use chrono::{DateTime, Datelike as _, Duration, Months, NaiveDate, Utc};
use db::{Cell, Id, Tx, insert_many};
use network::rights::Role;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

const DEPARTMENT: &str = "D56";
const PLATFORMS: &str = "56-";
const PLACES: &str = "D56.2";
const ALLIANCE: &str = "D56.3";
const SCALE: &str = "Aucune alliance\nDes échanges de listes\nUne commission commune\nDes parcours construits ensemble";
const EVIDENCE: &str = "Compte rendu de la commission du mois, signé par les trois établissements.";

/// Days ago that all this began.
const BEGAN: i64 = 70;
/// Days ago that the formula changed.
const CHANGED: i64 = 30;

struct Version {
    indicator: &'static str,
    number: i64,
    label: &'static str,
    words: &'static str,
    direction: &'static str,
    shown: &'static str,
    unit: &'static str,
    formula: &'static str,
    scale: &'static str,
    reason: &'static str,
    days_ago: i64,
}

const VERSIONS: [Version; 4] = [
    Version {
        indicator: "D56.1",
        number: 1,
        label: "Accompagnements par jeune accessible",
        words: "Les jeunes ayant été accompagnés, rapportés aux jeunes contactés qui n’ont pas refusé.",
        direction: "up",
        shown: "percent",
        unit: "",
        formula: "supported_ever ÷ (contacted − refused)",
        scale: "",
        reason: "",
        days_ago: BEGAN,
    },
    Version {
        indicator: "D56.1",
        number: 2,
        label: "Accompagnements par jeune accessible",
        words: "Les jeunes ayant été accompagnés, rapportés aux jeunes contactés.",
        direction: "up",
        shown: "percent",
        unit: "",
        formula: "supported_ever ÷ contacted",
        scale: "",
        reason: "Un refus n’est jamais définitif : ces jeunes restent accessibles.",
        days_ago: CHANGED,
    },
    Version {
        indicator: PLACES,
        number: 1,
        label: "Places ouvertes à l’école de la deuxième chance",
        words: "Les places que l’école de la deuxième chance ouvre dans le mois aux jeunes de la plate-forme.",
        direction: "up",
        shown: "number",
        unit: "places",
        formula: "",
        scale: "",
        reason: "",
        days_ago: BEGAN,
    },
    Version {
        indicator: ALLIANCE,
        number: 1,
        label: "Alliance avec les missions locales",
        words: "Jusqu’où la plate-forme et les missions locales travaillent ensemble.",
        direction: "up",
        shown: "number",
        unit: "",
        formula: "",
        scale: SCALE,
        reason: "",
        days_ago: BEGAN,
    },
];

const KINDS: [(&str, i64, &str); 3] = [("D56.1", 1, "formula"), (PLACES, 2, "entered"), (ALLIANCE, 3, "qualitative")];

/// Writes them, and what the platforms typed; one of them has typed nothing. `leads`: a lead for each platform.
pub async fn write(
    tx: &mut Tx,
    above: &[Account],
    leads: &BTreeMap<String, Id>,
    now: DateTime<Utc>,
    ids: &mut Ids,
    rng: &mut ChaCha8Rng,
) -> db::Result<()> {
    const INDICATORS: &[&str] = &["code", "territory", "number", "kind", "created_at", "created_by"];
    const PLACED: &[&str] = &["indicator", "territory"];
    let writer = above.iter().find(|a| a.role == Role::DepartmentLead && a.territory == DEPARTMENT).map(|a| a.id);
    let began = now - Duration::days(BEGAN);
    let rows = KINDS.into_iter().map(|(code, number, kind)| -> Vec<Cell> {
        vec![code.into(), DEPARTMENT.into(), number.into(), kind.into(), began.into(), writer.into()]
    });
    insert_many(tx, "own_indicator", INDICATORS, rows).await?;
    let rows = KINDS.into_iter().map(|(code, ..)| -> Vec<Cell> { vec![code.into(), DEPARTMENT.into()] });
    insert_many(tx, "own_indicator_place", PLACED, rows).await?;
    write_versions(tx, writer, now).await?;
    write_entries(tx, leads, now, ids, rng).await
}

async fn write_versions(tx: &mut Tx, writer: Option<Id>, now: DateTime<Utc>) -> db::Result<()> {
    const COLUMNS: &[&str] = &[
        "indicator",
        "version",
        "revision",
        "label",
        "words",
        "direction",
        "shown",
        "unit",
        "formula",
        "filters",
        "variant_of",
        "adds_up",
        "scale",
        "reason",
        "starts_on",
        "saved_at",
        "saved_by",
        "published_at",
    ];
    let rows = VERSIONS.into_iter().map(|version| -> Vec<Cell> {
        let at = now - Duration::days(version.days_ago);
        vec![
            version.indicator.into(),
            version.number.into(),
            1_i64.into(),
            version.label.into(),
            version.words.into(),
            version.direction.into(),
            version.shown.into(),
            version.unit.into(),
            version.formula.into(),
            "".into(),
            "".into(),
            "sum".into(),
            version.scale.into(),
            version.reason.into(),
            first_of_month(at).into(),
            at.into(),
            writer.into(),
            at.into(),
        ]
    });
    insert_many(tx, "own_indicator_version", COLUMNS, rows).await.map(drop)
}

async fn write_entries(
    tx: &mut Tx,
    leads: &BTreeMap<String, Id>,
    now: DateTime<Utc>,
    ids: &mut Ids,
    rng: &mut ChaCha8Rng,
) -> db::Result<()> {
    const COLUMNS: &[&str] = &["id", "indicator", "platform", "month", "value", "evidence", "entered_at", "entered_by"];
    let first = first_of_month(now - Duration::days(BEGAN));
    let months: Vec<NaiveDate> = (0..)
        .map_while(|n| first.checked_add_months(Months::new(n)))
        .take_while(|month| *month < first_of_month(now))
        .collect();
    let mut rows: Vec<Vec<Cell>> = vec![];
    for (platform, lead) in leads.iter().filter(|(platform, _)| platform.starts_with(PLATFORMS)).skip(1) {
        for month in &months {
            let typed_at = now - Duration::days(rng.random_range(1..=5));
            for (code, value, evidence) in [
                (PLACES, f64::from(rng.random_range(2..=12_i32)), ""),
                (ALLIANCE, f64::from(rng.random_range(1..=4_i32)), EVIDENCE),
            ] {
                rows.push(vec![
                    ids.next(rng).into(),
                    code.into(),
                    platform.as_str().into(),
                    (*month).into(),
                    Some(value).into(),
                    evidence.into(),
                    typed_at.into(),
                    (*lead).into(),
                ]);
            }
        }
    }
    insert_many(tx, "own_entry", COLUMNS, rows).await.map(drop)
}

fn first_of_month(at: DateTime<Utc>) -> NaiveDate {
    let day = base::clock::paris_day(at);
    day.with_day(1).unwrap_or(day)
}
