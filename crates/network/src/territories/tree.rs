//! The official tree, from the nation to the départements, and the overseas collectivities that may join it.
//!
//! Source: `data/territories.csv` (régions académiques have the perimeter of the regions: décret 2019-1200).

use std::collections::HashSet;
use std::sync::LazyLock;

use super::model::{Level, Territory, TerritoryCode};

static COUNTRY: LazyLock<Vec<Territory>> = LazyLock::new(|| {
    let mut tree = Tree::default();
    tree.add(TerritoryCode::nation(), Level::Nation, "France", None);
    for line in include_str!("../../data/territories.csv").lines().skip(1) {
        let mut columns = line.split(',');
        let mut column = || columns.next().expect("the file has seven columns");
        let [department, name, academy_name, region_name] = std::array::from_fn(|_| column());
        let [_administrative_region, academy, region] = std::array::from_fn(|_| column());
        let region = tree.child(TerritoryCode::region(region), region_name, &TerritoryCode::nation());
        let academy = tree.child(TerritoryCode::academy(academy), academy_name, &region);
        tree.child(TerritoryCode::department(department), name, &academy);
    }
    tree.territories
});

/// An overseas collectivity that an installation may add to the tree.
#[derive(Debug)]
pub struct Collectivity {
    /// INSEE code: `988`.
    pub code: &'static str,
    pub name: &'static str,
    academy: &'static str,
}

/// The nation, 18 régions académiques, 30 académies, 101 départements; each after its parent.
#[must_use]
pub fn country() -> &'static [Territory] {
    &COUNTRY
}

/// The overseas collectivities (`data/territories_com.csv`), which stand outside the 101 départements.
pub fn collectivities() -> impl Iterator<Item = Collectivity> {
    include_str!("../../data/territories_com.csv").lines().skip(1).map(|line| {
        let mut columns = line.split(',');
        let mut column = || columns.next().expect("the file has five columns");
        let [code, name, _attachment, academy] = std::array::from_fn(|_| column());
        Collectivity { code, name, academy }
    })
}

impl Collectivity {
    /// What to add to the country for this collectivity to be one of its départements: the département alone when an académie
    /// of the country is in charge (Saint-Martin: Guadeloupe), else a region and an académie (vice-rectorat) of its own too.
    #[must_use]
    pub fn territories(&self) -> Vec<Territory> {
        let mut tree = Tree::default();
        let academy = TerritoryCode::academy(self.academy);
        let known = country().iter().find(|territory| academy.as_ref() == Ok(&territory.code));
        let academy = match known {
            Some(known) => known.code.clone(),
            None => {
                let region = tree.child(TerritoryCode::region(self.code), self.name, &TerritoryCode::nation());
                tree.child(academy, self.name, &region)
            }
        };
        tree.child(TerritoryCode::department(self.code), self.name, &academy);
        tree.territories
    }
}

#[derive(Default)]
struct Tree {
    territories: Vec<Territory>,
    known: HashSet<TerritoryCode>,
}

impl Tree {
    /// Adds the territory under its parent, unless an earlier line did.
    fn child<E: std::fmt::Debug>(
        &mut self,
        code: Result<TerritoryCode, E>,
        name: &str,
        parent: &TerritoryCode,
    ) -> TerritoryCode {
        let code = code.expect("the codes of the data files are tested");
        self.add(code.clone(), code.level(), name, Some(parent.clone()));
        code
    }

    fn add(&mut self, code: TerritoryCode, level: Level, name: &str, parent: Option<TerritoryCode>) {
        if self.known.insert(code.clone()) {
            self.territories.push(Territory { code, level, name: name.replace('\'', "’"), parent });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn named(code: &str) -> &'static Territory {
        country().iter().find(|territory| territory.code.as_str() == code).expect(code)
    }

    #[test]
    fn the_country_has_18_regions_30_academies_and_101_departments() {
        let mut count = HashMap::new();
        for territory in country() {
            *count.entry(territory.level).or_insert(0) += 1;
        }
        assert_eq!(
            count,
            HashMap::from([(Level::Nation, 1), (Level::Region, 18), (Level::Academy, 30), (Level::Department, 101)])
        );
    }

    #[test]
    fn every_territory_comes_after_its_parent_of_the_level_above() {
        let mut levels = HashMap::new();
        for territory in country() {
            assert_eq!(
                territory.parent.as_ref().map(|parent| levels[parent]),
                territory.level.parent(),
                "{territory:?}"
            );
            assert_eq!(levels.insert(&territory.code, territory.level), None, "{territory:?} stands twice");
        }
    }

    #[test]
    fn corsica_and_the_overseas_regions_are_regions_with_one_academy() {
        for (department, academy, region) in [
            ("D2A", "A27", "R94"),
            ("D2B", "A27", "R94"),
            ("D971", "A32", "R01"),
            ("D972", "A31", "R02"),
            ("D973", "A33", "R03"),
            ("D974", "A28", "R04"),
            ("D976", "A43", "R06"),
        ] {
            assert_eq!(named(department).parent.as_ref().unwrap().as_str(), academy);
            assert_eq!(named(academy).parent.as_ref().unwrap().as_str(), region);
            let academies = country().iter().filter(|t| t.parent.as_ref().is_some_and(|p| p.as_str() == region));
            assert_eq!(academies.count(), 1, "{region}");
        }
    }

    #[test]
    fn names_are_written_for_people() {
        assert_eq!(named("D29").name, "Finistère");
        assert_eq!(named("D21").name, "Côte-d’Or");
        assert_eq!(named("A14").name, "Rennes");
        assert_eq!(named("R93").name, "Provence-Alpes-Côte d’Azur");
    }

    #[test]
    fn the_communes_of_the_data_package_lie_in_departments_or_collectivities_of_the_tree() {
        let mut known: HashSet<String> = country().iter().map(|t| t.code.to_string()).collect();
        known.extend(collectivities().map(|collectivity| format!("D{}", collectivity.code)));
        for commune in super::super::geography::communes() {
            assert!(known.contains(&format!("D{}", commune.department)), "{commune:?}");
        }
    }

    #[test]
    fn a_collectivity_joins_under_its_academy_or_brings_its_own() {
        let of = |code: &str| collectivities().find(|c| c.code == code).unwrap().territories();
        let codes = |list: Vec<Territory>| list.iter().map(|t| t.code.to_string()).collect::<Vec<_>>();
        assert_eq!(of("978")[0].parent.as_ref().unwrap().as_str(), "A32");
        assert_eq!(codes(of("978")), ["D978"]);
        assert_eq!(codes(of("988")), ["R988", "A40", "D988"]);
        assert_eq!(collectivities().count(), 6);
    }
}
