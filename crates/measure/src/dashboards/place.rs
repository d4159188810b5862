//! The territory a page of figures is about, and who stands around it.
use base::{Actor, Error, Result};
use db::{Tx, sql};
use matching::fold;
use network::territories::{Level, Territory, TerritoryCode, store};

/// A territory whose figures the actor reads.
#[derive(Clone, Debug)]
pub struct Place {
    pub territory: Territory,
    /// Those above whose figures the actor reads too, from the top.
    pub above: Vec<Territory>,
}

impl Place {
    pub fn code(&self) -> &str {
        self.territory.code.as_str()
    }

    pub fn level(&self) -> Level {
        self.territory.level
    }
}

/// The territory, if the actor reads its figures.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist, or is out of scope.
pub async fn find(tx: &mut Tx, actor: &Actor, code: &str) -> Result<Place> {
    let code: TerritoryCode = code.parse().map_err(|_| Error::NotFound)?;
    let mut line = store::ancestors(tx, &code).await?;
    if actor.account.is_some() {
        let open: Vec<(String,)> = sql!(
            "SELECT DISTINCT s.territory FROM scope s
             JOIN territory_ancestor a ON a.ancestor = s.territory
             WHERE s.account_id = $1 AND s.permission = 'see-figures' AND a.territory = $2"
        )
        .bind(actor.id())
        .bind(code.to_string())
        .all(tx)
        .await?;
        line.retain(|t| open.iter().any(|(open,)| open == t.code.as_str()));
    }
    match line.pop() {
        Some(territory) if territory.code == code => Ok(Place { territory, above: line }),
        _ => Err(Error::NotFound),
    }
}

/// Everything under a territory, at all levels, in alphabetical order.
pub async fn within(tx: &mut Tx, code: &str) -> Result<Vec<Territory>> {
    let rows: Vec<(String, String, Option<String>)> = sql!(
        "SELECT t.code, t.name, t.parent FROM territory_ancestor a JOIN territory t ON t.code = a.territory
         WHERE a.ancestor = $1 AND a.territory <> $1"
    )
    .bind(code.to_owned())
    .all(tx)
    .await?;
    let parse =
        |code: &str| code.parse::<TerritoryCode>().map_err(|why| Error::Internal(format!("territory {code}: {why}")));
    let mut all = vec![];
    for (code, name, parent) in rows {
        let code = parse(&code)?;
        let parent = parent.as_deref().map(parse).transpose()?;
        all.push(Territory { level: code.level(), code, name, parent });
    }
    all.sort_by_cached_key(|t| (fold(&t.name), t.code.clone()));
    Ok(all)
}
