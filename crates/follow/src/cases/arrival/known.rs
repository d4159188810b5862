//! The youths of the platform who resemble the one who came.
use crate::several::SEVERAL;
use crate::several::several;
use crate::youths::Civil;
use crate::youths::model::{split_first_names, usual_name};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use matching::{Ine, Verdict};
use std::collections::BTreeMap;

/// Somebody known who may be the same, with his latest case at the platform.
#[derive(Clone, Debug)]
pub struct Lookalike {
    pub youth: Id,
    pub case: Id,
    pub reference: String,
    pub name: String,
    pub born_on: NaiveDate,
    pub closed: bool,
    pub verdict: Verdict,
    /// Why, one clause a field.
    pub reasons: Vec<String>,
    pub created_at: DateTime<Utc>,
    pub created_by: Option<Id>,
}

#[derive(db::FromRow)]
struct Row {
    youth_id: Id,
    case_id: Id,
    reference: String,
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    born_on: NaiveDate,
    closed: bool,
    created_at: DateTime<Utc>,
    created_by: Option<Id>,
    ine: Option<String>,
}

/// Those who share a key of matching with the one who came, and are the same or near; the surest first.
pub async fn lookalikes(tx: &mut Tx, platform: &str, civil: &Civil, ines: &[Ine]) -> db::Result<Vec<Lookalike>> {
    let came = civil.identity(ines);
    let mut query = sql!(concat!(
        "SELECT y.id AS youth_id, c.id AS case_id, c.reference, y.last_name, y.usage_name, y.first_names, y.sex, y.born_on,
                f.closed, y.created_at, y.created_by, i.ine
         FROM youth y
         JOIN youth_case c ON c.youth_id = y.id AND c.platform = $51
         JOIN case_facts f ON f.case_id = c.id
         LEFT JOIN youth_ine i ON i.youth_id = y.id AND i.removed_at IS NULL
         WHERE y.removed_at IS NULL AND y.id IN (SELECT k.youth_id FROM youth_key k WHERE k.key IN (",
        several!(),
        ")) ORDER BY c.created_at DESC, c.id, i.id"
    ));
    let keys = matching::blocking_keys(&came);
    for place in 0..SEVERAL {
        let key = keys.get(place).or(keys.first()).copied().unwrap_or_default();
        query = query.bind(key.cast_signed());
    }
    let rows: Vec<Row> = query.bind(platform.to_owned()).all(tx).await?;
    let mut youths: BTreeMap<Id, (Row, Vec<Ine>)> = BTreeMap::new();
    for row in rows {
        let ine: Option<Ine> = row.ine.as_deref().and_then(|ine| ine.parse().ok());
        let (_, ines) = youths.entry(row.youth_id).or_insert_with(|| (row, vec![]));
        ines.extend(ine);
    }
    let mut alike: Vec<Lookalike> = youths.into_values().filter_map(|(row, ines)| row.compare(&came, &ines)).collect();
    alike.sort_by(|a, b| a.verdict.cmp(&b.verdict).then_with(|| a.name.cmp(&b.name)));
    Ok(alike)
}

impl Row {
    fn compare(self, came: &matching::Identity, ines: &[Ine]) -> Option<Lookalike> {
        let known = Civil {
            last_name: self.last_name.clone(),
            usage_name: self.usage_name.clone(),
            first_names: split_first_names(&self.first_names),
            sex: self.sex.as_deref().and_then(|sex| sex.parse().ok()),
            born_on: self.born_on,
            priority_district: None,
        };
        let comparison = matching::compare(came, &known.identity(ines));
        (comparison.verdict != Verdict::Stranger).then(|| Lookalike {
            youth: self.youth_id,
            case: self.case_id,
            reference: self.reference,
            name: usual_name(&self.first_names, &self.last_name, self.usage_name.as_deref()),
            born_on: self.born_on,
            closed: self.closed,
            verdict: comparison.verdict,
            reasons: comparison.reasons.iter().map(ToString::to_string).collect(),
            created_at: self.created_at,
            created_by: self.created_by,
        })
    }
}
