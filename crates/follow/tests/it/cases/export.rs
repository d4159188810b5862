//! The list of cases, taken away as a file: the same youths as the page, with their days, and a line in the journal.
use crate::answer::Answer;
use crate::world::{BREST, World, days_ago, listed, youth};
use base::testing::{ENGINES, Engine};
use calamine::{Data, Ods, Reader as _, Xlsx, open_workbook_from_rs};
use follow::cases::event::{Channel, Contacted, Outcome, What};
use follow::cases::store::NewEvent;
use std::io::Cursor;

const LIST: &str = "/plates-formes/29-BREST/dossiers";

/// The sheet of the cases, header included.
fn cases(answer: &Answer, format: &str) -> Vec<Vec<Data>> {
    let bytes = Cursor::new(answer.bytes.clone());
    let range = match format {
        "xlsx" => open_workbook_from_rs::<Xlsx<_>, _>(bytes).unwrap().worksheet_range("Dossiers").unwrap(),
        _ => open_workbook_from_rs::<Ods<_>, _>(bytes).unwrap().worksheet_range("Dossiers").unwrap(),
    };
    range.rows().map(<[Data]>::to_vec).collect()
}

/// What each row says in that column.
fn column(sheet: &[Vec<Data>], header: &str) -> Vec<String> {
    let place = sheet[0].iter().position(|label| *label == *header).unwrap();
    let said = |row: &Vec<Data>| match &row[place] {
        Data::DateTime(day) => day.as_datetime().unwrap().date().to_string(),
        other => other.to_string(),
    };
    sheet[1..].iter().map(said).collect()
}

#[tokio::test]
async fn the_file_holds_the_cases_of_the_page_with_their_days_as_dates() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        world.follow(youth("=Léna", "@Tanguy", days_ago(6800)), BREST, listed(), days_ago(20)).await;
        let outcome = Outcome::Reached { appointment: None };
        let call = What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome };
        world.happened(yanis.case, vec![NewEvent::on(days_ago(3), call)]).await;
        for format in ["xlsx", "ods"] {
            let file = world.get(&maelle, &format!("{LIST}.{format}?tri=entree")).await.is(200);
            let sheet = cases(&file, format);
            assert_eq!(column(&sheet, "Nom"), ["@Tanguy", "Le Goff"], "{engine:?} {format}");
            assert_eq!(column(&sheet, "Prénoms")[0], "=Léna");
            assert_eq!(column(&sheet, "Entrée"), [days_ago(20).to_string(), days_ago(12).to_string()]);
            assert_eq!(column(&sheet, "Premier contact"), [String::new(), days_ago(3).to_string()]);
            assert_eq!(column(&sheet, "Référent"), ["personne", "personne"]);
            assert!(column(&sheet, "Adresse")[1].ends_with(&format!("/dossiers/{}", yanis.case)));
        }
        let csv = world.get(&maelle, &format!("{LIST}.csv?q=tanguy")).await.is(200);
        assert_eq!(csv.body.lines().count(), 2);
        assert!(csv.body.contains(";'@Tanguy;'=Léna;"), "{}", csv.body);
        let name = csv.disposition.unwrap();
        assert!(name.starts_with("attachment; filename=\"dossiers_29-BREST_2026-11-24.csv\""), "{name}");
    }
}

#[tokio::test]
async fn each_file_is_told_by_the_journal_and_the_page_is_not() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        world.yanis().await;
        let before = world.acts().await.len();
        let page = world.get(&maelle, LIST).await.is(200);
        let links = page.links("a[download]");
        assert_eq!(links, [format!("{LIST}.csv"), format!("{LIST}.xlsx"), format!("{LIST}.ods")]);
        assert_eq!(world.acts().await.len(), before);
        for link in links {
            world.get(&maelle, &link).await.is(200);
        }
        assert_eq!(world.acts().await[before..], ["dossiers-telecharges"; 3], "{engine:?}");
    }
}

#[tokio::test]
async fn filters_cut_the_file_as_they_cut_the_page_and_a_wrong_one_gives_no_file() {
    let world = World::new(Engine::Sqlite).await;
    let maelle = world.assistant().await;
    world.yanis().await;
    for n in 0..30_u64 {
        world.follow(youth("Malo", &format!("Nom {n:02}"), days_ago(6400)), BREST, listed(), days_ago(n)).await;
    }
    let kept = async |query: &str| {
        let file = world.get(&maelle, &format!("{LIST}.xlsx?{query}")).await.is(200);
        column(&cases(&file, "xlsx"), "Nom")
    };
    assert_eq!(kept("page=2").await.len(), 31, "the file has no pages");
    assert_eq!(kept("tri=-nom").await[0], "Nom 29");
    assert_eq!(kept("q=nom+07").await, ["Nom 07"]);
    assert!(kept("compte=to_verify&situation=supported").await.is_empty());
    let page = world.get(&maelle, &format!("{LIST}?q=malo")).await.is(200);
    assert!(page.links("a[download]").contains(&format!("{LIST}.ods?q=malo")));
    let before = world.acts().await;
    let refused = world.get(&maelle, &format!("{LIST}.xlsx?du=31/02/2026")).await.is(422);
    assert!(refused.body.contains("n’existe pas"));
    assert_eq!(world.acts().await, before);
}

#[tokio::test]
async fn a_file_takes_as_many_statements_for_sixty_cases_as_for_five() {
    let world = World::new(Engine::Sqlite).await;
    let maelle = world.assistant().await;
    let mut statements = vec![];
    let mut followed = 0;
    for wanted in [5_u64, 60] {
        for n in followed..wanted {
            world.follow(youth("Malo", &format!("Nom {n:02}"), days_ago(6400)), BREST, listed(), days_ago(n)).await;
        }
        followed = wanted;
        let before = world.app.db.statements();
        world.get(&maelle, &format!("{LIST}.ods")).await.is(200);
        statements.push(world.app.db.statements() - before);
    }
    assert_eq!(statements[0], statements[1]);
}
