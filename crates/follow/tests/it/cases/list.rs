//! The list of cases: found, filtered as the figures count, sorted, paged.
use crate::world::{BREST, RENNES, World, days_ago, listed, today, yanis, youth};
use base::testing::{ENGINES, Engine};
use chrono::{Days, NaiveDate};
use follow::cases::event::{Channel, Contacted, Finding, NotConcerned, Outcome, Scheme, Solution, What};
use follow::cases::filters::Counted;
use follow::cases::store::NewEvent;
use network::rights::Role;

const LIST: &str = "/plates-formes/29-BREST/dossiers";

#[tokio::test]
async fn a_youth_is_found_by_what_one_knows_of_him() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let yanis = world.yanis().await;
        world.follow(youth("Léna", "Tanguy", days_ago(6800)), BREST, listed(), days_ago(20)).await;
        world.follow(youth("Yanis", "Le Goff", days_ago(7000)), RENNES, listed(), days_ago(20)).await;
        for (asked, names) in [
            ("le goff", vec!["Yanis Le Goff"]),
            ("GOFF yan", vec!["Yanis Le Goff"]),
            ("off", vec![]),
            ("lena", vec!["Léna Tanguy"]),
            ("09/03/2009", vec!["Yanis Le Goff"]),
            ("goff 10/03/2009", vec![]),
            ("39 98 51", vec!["Yanis Le Goff"]),
            ("", vec!["Yanis Le Goff", "Léna Tanguy"]),
            ("<script>", vec![]),
            ("%", vec![]),
            ("_", vec![]),
            ("\\", vec![]),
            ("<l>", vec![]),
            ("g%f", vec![]),
        ] {
            let q: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
            let page = world.get(&maelle, &format!("{LIST}?q={q}")).await.is(200);
            assert_eq!(page.texts("tbody th a"), names, "{asked}");
        }
        for exact in ["080514237kd", "0639985103", "06 39 98 66 18", "29-brest-2026-0001"] {
            let q: String = form_urlencoded::byte_serialize(exact.as_bytes()).collect();
            assert_eq!(
                world.get(&maelle, &format!("{LIST}?q={q}")).await.leads(),
                format!("/dossiers/{}", yanis.case),
                "{exact}"
            );
        }
    }
}

/// Cases of every standing, at various days; returns how many.
async fn a_cohort(world: &World) -> usize {
    let call = |outcome| What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome };
    let reached = || call(Outcome::Reached { appointment: None });
    let held = || What::InterviewHeld { guardian_present: true, by: None };
    let supported = || What::SupportStarted { by: None, scheme: Scheme::Mlds };
    let found = |kind| What::SolutionStarted { kind, place: None, until: None };
    let stories: Vec<(u64, Vec<(u64, What)>)> = vec![
        (10, vec![]),
        (300, vec![(200, call(Outcome::NoAnswer))]),
        (40, vec![(30, reached())]),
        (40, vec![(30, reached()), (29, What::Verified(Finding::NotConcerned(NotConcerned::InSchool)))]),
        (60, vec![(30, reached()), (29, What::Verified(Finding::Confirmed))]),
        (300, vec![(200, reached()), (199, What::Verified(Finding::Confirmed))]),
        (90, vec![(80, held()), (70, supported())]),
        (90, vec![(80, held()), (70, supported()), (60, found(Solution::Apprenticeship))]),
        (400, vec![(380, supported()), (370, found(Solution::Employment)), (360, What::SolutionBroken)]),
        (
            400,
            vec![
                (380, found(Solution::CivicService)),
                (90, What::SolutionBroken),
                (80, found(Solution::InitialTraining)),
            ],
        ),
        (400, vec![(380, found(Solution::Other))]),
        (50, vec![(40, What::Refused)]),
        (50, vec![(40, What::Unreachable), (20, What::Assigned { to: None })]),
        (50, vec![(40, held()), (39, What::Closed(follow::cases::event::ClosedReason::Moved))]),
    ];
    let all = stories.len();
    for (n, (entry, story)) in stories.into_iter().enumerate() {
        let mut someone = youth("Jeune", &format!("Numéro {n:02}"), days_ago(15 * 366 + 400 * n as u64));
        someone.civil.sex = [None, Some(follow::youths::Sex::Female), Some(follow::youths::Sex::Male)][n % 3];
        let followed = world.follow(someone, BREST, listed(), days_ago(entry)).await;
        world
            .happened(followed.case, story.into_iter().map(|(ago, what)| NewEvent::on(days_ago(ago), what)).collect())
            .await;
    }
    all
}

/// A cohort count by its definition in MEASURE.md §3, written again from the facts.
fn definition(counted: Counted) -> String {
    let situation = "CASE WHEN lapses_on <= '2026-11-24' THEN 'unknown' ELSE situation END";
    let code = counted.as_str();
    let confirmed = "verification = 'confirmed' AND";
    match code {
        "listed" => "1 = 1".into(),
        "to_verify" | "not_concerned" | "confirmed" => format!("verification = '{code}'"),
        "attempted" => "first_attempt_on IS NOT NULL".into(),
        "reached" => "first_contact_on IS NOT NULL".into(),
        "contacted" => format!("{confirmed} first_contact_on IS NOT NULL"),
        "interviewed" => format!("{confirmed} first_interview_on IS NOT NULL"),
        "supported_ever" => format!("{confirmed} first_support_on IS NOT NULL"),
        "found_solution" => format!("{confirmed} first_solution_on IS NOT NULL"),
        "without_worker" => format!("{confirmed} worker IS NULL AND NOT closed"),
        _ => match (code.strip_prefix("found_solution_"), code.strip_prefix("in_solution_")) {
            (Some(kind), _) => format!("{confirmed} first_solution = '{kind}'"),
            (_, Some(kind)) => format!("{confirmed} {situation} = 'in_solution' AND solution = '{kind}'"),
            _ => format!("{confirmed} {situation} = '{code}'"),
        },
    }
}

#[tokio::test]
async fn the_list_behind_a_figure_holds_exactly_the_cases_it_counts() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let all = a_cohort(&world).await;
        let mut seen = 0;
        for counted in Counted::ALL {
            let sql = format!("SELECT count(*) FROM case_facts WHERE {}", definition(*counted));
            let mut tx = world.app.db.read().await.unwrap();
            let (expected,): (i64,) = db::query(sqlx::AssertSqlSafe(sql)).one(&mut tx).await.unwrap();
            drop(tx);
            let page = world.get(&maelle, &format!("{LIST}?compte={counted}")).await.is(200);
            assert_eq!(page.texts("tbody th a").len() as i64, expected, "{counted}");
            seen += usize::from(expected > 0 && expected < all as i64);
        }
        assert!(seen > 18, "the cohort tells most counts apart: {seen}");
        let sum = world.get(&maelle, LIST).await.text(".pu-sub");
        assert!(sum.contains("14 dossiers = 3 à vérifier + 1 non concerné + 10 confirmés"), "{sum}");
    }
}

#[tokio::test]
async fn filters_of_a_figure_cut_the_list_as_they_cut_the_figure() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        a_cohort(&world).await;
        for (query, condition) in [
            ("du=2026-08-01&au=2026-10-15", "entry_on >= '2026-08-01' AND entry_on <= '2026-10-15'"),
            ("sexe=F", "sex = 'F'"),
            ("sexe=unknown", "sex = 'unknown'"),
            ("age=16-17", "age BETWEEN 16 AND 17"),
            ("age=26%2B", "age >= 26"),
            ("age=0-15", "age <= 15"),
            ("source=national_list", "source = 'national_list'"),
            ("scolarite=unknown&quartier=unknown", "schooling = 'unknown' AND priority_district = 'unknown'"),
            ("etat=clos", "closed"),
            ("verification=confirmed&sexe=M", "verification = 'confirmed' AND sex = 'M'"),
            ("solution=apprenticeship", "solution = 'apprenticeship' AND verification = 'confirmed'"),
            ("compte=to_verify&situation=supported", "1 = 0"),
        ] {
            let sql = format!("SELECT count(*) FROM case_facts WHERE {condition}");
            let mut tx = world.app.db.read().await.unwrap();
            let (expected,): (i64,) = db::query(sqlx::AssertSqlSafe(sql)).one(&mut tx).await.unwrap();
            drop(tx);
            let page = world.get(&maelle, &format!("{LIST}?{query}")).await.is(200);
            assert_eq!(page.texts("tbody th a").len() as i64, expected, "{query}");
        }
        for wrong in ["compte=contacte", "du=31/02/2026", "au=2026-01-01&du=2026-02-01"] {
            let page = world.get(&maelle, &format!("{LIST}?{wrong}")).await.is(422);
            assert!(page.texts("tbody th a").is_empty(), "a filter that is not understood shows nobody");
        }
    }
}

#[tokio::test]
async fn the_list_is_sorted_and_paged_and_takes_no_more_statements_for_sixty_cases_than_for_five() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let mut statements = vec![];
        for (wanted, shown) in [(5_u64, 5), (60, 25)] {
            let have = u64::try_from(world.count("SELECT count(*) FROM youth_case").await).unwrap();
            for n in have..wanted {
                let entry: NaiveDate = days_ago(n);
                world.follow(youth("Malo", &format!("Nom {n:02}"), days_ago(6400)), BREST, listed(), entry).await;
            }
            let before = world.app.db.statements();
            let page = world.get(&maelle, LIST).await.is(200);
            statements.push(world.app.db.statements() - before);
            assert_eq!(page.texts("tbody tr").len(), shown);
        }
        assert_eq!(statements[0], statements[1]);
        let names =
            async |query: &str| world.get(&maelle, &format!("{LIST}?{query}")).await.is(200).texts("tbody th a");
        assert_eq!(names("tri=nom").await[0], "Malo Nom 00");
        assert_eq!(names("tri=-nom").await[0], "Malo Nom 59");
        assert_eq!(names("tri=entree").await[0], "Malo Nom 59");
        assert_eq!(names("tri=-entree").await[..2], ["Malo Nom 00", "Malo Nom 01"]);
        assert_eq!(names("page=3").await.len(), 10);
        assert_eq!(names("page=99").await.len(), 0);
    }
}

#[tokio::test]
async fn a_member_sees_the_cases_he_carries_and_no_other() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let nolwenn = world.person("Nolwenn Kermarrec", Role::Member, BREST).await;
        let member = world.member(BREST, "Nolwenn Kermarrec", Some(&nolwenn)).await;
        let hers = world.follow(yanis(), BREST, listed(), days_ago(12)).await;
        let other = world.follow(youth("Léna", "Tanguy", days_ago(6800)), BREST, listed(), days_ago(20)).await;
        assert!(world.get(&nolwenn, "/mes-dossiers").await.is(200).texts("tbody th a").is_empty());
        world
            .happened(hers.case, vec![NewEvent::on(today() - Days::new(1), What::Assigned { to: Some(member) })])
            .await;
        assert_eq!(world.get(&nolwenn, "/mes-dossiers").await.texts("tbody th a"), ["Yanis Le Goff"]);
        let mut tx = world.app.db.read().await.unwrap();
        let count = follow::queue::count_own(&mut tx, nolwenn.id(), today()).await.unwrap();
        drop(tx);
        assert_eq!(count, 1);
        let page = world.get(&nolwenn, &format!("/dossiers/{}", hers.case)).await.is(200);
        world.send_form(&nolwenn, &page, "#ajout-fin", &[("nature", "refus"), ("le", "2026-11-24")]).await.leads();
        world.get(&nolwenn, &format!("/dossiers/{}", other.case)).await.is(404);
        world.get(&nolwenn, LIST).await.is(404);

        world.happened(hers.case, vec![NewEvent::on(today(), What::Assigned { to: None })]).await;
        world.get(&nolwenn, &format!("/dossiers/{}", hers.case)).await.is(404);
    }
}

#[tokio::test]
async fn the_count_of_the_menu_is_the_length_of_the_queue() {
    let world = World::new(Engine::Sqlite).await;
    let maelle = world.assistant().await;
    a_cohort(&world).await;
    let mut tx = world.app.db.read().await.unwrap();
    let count = follow::queue::count(&mut tx, BREST, today()).await.unwrap();
    drop(tx);
    let page = world.get(&maelle, "/plates-formes/29-BREST/file").await;
    assert!(count > 5);
    assert_eq!(page.texts(".pu-row").len() as i64, count);
}
