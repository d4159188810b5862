//! Territories, communes and perimeters in the database.

use chrono::NaiveDate;
use db::{Cell, Error, Result, Tx, insert_many, sql};

use super::geography::{self, Commune};
use super::model::{Level, Territory, TerritoryCode};

/// A platform to open, with what it needs from the start.
#[derive(Clone, Debug)]
pub struct NewPlatform {
    pub code: TerritoryCode,
    /// As on screen: « PSAD de Brest ».
    pub name: String,
    pub lead_organisation: String,
    pub opened_on: NaiveDate,
    /// INSEE codes of its communes, which belong to no other platform from `opened_on` on.
    pub communes: Vec<&'static str>,
}

/// Writes the official tree with its arrondissements and communes; `false` when it stands already.
///
/// # Errors
/// Those of the database.
pub async fn seed_country(tx: &mut Tx) -> Result<bool> {
    if find_territory(tx, &TerritoryCode::nation()).await?.is_some() {
        return Ok(false);
    }
    insert_territories(tx, super::country()).await?;
    insert_places(tx, |department| super::country().iter().any(|t| t.code.department_code() == Some(department)))
        .await?;
    Ok(true)
}

/// Adds an overseas collectivity to the tree, with its communes; `false` when it stands already.
///
/// # Errors
/// Those of the database.
pub async fn add_collectivity(tx: &mut Tx, collectivity: &super::Collectivity) -> Result<bool> {
    let territories = collectivity.territories();
    for territory in &territories {
        if find_territory(tx, &territory.code).await?.is_some() {
            return Ok(false);
        }
    }
    insert_territories(tx, &territories).await?;
    insert_places(tx, |department| department == collectivity.code).await?;
    Ok(true)
}

/// Opens platforms with their perimeters.
///
/// # Errors
/// Those of the database: a platform that stands already, a commune with a platform from that day on, an unknown commune.
pub async fn open_platforms(tx: &mut Tx, platforms: &[NewPlatform]) -> Result<()> {
    let mut territories = Vec::with_capacity(platforms.len());
    let mut rows = Vec::with_capacity(platforms.len());
    for platform in platforms {
        let department = department_of(&platform.code)?;
        let above = ancestors(tx, &department).await?;
        let at = |level| {
            let found = above.iter().find(|territory| territory.level == level);
            found.map(|territory| Cell::from(territory.code.as_str())).ok_or(Error::RowNotFound)
        };
        rows.push(vec![
            Cell::from(platform.code.as_str()),
            at(Level::Department)?,
            at(Level::Academy)?,
            at(Level::Region)?,
            Cell::from(platform.lead_organisation.as_str()),
            Cell::from(platform.opened_on),
        ]);
        territories.push(Territory {
            code: platform.code.clone(),
            level: Level::Platform,
            name: platform.name.clone(),
            parent: Some(department),
        });
    }
    insert_territories(tx, &territories).await?;
    let columns = &["code", "department", "academy", "region", "lead_organisation", "opened_on"];
    insert_many(tx, "platform", columns, rows).await?;
    let perimeters = platforms.iter().flat_map(|platform| {
        let row = |commune: &&'static str| {
            vec![Cell::from(platform.code.as_str()), Cell::from(*commune), Cell::from(platform.opened_on)]
        };
        platform.communes.iter().map(row)
    });
    insert_many(tx, "platform_commune", &["platform", "commune", "since"], perimeters).await?;
    Ok(())
}

/// # Errors
/// Those of the database.
pub async fn find_territory(tx: &mut Tx, code: &TerritoryCode) -> Result<Option<Territory>> {
    sql!("SELECT code, level, name, parent FROM territory WHERE code = $1")
        .bind(code.to_string())
        .optional::<Row>(tx)
        .await?
        .map(parse)
        .transpose()
}

/// Every territory, from the nation down, in the order of codes within a level.
///
/// # Errors
/// Those of the database.
pub async fn all_territories(tx: &mut Tx) -> Result<Vec<Territory>> {
    let rows = sql!("SELECT code, level, name, parent FROM territory ORDER BY code").all::<Row>(tx).await?;
    let mut territories = parse_all(rows)?;
    territories.sort_by_key(|territory| territory.level);
    Ok(territories)
}

/// The territories just below, in the order of codes.
///
/// # Errors
/// Those of the database.
pub async fn children(tx: &mut Tx, code: &TerritoryCode) -> Result<Vec<Territory>> {
    let rows = sql!("SELECT code, level, name, parent FROM territory WHERE parent = $1 ORDER BY code")
        .bind(code.to_string())
        .all::<Row>(tx)
        .await?;
    parse_all(rows)
}

/// From the nation to the territory itself, as a breadcrumb shows them; empty when it does not exist.
///
/// # Errors
/// Those of the database.
pub async fn ancestors(tx: &mut Tx, code: &TerritoryCode) -> Result<Vec<Territory>> {
    let rows = sql!(
        "SELECT t.code, t.level, t.name, t.parent
         FROM territory_ancestor a JOIN territory t ON t.code = a.ancestor
         WHERE a.territory = $1"
    )
    .bind(code.to_string())
    .all::<Row>(tx)
    .await?;
    let mut territories = parse_all(rows)?;
    territories.sort_by_key(|territory| territory.level);
    Ok(territories)
}

/// The platforms of a territory (itself, when it is one), in the order of codes.
///
/// # Errors
/// Those of the database.
pub async fn platforms_within(tx: &mut Tx, code: &TerritoryCode) -> Result<Vec<Territory>> {
    let rows = sql!(
        "SELECT t.code, t.level, t.name, t.parent
         FROM territory_ancestor a JOIN territory t ON t.code = a.territory
         WHERE a.ancestor = $1 AND t.level = 'platform' ORDER BY t.code"
    )
    .bind(code.to_string())
    .all::<Row>(tx)
    .await?;
    parse_all(rows)
}

/// The platform whose perimeter holds the commune (INSEE code) on that day.
///
/// # Errors
/// Those of the database.
pub async fn platform_of(tx: &mut Tx, commune: &str, on: NaiveDate) -> Result<Option<TerritoryCode>> {
    let row = sql!(
        "SELECT platform FROM platform_commune
         WHERE commune = $1 AND since <= $2 AND (until IS NULL OR until > $2)"
    )
    .bind(commune.to_owned())
    .bind(on)
    .optional::<(String,)>(tx)
    .await?;
    row.map(|(code,)| parse_code(&code)).transpose()
}

/// The communes of a platform's perimeter on that day (INSEE codes), in order.
///
/// # Errors
/// Those of the database.
pub async fn communes_of(tx: &mut Tx, platform: &TerritoryCode, on: NaiveDate) -> Result<Vec<&'static Commune>> {
    let rows = sql!(
        "SELECT commune FROM platform_commune
         WHERE platform = $1 AND since <= $2 AND (until IS NULL OR until > $2) ORDER BY commune"
    )
    .bind(platform.to_string())
    .bind(on)
    .all::<(String,)>(tx)
    .await?;
    Ok(rows.iter().filter_map(|(code,)| geography::by_code(code)).collect())
}

/// Inserts territories, each after its parent, and who stands above each.
async fn insert_territories(tx: &mut Tx, territories: &[Territory]) -> Result<()> {
    let rows = territories.iter().map(|territory| {
        vec![
            Cell::from(territory.code.as_str()),
            Cell::from(territory.level.as_str()),
            Cell::from(territory.name.as_str()),
            Cell::from(territory.parent.as_ref().map(TerritoryCode::as_str)),
        ]
    });
    insert_many(tx, "territory", &["code", "level", "name", "parent"], rows).await?;
    for territory in territories {
        sql!(
            "INSERT INTO territory_ancestor (territory, ancestor)
             SELECT $1, ancestor FROM territory_ancestor WHERE territory = $2"
        )
        .bind(territory.code.to_string())
        .bind(territory.parent.as_ref().map(ToString::to_string))
        .execute(tx)
        .await?;
        sql!("INSERT INTO territory_ancestor (territory, ancestor) VALUES ($1, $1)")
            .bind(territory.code.to_string())
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// Inserts the arrondissements, communes and postcodes of some départements.
async fn insert_places(tx: &mut Tx, wanted: impl Fn(&str) -> bool) -> Result<()> {
    let department = |code: &str| Cell::from(format!("D{code}"));
    let arrondissements = geography::arrondissements()
        .filter(|a| wanted(a.department))
        .map(|a| vec![Cell::from(a.code), Cell::from(a.name), department(a.department)]);
    insert_many(tx, "arrondissement", &["code", "name", "department"], arrondissements).await?;
    let communes: Vec<_> = geography::communes().filter(|commune| wanted(commune.department)).collect();
    let rows = communes.iter().map(|commune| {
        vec![
            Cell::from(commune.code),
            Cell::from(commune.name),
            Cell::from(matching::fold(commune.name)),
            department(commune.department),
            Cell::from(commune.arrondissement),
            Cell::from(i64::from(commune.population)),
        ]
    });
    let columns = &["code", "name", "folded", "department", "arrondissement", "population"];
    insert_many(tx, "commune", columns, rows).await?;
    let postcodes = communes.iter().flat_map(|commune| {
        commune.postcodes.iter().map(|postcode| vec![Cell::from(*postcode), Cell::from(commune.code)])
    });
    insert_many(tx, "commune_postcode", &["postcode", "commune"], postcodes).await?;
    Ok(())
}

/// code, level, name, parent.
type Row = (String, String, String, Option<String>);

fn parse((code, level, name, parent): Row) -> Result<Territory> {
    let level = level.parse().map_err(|_| senseless("level", &code, &level))?;
    Ok(Territory { code: parse_code(&code)?, level, name, parent: parent.as_deref().map(parse_code).transpose()? })
}

fn parse_all(rows: Vec<Row>) -> Result<Vec<Territory>> {
    rows.into_iter().map(parse).collect()
}

fn parse_code(code: &str) -> Result<TerritoryCode> {
    code.parse().map_err(|_| senseless("code", code, code))
}

fn department_of(platform: &TerritoryCode) -> Result<TerritoryCode> {
    let code = platform.department_code().filter(|_| platform.level() == Level::Platform);
    let department = code.and_then(|code| TerritoryCode::department(code).ok());
    department.ok_or_else(|| senseless("platform", platform.as_str(), platform.as_str()))
}

fn senseless(column: &str, row: &str, value: &str) -> Error {
    Error::Decode(format!("territory {row}: {column} « {value} » makes no sense").into())
}
