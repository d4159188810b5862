//! Which territory of each level holds a platform: what a breakdown by territory reads.
use db::{Tx, sql};
use network::territories::Level;
use std::collections::HashMap;

/// The platforms of a territory, with what stands above each.
#[derive(Debug)]
pub(super) struct Places {
    above: HashMap<String, Above>,
    /// The level that [`super::Dimension::Territory`] breaks down by: one below the territory asked about.
    below: Level,
}

#[derive(Debug, db::FromRow)]
struct Above {
    code: String,
    department: String,
    academy: String,
    region: String,
}

impl Places {
    pub async fn read(tx: &mut Tx, territory: &str, level: Level) -> db::Result<Places> {
        let rows: Vec<Above> = sql!(
            "SELECT p.code, p.department, p.academy, p.region
             FROM territory_ancestor within JOIN platform p ON p.code = within.territory WHERE within.ancestor = $1"
        )
        .bind(territory.to_owned())
        .all(tx)
        .await?;
        let above = rows.into_iter().map(|row| (row.code.clone(), row)).collect();
        Ok(Places { above, below: level.child().unwrap_or(Level::Platform) })
    }

    /// The territory of that level above the platform; the platform itself when none is.
    pub fn at<'a>(&'a self, level: Level, platform: &'a str) -> &'a str {
        match (level, self.above.get(platform)) {
            (Level::Nation, _) => "FR",
            (Level::Region, Some(above)) => &above.region,
            (Level::Academy, Some(above)) => &above.academy,
            (Level::Department, Some(above)) => &above.department,
            _ => platform,
        }
    }

    /// The platforms of the territory.
    pub fn platforms(&self) -> impl Iterator<Item = &str> {
        self.above.keys().map(String::as_str)
    }

    pub fn knows(&self, platform: &str) -> bool {
        self.above.contains_key(platform)
    }

    pub fn below_level(&self) -> Level {
        self.below
    }

    pub fn below<'a>(&'a self, platform: &'a str) -> &'a str {
        self.at(self.below, platform)
    }
}
