use crate::world::World;
use base::testing::ENGINES;
use base::{Actor, Error, Person};
use network::rights::{self, Permission, Role};

fn actor(account: db::Id) -> Actor {
    Actor::new(Person { account: Some(account), ..Person::default() })
}

#[tokio::test]
async fn a_role_opens_its_territory_and_those_below_and_nothing_beside_or_above() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let region = actor(world.account("r@ac.fr", "Solène Kervella", Role::RegionLead, "R53").await);
        let academy = actor(world.account("a@ac.fr", "Loïc Académie", Role::RegionLead, "A70").await);
        let mut tx = world.app.db.read().await.unwrap();
        let inside = ["R53", "A14", "D29", "D35", "29-BREST", "35-RENNES"];
        let outside = ["FR", "R28", "A70", "14-CAEN", "99-NOWHERE", ""];
        for (territories, expected) in [(&inside, true), (&outside, false)] {
            for territory in territories {
                let may = rights::may(&mut tx, &region, Permission::SeeFigures, territory).await.unwrap();
                assert_eq!(may, expected, "{territory}");
            }
        }
        assert!(rights::may(&mut tx, &academy, Permission::SeeFigures, "14-CAEN").await.unwrap());
        assert!(!rights::may(&mut tx, &academy, Permission::SeeFigures, "R28").await.unwrap(), "not above");
        assert!(!rights::may(&mut tx, &region, Permission::SeeCases, "29-BREST").await.unwrap(), "no name above");
        let refused = rights::require(&mut tx, &region, Permission::SeeCases, "29-BREST").await;
        assert!(matches!(refused, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn every_role_opens_in_the_database_what_the_table_says() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        for (n, role) in Role::ALL.into_iter().enumerate() {
            let place = ["29-BREST", "D29", "R53", "FR"]
                .into_iter()
                .find(|code| role.may_sit_at(code.parse::<network::territories::TerritoryCode>().unwrap().level()));
            let place = place.expect("one of the levels");
            let actor = actor(world.account(&format!("p{n}@x.fr"), "Une Personne", role, place).await);
            let mut tx = world.app.db.read().await.unwrap();
            for permission in Permission::ALL {
                let expected = rights::grants(role, permission);
                assert_eq!(
                    rights::may(&mut tx, &actor, permission, place).await.unwrap(),
                    expected,
                    "{role} {permission}"
                );
                assert_eq!(rights::may_anywhere(&mut tx, &actor, permission).await.unwrap(), expected);
            }
        }
    }
}

#[tokio::test]
async fn an_ended_role_and_a_closed_account_open_nothing() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let now = world.app.clock.now();
        let left = world.account("left@x.fr", "Partie Ailleurs", Role::PlatformLead, "29-BREST").await;
        let closed = world.account("closed@x.fr", "Compte Fermé", Role::PlatformLead, "29-BREST").await;
        let mut tx = world.app.db.write().await.unwrap();
        let (role,): (db::Id,) =
            db::query("SELECT id FROM account_role WHERE account_id = $1").bind(left).one(&mut tx).await.unwrap();
        network::accounts::store::end_role(&mut tx, left, role, now).await.unwrap();
        network::accounts::store::set_closed(&mut tx, closed, Some(now)).await.unwrap();
        for account in [left, closed] {
            assert!(!rights::may_anywhere(&mut tx, &actor(account), Permission::SeeFigures).await.unwrap());
        }
        let seen: Vec<(String,)> = db::query("SELECT platform FROM visible_platform").all(&mut tx).await.unwrap();
        assert!(seen.is_empty());
    }
}

#[tokio::test]
async fn a_command_may_do_all_and_a_stranger_nothing() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.db.read().await.unwrap();
        for permission in Permission::ALL {
            assert!(rights::may(&mut tx, &Actor::command(), permission, "29-BREST").await.unwrap());
            assert!(!rights::may(&mut tx, &actor(db::Id::nil()), permission, "29-BREST").await.unwrap());
        }
    }
}

#[tokio::test]
async fn a_permission_taken_out_of_the_table_goes_at_the_next_migration() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.db.write().await.unwrap();
        db::query("INSERT INTO role_permission (role, permission) VALUES ('member', 'see-cases')")
            .execute(&mut tx)
            .await
            .unwrap();
        db::query("DELETE FROM role_permission WHERE role = 'platform-lead' AND permission = 'see-cases'")
            .execute(&mut tx)
            .await
            .unwrap();
        rights::sync(&mut tx).await.unwrap();
        let rows: Vec<(String,)> =
            db::query("SELECT role FROM role_permission WHERE permission = 'see-cases' ORDER BY role")
                .all(&mut tx)
                .await
                .unwrap();
        let rows: Vec<_> = rows.into_iter().map(|(role,)| role).collect();
        assert_eq!(rows, ["mlds-coordinator", "platform-assistant", "platform-lead"]);
    }
}
