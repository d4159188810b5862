//! The territories whose figures an account reads.
use super::problem::{MEDIA_TYPE, Problem, Result};
use super::query::Query;
use axum::Json;
use axum::extract::State;
use base::{Actor, App};
use db::{Id, Tx, sql};
use network::rights::Permission;
use serde::Serialize;
use utoipa::ToSchema;

/// Un territoire du réseau.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema, db::FromRow)]
pub struct Territory {
    #[schema(example = "29-BREST")]
    pub code: String,
    /// `nation`, `region` (région académique), `academy`, `department` ou `platform`, chacun le parent du suivant.
    #[schema(example = "platform")]
    pub level: String,
    #[schema(example = "PSAD de Brest")]
    pub name: String,
    /// Le territoire juste au-dessus ; aucun pour la nation. Il n’est pas toujours dans le périmètre du compte.
    #[schema(example = "D29", required = true)]
    pub parent: Option<String>,
}

/// Territoires visibles
///
/// Ceux dont le compte lit les chiffres : le territoire de chacune de ses fonctions, et tous ceux au-dessous. De la nation aux
/// plates-formes, puis dans l’ordre des codes.
#[utoipa::path(
    get, path = "/api/v1/territories", tag = "Territoires", operation_id = "territories",
    responses(
        (status = 200, description = "Les territoires ; aucun si le compte n’a pas de fonction qui lise des chiffres", body = Vec<Territory>),
        (status = 400, description = "Un paramètre inconnu", body = Problem, content_type = MEDIA_TYPE),
        (status = 401, description = "Sans jeton valable", body = Problem, content_type = MEDIA_TYPE),
    )
)]
pub async fn list(State(app): State<App>, actor: Actor, query: Query) -> Result<Json<Vec<Territory>>> {
    let [] = query.only([])?;
    let mut tx = app.read().await?;
    Ok(Json(within_reach(&mut tx, actor.id()).await?))
}

async fn within_reach(tx: &mut Tx, account: Id) -> db::Result<Vec<Territory>> {
    sql!(
        "SELECT t.code, t.level, t.name, t.parent FROM territory t
         WHERE EXISTS (SELECT 1 FROM scope s WHERE s.territory = t.code AND s.account_id = $1 AND s.permission = $2)
         ORDER BY CASE t.level WHEN 'nation' THEN 1 WHEN 'region' THEN 2 WHEN 'academy' THEN 3 WHEN 'department' THEN 4 ELSE 5 END,
                  t.code"
    )
    .bind(account)
    .bind(Permission::SeeFigures.code().to_owned())
    .all(tx)
    .await
}
