//! A département and a platform negotiate: nothing holds that one of them wanted alone, and what both wanted is the target.
use crate::dashboard::brest;
use crate::world::{BREST, MORLAIX, World};
use base::Actor;
use base::testing::ENGINES;
use chrono::Duration;
use network::rights::Role;

const NEW: &str = "/territoires/29-BREST/objectifs/nouveau";
const LIST: &str = "/territoires/29-BREST/concertation";
const BOARD: &str = "/territoires/29-BREST/tableau-de-bord";

async fn department(world: &World) -> Actor {
    world.person("Solène Kervella", Role::DepartmentLead, "D29").await
}

/// The département proposes 38 % of solutions to Brest; the address of the objective.
async fn proposed(world: &World, department: &Actor) -> String {
    let fields =
        [("indicateur", "solution_rate"), ("valeur", "38"), ("reponse", "2026-12-04"), ("moyens", "six places d’E2C")];
    let address = world.post(department, NEW, &fields).await.is(303).leads();
    address.split('?').next().unwrap().to_owned()
}

/// The target of solutions, as the dashboard of Brest shows it.
async fn target(world: &World, reader: &Actor) -> String {
    let board = world.get(reader, BOARD).await.is(200);
    let rates = board.texts(".pu-head5 tbody th a");
    let row = rates.iter().position(|label| label == "Solutions trouvées").unwrap();
    let target = board.texts(".pu-head5 tbody td[data-label^=Cible]").remove(row);
    target.split(" , ").next().unwrap().to_owned()
}

fn answer<'a>(turn: &'a str, value: &'a str, why: &'a str) -> [(&'a str, &'a str); 4] {
    [("tour", turn), ("valeur", value), ("reponse", "2026-12-10"), ("raison", why)]
}

#[tokio::test]
async fn what_both_agreed_on_is_the_target_of_the_dashboard() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        world.post(&lead, "/territoires/29-BREST/objectifs", &[("solution_rate", "20")]).await.is(303);
        let objective = proposed(&world, &above).await;

        let page = world.get(&lead, &objective).await.is(200);
        assert_eq!(page.text("h1"), "Objectif 2026-2027 : Solutions trouvées");
        assert!(
            page.text(".pu-turns [aria-current=step]").contains("À vous de répondre d’ici au 4 décembre"),
            "{engine:?}"
        );
        assert!(page.text("section[aria-labelledby=t-moyens]").contains("six places d’E2C"));
        let why = "Sans place d’E2C avant mars, 38 % n’est pas atteignable.";
        world.post(&lead, &format!("{objective}/proposition"), &answer("1", "35,5", why)).await.is(303);
        assert_eq!(target(&world, &lead).await, "20 %", "nothing holds before the agreement");

        let page = world.get(&above, &objective).await.is(200);
        assert!(page.text(".pu-turns [aria-current=step]").contains("35,5 %"));
        world.post(&above, &format!("{objective}/accord"), &[("tour", "2")]).await.is(303);
        let board = world.get(&lead, BOARD).await.is(200);
        assert!(target(&world, &lead).await.starts_with("35,5 %"), "{engine:?}");
        assert!(board.links(".pu-head5 td a").contains(&objective), "the target leads to its negotiation");

        let history = world.get(&lead, &objective).await.texts("section[aria-labelledby=t-fil] li");
        assert_eq!(history.len(), 3);
        assert!(history[1].contains(why) && history[1].contains("Hervé Quéméneur"), "{history:?}");
        let acts: Vec<String> = world.acts().await.into_iter().map(|(act, _)| act).collect();
        assert_eq!(acts, ["cible-fixee", "objectif-propose", "objectif-propose", "objectif-convenu"]);
    }
}

#[tokio::test]
async fn an_agreed_target_is_not_typed_over_by_the_platform_alone() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        let objective = proposed(&world, &above).await;
        world.post(&lead, &format!("{objective}/accord"), &[("tour", "1")]).await.is(303);
        let targets = "/territoires/29-BREST/objectifs";
        let page = world.get(&lead, targets).await.is(200);
        assert!(!page.has("input[name=solution_rate]") && page.has("input[name=contact_rate]"), "{engine:?}");
        assert!(page.body.contains("convenue le 24\u{a0}nov. 2026 avec le département"));
        for typed in ["10", ""] {
            let refused = world.post(&lead, targets, &[("solution_rate", typed)]).await.is(422);
            assert!(refused.text(".fr-alert--error").contains("convenue avec le département"));
        }
        let same = [("solution_rate", "38"), ("contact_rate", "70")];
        world.post(&lead, targets, &same).await.is(303);
        assert!(world.get(&lead, &objective).await.text(".pu-sub").contains("convenu le 24 nov. 2026"));
    }
}

#[tokio::test]
async fn nobody_agrees_to_his_own_proposal_nor_to_one_that_was_overtaken() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        let objective = proposed(&world, &above).await;
        let agree = format!("{objective}/accord");
        let own = world.post(&above, &agree, &[("tour", "1")]).await.is(409);
        assert!(own.text(".fr-alert--error").contains("Cette proposition est la vôtre"), "{engine:?}");
        // The lead reads 38 %; meanwhile the département lowers it.
        world
            .post(&above, &format!("{objective}/proposition"), &answer("1", "37", "une erreur de frappe"))
            .await
            .is(303);
        let late = world.post(&lead, &agree, &[("tour", "1")]).await.is(409);
        assert!(late.text(".fr-alert--error").contains("a avancé") && late.text(".fr-alert--error").contains("37 %"));
        let typed = world
            .post(&lead, &format!("{objective}/proposition"), &answer("1", "30", "trop haut pour nous"))
            .await
            .is(409);
        assert_eq!(typed.attributes("#proposition-valeur", "value"), ["30"], "what was typed is kept");
        assert_eq!(typed.text("#proposition-raison"), "trop haut pour nous");
        assert_eq!(typed.attributes("#proposition input[name=tour]", "value"), ["2"], "and can be sent again");
        // Two leads agree at once: the second is told.
        let other = world.person("Anne-Laure Pellen", Role::PlatformLead, BREST).await;
        world.post(&other, &agree, &[("tour", "2")]).await.is(303);
        let second = world.post(&lead, &agree, &[("tour", "2")]).await.is(409);
        assert!(second.text(".fr-alert--error").contains("Anne-Laure Pellen"), "{}", second.text(".fr-alert--error"));
        assert_eq!(world.get(&lead, &objective).await.texts("section[aria-labelledby=t-fil] li").len(), 3);
    }
}

#[tokio::test]
async fn an_adjustment_holds_once_both_agree_and_says_why() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        let objective = proposed(&world, &above).await;
        world.post(&lead, &format!("{objective}/accord"), &[("tour", "1")]).await.is(303);
        world.app.clock.advance(Duration::days(9));
        let propose = format!("{objective}/proposition");
        let silent = world.post(&lead, &propose, &answer("2", "30", "")).await.is(422);
        assert!(silent.text("#proposition-raison-message").contains("dites pourquoi"), "{engine:?}");
        let same = world
            .post(
                &lead,
                &propose,
                &[
                    ("tour", "2"),
                    ("valeur", "38"),
                    ("moyens", "six places d’E2C"),
                    ("reponse", "2026-12-10"),
                    ("raison", "la même"),
                ],
            )
            .await
            .is(422);
        assert!(same.text("#proposition-valeur-message").contains("déjà faite"));
        world.post(&lead, &propose, &answer("2", "30", "Le CFA de Landerneau a fermé.")).await.is(303);
        assert_eq!(target(&world, &lead).await, "38 %", "the version before holds");
        world.post(&above, &format!("{objective}/accord"), &[("tour", "3")]).await.is(303);
        assert_eq!(target(&world, &lead).await, "30 %");
        let page = world.get(&lead, &objective).await.is(200);
        assert!(page.text(".pu-sub").contains("convenu le 3 déc. 2026, version 2"), "{}", page.text(".pu-sub"));
        let withdraw = format!("{objective}/retrait");
        world.post(&lead, &propose, &answer("4", "29", "encore un peu")).await.is(303);
        let other = world.post(&above, &withdraw, &[("tour", "5"), ("raison", "non")]).await.is(409);
        assert!(other.text(".fr-alert--error").contains("a ouvert cette discussion"));
        world.post(&lead, &withdraw, &[("tour", "5")]).await.is(422);
        world.post(&lead, &withdraw, &[("tour", "5"), ("raison", "finalement non")]).await.is(303);
        assert_eq!(target(&world, &lead).await, "30 %", "what was agreed holds");
    }
}

#[tokio::test]
async fn what_was_typed_wrong_is_kept_and_said_field_by_field() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let above = department(&world).await;
        for (indicator, value, field, word) in [
            ("solution_rate", "120", "valeur", "100"),
            ("solution_rate", "-2", "valeur", "négative"),
            ("solution_rate", "beaucoup", "valeur", "35,5"),
            ("found_solution", "12,5", "valeur", "entiers"),
            ("retired_rate", "12", "indicateur", "n’est plus au catalogue"),
            ("", "12", "indicateur", "Renseignez"),
        ] {
            let fields =
                [("indicateur", indicator), ("valeur", value), ("reponse", "2026-12-04"), ("raison", "un essai")];
            let page = world.post(&above, NEW, &fields).await.is(422);
            assert!(page.text(&format!("#{field}-message")).contains(word), "{engine:?} {indicator} {value}");
            assert_eq!(page.attributes("#valeur", "value"), [value]);
            assert_eq!(page.text("#raison"), "un essai");
        }
        assert!(world.acts().await.is_empty());
        proposed(&world, &above).await;
        let again = [("indicateur", "solution_rate"), ("valeur", "40"), ("reponse", "2026-12-04")];
        let page = world.post(&above, NEW, &again).await.is(422);
        assert!(page.text("#indicateur-message").contains("a déjà son objectif"));
        world.get(&above, &format!("{NEW}?annee=2020")).await.is(409);
    }
}

#[tokio::test]
async fn an_objective_in_words_has_a_scale_and_evidence_at_each_assessment() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        let fields = [
            ("nature", "paliers"),
            ("intitule", "Lien avec les lycées professionnels"),
            ("paliers", "aucun contact\nun référent nommé\nune réunion par trimestre"),
            ("palier", "3"),
            ("reponse", "2026-12-04"),
        ];
        let form = world.get(&above, &format!("{NEW}?nature=paliers")).await.is(200);
        assert!(form.has("textarea[name=paliers]") && !form.has("select[name=indicateur]"));
        let objective = world.post(&above, NEW, &fields).await.is(303).leads();
        let objective = objective.split('?').next().unwrap();
        let assess = format!("{objective}/appreciation");
        let evidence = [("palier", "2"), ("preuves", "Référente nommée le 12 novembre."), ("le", "2026-11-20")];
        world.post(&lead, &assess, &evidence).await.is(409);
        world.post(&lead, &format!("{objective}/accord"), &[("tour", "1")]).await.is(303);
        for (name, value) in [("palier", "7"), ("preuves", ""), ("le", "2027-01-01")] {
            let wrong = evidence.map(|(field, typed)| (field, if field == name { value } else { typed }));
            let page = world.post(&lead, &assess, &wrong).await.is(422);
            assert!(page.has(&format!("#appreciation-{name}-message")), "{engine:?} {name}");
        }
        world.post(&lead, &assess, &evidence).await.is(303);
        let page = world.get(&lead, objective).await.is(200);
        assert!(page.text("section[aria-labelledby=t-preuves] li").contains("Référente nommée le 12 novembre."));
        let steps = page.texts("section[aria-labelledby=t-echelle] tbody tr");
        assert!(steps[1].contains("atteint") && steps[2].contains("convenu"), "{steps:?}");
    }
}

#[tokio::test]
async fn the_sum_of_commitments_is_held_against_the_target_above() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        world.post(&above, "/territoires/D29/objectifs", &[("found_solution", "150")]).await.is(303);
        let fields = [("indicateur", "found_solution"), ("valeur", "80"), ("reponse", "2026-12-04")];
        let brest = world.post(&above, NEW, &fields).await.is(303).leads();
        let brest = brest.split('?').next().unwrap();
        let morlaix = NEW.replace(BREST, MORLAIX);
        world
            .post(&above, &morlaix, &[("indicateur", "found_solution"), ("valeur", "40"), ("reponse", "2026-12-04")])
            .await
            .is(303);
        world.post(&lead, &format!("{brest}/accord"), &[("tour", "1")]).await.is(303);
        let expected =
            "Ayant trouvé une solution 150 80 1 plate-forme sur 2 40 1 plate-forme sur 2 il manque 30 dossiers";
        let own = world.person("Loïc Hamon", Role::PlatformLead, MORLAIX).await;
        let wanted = [("found_solution", "55")];
        world.post(&own, "/territoires/29-MORLAIX/objectifs", &wanted).await.is(303);
        for (reader, page) in [(&above, "/territoires/D29/concertation"), (&lead, LIST)] {
            let rows = world.get(reader, page).await.is(200).texts("section[aria-labelledby=t-somme] tbody tr");
            assert_eq!(rows, [expected], "{engine:?} {page}");
        }
        let region = world.person("Claire Riou", Role::RegionLead, "R53").await;
        let rows = world
            .get(&region, "/territoires/R53/concertation")
            .await
            .is(200)
            .texts("section[aria-labelledby=t-somme] tbody tr");
        assert!(rows[0].contains("pas de cible") && rows[0].contains("1 plate-forme sur 3"), "{rows:?}");
        let page = world.get(&lead, brest).await.is(200);
        assert!(page.text("section[aria-labelledby=t-gap]").contains("80 + 40 + 30 = 150"), "{engine:?}");
    }
}

#[tokio::test]
async fn a_platform_is_not_told_of_how_many_its_neighbours_speak() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let day = |text: &str| text.parse().unwrap();
        for (platform, n) in [(BREST, 3), (MORLAIX, 1)] {
            for _ in 0..n {
                world.case(platform, day("2025-10-10"), &[(day("2025-10-12"), crate::dashboard::confirmed())]).await;
            }
        }
        let (above, lead) = (department(&world).await, world.lead().await);
        world.post(&above, "/territoires/D29/objectifs", &[("solution_rate", "50")]).await.is(303);
        world.post(&lead, "/territoires/29-BREST/objectifs", &[("solution_rate", "40")]).await.is(303);
        let rows = |page: crate::world::Answer| page.texts("section[aria-labelledby=t-somme] tbody tr").remove(0);
        let exact = rows(world.get(&above, "/territoires/D29/concertation").await.is(200));
        assert!(exact.contains("soit 2 sur 4") && exact.contains("il manque 1 dossier"), "{engine:?}: {exact}");
        let protected = rows(world.get(&lead, LIST).await.is(200));
        assert!(
            protected.contains("30,0 % : il manque 20,0 points"),
            "three in four at 40 %, nothing else: {protected}"
        );
        assert!(
            protected.contains("il manque") && !protected.contains("sur 4") && !protected.contains("dossier"),
            "{protected}"
        );
    }
}

#[tokio::test]
async fn who_neither_proposes_nor_answers_reads_and_a_stranger_sees_nothing() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let above = department(&world).await;
        let objective = proposed(&world, &above).await;
        let acts = ["proposition", "accord", "retrait", "appreciation"].map(|act| format!("{objective}/{act}"));
        let assistant = world.person("Maëlle Le Gall", Role::PlatformAssistant, BREST).await;
        let region = world.person("Claire Riou", Role::RegionLead, "A14").await;
        for reader in [&assistant, &region] {
            let page = world.get(reader, &objective).await.is(200);
            assert!(!page.has("main form[method=post]"), "{engine:?}");
            for act in &acts {
                world.post(reader, act, &[("tour", "1")]).await.is(403);
            }
            world.get(reader, NEW).await.is(403);
            world.get(reader, LIST).await.is(200);
        }
        world.get(&world.lead().await, NEW).await.is(403);
        let stranger = world.person("Yves Le Bris", Role::PlatformLead, "35-RENNES").await;
        for page in [objective.as_str(), NEW, LIST] {
            world.get(&stranger, page).await.is(404);
        }
        world.post(&stranger, &acts[1], &[("tour", "1")]).await.is(404);
        world.get(&above, "/territoires/D29/objectifs/nouveau").await.is(404);
        assert_eq!(world.acts().await.len(), 1);
    }
}

#[tokio::test]
async fn what_is_said_of_an_indicator_that_left_the_catalogue_stays_readable() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (above, lead) = (department(&world).await, world.lead().await);
        let objective = proposed(&world, &above).await;
        let mut tx = world.app.db.write().await.unwrap();
        db::query("UPDATE objective SET indicator = 'old_rate'").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let page = world.get(&lead, &objective).await.is(200);
        assert!(page.text(".pu-sub").contains("indicateur retiré du catalogue"), "{engine:?}");
        assert!(!page.has("main form[method=post]"));
        let refused = world.post(&lead, &format!("{objective}/accord"), &[("tour", "1")]).await.is(409);
        assert!(refused.body.contains("n’est plus au catalogue"));
        world.get(&lead, LIST).await.is(200);
    }
}

#[tokio::test]
async fn orientations_are_read_by_all_below_and_a_new_version_says_why() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
        let page = "/territoires/FR/orientation";
        let first = [("version", "0"), ("texte", "Une proposition pour chaque jeune confirmé.")];
        world.post(&nation, page, &[("version", "0")]).await.is(422);
        world.post(&nation, page, &first).await.is(303);
        let lead = world.lead().await;
        assert!(
            world
                .get(&lead, LIST)
                .await
                .is(200)
                .text("section[aria-labelledby=t-orientations]")
                .contains("pour chaque jeune confirmé")
        );
        let late = [("version", "0"), ("texte", "Autre chose."), ("raison", "mieux")];
        let late = world.post(&nation, page, &late).await.is(409);
        assert_eq!(late.text("#texte"), "Autre chose.", "{engine:?}");
        let silent = world.post(&nation, page, &[("version", "1"), ("texte", "Autre chose.")]).await.is(422);
        assert!(silent.text("#raison-message").contains("dites pourquoi"));
        let same = world.post(&nation, page, &[("version", "1"), first[1], ("raison", "rien")]).await.is(422);
        assert!(same.text("#texte-message").contains("Rien n’a changé"));
        world
            .post(&nation, page, &[("version", "1"), ("texte", "Deux propositions."), ("raison", "La loi a changé.")])
            .await
            .is(303);
        let read = world.get(&lead, LIST).await.text("section[aria-labelledby=t-orientations]");
        for said in ["Deux propositions.", "Version 2", "La loi a changé.", "pour chaque jeune confirmé"] {
            assert!(read.contains(said), "{said} in {read}");
        }
        for (role, own, above) in
            [(Role::RegionLead, "R53", "FR"), (Role::RegionLead, "A14", "R53"), (Role::DepartmentLead, "D29", "A14")]
        {
            let writer = world.person("Solène Kervella", role, own).await;
            let text = [("version", "0"), ("texte", "La nôtre.")];
            world.post(&writer, &format!("/territoires/{own}/orientation"), &text).await.is(303);
            world.post(&writer, &format!("/territoires/{above}/orientation"), &text).await.is(404);
        }
        world.post(&nation, "/territoires/D29/orientation", &[("version", "1"), ("texte", "Non.")]).await.is(403);
        world.post(&lead, "/territoires/29-BREST/orientation", &first).await.is(403);
    }
}
