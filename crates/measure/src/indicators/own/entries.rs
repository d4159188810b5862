//! What platforms typed, month by month. Nothing is changed: a correction comes after, and holds.
use super::formula::Computed;
use super::model::AddsUp;
use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use db::{Tx, sql};

/// What is known of an indicator that is typed, over the platforms of a territory and some months.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// The platforms it is expected of.
    pub platforms: Vec<Platform>,
    /// The months expected: those that are over.
    pub expected: Vec<NaiveDate>,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
pub struct Platform {
    pub code: String,
    pub name: String,
    /// The territory one level under the one asked about that holds it.
    pub below: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Cell {
    pub platform: String,
    pub month: NaiveDate,
    pub value: f64,
    pub entered_at: DateTime<Utc>,
    pub entered_by: Option<String>,
}

#[derive(db::FromRow)]
struct Row {
    platform: String,
    name: String,
    below: Option<String>,
    month: Option<NaiveDate>,
    value: Option<f64>,
    entered_at: Option<DateTime<Utc>>,
    entered_by: Option<String>,
}

/// The first days of the months from `from` to `to`.
pub fn months(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    let first = from.with_day(1).unwrap_or(from);
    let each = (0..).map_while(|n| first.checked_add_months(Months::new(n)));
    each.take_while(|month| *month <= to).collect()
}

/// Whether the month is over on that day.
pub fn is_over(month: NaiveDate, today: NaiveDate) -> bool {
    month.checked_add_months(Months::new(1)).is_some_and(|next| next <= today)
}

/// What was typed of a territory, as it was known at an instant. `from`: before it nothing is expected.
pub async fn read(
    tx: &mut Tx,
    indicator: &str,
    territory: &str,
    months: &[NaiveDate],
    today: NaiveDate,
    known: DateTime<Utc>,
) -> db::Result<Entries> {
    let (Some(first), Some(last)) = (months.first().copied(), months.last().copied()) else {
        return Ok(Entries::default());
    };
    let rows: Vec<Row> = sql!(
        "SELECT p.code AS platform, t.name, e.month, e.value, e.entered_at, c.name AS entered_by,
                (SELECT u.code FROM territory u JOIN territory_ancestor b ON b.ancestor = u.code
                 WHERE u.parent = $1 AND b.territory = p.code) AS below
         FROM platform p JOIN territory t ON t.code = p.code
         JOIN territory_ancestor a ON a.territory = p.code AND a.ancestor = $1
         LEFT JOIN (SELECT o.platform, o.month, o.value, o.entered_at, o.entered_by,
                           row_number() OVER (PARTITION BY o.platform, o.month ORDER BY o.entered_at DESC, o.id DESC) AS place
                    FROM own_entry o
                    WHERE o.indicator = $2 AND o.month >= $3 AND o.month <= $4 AND o.entered_at <= $5) e
           ON e.platform = p.code AND e.place = 1
         LEFT JOIN account c ON c.id = e.entered_by
         WHERE EXISTS (SELECT 1 FROM own_indicator_place s JOIN territory_ancestor b ON b.ancestor = s.territory
                       WHERE s.indicator = $2 AND b.territory = p.code)
         ORDER BY p.code, e.month"
    )
    .bind(territory.to_owned())
    .bind(indicator.to_owned())
    .bind(first)
    .bind(last)
    .bind(known)
    .all(tx)
    .await?;
    let mut entries = Entries {
        expected: months.iter().copied().filter(|month| is_over(*month, today)).collect(),
        ..Entries::default()
    };
    for row in rows {
        if entries.platforms.last().is_none_or(|platform| platform.code != row.platform) {
            entries.platforms.push(Platform { code: row.platform.clone(), name: row.name, below: row.below });
        }
        if let (Some(month), Some(value), Some(entered_at)) = (row.month, row.value, row.entered_at) {
            let Row { platform, entered_by, .. } = row;
            entries.cells.push(Cell { platform, month, value, entered_at, entered_by });
        }
    }
    Ok(entries)
}

impl Entries {
    pub fn cell(&self, platform: &str, month: NaiveDate) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.platform == platform && cell.month == month)
    }

    /// Only the platforms of a territory one level down.
    pub fn below(&self, territory: &str) -> Entries {
        let platforms: Vec<Platform> =
            self.platforms.iter().filter(|p| p.below.as_deref() == Some(territory)).cloned().collect();
        let of = |cell: &&Cell| platforms.iter().any(|p| p.code == cell.platform);
        Entries { cells: self.cells.iter().filter(of).cloned().collect(), platforms, expected: self.expected.clone() }
    }

    /// Only one month.
    pub fn of_month(&self, month: NaiveDate) -> Entries {
        Entries {
            cells: self.cells.iter().filter(|cell| cell.month == month).cloned().collect(),
            platforms: self.platforms.clone(),
            expected: self.expected.iter().copied().filter(|expected| *expected == month).collect(),
        }
    }

    /// Months and platforms expected, and how many of them came.
    pub fn sent(&self) -> (usize, usize) {
        let came = self.platforms.iter().flat_map(|p| self.expected.iter().map(|m| self.cell(&p.code, *m))).flatten();
        (came.count(), self.platforms.len() * self.expected.len())
    }

    /// The number of the whole. In a formula a number that lacks a part is not one: nothing is taken for 0.
    pub fn strict(&self, adds_up: AddsUp) -> Computed {
        let (came, expected) = self.sent();
        let is_whole = match adds_up {
            AddsUp::Sum => came == expected,
            AddsUp::Last | AddsUp::No => self.platforms.iter().all(|p| self.last(&p.code).is_some()),
        };
        if is_whole { self.total(adds_up) } else { Computed::NotSent }
    }

    /// The number of what came; what is missing is said beside it.
    pub fn total(&self, adds_up: AddsUp) -> Computed {
        if self.cells.is_empty() {
            return Computed::NotSent;
        }
        match adds_up {
            AddsUp::Sum => Computed::Number(self.cells.iter().map(|cell| cell.value).sum()),
            AddsUp::Last => {
                let last = self.platforms.iter().filter_map(|p| self.last(&p.code));
                Computed::Number(last.map(|cell| cell.value).sum())
            }
            AddsUp::No => match self.platforms.as_slice() {
                [one] => self.last(&one.code).map_or(Computed::NotSent, |cell| Computed::Number(cell.value)),
                _ => Computed::NotApplicable,
            },
        }
    }

    /// The latest month of a platform.
    pub fn last(&self, platform: &str) -> Option<&Cell> {
        self.cells.iter().filter(|cell| cell.platform == platform).max_by_key(|cell| cell.month)
    }
}

/// One thing that was said of a month, for the page of the platform.
#[derive(Clone, Debug, db::FromRow)]
pub struct Said {
    pub month: NaiveDate,
    pub value: Option<f64>,
    pub evidence: String,
    pub entered_at: DateTime<Utc>,
    pub entered_by: Option<String>,
}

/// Everything a platform ever said of some months, the latest first.
pub async fn history(
    tx: &mut Tx,
    indicator: &str,
    platform: &str,
    first: NaiveDate,
    last: NaiveDate,
) -> db::Result<Vec<Said>> {
    sql!(
        "SELECT e.month, e.value, e.evidence, e.entered_at, c.name AS entered_by
         FROM own_entry e LEFT JOIN account c ON c.id = e.entered_by
         WHERE e.indicator = $1 AND e.platform = $2 AND e.month >= $3 AND e.month <= $4
         ORDER BY e.entered_at DESC, e.id DESC"
    )
    .bind(indicator.to_owned())
    .bind(platform.to_owned())
    .bind(first)
    .bind(last)
    .all(tx)
    .await
}

/// Says a month, in the place of what was said before.
pub async fn say(
    tx: &mut base::Tx,
    indicator: &str,
    platform: &str,
    month: NaiveDate,
    value: Option<f64>,
    evidence: &str,
) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "INSERT INTO own_entry (id, indicator, platform, month, value, evidence, entered_at, entered_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(base::new_id(now))
    .bind(indicator.to_owned())
    .bind(platform.to_owned())
    .bind(month)
    .bind(value)
    .bind(evidence.to_owned())
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn entries(cells: &[(&str, &str, f64)]) -> Entries {
        let platform = |code: &str| Platform { code: code.into(), name: code.into(), below: Some("D29".into()) };
        let cell = |(platform, month, value): &(&str, &str, f64)| Cell {
            platform: (*platform).into(),
            month: day(month),
            value: *value,
            entered_at: DateTime::UNIX_EPOCH,
            entered_by: None,
        };
        Entries {
            platforms: vec![platform("A"), platform("B")],
            expected: vec![day("2026-09-01"), day("2026-10-01")],
            cells: cells.iter().map(cell).collect(),
        }
    }

    #[test]
    fn a_month_that_did_not_come_is_never_a_zero() {
        let whole = entries(&[
            ("A", "2026-09-01", 2.0),
            ("A", "2026-10-01", 3.0),
            ("B", "2026-09-01", 0.0),
            ("B", "2026-10-01", 4.0),
        ]);
        assert_eq!(whole.strict(AddsUp::Sum), Computed::Number(9.0));
        assert_eq!(whole.strict(AddsUp::Last), Computed::Number(7.0));
        assert_eq!(whole.total(AddsUp::No), Computed::NotApplicable);
        let part = entries(&[("A", "2026-09-01", 2.0), ("B", "2026-09-01", 1.0)]);
        assert_eq!((part.strict(AddsUp::Sum), part.total(AddsUp::Sum)), (Computed::NotSent, Computed::Number(3.0)));
        assert_eq!(part.sent(), (2, 4));
        assert_eq!(part.strict(AddsUp::Last), Computed::Number(3.0));
        let nothing = entries(&[]);
        assert_eq!(nothing.total(AddsUp::Sum), Computed::NotSent);
        assert_eq!(nothing.strict(AddsUp::Last), Computed::NotSent);
    }

    #[test]
    fn a_month_is_expected_once_it_is_over() {
        assert!(is_over(day("2026-10-01"), day("2026-11-01")));
        assert!(!is_over(day("2026-10-01"), day("2026-10-31")));
        assert_eq!(months(day("2026-09-15"), day("2026-11-01")).len(), 3);
    }

    proptest! {
        #[test]
        fn the_sum_of_territories_below_is_that_of_the_whole(values in prop::collection::vec(0_u32..1000, 4)) {
            let cells = [("A", "2026-09-01"), ("A", "2026-10-01"), ("B", "2026-09-01"), ("B", "2026-10-01")];
            let cells: Vec<(&str, &str, f64)> = cells.iter().zip(&values).map(|((p, m), v)| (*p, *m, f64::from(*v))).collect();
            let mut whole = entries(&cells);
            whole.platforms[1].below = Some("D35".into());
            for adds_up in [AddsUp::Sum, AddsUp::Last] {
                let parts = ["D29", "D35"].map(|code| whole.below(code).total(adds_up).number().unwrap_or_default());
                prop_assert_eq!(whole.total(adds_up), Computed::Number(parts.iter().sum()));
            }
        }
    }
}
