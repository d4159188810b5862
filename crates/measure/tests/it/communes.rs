//! A platform by the communes its youths live in.
use crate::world::{BREST, World, days_ago, listed, today, youth};
use base::Actor;
use base::testing::ENGINES;
use chrono::Duration;
use follow::cases::event::{Finding, What};
use follow::cases::store::NewEvent;
use follow::youths::{Address, Contact, Details};
use measure::figures::{ELSEWHERE, Period, Question, Value, communes};
use measure::indicators::Indicator;
use network::rights::Role;

const QUIMPER: &str = "29232";
const CARHAIX: &str = "29024";

fn at(commune: &str) -> Contact {
    Contact::Address(Address {
        street: "3 rue des Lilas".into(),
        postcode: None,
        commune: Some(commune.into()),
        commune_name: None,
    })
}

/// What the classes of an answer count.
async fn told(world: &World, asked: &Question, code: &'static str) -> Vec<(String, i64)> {
    let mut tx = world.app.read().await.unwrap();
    let answer = communes(&world.app, &mut tx, &Actor::command(), asked).await.unwrap();
    let of = |value| match value {
        Value::Count(n) => n,
        other => panic!("{other:?}"),
    };
    let cells = answer.cells.into_iter();
    cells.map(|cell| (cell.classes[0].clone(), of(cell.tally.value(Indicator::of(code))))).collect()
}

#[tokio::test]
async fn a_case_counts_in_the_commune_of_the_last_address_that_holds() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut tx = world.app.db.write().await.unwrap();
        for (code, name) in [(QUIMPER, "Quimper"), (CARHAIX, "Carhaix-Plouguer")] {
            db::query(
                "INSERT INTO commune (code, name, folded, department, population) VALUES ($1, $2, $2, 'D29', 1000)",
            )
            .bind(code.to_owned())
            .bind(name.to_owned())
            .execute(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let opening = || vec![NewEvent::on(days_ago(60), listed())];
        let live = |communes: &[&str]| {
            let contacts = communes.iter().map(|commune| at(commune)).collect();
            follow::youths::NewYouth { details: Details { contacts, ..Details::default() }, ..youth() }
        };
        let case = world.open(&live(&[QUIMPER]), BREST, None, opening()).await;
        world.happened(case, vec![NewEvent::on(days_ago(3), What::Verified(Finding::Confirmed))]).await;
        let mover = live(&[CARHAIX]);
        world.open(&mover, BREST, None, opening()).await;
        world.open(&live(&[]), BREST, None, opening()).await;
        let period = Period { from: days_ago(90), to: today() };
        let asked = Question { territory: BREST.into(), period, at: today(), known_on: None, by: vec![], only: vec![] };
        let counted = |all: &[(&str, i64)]| all.iter().map(|(c, n)| ((*c).to_owned(), *n)).collect::<Vec<_>>();
        assert_eq!(
            told(&world, &asked, "listed").await,
            counted(&[(CARHAIX, 1), (QUIMPER, 1), (ELSEWHERE, 1)]),
            "{engine:?}"
        );
        assert_eq!(told(&world, &asked, "confirmed").await, counted(&[(CARHAIX, 0), (QUIMPER, 1), (ELSEWHERE, 0)]));

        let lead = world.lead().await;
        let page = world.get(&lead, "/territoires/29-BREST/communes?annee=2026").await.is(200);
        let rows = page.texts("main tbody tr");
        assert!(rows[0].starts_with("Carhaix-Plouguer 1 0 0 0 sans objet"), "{engine:?}: {rows:?}");
        assert!(rows[1].starts_with("Quimper 1 1 0 0") && rows[2].starts_with("Commune non renseignée 1"), "{rows:?}");
        assert!(page.text("main tfoot tr").starts_with("Ensemble 3 1"), "{}", page.text("main tfoot tr"));
        let board = world.get(&lead, "/territoires/29-BREST/tableau-de-bord?annee=2026").await;
        assert!(board.links("main a").iter().any(|href| href.starts_with("/territoires/29-BREST/communes?annee=2026")));
        world.get(&lead, "/territoires/29-BREST/communes?du=2026-12-01&au=2026-09-01").await.is(422);
        world.get(&lead, "/territoires/29-MORLAIX/communes").await.is(404);
        let department = world.person("Anne Riou", Role::DepartmentLead, "D29").await;
        world.get(&department, "/territoires/29-BREST/communes").await.is(200);
        world.get(&department, "/territoires/D29/communes").await.is(404);

        // He moves; what was known before still says where he lived.
        let day = world.app.clock.today();
        world.app.clock.advance(Duration::days(2));
        let mut tx = world.app.db.write().await.unwrap();
        db::query("UPDATE contact_point SET removed_at = $2 WHERE youth_id = $1")
            .bind(mover.id)
            .bind(world.app.clock.now())
            .execute(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let asked = Question { at: world.app.clock.today(), ..asked };
        assert_eq!(told(&world, &asked, "listed").await, counted(&[(QUIMPER, 1), (ELSEWHERE, 2)]), "{engine:?}");
        let known = Question { known_on: Some(day), ..asked };
        assert_eq!(
            told(&world, &known, "listed").await,
            counted(&[(CARHAIX, 1), (QUIMPER, 1), (ELSEWHERE, 1)]),
            "{engine:?}"
        );
    }
}
