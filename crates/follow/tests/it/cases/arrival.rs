//! A youth comes by himself.
use crate::world::Answer;
use crate::world::{BREST, World, days_ago, listed, today, youth};
use base::Actor;
use base::testing::ENGINES;
use chrono::Days;
use follow::cases::event::What;

const NEW: &str = "/plates-formes/29-BREST/dossiers/nouveau";

const KYLIAN: [(&str, &str); 6] = [
    ("nom", "Mével-Rioual"),
    ("prenoms", "Kylian"),
    ("ne", "2007-05-02"),
    ("sexe", "M"),
    ("le", "2026-11-22"),
    ("droit-au-retour", "oui"),
];

async fn comes(world: &World, actor: &Actor, more: &[(&str, &str)]) -> Answer {
    let mut fields: Vec<(&str, &str)> = KYLIAN.to_vec();
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    world.post(actor, NEW, &fields).await
}

#[tokio::test]
async fn the_fifteen_day_clock_of_a_right_to_return_runs_in_the_queue() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        world.get(&maelle, NEW).await.is(200);
        let back =
            comes(&world, &maelle, &[("telephone", "06 39 98 14 27"), ("ville", "BREST"), ("code-postal", "29200")])
                .await
                .leads();
        let page = world.get(&maelle, &back).await.is(200);
        assert_eq!(page.text("h1"), "Kylian Mével-Rioual");
        let due = page.texts("section[aria-labelledby=delais] li").join("\n");
        assert!(due.contains("Entretien du droit au retour – avant le 7 décembre 2026, soit 13 jours"), "{due}");
        assert!(page.text("section[aria-labelledby=identite]").contains("29200 Brest"));
        let queue = world.get(&maelle, "/plates-formes/29-BREST/file").await;
        let why = "Délai légal : plus que 13 joursDroit au retour, entretien avant le 7 décembre";
        assert_eq!(queue.text(".pu-row__line > div"), why);
        assert_eq!(queue.text(".pu-row__tel"), "06 39 98 14 27lui-même");
        assert!(world.acts().await.contains(&"dossier-ouvert".to_owned()));

        world.app.clock.advance(chrono::Duration::days(15));
        let queue = world.get(&maelle, "/plates-formes/29-BREST/file").await;
        assert!(queue.text(".pu-row__line > div").starts_with("Délai légal dépassé de 2 jours"));
    }
}

#[tokio::test]
async fn a_form_sent_twice_opens_one_case() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let first = comes(&world, &maelle, &[]).await.leads();
        assert_eq!(comes(&world, &maelle, &[]).await.leads(), first);
        assert_eq!(comes(&world, &maelle, &[("choix", "autre")]).await.leads(), first);
        assert_eq!(world.count("SELECT count(*) FROM youth_case").await, 1);
        world.app.clock.advance(chrono::Duration::minutes(5));
        comes(&world, &maelle, &[]).await.is(409);
        assert_eq!(world.count("SELECT count(*) FROM youth_case").await, 1);
    }
}

#[tokio::test]
async fn somebody_near_is_shown_first_and_the_person_at_the_desk_decides() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let born = "2007-05-02".parse().unwrap();
        let known = world.follow(youth("Kilian", "MEVEL RIOUAL", born), BREST, listed(), days_ago(60)).await;
        world.follow(youth("Yann", "Autre", born), BREST, listed(), days_ago(60)).await;

        let asked = comes(&world, &maelle, &[]).await.is(409);
        let choices = asked.texts(".fr-radio-group label");
        assert!(choices[0].starts_with("C’est Kilian MEVEL RIOUAL, 19 ans"), "{choices:?}");
        assert_eq!(choices[1], "C’est quelqu’un d’autre Un dossier sera ouvert.");
        assert!(asked.has("input[name=nom][value='Mével-Rioual']"), "what was typed is kept");
        assert!(world.whats(known.case).await.is_empty(), "nothing is recorded yet");

        comes(&world, &maelle, &[("choix", &base::new_id(world.app.clock.now()).to_string())]).await.is(404);
        let same =
            comes(&world, &maelle, &[("choix", &known.youth.to_string()), ("telephone", "0639981427")]).await.leads();
        assert!(same.starts_with(&format!("/dossiers/{}?fait=", known.case)));
        assert_eq!(world.whats(known.case).await, [What::CameForward { right_to_return: true }]);
        assert_eq!(world.count("SELECT count(*) FROM contact_point").await, 1, "his telephone is kept");
        assert_eq!(world.count("SELECT count(*) FROM youth").await, 2);

        comes(&world, &maelle, &[("choix", "autre")]).await.leads();
        assert_eq!(world.count("SELECT count(*) FROM youth").await, 3);
    }
}

#[tokio::test]
async fn a_closed_case_is_reopened_by_who_comes_back() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let known = world
            .follow(youth("Kylian", "Mével-Rioual", "2007-05-02".parse().unwrap()), BREST, listed(), days_ago(60))
            .await;
        let closed =
            follow::cases::store::NewEvent::on(days_ago(30), What::Closed(follow::cases::event::ClosedReason::Other));
        world.happened(known.case, vec![closed]).await;
        comes(&world, &maelle, &[("choix", &known.youth.to_string())]).await.leads();
        assert_eq!(world.whats(known.case).await[1..], [What::CameForward { right_to_return: true }, What::Reopened]);
    }
}

#[tokio::test]
async fn who_is_not_yet_sixteen_is_sent_to_school_and_every_wrong_field_is_said() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let young = (today() + Days::new(1) - chrono::Months::new(16 * 12)).to_string();
        let page = comes(&world, &maelle, &[("ne", &young), ("le", "2026-11-24")]).await.is(422);
        assert!(page.text("#ne-message").contains("Il a 15 ans"), "{}", page.text(".fr-message--error"));
        let sixteen = (today() - chrono::Months::new(16 * 12)).to_string();
        comes(&world, &maelle, &[("ne", &sixteen), ("le", "2026-11-24")]).await.leads();
        for (field, value) in [
            ("nom", ""),
            ("prenoms", "12"),
            ("ne", "31/02/2007"),
            ("le", "2026-11-25"),
            ("droit-au-retour", ""),
            ("telephone", "chez sa grand-mère"),
            ("courriel", "kylian@"),
            ("code-postal", "abc"),
            ("ine", "123"),
            ("lien", "mère"),
        ] {
            let page = comes(&world, &maelle, &[(field, value), ("note", "x")]).await.is(422);
            let marked = if field == "lien" { "responsable" } else { field };
            assert!(page.has(&format!("#erreurs a[href='#{marked}']")), "{field}: {:?}", page.texts("#erreurs li"));
        }
        assert_eq!(world.count("SELECT count(*) FROM youth").await, 1);
    }
}
