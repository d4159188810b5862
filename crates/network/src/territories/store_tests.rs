use base::testing::{ENGINES, TestDb};
use chrono::NaiveDate;
use db::{Cell, Tx, insert_many};

use super::store::*;
use super::{Level, Territory, TerritoryCode, collectivities};

fn code(text: &str) -> TerritoryCode {
    text.parse().unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn platform(text: &str, name: &str, communes: &[&'static str]) -> NewPlatform {
    NewPlatform {
        code: code(text),
        name: name.into(),
        lead_organisation: "CIO".into(),
        opened_on: day(2025, 9, 1),
        communes: communes.to_vec(),
    }
}

/// The country with two platforms in Finistère and one in Corsica.
async fn country(tx: &mut Tx) {
    assert!(seed_country(tx).await.unwrap());
    let platforms = [
        platform("29-BREST", "PSAD de Brest", &["29019", "29075"]),
        platform("29-QUIMPER", "PSAD de Quimper", &["29232"]),
        platform("2A-AJACCIO", "PSAD d’Ajaccio", &["2A004"]),
    ];
    open_platforms(tx, &platforms).await.unwrap();
}

fn codes(territories: &[Territory]) -> Vec<&str> {
    territories.iter().map(|territory| territory.code.as_str()).collect()
}

#[tokio::test]
async fn the_country_is_written_once_with_its_communes_and_postcodes() {
    for engine in ENGINES {
        let db = TestDb::new(engine).await;
        let mut tx = db.write().await.unwrap();
        assert!(seed_country(&mut tx).await.unwrap());
        assert!(!seed_country(&mut tx).await.unwrap(), "a second start writes nothing");
        assert_eq!(all_territories(&mut tx).await.unwrap().len(), 150);
        let (communes, postcodes): (i64, i64) =
            db::query("SELECT (SELECT count(*) FROM commune), (SELECT count(*) FROM commune_postcode)")
                .one(&mut tx)
                .await
                .unwrap();
        assert!(communes > 34_500 && postcodes > communes, "{communes} {postcodes}");
        let (folded, arrondissement): (String, String) =
            db::query("SELECT folded, arrondissement FROM commune WHERE code = '29080'").one(&mut tx).await.unwrap();
        assert_eq!((folded.as_str(), arrondissement.as_str()), ("hopital camfrout", "291"));
    }
}

#[tokio::test]
async fn a_territory_knows_those_above_and_below_it() {
    for engine in ENGINES {
        let db = TestDb::new(engine).await;
        let mut tx = db.write().await.unwrap();
        country(&mut tx).await;
        let above = ancestors(&mut tx, &code("29-BREST")).await.unwrap();
        assert_eq!(codes(&above), ["FR", "R53", "A14", "D29", "29-BREST"]);
        assert_eq!(codes(&ancestors(&mut tx, &code("FR")).await.unwrap()), ["FR"]);
        assert_eq!(codes(&ancestors(&mut tx, &code("29-ATLANTIS")).await.unwrap()), [""; 0]);
        assert_eq!(codes(&children(&mut tx, &code("A14")).await.unwrap()), ["D22", "D29", "D35", "D56"]);
        assert_eq!(codes(&children(&mut tx, &code("D29")).await.unwrap()), ["29-BREST", "29-QUIMPER"]);
        assert_eq!(codes(&platforms_within(&mut tx, &code("R53")).await.unwrap()), ["29-BREST", "29-QUIMPER"]);
        assert_eq!(codes(&platforms_within(&mut tx, &code("2A-AJACCIO")).await.unwrap()), ["2A-AJACCIO"]);
        assert_eq!(platforms_within(&mut tx, &code("FR")).await.unwrap().len(), 3);
        let brest = find_territory(&mut tx, &code("29-BREST")).await.unwrap().unwrap();
        assert_eq!((brest.name.as_str(), brest.level), ("PSAD de Brest", Level::Platform));
        assert_eq!(find_territory(&mut tx, &code("D988")).await.unwrap(), None);
    }
}

#[tokio::test]
async fn the_platform_of_a_commune_depends_on_the_day() {
    for engine in ENGINES {
        let db = TestDb::new(engine).await;
        let mut tx = db.write().await.unwrap();
        country(&mut tx).await;
        // Guipavas leaves Brest for Quimper on 1 March 2026.
        db::query("UPDATE platform_commune SET until = $1 WHERE commune = '29075'")
            .bind(day(2026, 3, 1))
            .execute(&mut tx)
            .await
            .unwrap();
        let moved = vec![Cell::from("29-QUIMPER"), Cell::from("29075"), Cell::from(day(2026, 3, 1))];
        insert_many(&mut tx, "platform_commune", &["platform", "commune", "since"], [moved]).await.unwrap();

        for (on, expected) in [
            (day(2025, 8, 31), None),
            (day(2025, 9, 1), Some("29-BREST")),
            (day(2026, 2, 28), Some("29-BREST")),
            (day(2026, 3, 1), Some("29-QUIMPER")),
        ] {
            let found = platform_of(&mut tx, "29075", on).await.unwrap();
            assert_eq!(found.as_ref().map(TerritoryCode::as_str), expected, "{on}");
        }
        assert_eq!(platform_of(&mut tx, "35238", day(2026, 3, 1)).await.unwrap(), None, "nobody follows Rennes here");
        let names = |communes: Vec<&super::geography::Commune>| communes.iter().map(|c| c.name).collect::<Vec<_>>();
        let brest = code("29-BREST");
        assert_eq!(names(communes_of(&mut tx, &brest, day(2026, 2, 28)).await.unwrap()), ["Brest", "Guipavas"]);
        assert_eq!(names(communes_of(&mut tx, &brest, day(2026, 3, 1)).await.unwrap()), ["Brest"]);
    }
}

#[tokio::test]
async fn a_commune_cannot_belong_to_two_platforms_opened_the_same_day() {
    for engine in ENGINES {
        let db = TestDb::new(engine).await;
        let mut tx = db.write().await.unwrap();
        country(&mut tx).await;
        let second = [platform("29-MORLAIX", "PSAD de Morlaix", &["29151", "29019"])];
        assert!(db::is_unique_violation(&open_platforms(&mut tx, &second).await.unwrap_err()));
    }
}

#[tokio::test]
async fn a_platform_of_a_department_that_is_not_in_the_tree_is_refused() {
    for engine in ENGINES {
        let db = TestDb::new(engine).await;
        let mut tx = db.write().await.unwrap();
        country(&mut tx).await;
        let noumea = [platform("988-NOUMEA", "PSAD de Nouméa", &["98818"])];
        assert!(open_platforms(&mut tx, &noumea).await.is_err());
    }
}

#[tokio::test]
async fn a_collectivity_joins_the_tree_with_its_communes_only_when_asked() {
    for engine in ENGINES {
        let db = TestDb::new(engine).await;
        let mut tx = db.write().await.unwrap();
        country(&mut tx).await;
        let caledonia = collectivities().find(|collectivity| collectivity.code == "988").unwrap();
        assert!(add_collectivity(&mut tx, &caledonia).await.unwrap());
        assert!(!add_collectivity(&mut tx, &caledonia).await.unwrap(), "once");
        let noumea = [platform("988-NOUMEA", "PSAD de Nouméa", &["98818"])];
        open_platforms(&mut tx, &noumea).await.unwrap();
        let above = ancestors(&mut tx, &code("988-NOUMEA")).await.unwrap();
        assert_eq!(codes(&above), ["FR", "R988", "A40", "D988", "988-NOUMEA"]);
        let saint_martin = collectivities().find(|collectivity| collectivity.code == "978").unwrap();
        assert!(add_collectivity(&mut tx, &saint_martin).await.unwrap());
        assert_eq!(codes(&children(&mut tx, &code("A32")).await.unwrap()), ["D971", "D978"]);
    }
}
