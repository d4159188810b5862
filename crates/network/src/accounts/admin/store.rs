//! Accounts as an administrator reaches them: scope is in each statement.
use super::choice::Place;
use super::model::Managed;
use crate::accounts::store;
use crate::territories::TerritoryCode;
use base::Actor;
use chrono::{DateTime, Utc};
use db::{Error, Id, Result, Tx, sql};

/// The account as this administrator sees it; none when it is out of reach.
pub async fn managed(tx: &mut Tx, id: Id, actor: &Actor) -> Result<Option<Managed>> {
    let Some(account) = store::find(tx, id).await? else { return Ok(None) };
    let roles = store::roles(tx, id, actor.account).await?;
    let everywhere = manages_the_nation(tx, actor).await?;
    let managed = Managed { account, roles, is_own: actor.account == Some(id), everywhere };
    Ok(Some(managed).filter(Managed::is_visible))
}

async fn manages_the_nation(tx: &mut Tx, actor: &Actor) -> Result<bool> {
    let nation = TerritoryCode::nation();
    crate::rights::may(tx, actor, crate::rights::Permission::ManageAccounts, nation.as_str()).await
}

/// The territories on which the administrator grants roles, from the nation down.
pub async fn places(tx: &mut Tx, actor: &Actor) -> Result<Vec<Place>> {
    let rows: Vec<(String, String)> = match actor.account {
        None => sql!("SELECT code, name FROM territory ORDER BY code").all(tx).await?,
        Some(account) => {
            sql!(
                "SELECT DISTINCT t.code, t.name FROM scope s JOIN territory t ON t.code = s.territory
                 WHERE s.account_id = $1 AND s.permission = 'manage-accounts' ORDER BY t.code"
            )
            .bind(account)
            .all(tx)
            .await?
        }
    };
    let place = |(code, name): (String, String)| {
        let code: TerritoryCode =
            code.parse().map_err(|_| Error::Decode(format!("territory {code} makes no sense").into()))?;
        Ok(Place { level: code.level(), code, name })
    };
    let mut places = rows.into_iter().map(place).collect::<Result<Vec<_>>>()?;
    places.sort_by_key(|place| place.level);
    Ok(places)
}

/// What a list of accounts is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Folded words, in the order of name then e-mail.
    pub words: Option<String>,
    pub role: Option<String>,
    /// Roles on this territory and those below.
    pub territory: Option<String>,
    pub closed: Option<bool>,
}

impl Filter {
    fn pattern(&self) -> Option<String> {
        self.words.as_ref().map(|words| format!("%{}%", words.replace(' ', "%")))
    }
}

/// One line of the list: the account, and one of its roles in force.
#[derive(Clone, Debug, db::FromRow)]
pub struct Line {
    pub id: Id,
    pub name: String,
    pub email: String,
    pub has_password: bool,
    pub signed_in_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub role: Option<String>,
    pub territory_name: Option<String>,
}

pub const PAGE: i64 = 25;

pub async fn count(tx: &mut Tx, viewer: Id, filter: &Filter) -> Result<i64> {
    let (count,) = sql!(
        "SELECT count(*) FROM account a
         WHERE (EXISTS (SELECT 1 FROM scope s WHERE s.account_id = $1 AND s.permission = 'manage-accounts'
                        AND s.territory = 'FR')
                OR EXISTS (SELECT 1 FROM account_role r JOIN scope s ON s.territory = r.territory
                           WHERE r.account_id = a.id AND s.account_id = $1 AND s.permission = 'manage-accounts'))
           AND (a.folded LIKE $2 OR $2 IS NULL)
           AND (EXISTS (SELECT 1 FROM account_role r
                        WHERE r.account_id = a.id AND r.ended_at IS NULL AND r.role = $3) OR $3 IS NULL)
           AND (EXISTS (SELECT 1 FROM account_role r JOIN territory_ancestor t ON t.territory = r.territory
                        WHERE r.account_id = a.id AND r.ended_at IS NULL AND t.ancestor = $4) OR $4 IS NULL)
           AND ((a.closed_at IS NOT NULL) = $5 OR $5 IS NULL)"
    )
    .bind(viewer)
    .bind(filter.pattern())
    .bind(filter.role.clone())
    .bind(filter.territory.clone())
    .bind(filter.closed)
    .one::<(i64,)>(tx)
    .await?;
    Ok(count)
}

/// A page of accounts in the order of names; several lines for one of several roles.
pub async fn lines(tx: &mut Tx, viewer: Id, filter: &Filter, page: i64) -> Result<Vec<Line>> {
    sql!(
        "WITH page AS (
           SELECT a.id, a.name, a.folded, a.email, a.password_hash IS NOT NULL AS has_password, a.signed_in_at, a.closed_at
           FROM account a
           WHERE (EXISTS (SELECT 1 FROM scope s WHERE s.account_id = $1 AND s.permission = 'manage-accounts'
                          AND s.territory = 'FR')
                  OR EXISTS (SELECT 1 FROM account_role r JOIN scope s ON s.territory = r.territory
                             WHERE r.account_id = a.id AND s.account_id = $1 AND s.permission = 'manage-accounts'))
             AND (a.folded LIKE $2 OR $2 IS NULL)
             AND (EXISTS (SELECT 1 FROM account_role r
                          WHERE r.account_id = a.id AND r.ended_at IS NULL AND r.role = $3) OR $3 IS NULL)
             AND (EXISTS (SELECT 1 FROM account_role r JOIN territory_ancestor t ON t.territory = r.territory
                          WHERE r.account_id = a.id AND r.ended_at IS NULL AND t.ancestor = $4) OR $4 IS NULL)
             AND ((a.closed_at IS NOT NULL) = $5 OR $5 IS NULL)
           ORDER BY a.folded, a.id LIMIT $6 OFFSET $7)
         SELECT p.id, p.name, p.email, p.has_password, p.signed_in_at, p.closed_at, r.role, t.name AS territory_name
         FROM page p
         LEFT JOIN account_role r ON r.account_id = p.id AND r.ended_at IS NULL
         LEFT JOIN territory t ON t.code = r.territory
         ORDER BY p.folded, p.id, r.granted_at, r.id"
    )
    .bind(viewer)
    .bind(filter.pattern())
    .bind(filter.role.clone())
    .bind(filter.territory.clone())
    .bind(filter.closed)
    .bind(PAGE)
    .bind(PAGE * (page - 1))
    .all(tx)
    .await
}
