//! What of the cases an actor may see, and where he may write. Out of scope looks like absent.
use base::{Actor, Error, Result};
use chrono::NaiveDate;
use db::{Id, Tx, sql};

/// Why a reader may not write: said where the act is tried.
const READ_ONLY: &str = "Vous pouvez lire ce dossier, pas y écrire. Demandez à l’assistant ou au responsable de la plate-forme, ou faites-vous \
désigner référent.";

/// A platform whose cases the actor may all read.
#[derive(Clone, Debug, db::FromRow)]
pub struct PlatformScope {
    pub code: String,
    pub name: String,
    pub may_write: bool,
}

/// The platform, if the actor reads its cases.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or is out of scope.
pub async fn platform(tx: &mut Tx, actor: &Actor, code: &str) -> Result<PlatformScope> {
    sql!(
        "SELECT t.code, t.name,
                EXISTS (SELECT 1 FROM visible_platform w
                        WHERE w.account_id = $1 AND w.platform = t.code AND w.permission = 'write-cases') AS may_write
         FROM territory t
         JOIN visible_platform v ON v.platform = t.code AND v.account_id = $1 AND v.permission = 'see-cases'
         WHERE t.code = $2"
    )
    .bind(actor.id())
    .bind(code.to_owned())
    .optional(tx)
    .await?
    .ok_or(Error::NotFound)
}

/// [`platform`], for who writes in its cases.
///
/// # Errors
/// [`Error::Forbidden`] when the actor only reads.
pub async fn platform_to_write(tx: &mut Tx, actor: &Actor, code: &str) -> Result<PlatformScope> {
    let scope = platform(tx, actor, code).await?;
    if scope.may_write { Ok(scope) } else { Err(Error::Forbidden(READ_ONLY)) }
}

/// A case the actor may read.
#[derive(Clone, Debug, db::FromRow)]
pub struct CaseScope {
    pub id: Id,
    pub reference: String,
    pub youth_id: Id,
    pub platform: String,
    pub platform_name: String,
    /// How many events were ever recorded: a form that carries another number was drawn before something happened.
    pub events: i64,
    /// Reads every case of the platform, not his own alone.
    pub sees_all: bool,
    pub may_write: bool,
}

/// The case, if the actor reads it: his role opens all those of the platform, or he is its worker.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist, was opened by a list since undone, or is out of scope.
pub async fn case(tx: &mut Tx, actor: &Actor, case: Id, today: NaiveDate) -> Result<CaseScope> {
    sql!(
        "WITH the_case AS (
            SELECT c.id, c.reference, c.youth_id, c.platform, c.events, t.name AS platform_name,
                EXISTS (SELECT 1 FROM member m
                        WHERE m.id = f.worker AND m.account_id = $1 AND (m.until IS NULL OR m.until > $3)) AS own
            FROM youth_case c
            JOIN case_facts f ON f.case_id = c.id
            JOIN youth y ON y.id = c.youth_id AND y.removed_at IS NULL
            JOIN territory t ON t.code = c.platform
            WHERE c.id = $2),
         opened AS (
            SELECT v.permission FROM visible_platform v JOIN the_case c ON c.platform = v.platform WHERE v.account_id = $1)
         SELECT id, reference, youth_id, platform, platform_name, events,
            EXISTS (SELECT 1 FROM opened WHERE permission = 'see-cases') AS sees_all,
            (EXISTS (SELECT 1 FROM opened WHERE permission = 'write-cases')
             OR (own AND EXISTS (SELECT 1 FROM opened WHERE permission = 'write-own-cases'))) AS may_write
         FROM the_case
         WHERE EXISTS (SELECT 1 FROM opened WHERE permission = 'see-cases')
            OR (own AND EXISTS (SELECT 1 FROM opened WHERE permission = 'see-own-cases'))"
    )
    .bind(actor.id())
    .bind(case)
    .bind(today)
    .optional(tx)
    .await?
    .ok_or(Error::NotFound)
}

/// [`case`], for who writes in it.
///
/// # Errors
/// [`Error::Forbidden`] when the actor only reads.
pub async fn case_to_write(tx: &mut Tx, actor: &Actor, id: Id, today: NaiveDate) -> Result<CaseScope> {
    let scope = case(tx, actor, id, today).await?;
    if scope.may_write { Ok(scope) } else { Err(Error::Forbidden(READ_ONLY)) }
}
