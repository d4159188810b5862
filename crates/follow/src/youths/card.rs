//! Everything known of one youth, as the page of a case shows it.
use super::model::{Civil, split_first_names, usual_name};
use super::reach::{self, ContactPoint};
use super::store::{civil, sex};
use super::{Schooling, Sex};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};

#[derive(Clone, Debug)]
pub struct Card {
    pub id: Id,
    pub civil: Civil,
    pub ines: Vec<String>,
    pub points: Vec<ContactPoint>,
    pub guardians: Vec<GuardianRow>,
    /// The latest told first.
    pub schoolings: Vec<SchoolingRow>,
}

#[derive(Clone, Debug, db::FromRow)]
pub struct GuardianRow {
    pub id: Id,
    pub name: String,
    pub relation: Option<String>,
}

#[derive(Clone, Debug, db::FromRow)]
pub struct SchoolingRow {
    pub category: String,
    pub formation: Option<String>,
    pub school_code: Option<String>,
    pub school_name: Option<String>,
    pub diploma: Option<String>,
    pub left_on: Option<NaiveDate>,
}

impl SchoolingRow {
    pub fn schooling(&self) -> Schooling {
        self.category.parse().unwrap_or(Schooling::Unknown)
    }
}

impl Card {
    /// « Yanis Le Goff ».
    pub fn name(&self) -> String {
        usual_name(&self.civil.joined_first_names(), &self.civil.last_name, self.civil.usage_name.as_deref())
    }

    pub fn sex(&self) -> Option<Sex> {
        self.civil.sex
    }

    /// The contact points of a guardian, or of the youth himself.
    pub fn points_of(&self, guardian: Option<Id>) -> impl Iterator<Item = &ContactPoint> {
        self.points.iter().filter(move |point| point.guardian_id == guardian)
    }
}

/// Reads the card of a youth; none when unknown, or brought by a list since undone.
pub async fn card(tx: &mut Tx, youth: Id) -> db::Result<Option<Card>> {
    let Some(civil) = civil(tx, youth).await? else { return Ok(None) };
    let ines: Vec<(String,)> = sql!("SELECT ine FROM youth_ine WHERE youth_id = $1 AND removed_at IS NULL ORDER BY id")
        .bind(youth)
        .all(tx)
        .await?;
    let points = reach::of_youths(tx, &[youth]).await?;
    let guardians = sql!(
        "SELECT id, name, relation FROM guardian WHERE youth_id = $1 AND removed_at IS NULL ORDER BY recorded_at, id"
    )
    .bind(youth)
    .all(tx)
    .await?;
    let schoolings = sql!(
        "SELECT category, formation, school_code, school_name, diploma, left_on FROM schooling
         WHERE youth_id = $1 AND removed_at IS NULL ORDER BY recorded_at DESC, id"
    )
    .bind(youth)
    .all(tx)
    .await?;
    Ok(Some(Card {
        id: youth,
        civil,
        ines: ines.into_iter().map(|(ine,)| ine).collect(),
        points,
        guardians,
        schoolings,
    }))
}

/// A list in which the youth was seen, and where in it.
#[derive(Clone, Debug, db::FromRow)]
pub struct Sighting {
    pub list_id: Id,
    pub source_name: String,
    pub file_name: String,
    pub received_at: DateTime<Utc>,
    pub line: i64,
}

/// The applied lists that reported a youth, the latest first.
pub async fn sightings(tx: &mut Tx, youth: Id) -> db::Result<Vec<Sighting>> {
    sql!(
        "SELECT l.id AS list_id, l.source_name, l.file_name, l.received_at, i.line
         FROM intake_line i JOIN intake_list l ON l.id = i.list_id AND l.state = 'applied'
         WHERE i.youth_id = $1 AND i.verdict IN ('created', 'attached')
         ORDER BY l.received_at DESC, i.line"
    )
    .bind(youth)
    .all(tx)
    .await
}

/// Who the youth was said to be before a correction.
#[derive(Clone, Debug)]
pub struct Former {
    pub civil: Civil,
    pub corrected_at: DateTime<Utc>,
    /// Name of the account.
    pub corrected_by: Option<String>,
}

#[derive(db::FromRow)]
struct FormerRow {
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
    corrected_at: DateTime<Utc>,
    corrected_by: Option<String>,
}

/// Earlier identities, the latest first.
pub async fn former(tx: &mut Tx, youth: Id) -> db::Result<Vec<Former>> {
    let rows: Vec<FormerRow> = sql!(
        "SELECT f.last_name, f.usage_name, f.first_names, f.sex, f.born_on, f.priority_district, f.corrected_at,
                a.name AS corrected_by
         FROM former_identity f LEFT JOIN account a ON a.id = f.corrected_by
         WHERE f.youth_id = $1 ORDER BY f.corrected_at DESC, f.id"
    )
    .bind(youth)
    .all(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Former {
                civil: Civil {
                    last_name: row.last_name,
                    usage_name: row.usage_name,
                    first_names: split_first_names(&row.first_names),
                    sex: sex(youth, row.sex.as_deref())?,
                    born_on: row.born_on,
                    priority_district: row.priority_district,
                },
                corrected_at: row.corrected_at,
                corrected_by: row.corrected_by,
            })
        })
        .collect()
}
