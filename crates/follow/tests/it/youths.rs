//! Youths in the database: written in bulk, completed, never twice.
use crate::world::{World, now, yanis, youth};
use base::testing::ENGINES;
use base::{Actor, new_id};
use follow::youths::store::{ines, refresh_keys, traits};
use follow::youths::{Contact, Details, Guardian, NewSchooling, Schooling, Sex, add_details, insert_youths};

#[tokio::test]
async fn a_youth_is_written_with_all_his_details_and_the_keys_of_matching() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.begin(&Actor::command()).await.unwrap();
        let yanis = yanis();
        insert_youths(&mut tx, None, std::slice::from_ref(&yanis)).await.unwrap();
        let read = traits(&mut tx, yanis.id).await.unwrap();
        assert_eq!(read, yanis.traits());
        assert_eq!((read.sex, read.schooling), (Some(Sex::Male), Schooling::Vocational));
        assert_eq!(ines(&mut tx, yanis.id).await.unwrap(), yanis.details.ines);
        tx.commit().await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM contact_point").await, 3);
        let keys = matching::blocking_keys(&yanis.civil.identity(&yanis.details.ines)).len() as i64;
        assert_eq!(world.count("SELECT count(*) FROM youth_key").await, keys);
    }
}

#[tokio::test]
async fn only_what_is_not_known_yet_is_added_whatever_its_spelling() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.begin(&Actor::command()).await.unwrap();
        let yanis = yanis();
        let others: Vec<_> = (0..60).map(|n| youth("Malo", &format!("Nom {n}"), yanis.civil.born_on)).collect();
        insert_youths(&mut tx, None, std::slice::from_ref(&yanis)).await.unwrap();
        insert_youths(&mut tx, None, &others).await.unwrap();

        let again = vec![(yanis.id, yanis.details.clone())];
        assert_eq!(add_details(&mut tx, None, &again).await.unwrap(), Vec::<db::Id>::new(), "nothing is new");

        let mut told = Details {
            ines: vec!["123456789AB".parse().unwrap()],
            contacts: vec![
                Contact::Phone("+33639980011".into()),
                Contact::Email("Y@exemple.fr".into()),
                Contact::Email("y@exemple.fr".into()),
            ],
            guardians: vec![Guardian {
                name: "NADIA LE-GOFF".into(),
                relation: None,
                contacts: vec![Contact::Phone("+33639986618".into()), Contact::Phone("+33639985103".into())],
            }],
            schoolings: vec![NewSchooling {
                category: Schooling::Vocational,
                formation: Some("1RE PRO MELEC".into()),
                mef: None,
                school_code: Some("0290012C".into()),
                school_name: None,
                diploma: None,
                left_on: None,
            }],
        };
        let mut all: Vec<_> = others.iter().map(|other| (other.id, Details::default())).collect();
        all.push((yanis.id, told.clone()));
        assert_eq!(
            add_details(&mut tx, None, &all).await.unwrap(),
            Vec::<db::Id>::new(),
            "the same schooling in capitals"
        );
        told.schoolings[0].school_code = Some("0291234X".into());
        all.pop();
        all.push((yanis.id, told));
        assert_eq!(add_details(&mut tx, None, &all).await.unwrap(), vec![yanis.id], "another school");
        tx.commit().await.unwrap();
        assert_eq!(world.count("SELECT count(*) FROM guardian").await, 1);
        assert_eq!(
            world.count("SELECT count(*) FROM contact_point").await,
            6,
            "two numbers, an e-mail, the mother's second number"
        );
        assert_eq!(world.count("SELECT count(*) FROM youth_ine").await, 2);
        let mut tx = world.app.begin(&Actor::command()).await.unwrap();
        let known = ines(&mut tx, yanis.id).await.unwrap();
        let keys = matching::blocking_keys(&yanis.civil.identity(&known));
        let (stored,): (i64,) =
            db::query("SELECT count(*) FROM youth_key WHERE youth_id = $1").bind(yanis.id).one(&mut tx).await.unwrap();
        assert_eq!(stored, keys.len() as i64, "the new INE is a key");
    }
}

#[tokio::test]
async fn the_first_schooling_that_says_anything_enters_the_figures() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.begin(&Actor::command()).await.unwrap();
        let mut someone = youth("Ana", "Le Roux", "2008-02-29".parse().unwrap());
        let school = |category, formation: &str| NewSchooling {
            category,
            formation: Some(formation.into()),
            mef: None,
            school_code: None,
            school_name: None,
            diploma: None,
            left_on: None,
        };
        someone.details.schoolings = vec![
            school(Schooling::Unknown, "?"),
            school(Schooling::General, "2de"),
            school(Schooling::Vocational, "CAP"),
        ];
        insert_youths(&mut tx, None, std::slice::from_ref(&someone)).await.unwrap();
        assert_eq!(traits(&mut tx, someone.id).await.unwrap(), someone.traits());
        assert_eq!(someone.traits().schooling, Schooling::General);
    }
}

#[tokio::test]
async fn keys_computed_again_are_the_same() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.begin(&Actor::command()).await.unwrap();
        let yanis = yanis();
        insert_youths(&mut tx, None, std::slice::from_ref(&yanis)).await.unwrap();
        let read = async |tx: &mut db::Tx| -> Vec<(i64,)> {
            db::query("SELECT key FROM youth_key ORDER BY key").all(tx).await.unwrap()
        };
        let before = read(&mut tx).await;
        refresh_keys(&mut tx, yanis.id).await.unwrap();
        assert_eq!(read(&mut tx).await, before);
        refresh_keys(&mut tx, new_id(now())).await.unwrap();
    }
}

#[tokio::test]
async fn every_statement_of_the_wing_is_understood_by_both_engines() {
    assert!(db::statement_count() > 60, "{} statements", db::statement_count());
    for engine in ENGINES {
        let world = World::new(engine).await;
        assert_eq!(world.app.db.refused_statements().await, Vec::<String>::new());
    }
}
