//! Indicators that people add without code: written, checked, published, typed, versioned, read where they apply.
use crate::dashboard::{brest, confirmed, reached, solution};
use crate::world::{Answer, BREST, MORLAIX, World, days_ago};
use base::Actor;
use base::testing::ENGINES;
use chrono::Duration;
use follow::cases::event::Solution;
use network::rights::Role;

const NEW: &str = "/territoires/D29/indicateurs/nouveau";
const FORMULA: &str = "en_solution ÷ (contactés − refus)";

async fn department(world: &World) -> Actor {
    world.person("Solène Kervella", Role::DepartmentLead, "D29").await
}

fn fields<'a>(name: &'a str, formula: &'a str, gesture: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("nature", "formula"),
        ("nom", name),
        ("texte", "Les solutions rapportées aux jeunes accessibles."),
        ("formule", formula),
        ("aff", "percent"),
        ("sens", "up"),
        ("lieux", "D29"),
        ("revision", revision),
        ("geste", gesture),
    ]
}

/// Kept then published; its code.
pub async fn published(world: &World, actor: &Actor, territory: &str, more: &[(&str, &str)]) -> String {
    let with = |gesture: &'static str, revision: &'static str| {
        let mut all = fields("Solutions par jeune accessible", FORMULA, gesture, revision);
        all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        all.retain(|(name, _)| *name != "lieux" || territory == "D29");
        all.extend(more.iter().copied());
        all
    };
    let mut kept = with("garder", "0");
    kept.push(("lieux", territory));
    let leads = world.post(actor, &format!("/territoires/{territory}/indicateurs/nouveau"), &kept).await.leads();
    let code = leads.split('/').nth(2).unwrap().to_owned();
    let mut public = with("publier", "1");
    public.push(("lieux", territory));
    world.post(actor, &leads, &public).await.is(303);
    code
}

/// Its value on the dashboard of a territory; none when it does not stand there.
async fn on_board(world: &World, actor: &Actor, territory: &str, code: &str) -> Option<String> {
    let board = world.get(actor, &format!("/territoires/{territory}/tableau-de-bord")).await.is(200);
    let rows = board.texts("section[aria-labelledby=t-own] tbody tr");
    rows.into_iter().find(|row| row.contains(code))
}

/// In Morlaix: three contacted, one in solution.
async fn morlaix(world: &World) {
    for n in 0..3 {
        let mut events = vec![(days_ago(20), confirmed()), (days_ago(20), reached())];
        if n == 0 {
            events.push((days_ago(5), solution(Solution::Employment)));
        }
        world.case(MORLAIX, days_ago(40), &events).await;
    }
}

#[tokio::test]
async fn a_departement_writes_a_formula_that_is_read_where_it_applies_on_the_sums() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        morlaix(&world).await;
        let (lead, region) = (department(&world).await, world.person("Claire Maurin", Role::RegionLead, "A14").await);

        // A slip: said at its place, the correction offered, nothing kept.
        let wrong = world.post(&lead, NEW, &fields("Essai", "en_solutions ÷ contactés", "verifier", "0")).await.is(200);
        assert!(
            wrong.text("#formule-message").contains("Le plus proche est"),
            "{engine:?} {}",
            wrong.text("#formule-message")
        );
        assert_eq!(wrong.text("code.is-bad"), "en_solutions");
        assert_eq!(wrong.attributes("button[name=corriger]", "value"), ["en_solution ÷ contactés"]);
        assert!(!wrong.has("button[value=publier]"));
        let mut repair = fields("Essai", "en_solutions ÷ contactés", "", "0");
        repair.push(("corriger", "en_solution ÷ contactés"));
        let right = world.post(&lead, NEW, &repair).await.is(200);
        assert_eq!(right.text("#formule"), "en_solution ÷ contactés");
        assert!(right.text("#formule-lue").contains("« En solution » divisé par « Contactés »"));
        assert_eq!(right.attributes("#nom", "value"), ["Essai"], "what was typed is kept");
        // Tried on what is there today: 2 ÷ 4, 1 ÷ 3, and 3 ÷ 7 together.
        let tried = right.texts("section[aria-labelledby=t-ess] tbody tr");
        assert_eq!(tried[0], "PSAD de Brest 2 ÷ 4 50,0 %", "{engine:?}");
        assert_eq!(tried[1], "PSAD de Morlaix 1 ÷ 3 33,3 %");
        assert!(tried[2].ends_with("3 ÷ 7 42,9 %"), "the ratio of the sums, not the mean of the rates: {}", tried[2]);

        let code = published(&world, &lead, "D29", &[]).await;
        assert_eq!(code, "D29.1");
        assert!(on_board(&world, &lead, "D29", &code).await.unwrap().contains("42,9 %"), "{engine:?}");
        let brest_lead = world.lead().await;
        assert!(on_board(&world, &brest_lead, BREST, &code).await.unwrap().contains("50,0 %"));
        assert_eq!(on_board(&world, &region, "D35", &code).await, None, "not where it was not named");
        assert_eq!(on_board(&world, &region, "A14", &code).await, None);
        let catalogue = world.get(&region, "/indicateurs").await.is(200);
        assert!(catalogue.links("section a").contains(&"/indicateurs/D29.1".to_owned()));
        let paris = world.person("Anne Vidal", Role::DepartmentLead, "D75").await;
        world.get(&paris, "/indicateurs/D29.1").await.is(404);
        assert!(!world.get(&paris, "/indicateurs").await.is(200).body.contains("D29.1"));
        let page = world.get(&region, "/indicateurs/D29.1").await.is(200);
        assert_eq!(page.text("h1"), "Solutions par jeune accessible");
        assert!(page.text(".pu-formula").contains(FORMULA));
        let from = world.get(&brest_lead, "/territoires/29-BREST/chiffres/D29.1").await.is(200);
        assert!(from.text(".pu-formula").contains("50,0 % = 2 ÷ (4 − 0)"), "{}", from.text(".pu-formula"));
        let acts: Vec<String> = world.acts().await.into_iter().map(|(act, _)| act).collect();
        assert!(acts.ends_with(&["indicateur-garde".into(), "indicateur-publie".into()]), "{acts:?}");
    }
}

#[tokio::test]
async fn a_draft_is_seen_by_those_who_write_it_and_nobody_writes_for_another_territory() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = department(&world).await;
        let kept = world.post(&lead, NEW, &fields("Essai", "n’importe quoi", "garder", "0")).await.leads();
        assert_eq!(kept, "/indicateurs/D29.1/modifier", "a draft may be wrong");
        let shown = world.get(&lead, &kept).await.is(200);
        assert!(shown.text("#formule-message").contains("n’existe pas"), "{engine:?}");
        let refused = world.post(&lead, &kept, &fields("Essai", "n’importe quoi", "publier", "1")).await.is(422);
        assert!(refused.text(".fr-alert--error").contains("n’existe pas"));
        let region = world.person("Claire Maurin", Role::RegionLead, "A14").await;
        let platform = world.lead().await;
        for other in [&region, &platform] {
            world.get(other, "/indicateurs/D29.1").await.is(404);
            world.get(other, &kept).await.is(404);
            world.post(other, &kept, &fields("Volé", FORMULA, "publier", "1")).await.is(404);
        }
        world.get(&region, NEW).await.is(403);
        world.post(&region, NEW, &fields("Volé", FORMULA, "garder", "0")).await.is(403);
        world.get(&platform, NEW).await.is(404);
        let elsewhere = [("lieux", "D35")];
        let mut typed = fields("Essai", FORMULA, "garder", "0");
        typed.retain(|(name, _)| *name != "lieux");
        typed.extend(elsewhere);
        assert!(world.post(&lead, NEW, &typed).await.is(422).text(".fr-alert--error").contains("Choisissez"));
    }
}

#[tokio::test]
async fn two_people_who_write_at_once_lose_nothing() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (lead, other) = (department(&world).await, world.person("Yann Le Bras", Role::DepartmentLead, "D29").await);
        let kept = world.post(&lead, NEW, &fields("Un nom", FORMULA, "garder", "0")).await.leads();
        world.post(&other, &kept, &fields("Celui de Yann", FORMULA, "garder", "1")).await.is(303);
        let late = world
            .post(&lead, &kept, &fields("Celui de Solène", "en_solution ÷ confirmés", "publier", "1"))
            .await
            .is(409);
        assert!(late.text(".fr-alert--error").contains("Celui de Yann"), "{engine:?}");
        assert_eq!(late.attributes("#nom", "value"), ["Celui de Solène"]);
        assert_eq!(late.text("#formule"), "en_solution ÷ confirmés");
        assert_eq!(late.attributes("input[name=revision]", "value"), ["2"], "and can be sent again");
        world.post(&lead, &kept, &fields("Celui de Solène", "en_solution ÷ confirmés", "publier", "2")).await.is(303);
    }
}

#[tokio::test]
async fn a_formula_that_turns_round_is_refused_with_its_loop() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = department(&world).await;
        let first = published(&world, &lead, "D29", &[]).await;
        let second = published(&world, &lead, "D29", &[("formule", "D29.1 + en_solution ÷ confirmés")]).await;
        assert_eq!((first.as_str(), second.as_str()), ("D29.1", "D29.2"));
        let edit = "/indicateurs/D29.1/modifier";
        let looped = world.post(&lead, edit, &fields("A", "1 − D29.2", "verifier", "0")).await.is(200);
        let said = looped.text("#formule-message");
        assert!(said.contains("tourne en rond") && said.contains("D29.1 → D29.2 → D29.1"), "{engine:?} {said}");
        assert_eq!(looped.attributes("button[name=corriger]", "value"), ["1 − en_solution"]);
        let mut publish = fields("A", "1 − D29.2", "publier", "0");
        publish.extend([("raison", "on essaie"), ("debut", "2026-12-01")]);
        world.post(&lead, edit, &publish).await.is(422);
        let own = world.post(&lead, edit, &fields("A", "D29.1 × 2", "verifier", "0")).await;
        assert!(own.text("#formule-message").contains("se nomme elle-même"));
        // A formula of a wider territory cannot name one that applies to a part of it.
        let region = world.person("Claire Maurin", Role::RegionLead, "A14").await;
        let mut wide = fields("Large", "D29.1 ÷ 2", "verifier", "0");
        wide.retain(|(name, _)| *name != "lieux");
        wide.push(("lieux", "A14"));
        let refused = world.post(&region, "/territoires/A14/indicateurs/nouveau", &wide).await.is(200);
        assert!(
            refused.text("#formule-message").contains("ne s’applique pas à A14"),
            "{}",
            refused.text("#formule-message")
        );
    }
}

#[tokio::test]
async fn an_indicator_is_not_retired_while_a_target_or_a_formula_stands_on_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let (lead, brest_lead) = (department(&world).await, world.lead().await);
        let code = published(&world, &lead, "D29", &[]).await;
        let target = format!("/territoires/29-BREST/chiffres/{code}/cible");
        let refused = world.post(&brest_lead, &target, &[("annee", "2026"), ("cible", "beaucoup")]).await.is(422);
        assert!(refused.text("#cible-message").contains("en chiffres"), "{engine:?}");
        world.post(&lead, &target, &[("annee", "2026"), ("cible", "60")]).await.is(403);
        world.post(&brest_lead, &target, &[("annee", "2026"), ("cible", "60")]).await.is(303);
        assert!(on_board(&world, &brest_lead, BREST, &code).await.unwrap().ends_with("60,0 %"));

        let retire = format!("/indicateurs/{code}/retirer");
        let held = world.post(&lead, &retire, &[]).await;
        assert_eq!(held.status, 409);
        world.post(&brest_lead, &target, &[("annee", "2026"), ("cible", "")]).await.is(303);
        let other = published(&world, &lead, "D29", &[("formule", "D29.1 + en_solution ÷ confirmés")]).await;
        assert_eq!(world.post(&lead, &retire, &[]).await.status, 409, "another is computed with it");
        world.post(&lead, &format!("/indicateurs/{other}/retirer"), &[]).await.is(303);
        world.post(&lead, &retire, &[]).await.is(303);
        assert_eq!(on_board(&world, &brest_lead, BREST, &code).await, None);
        let page = world.get(&brest_lead, "/indicateurs/D29.1").await.is(200);
        assert!(page.text(".pu-sub").contains("retiré le 24 novembre 2026"));
        // Their figures are still found by their address, also that of the formula that names one retired since.
        for (code, value) in [("D29.1", "50,0 %"), ("D29.2", "78,6 %")] {
            let figure = world.get(&brest_lead, &format!("/territoires/29-BREST/chiffres/{code}")).await.is(200);
            assert_eq!(figure.text(".pu-formula__v"), value, "{code}");
        }
        assert_eq!(
            world.post(&lead, "/indicateurs/D29.1/modifier", &fields("A", FORMULA, "garder", "0")).await.status,
            409
        );
    }
}

/// Places, typed by the platforms of the département since October.
async fn places(world: &World, lead: &Actor) -> String {
    published(
        world,
        lead,
        "D29",
        &[
            ("nature", "entered"),
            ("nom", "Places d’E2C"),
            ("formule", ""),
            ("unite", "places"),
            ("cumul", "sum"),
            ("debut", "2026-10-01"),
        ],
    )
    .await
}

fn typed<'a>(month: &'a str, seen: &'a str, value: &'a str) -> Vec<(String, &'a str)> {
    vec![("annee".into(), "2026"), (format!("vu-{month}"), seen), (format!("m-{month}"), value)]
}

async fn send(world: &World, actor: &Actor, path: &str, fields: &[(String, &str)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    world.post(actor, path, &fields).await
}

#[tokio::test]
async fn a_platform_types_its_numbers_and_what_is_missing_is_never_a_zero() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let (lead, brest_lead) = (department(&world).await, world.lead().await);
        let code = places(&world, &lead).await;
        let ratio = published(
            &world,
            &lead,
            "D29",
            &[("nom", "Places par confirmé"), ("formule", "D29.1 ÷ confirmés"), ("aff", "number")],
        )
        .await;
        let typing = format!("/territoires/29-BREST/saisie/{code}");
        world.get(&lead, &typing).await.is(403);
        assert!(on_board(&world, &brest_lead, BREST, &code).await.unwrap().contains("non transmis"), "{engine:?}");
        for (value, word) in [("douze", "en chiffres"), ("-1", "négatif"), ("99999999999", "trop grand")] {
            let refused = send(&world, &brest_lead, &typing, &typed("2026-10", "", value)).await.is(422);
            assert!(refused.text("[id=m-2026-10-message]").contains(word), "{value}");
            assert_eq!(refused.attributes("[id=m-2026-10]", "value"), [value], "what was typed is kept");
        }
        send(&world, &brest_lead, &typing, &typed("2026-10", "", "14")).await.is(303);
        let board = on_board(&world, &brest_lead, BREST, &code).await.unwrap();
        assert!(board.contains("14 places") && !board.contains("non transmis"), "{board}");
        let computed = on_board(&world, &brest_lead, BREST, &ratio).await.unwrap();
        assert!(computed.contains("Finistère 2 "), "14 places, 7 confirmed: {computed}");
        // Morlaix has said nothing: the sum of what came says so, the ratio is not computed.
        let whole = on_board(&world, &lead, "D29", &code).await.unwrap();
        assert!(whole.contains("14 places") && whole.contains("1 mois sur 2 non transmis"), "{whole}");
        let whole = on_board(&world, &lead, "D29", &ratio).await.unwrap();
        assert!(whole.contains("non transmis"), "{whole}");

        // A correction comes after; somebody who had not seen it is told, and loses nothing.
        world.app.clock.advance(Duration::hours(1));
        let assistant = world.person("Nolwenn Riou", Role::PlatformAssistant, BREST).await;
        send(&world, &assistant, &typing, &typed("2026-10", "14", "15")).await.is(303);
        let late = send(&world, &brest_lead, &typing, &typed("2026-10", "14", "16")).await.is(409);
        assert!(late.text(".fr-alert--error").contains("octobre 2026 : 15"), "{}", late.text(".fr-alert--error"));
        assert_eq!(late.attributes("[id=m-2026-10]", "value"), ["16"]);
        assert_eq!(late.attributes("input[name=vu-2026-10]", "value"), ["15"], "and can be sent again");
        let page = world.get(&brest_lead, &typing).await.is(200);
        let history = page.texts("details tbody tr");
        assert_eq!(history.len(), 2, "{history:?}");
        assert!(history[0].contains("15") && history[0].contains("Nolwenn Riou"));
        assert!(history[1].contains("14") && history[1].contains("Hervé Quéméneur"));
        // A month that nobody touched is left alone.
        send(&world, &brest_lead, &typing, &typed("2026-10", "15", "15")).await.is(303);
        assert_eq!(world.get(&brest_lead, &typing).await.texts("details tbody tr").len(), 2);
        let from = world.get(&lead, &format!("/territoires/D29/chiffres/{code}")).await.is(200);
        let sent = from.texts("section[aria-labelledby=t-src] tbody tr");
        assert!(sent[0].starts_with("PSAD de Brest 1 sur 1 15 places"), "{sent:?}");
        assert!(sent[1].starts_with("PSAD de Morlaix 0 sur 1 non transmis"), "{sent:?}");
    }
}

#[tokio::test]
async fn what_was_typed_later_is_not_in_a_past_day() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (lead, brest_lead) = (department(&world).await, world.lead().await);
        let code = places(&world, &lead).await;
        let typing = format!("/territoires/29-BREST/saisie/{code}");
        send(&world, &brest_lead, &typing, &typed("2026-10", "", "14")).await.is(303);
        world.app.clock.advance(Duration::days(3));
        send(&world, &brest_lead, &typing, &typed("2026-10", "14", "20")).await.is(303);
        let figure = |query: &str| format!("/territoires/29-BREST/chiffres/{code}?{query}");
        let value = |page: &Answer| page.text(".pu-formula__v");
        assert_eq!(value(&world.get(&brest_lead, &figure("annee=2026")).await), "20 places", "{engine:?}");
        assert_eq!(value(&world.get(&brest_lead, &figure("annee=2026&connu=2026-11-25")).await), "14 places");
        world.get(&brest_lead, &figure("annee=2026&connu=2026-11-01")).await.is(400);
    }
}

#[tokio::test]
async fn a_new_version_draws_a_break_and_old_addresses_say_that_the_definition_changed() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let (lead, brest_lead) = (department(&world).await, world.lead().await);
        let code = published(&world, &lead, "D29", &[("debut", "2026-09-01")]).await;
        world.app.clock.advance(Duration::days(1));
        let edit = format!("/indicateurs/{code}/modifier");
        let next = |gesture: &'static str, revision: &'static str, more: &[(&'static str, &'static str)]| {
            let mut all = fields("Solutions par jeune accessible", "en_solution ÷ confirmés", gesture, revision);
            all.extend(more.iter().copied());
            all
        };
        let silent = world.post(&lead, &edit, &next("publier", "0", &[])).await.is(422);
        assert!(silent.text("#raison-message").contains("dites pourquoi"), "{engine:?}");
        assert!(silent.text("#debut-message").contains("à partir de quel jour"));
        let reason = [("raison", "Les refus restent accessibles."), ("debut", "2026-11-01")];
        world.post(&lead, &edit, &next("publier", "0", &reason)).await.is(303);

        let figure = |query: &str| format!("/territoires/29-BREST/chiffres/{code}?{query}");
        let now = world.get(&brest_lead, &figure("annee=2026")).await.is(200);
        assert!(now.text(".pu-formula").contains("2 ÷ 7"), "the version of today");
        let chart = now.text("figure");
        assert!(
            chart.contains("novembre 2026, version 2 : Les refus restent accessibles. De part et d’autre"),
            "{chart}"
        );
        assert!(chart.contains("Refait avec la version 2"), "{chart}");
        assert!(!now.body.contains("La définition a changé depuis"));
        let then = world.get(&brest_lead, &figure("annee=2026&connu=2026-11-24")).await.is(200);
        assert!(then.text(".pu-formula").contains("2 ÷ (4 − 0)"), "the same number as that day");
        assert!(then.text(".fr-alert--warning").contains("La définition a changé depuis"));
        assert!(then.text(".fr-alert--warning").contains("Les refus restent accessibles."));
        let versions = world.get(&lead, &format!("/indicateurs/{code}")).await.texts(".pu-ver tbody tr");
        assert_eq!(versions.len(), 2, "{versions:?}");
        assert!(versions[0].starts_with("Version 2 en vigueur 1 er novembre 2026"), "{versions:?}");
    }
}

#[tokio::test]
async fn what_proves_a_step_never_leaves_the_platform() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (lead, brest_lead) = (department(&world).await, world.lead().await);
        let scale = "Absente\nEn cours\nInstallée";
        let code = published(
            &world,
            &lead,
            "D29",
            &[
                ("nature", "qualitative"),
                ("nom", "Alliance locale"),
                ("formule", ""),
                ("echelle", scale),
                ("debut", "2026-10-01"),
            ],
        )
        .await;
        let typing = format!("/territoires/29-BREST/saisie/{code}");
        let wrong = send(&world, &brest_lead, &typing, &typed("2026-10", "", "4")).await.is(422);
        assert!(wrong.text("[id=m-2026-10-message]").contains("Choisissez"), "{engine:?}");
        let mut said = typed("2026-10", "", "3");
        said.push(("preuve-2026-10".into(), "convention signée avec la mission locale"));
        send(&world, &brest_lead, &typing, &said).await.is(303);
        assert!(world.get(&brest_lead, &typing).await.body.contains("convention signée"));
        assert!(on_board(&world, &brest_lead, BREST, &code).await.unwrap().contains("Installée"));
        let above = on_board(&world, &lead, "D29", &code).await.unwrap();
        assert!(above.contains("Installée : 1, non transmis : 1"), "{above}");
        for page in [
            format!("/territoires/D29/chiffres/{code}"),
            format!("/territoires/29-BREST/chiffres/{code}"),
            format!("/indicateurs/{code}"),
        ] {
            let page = world.get(&lead, &page).await.is(200);
            assert!(!page.body.contains("convention signée"));
        }
        world.get(&lead, &typing).await.is(403);
        let formula = world.post(&lead, NEW, &fields("A", "D29.1 ÷ confirmés", "verifier", "0")).await.is(200);
        assert!(formula.text("#formule-message").contains("ne se calcule pas"));
    }
}

#[tokio::test]
async fn a_variant_stands_beside_what_it_is_a_variant_of() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = department(&world).await;
        let more = [
            ("nom", "Solutions, filles"),
            ("formule", "solutions_trouvées"),
            ("sexe", "F"),
            ("variante", "solution_rate"),
        ];
        let code = published(&world, &lead, "D29", &more).await;
        let page = world.get(&lead, "/indicateurs/solution_rate").await.is(200);
        let rows = page.texts("section[aria-labelledby=t-var] tbody tr");
        assert_eq!(rows.len(), 2, "{engine:?} {rows:?}");
        assert!(rows[0].ends_with("28,6 %"), "{rows:?}");
        assert!(rows[1].contains("Sexe : Filles") && rows[1].ends_with("sans objet"), "nobody there: {rows:?}");
        let boys = [
            ("nom", "Solutions, garçons"),
            ("formule", "solutions_trouvées"),
            ("sexe", "M"),
            ("variante", "solution_rate"),
        ];
        let second = published(&world, &lead, "D29", &boys).await;
        assert!(on_board(&world, &lead, "D29", &second).await.unwrap().contains("28,6 %"));
        assert!(on_board(&world, &lead, "D29", &code).await.unwrap().contains("sans objet"));
        let mut wrong = fields("A", FORMULA, "garder", "0");
        wrong.push(("variante", "xyz"));
        assert!(world.post(&lead, NEW, &wrong).await.is(422).text(".fr-alert--error").contains("variante"));
    }
}
