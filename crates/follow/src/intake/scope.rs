//! What of the lists an actor may see. Out of scope looks like absent.
use super::mapping::Mapping;
use super::plan::Totals;
use crate::cases::event::Source;
use crate::coded_enum;
use base::{Actor, Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use network::rights::{self, Permission};

coded_enum! {
    /// Where a list stands.
    pub enum State {
        Staged = "staged", "en attente";
        Applied = "applied", "appliquée";
        Abandoned = "abandoned", "abandonnée";
        Undone = "undone", "annulée";
    }
}

/// A platform where the actor brings lists in, or settles their doubtful lines.
#[derive(Clone, Debug, db::FromRow)]
pub struct Platform {
    pub code: String,
    /// « PSAD de Brest »
    pub name: String,
}

/// The platform, for who may do that there.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or is out of scope.
pub async fn platform(tx: &mut Tx, actor: &Actor, code: &str, permission: Permission) -> Result<Platform> {
    rights::require(tx, actor, permission, code).await?;
    sql!("SELECT t.code, t.name FROM territory t JOIN platform p ON p.code = t.code WHERE t.code = $1")
        .bind(code.to_owned())
        .optional(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// A list and its history.
#[derive(Clone, Debug)]
pub struct List {
    pub id: Id,
    pub platform: Platform,
    pub source: Source,
    pub source_name: String,
    pub file_name: String,
    pub file_hash: String,
    pub listed_on: NaiveDate,
    /// « Texte Windows-1252, séparateur « ; » »
    pub format: String,
    pub mapping: Mapping,
    pub state: State,
    pub received_at: DateTime<Utc>,
    pub received_by: Option<String>,
    pub applied_at: Option<DateTime<Utc>>,
    pub applied_by: Option<String>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_by: Option<String>,
    pub totals: Totals,
}

#[derive(db::FromRow)]
struct Row {
    platform: String,
    platform_name: String,
    source: String,
    source_name: String,
    file_name: String,
    file_hash: String,
    listed_on: NaiveDate,
    format: String,
    mapping: String,
    state: String,
    received_at: DateTime<Utc>,
    received_by: Option<String>,
    applied_at: Option<DateTime<Utc>>,
    applied_by: Option<String>,
    undone_at: Option<DateTime<Utc>>,
    undone_by: Option<String>,
    created: i64,
    attached: i64,
    to_review: i64,
    refused: i64,
    ignored: i64,
}

/// The list, for who may do that at its platform.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or is out of scope.
pub async fn list(tx: &mut Tx, actor: &Actor, id: Id, permission: Permission) -> Result<List> {
    let row: Row = sql!(
        "SELECT l.platform, t.name AS platform_name, l.source, l.source_name, l.file_name, l.file_hash, l.listed_on, l.format,
                l.mapping, l.state, l.received_at, r.name AS received_by, l.applied_at, a.name AS applied_by, l.undone_at,
                u.name AS undone_by, l.created, l.attached, l.to_review, l.refused, l.ignored
         FROM intake_list l
         JOIN territory t ON t.code = l.platform
         LEFT JOIN account r ON r.id = l.received_by
         LEFT JOIN account a ON a.id = l.applied_by
         LEFT JOIN account u ON u.id = l.undone_by
         WHERE l.id = $1"
    )
    .bind(id)
    .optional(tx)
    .await?
    .ok_or(Error::NotFound)?;
    rights::require(tx, actor, permission, &row.platform).await?;
    row.into_list(id).map_err(|why| Error::Internal(format!("intake_list {id}: {why}")))
}

impl Row {
    fn into_list(self, id: Id) -> Result<List, String> {
        Ok(List {
            id,
            platform: Platform { code: self.platform, name: self.platform_name },
            source: self.source.parse()?,
            source_name: self.source_name,
            file_name: self.file_name,
            file_hash: self.file_hash,
            listed_on: self.listed_on,
            format: self.format,
            mapping: serde_json::from_str(&self.mapping).map_err(|e| e.to_string())?,
            state: self.state.parse()?,
            received_at: self.received_at,
            received_by: self.received_by,
            applied_at: self.applied_at,
            applied_by: self.applied_by,
            undone_at: self.undone_at,
            undone_by: self.undone_by,
            totals: Totals {
                created: self.created,
                attached: self.attached,
                to_review: self.to_review,
                refused: self.refused,
                ignored: self.ignored,
            },
        })
    }
}
