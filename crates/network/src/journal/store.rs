use chrono::{DateTime, Utc};
use db::{Id, Result, Tx, sql};
use std::collections::HashMap;

/// How many entries a page shows.
pub const PAGE: i64 = 50;

/// What the journal is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Folded words of the name or e-mail of who acted.
    pub words: Option<String>,
    pub action: Option<String>,
    pub kind: Option<String>,
    pub target: Option<String>,
    pub from: Option<DateTime<Utc>>,
    /// The first instant out.
    pub until: Option<DateTime<Utc>>,
    /// Only entries older than this number.
    pub before: Option<i64>,
}

/// One entry, with one of the permissions the reader has where it belongs.
#[derive(Clone, Debug, db::FromRow)]
pub struct Line {
    pub number: i64,
    pub at: DateTime<Utc>,
    pub name: Option<String>,
    /// Code of the role acted in, or the name of a command.
    pub actor: String,
    pub action: String,
    pub target_kind: String,
    pub target: String,
    pub platform: Option<String>,
    pub platform_name: Option<String>,
    pub permission: Option<String>,
}

/// The newest entries first, within the reader's territories; the nation's administrators read those of nowhere too. Several
/// lines for one entry, one a permission.
pub async fn lines(tx: &mut Tx, reader: Id, filter: &Filter) -> Result<Vec<Line>> {
    sql!(
        "WITH page AS (
           SELECT e.number, e.at, a.name, e.actor, e.action, e.target_kind, e.target, e.platform
           FROM audit_entry e LEFT JOIN account a ON a.id = e.account_id
           WHERE (EXISTS (SELECT 1 FROM scope s WHERE s.account_id = $1 AND s.permission = 'see-journal'
                          AND s.territory = 'FR')
                  OR EXISTS (SELECT 1 FROM scope s WHERE s.account_id = $1 AND s.permission = 'see-journal'
                             AND s.territory = e.platform))
             AND (a.folded LIKE $2 OR $2 IS NULL)
             AND (e.action = $3 OR $3 IS NULL)
             AND (e.target_kind = $4 OR $4 IS NULL)
             AND (e.target = $5 OR $5 IS NULL)
             AND (e.at >= $6 OR $6 IS NULL)
             AND (e.at < $7 OR $7 IS NULL)
             AND (e.number < $8 OR $8 IS NULL)
           ORDER BY e.number DESC LIMIT $9)
         SELECT p.number, p.at, p.name, p.actor, p.action, p.target_kind, p.target, p.platform,
                t.name AS platform_name, s.permission
         FROM page p
         LEFT JOIN territory t ON t.code = p.platform
         LEFT JOIN (SELECT DISTINCT territory, permission FROM scope WHERE account_id = $1) s ON s.territory = p.platform
         ORDER BY p.number DESC, s.permission"
    )
    .bind(reader)
    .bind(filter.words.as_ref().map(|words| format!("%{}%", words.replace(' ', "%"))))
    .bind(filter.action.clone())
    .bind(filter.kind.clone())
    .bind(filter.target.clone())
    .bind(filter.from)
    .bind(filter.until)
    .bind(filter.before)
    .bind(PAGE + 1)
    .all(tx)
    .await
}

/// The names of the accounts that a page of the journal speaks of; the journal itself keeps none.
pub async fn names(tx: &mut Tx, accounts: &[Id]) -> Result<HashMap<String, String>> {
    let mut query = sql!(
        "SELECT id, name FROM account WHERE id IN (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40,
            $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)"
    );
    let most = usize::try_from(PAGE).unwrap_or_default();
    for id in accounts.iter().copied().chain(std::iter::repeat(Id::nil())).take(most) {
        query = query.bind(id);
    }
    let rows: Vec<(Id, String)> = query.all(tx).await?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}
