use crate::world::{Browser, PASSWORD, World, link_of};
use base::testing::{ENGINES, Engine};
use network::rights::Role;

const NATIONAL: &str = "national@education.fr";
const BRETAGNE: &str = "bretagne@ac-rennes.fr";

async fn with_administrators(engine: Engine) -> World {
    let world = World::new(engine).await;
    world.account(NATIONAL, "Nadia National", Role::Administrator, "FR").await;
    world.account(BRETAGNE, "Bruno Bretagne", Role::Administrator, "R53").await;
    world
}

fn wanted<'a>(email: &'a str, role: &'a str, territory: &'a str) -> [(&'a str, &'a str); 4] {
    [("email", email), ("name", "Maëlle Le Gall"), ("role", role), ("territory", territory)]
}

async fn role_of(browser: &mut Browser<'_>, account: &str) -> String {
    let page = browser.get(&format!("/comptes/{account}")).await.is(200);
    page.attribute("form[action$='/fin']", "action").expect("a role to end")
}

#[tokio::test]
async fn an_administrator_creates_an_account_and_the_person_is_invited() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let mut admin = world.signed_in(BRETAGNE).await;
        let page = admin.get("/comptes/nouveau").await.is(200);
        assert!(page.has("datalist#territory-liste option[value='PSAD de Brest (29-BREST)']"));
        assert!(!page.body.contains("14-CAEN"), "nothing beyond his territory is offered");
        let created =
            admin.post("/comptes/nouveau", &wanted("maelle@psad.fr", "platform-assistant", "brest")).await.is(303);
        let acts = world.acts().await;
        assert_eq!(acts[acts.len() - 3..], ["compte-cree", "invitation-envoyee", "fonction-attribuee"]);
        let page = admin.get(created.location()).await.is(200);
        assert!(page.text("[role=status]").contains("l’invitation est partie"));
        assert!(page.text("main").contains("PSAD de Brest") && page.text("main").contains("par Bruno Bretagne"));
        let list = admin.get("/comptes?q=gall").await.is(200);
        assert!(list.text("table").contains("invité, pas encore venu"), "{}", list.text("table"));

        let link = link_of(&world.last_mail().await);
        world.visitor().post(&link, &[("password", PASSWORD), ("confirmation", PASSWORD)]).await.is(303);
        assert_eq!(world.signed_in("maelle@psad.fr").await.get("/").await.body, "PSAD de Brest");
    }
}

#[tokio::test]
async fn an_administrator_of_bretagne_cannot_grant_a_role_in_normandie() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let caen = world.account("caen@psad.fr", "Corinne Caen", Role::PlatformLead, "14-CAEN").await;
        let brest = world.account("brest@psad.fr", "Hervé Brest", Role::PlatformLead, "29-BREST").await;
        let mut admin = world.signed_in(BRETAGNE).await;
        let before = world.acts().await.len();
        for territory in ["14-CAEN", "PSAD de Caen", "R28", "Normandie", "FR", "France"] {
            let page = admin.post("/comptes/nouveau", &wanted("new@psad.fr", "administrator", territory)).await.is(422);
            assert!(page.text("#territory-message").contains("périmètre"), "{territory}: {}", page.text("main"));
            assert_eq!(page.attribute("#territory", "value").as_deref(), Some(territory));
            assert_eq!(page.attribute("#email", "value").as_deref(), Some("new@psad.fr"));
            let fields = [("role", "administrator"), ("territory", territory)];
            admin.post(&format!("/comptes/{brest}/fonctions"), &fields).await.is(422);
        }
        for path in ["", "/fonctions", "/invitation", "/sessions", "/fermeture", "/reouverture"] {
            let path = format!("/comptes/{caen}{path}");
            let answer =
                if path.ends_with(&caen.to_string()) { admin.get(&path).await } else { admin.post(&path, &[]).await };
            answer.is(404);
        }
        assert_eq!(world.acts().await.len(), before, "nothing happened");
        assert!(!admin.get("/comptes?etat=tous").await.body.contains("Corinne Caen"));
        assert!(world.signed_in(NATIONAL).await.get("/comptes").await.body.contains("Corinne Caen"));
    }
}

#[tokio::test]
async fn whoever_does_not_manage_accounts_finds_no_such_pages() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let other = world.account("brest@psad.fr", "Hervé Brest", Role::PlatformLead, "29-BREST").await;
        let mut lead = world.signed_in("brest@psad.fr").await;
        for path in ["/comptes", "/comptes/nouveau", &format!("/comptes/{other}"), "/comptes/rien"] {
            lead.get(path).await.is(404);
        }
        lead.post("/comptes/nouveau", &wanted("x@psad.fr", "member", "brest")).await.is(404);
    }
}

#[tokio::test]
async fn closing_an_account_ends_its_sessions_at_once_and_reopening_gives_it_back() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let account = world.account("brest@psad.fr", "Hervé Brest", Role::PlatformLead, "29-BREST").await;
        let mut lead = world.signed_in("brest@psad.fr").await;
        let mut admin = world.signed_in(BRETAGNE).await;
        admin.post(&format!("/comptes/{account}/fermeture"), &[]).await.is(303);
        lead.get("/").await.is(303);
        world.visitor().post("/connexion", &[("email", "brest@psad.fr"), ("password", PASSWORD)]).await.is(422);
        admin.post(&format!("/comptes/{account}/fermeture"), &[]).await.is(409);
        assert!(!admin.get("/comptes").await.body.contains("Hervé Brest"));
        assert!(admin.get("/comptes?etat=fermes").await.body.contains("Hervé Brest"));
        assert_eq!(world.acts().await.last().unwrap(), "compte-ferme");
        admin.post(&format!("/comptes/{account}/reouverture"), &[]).await.is(303);
        world.signed_in("brest@psad.fr").await;
        let acts = world.acts().await;
        assert_eq!(acts[acts.len() - 2..], ["compte-rouvert", "connexion"]);
    }
}

#[tokio::test]
async fn nobody_closes_his_own_account_nor_gives_himself_a_role() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let own = world.account("deux@education.fr", "Deuxième National", Role::Administrator, "FR").await;
        let mut admin = world.signed_in("deux@education.fr").await;
        admin.post(&format!("/comptes/{own}/fermeture"), &[]).await.is(403);
        let fields = [("role", "platform-lead"), ("territory", "29-BREST")];
        admin.post(&format!("/comptes/{own}/fonctions"), &fields).await.is(403);
        let mut joined = wanted("deux@education.fr", "platform-lead", "29-BREST").to_vec();
        joined.push(("existing", "oui"));
        admin.post("/comptes/nouveau", &joined).await.is(422);
        let page = admin.get(&format!("/comptes/{own}")).await.is(200);
        assert!(!page.has("form[action$='/fermeture']") && page.text("main").contains("un autre administrateur"));
    }
}

#[tokio::test]
async fn the_last_national_administrator_stays() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let second = world.account("deux@education.fr", "Deuxième National", Role::Administrator, "FR").await;
        let mut admin = world.signed_in(NATIONAL).await;
        let account: String = {
            let list = admin.get("/comptes?q=nadia").await.is(200);
            list.attribute("table a", "href").unwrap().replace("/comptes/", "")
        };
        admin.post(&format!("/comptes/{second}/fermeture"), &[]).await.is(303);
        let end = role_of(&mut admin, &account).await;
        let before = world.acts().await.len();
        admin.post(&end, &[]).await.is(409);
        assert_eq!(world.acts().await.len(), before, "the journal keeps nothing of what was refused");
        admin.post(&format!("/comptes/{second}/reouverture"), &[]).await.is(303);
        admin.post(&end, &[]).await.is(303).leads_to("/compte");
        admin.get("/comptes").await.is(404);
        admin.get("/compte").await.is(200);
    }
}

#[tokio::test]
async fn a_role_is_ended_once_and_its_dates_stay_readable() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let account = world.account("brest@psad.fr", "Hervé Brest", Role::PlatformLead, "29-BREST").await;
        let mut lead = world.signed_in("brest@psad.fr").await;
        let mut admin = world.signed_in(BRETAGNE).await;
        let end = role_of(&mut admin, &account.to_string()).await;
        admin.post(&end, &[]).await.is(303);
        lead.get("/compte").await.is(303);
        admin.post(&end, &[]).await.is(409);
        let page = admin.get(&format!("/comptes/{account}")).await.is(200);
        let past = page.text("details table");
        assert!(past.contains("PSAD de Brest") && past.contains("24 novembre 2026"), "{past}");
        assert_eq!(world.acts().await.last().unwrap(), "fonction-retiree");
    }
}

#[tokio::test]
async fn who_also_works_elsewhere_keeps_the_account() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let account = world.account("deux@psad.fr", "Deux Régions", Role::PlatformLead, "29-BREST").await;
        world.grant(account, Role::PlatformLead, "14-CAEN").await;
        let mut admin = world.signed_in(BRETAGNE).await;
        let page = admin.get(&format!("/comptes/{account}")).await.is(200);
        assert_eq!(page.texts("form[action$='/fin']").len(), 1, "only the role of Brest is his to end");
        assert!(page.text("table").contains("hors de votre périmètre"));
        for act in ["fermeture", "invitation", "sessions"] {
            admin.post(&format!("/comptes/{account}/{act}"), &[]).await.is(403);
        }
        let mut national = world.signed_in(NATIONAL).await;
        let page = national.get(&format!("/comptes/{account}")).await.is(200);
        assert_eq!(page.texts("form[action$='/fin']").len(), 2);
    }
}

#[tokio::test]
async fn an_address_that_has_an_account_asks_whether_it_is_the_same_person() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let account = world.account("maelle@psad.fr", "Maëlle Le Gall", Role::Member, "14-CAEN").await;
        let mut admin = world.signed_in(BRETAGNE).await;
        let page = admin.post("/comptes/nouveau", &wanted("MAELLE@psad.fr", "member", "brest")).await.is(422);
        assert!(page.text("#email-message").contains("déjà un compte") && page.has("input[name=existing]"));
        let mut same = wanted("maelle@psad.fr", "member", "brest").to_vec();
        same.push(("existing", "oui"));
        admin.post("/comptes/nouveau", &same).await.is(303).leads_to(&format!("/comptes/{account}?fait=fonction"));
        assert_eq!(world.count("SELECT count(*) FROM account").await, 3);
        assert_eq!(world.signed_in("maelle@psad.fr").await.get("/compte").await.texts(".pu-accounts li").len(), 2);
    }
}

#[tokio::test]
async fn namesakes_are_offered_and_everything_typed_stays() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let mut admin = world.signed_in(NATIONAL).await;
        let page = admin.post("/comptes/nouveau", &wanted("x@psad.fr", "region-lead", "normandie")).await.is(422);
        assert_eq!(page.texts("input[name=choice]").len(), 2, "the région and the académie");
        assert_eq!(page.attribute("#name", "value").as_deref(), Some("Maëlle Le Gall"));
        assert!(page.has("#role option[value=region-lead][selected]"));
        let mut chosen = wanted("x@psad.fr", "region-lead", "normandie").to_vec();
        chosen.push(("choice", "A70"));
        let created = admin.post("/comptes/nouveau", &chosen).await.is(303);
        assert!(admin.get(created.location()).await.text("table").contains("(A70)"));
        let page = admin.post("/comptes/nouveau", &wanted("y@psad.fr", "platform-lead", "Calvados")).await.is(422);
        assert!(page.text("#territory-message").contains("une plate-forme"));
    }
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_paged_without_accents() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let mut tx = world.app.begin(&base::Actor::command()).await.unwrap();
        let now = tx.now();
        for n in 0..30 {
            let (email, name) = (format!("membre{n:02}@psad.fr"), format!("Élodie Membre{n:02}"));
            let id =
                network::accounts::store::insert(&mut tx, &email.parse().unwrap(), &name.parse().unwrap(), None, now)
                    .await
                    .unwrap();
            let territory = if n < 28 { "29-BREST" } else { "35-RENNES" };
            network::accounts::grant(&mut tx, id, Role::Member, &territory.parse().unwrap()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut admin = world.signed_in(BRETAGNE).await;
        let first = admin.get("/comptes?q=ELODIE").await.is(200);
        assert_eq!(first.texts("tbody tr").len(), 25);
        assert!(first.text("h1 + p").contains("30 comptes"));
        let next = first.attribute("nav a[rel=next]", "href").unwrap();
        assert_eq!(admin.get(&next).await.is(200).texts("tbody tr").len(), 5);
        assert_eq!(admin.get("/comptes?q=membre07+brest").await.texts("tbody tr").len(), 0);
        assert_eq!(admin.get("/comptes?q=elodie+membre07").await.texts("tbody tr").len(), 1);
        assert_eq!(
            admin.get("/comptes?q=membre&territoire=rennes+35-RENNES").await.is(422).texts("tbody tr").len(),
            25
        );
        assert_eq!(admin.get("/comptes?territoire=35-RENNES").await.is(200).texts("tbody tr").len(), 2);
        assert_eq!(admin.get("/comptes?fonction=administrator").await.is(200).texts("tbody tr").len(), 1);
        assert!(admin.get("/comptes?q=personne").await.is(200).has(".pu-empty"));
        assert_eq!(admin.get("/comptes?q=%25").await.is(200).texts("tbody tr").len(), 0, "a sign is not a wildcard");

        let before = world.app.db.statements();
        admin.get("/comptes?q=membre01").await.is(200);
        let one = world.app.db.statements() - before;
        let before = world.app.db.statements();
        admin.get("/comptes").await.is(200);
        assert_eq!(world.app.db.statements() - before, one, "as many statements for one row as for twenty-five");
    }
}

#[tokio::test]
async fn an_invitation_sent_again_replaces_the_first_and_sessions_are_ended_on_demand() {
    for engine in ENGINES {
        let world = with_administrators(engine).await;
        let mut admin = world.signed_in(BRETAGNE).await;
        let created = admin.post("/comptes/nouveau", &wanted("maelle@psad.fr", "member", "brest")).await.is(303);
        let account = created.location().split('?').next().unwrap().to_owned();
        let first = link_of(&world.last_mail().await);
        world.app.clock.advance(chrono::Duration::minutes(1));
        admin.post(&format!("{account}/invitation"), &[]).await.is(303);
        let second = link_of(&world.last_mail().await);
        world.visitor().get(&first).await.is(410);
        world.visitor().post(&second, &[("password", PASSWORD), ("confirmation", PASSWORD)]).await.is(303);
        let mut person = world.signed_in("maelle@psad.fr").await;
        admin.post(&format!("{account}/sessions"), &[]).await.is(303);
        person.get("/").await.is(303);
        world.app.clock.advance(chrono::Duration::minutes(1));
        admin.post(&format!("{account}/invitation"), &[]).await.is(303);
        assert!(world.last_mail().await.text.contains("nouveau mot de passe"));
    }
}
