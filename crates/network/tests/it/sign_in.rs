use crate::world::{PASSWORD, World};
use base::testing::ENGINES;
use chrono::Duration;
use network::rights::Role;

const LEAD: &str = "lead@psad-brest.fr";

async fn with_lead(engine: base::testing::Engine) -> World {
    let world = World::new(engine).await;
    world.account(LEAD, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
    world
}

#[tokio::test]
async fn a_stranger_is_sent_to_sign_in_and_lands_where_he_meant_to_go() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        let mut browser = world.visitor();
        let asked = browser.get("/comptes?q=le+gall").await.is(303);
        assert_eq!(asked.location(), "/connexion?suite=%2Fcomptes%3Fq%3Dle%2Bgall");
        let page = browser.get(asked.location()).await.is(200);
        assert_eq!(page.text("h1"), "Se connecter à Pupitre");
        assert_eq!(page.attribute("input[name=suite]", "value").as_deref(), Some("/comptes?q=le+gall"));
        let fields = [("email", LEAD), ("password", PASSWORD), ("suite", "/comptes?q=le+gall")];
        browser.post("/connexion", &fields).await.is(303).leads_to("/comptes?q=le+gall");
        assert_eq!(browser.get("/").await.is(200).body, "PSAD de Brest");
        assert_eq!(world.acts().await.last().unwrap(), "connexion");
    }
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        for elsewhere in ["//evil.test/", "https://evil.test/", "/\\evil.test"] {
            let fields = [("email", LEAD), ("password", PASSWORD), ("suite", elsewhere)];
            world.visitor().post("/connexion", &fields).await.is(303).leads_to("/");
        }
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_account_look_the_same_and_keep_what_was_typed() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        let closed = world.account("closed@psad.fr", "Ancien Compte", Role::Member, "29-BREST").await;
        let mut tx = world.app.db.write().await.unwrap();
        network::accounts::store::set_closed(&mut tx, closed, Some(world.app.clock.now())).await.unwrap();
        tx.commit().await.unwrap();
        let mut pages = vec![];
        for (email, password) in
            [(LEAD, "not the password"), ("nobody@psad.fr", PASSWORD), ("closed@psad.fr", PASSWORD)]
        {
            let answer = world.visitor().post("/connexion", &[("email", email), ("password", password)]).await.is(422);
            assert!(answer.text("[role=alert]").contains("ne vont pas ensemble"));
            assert_eq!(answer.attribute("#email", "value").as_deref(), Some(email));
            assert_eq!(answer.attribute("#password", "value"), None);
            pages.push(answer.body.replace(email, "…"));
        }
        assert!(pages.iter().all(|page| *page == pages[0]));
        let empty = world.visitor().post("/connexion", &[("email", ""), ("password", "")]).await.is(422);
        assert!(
            empty.text("#email-message").contains("adresse")
                && empty.text("#password-message").contains("mot de passe")
        );
    }
}

#[tokio::test]
async fn five_wrong_passwords_lock_the_account_for_a_while_known_or_not() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        for email in [LEAD, "nobody@psad.fr"] {
            for _ in 0..5 {
                world.visitor().post("/connexion", &[("email", email), ("password", "wrong")]).await.is(422);
            }
            let refused = world.visitor().post("/connexion", &[("email", email), ("password", PASSWORD)]).await.is(429);
            assert!(refused.text("[role=alert]").contains("Attendez une minute"), "{}", refused.body);
        }
        assert_eq!(world.acts().await.iter().filter(|act| *act == "connexion-bloquee").count(), 2);
        world.app.clock.advance(Duration::seconds(61));
        world.signed_in(LEAD).await;
        // The success forgot the failures: four more cost nothing.
        for _ in 0..4 {
            world.visitor().post("/connexion", &[("email", LEAD), ("password", "wrong")]).await.is(422);
        }
        world.signed_in(LEAD).await;
    }
}

#[tokio::test]
async fn tries_made_together_are_all_counted() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        let tries = (0..8).map(|_| async {
            world.visitor().post("/connexion", &[("email", LEAD), ("password", "wrong")]).await.status.as_u16()
        });
        let mut answers = vec![];
        for status in futures_util::future::join_all(tries).await {
            answers.push(status);
        }
        assert_eq!(answers.iter().filter(|status| **status == 422).count(), 5, "{answers:?}");
    }
}

#[tokio::test]
async fn one_machine_cannot_try_many_accounts() {
    use axum::body::Body;
    use axum::extract::{ConnectInfo, Request};
    use std::net::SocketAddr;
    let world = with_lead(base::testing::Engine::Sqlite).await;
    let mut last = 0;
    for n in 0..31 {
        let mut request = Request::post("/connexion")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("email=a{n}@psad.fr&password=wrong")))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 5000))));
        last = world.visitor().send(request).await.status.as_u16();
    }
    assert_eq!(last, 429);
    world.signed_in(LEAD).await;
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_when_one_signs_out() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        let clock = &world.app.clock;
        let mut browser = world.signed_in(LEAD).await;
        clock.advance(Duration::minutes(29));
        browser.get("/").await.is(200);
        clock.advance(Duration::minutes(29));
        browser.get("/").await.is(200);
        clock.advance(Duration::minutes(31));
        browser.get("/").await.is(303).leads_to("/connexion");

        let mut browser = world.signed_in(LEAD).await;
        for _ in 0..28 {
            clock.advance(Duration::minutes(25));
            browser.get("/").await.is(200);
        }
        clock.advance(Duration::minutes(25));
        browser.get("/").await.is(303);

        let mut browser = world.signed_in(LEAD).await;
        let token = browser.cookies.clone();
        browser.post("/deconnexion", &[]).await.is(303).leads_to("/connexion");
        assert!(browser.cookie("session").is_none());
        browser.cookies = token;
        browser.get("/").await.is(303);
        assert_eq!(world.acts().await.last().unwrap(), "deconnexion");
        world.visitor().post("/deconnexion", &[]).await.is(303);
    }
}

#[tokio::test]
async fn each_sign_in_has_its_own_token_and_the_database_cannot_tell_it() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        let mut browser = world.signed_in(LEAD).await;
        let first = browser.cookie("session").unwrap().to_owned();
        browser.post("/connexion", &[("email", LEAD), ("password", PASSWORD)]).await.is(303);
        let second = browser.cookie("session").unwrap().to_owned();
        assert_ne!(first, second);
        assert_eq!(second.len(), 64);
        assert_eq!(world.count("SELECT count(*) FROM session").await, 1, "the first session is closed");
        let mut tx = world.app.db.read().await.unwrap();
        let (stored,): (String,) = db::query("SELECT token_hash FROM session").one(&mut tx).await.unwrap();
        assert_ne!(stored, second);
    }
}

#[tokio::test]
async fn the_cookie_is_bound_to_https_where_people_come_by_https() {
    let mut config = base::Config { public_url: Some("https://pupitre.test".into()), ..base::Config::default() };
    let world = with_lead(base::testing::Engine::Sqlite).await;
    let mut tx = world.app.db.write().await.unwrap();
    let now = world.app.clock.now();
    let account: (db::Id,) = db::query("SELECT id FROM account").one(&mut tx).await.unwrap();
    let token = network::accounts::session::open(&mut tx, account.0, None, now).await.unwrap();
    let https = network::accounts::session::cookie(&token, &config).to_string();
    assert!(https.starts_with("__Host-session=") && https.contains("Secure") && https.contains("Path=/"), "{https}");
    assert!(https.contains("HttpOnly") && https.contains("SameSite=Lax") && !https.contains("Domain"), "{https}");
    config.public_url = None;
    let plain = network::accounts::session::cookie(&token, &config).to_string();
    assert!(plain.starts_with("session=") && !plain.contains("Secure"), "{plain}");
}

#[tokio::test]
async fn the_demonstration_offers_its_accounts_on_the_sign_in_page() {
    for engine in ENGINES {
        let world = with_lead(engine).await;
        assert!(!world.visitor().get("/connexion").await.is(200).has("#t-demo"));
        let list = serde_json::json!([{"email": LEAD, "password": PASSWORD, "label": "Hervé Quéméneur, responsable, PSAD de Brest"}]);
        let mut tx = world.app.db.write().await.unwrap();
        db::query("INSERT INTO setting (name, value) VALUES ('demo_accounts', $1)")
            .bind(list.to_string())
            .execute(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = world.visitor().get("/connexion").await.is(200);
        assert_eq!(page.text(".pu-accounts strong"), "Hervé Quéméneur");
        assert_eq!(page.text(".pu-accounts button"), "Entrer comme Hervé Quéméneur");
        let password = page.attribute(".pu-accounts input[name=password]", "value").unwrap();
        world.visitor().post("/connexion", &[("email", LEAD), ("password", &password)]).await.is(303);
    }
}
