use crate::world::{World, link_of};
use base::testing::{ENGINES, Engine};
use base::{Actor, App};
use chrono::Duration;
use network::accounts;
use network::rights::Role;

const EMAIL: &str = "maelle@psad-brest.fr";
const CHOSEN: &str = "un été à Ouessant en 2019";

async fn invite(app: &App) {
    let (email, name) = (EMAIL.parse().unwrap(), "Maëlle Le Gall".parse().unwrap());
    let territory = "29-BREST".parse().unwrap();
    accounts::create(app, &Actor::command(), &email, &name, (Role::PlatformAssistant, &territory), None).await.unwrap();
}

async fn invited(engine: Engine) -> (World, String) {
    let world = World::new(engine).await;
    invite(&world.app).await;
    let mail = world.last_mail().await;
    assert_eq!(mail.to, EMAIL);
    assert!(mail.text.contains("72 heures"));
    let link = link_of(&mail);
    (world, link)
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_is_in() {
    for engine in ENGINES {
        let (world, link) = invited(engine).await;
        let mut browser = world.visitor();
        let page = browser.get(&link).await.is(200);
        assert!(page.text("main").contains("Maëlle Le Gall") && page.text("main").contains(EMAIL));
        browser.post(&link, &[("password", CHOSEN), ("confirmation", CHOSEN)]).await.is(303).leads_to("/");
        assert_eq!(browser.get("/").await.is(200).body, "PSAD de Brest");
        assert_eq!(world.acts().await.last().unwrap(), "mot-de-passe-choisi");
        world.visitor().post("/connexion", &[("email", EMAIL), ("password", CHOSEN)]).await.is(303);
    }
}

#[tokio::test]
async fn a_weak_or_mistyped_password_is_refused_on_its_field_and_the_link_still_serves() {
    for engine in ENGINES {
        let (world, link) = invited(engine).await;
        let mut browser = world.visitor();
        for (password, confirmation, field, words) in [
            ("court", "court", "password", "12 caractères"),
            ("Maelle-LeGall-29!", "Maelle-LeGall-29!", "password", "Votre nom"),
            (CHOSEN, "un été à Ouessant en 2020", "confirmation", "diffèrent"),
            ("", "", "password", "Choisissez"),
        ] {
            let page = browser.post(&link, &[("password", password), ("confirmation", confirmation)]).await.is(422);
            assert!(page.text(&format!("#{field}-message")).contains(words), "{password}: {}", page.text("main"));
        }
        browser.post(&link, &[("password", CHOSEN), ("confirmation", CHOSEN)]).await.is(303);
    }
}

#[tokio::test]
async fn an_invitation_serves_once() {
    for engine in ENGINES {
        let (world, link) = invited(engine).await;
        world.visitor().post(&link, &[("password", CHOSEN), ("confirmation", CHOSEN)]).await.is(303);
        let page = world.visitor().get(&link).await.is(410);
        assert_eq!(page.text("h1"), "Ce lien a déjà servi");
        assert!(page.has("a[href='/connexion']") && page.has("a[href='/mot-de-passe-oublie']"));
        let other = "une autre phrase bien longue";
        let page = world.visitor().post(&link, &[("password", other), ("confirmation", other)]).await.is(410);
        assert_eq!(page.text("h1"), "Ce lien a déjà servi");
        world.visitor().post("/connexion", &[("email", EMAIL), ("password", CHOSEN)]).await.is(303);
    }
}

#[tokio::test]
async fn an_expired_invitation_says_how_to_get_another() {
    for engine in ENGINES {
        let (world, link) = invited(engine).await;
        world.app.clock.advance(Duration::hours(72));
        let mut browser = world.visitor();
        let page = browser.get(&link).await.is(410);
        assert_eq!(page.text("h1"), "Ce lien a expiré");
        browser.post(&link, &[("password", CHOSEN), ("confirmation", CHOSEN)]).await.is(410);
        let action = page.attribute("main form", "action").unwrap();
        browser.post(&action, &[]).await.is(303).leads_to("/mot-de-passe-oublie/envoye");
        browser.get("/mot-de-passe-oublie/envoye").await.is(200);
        let fresh = link_of(&world.last_mail().await);
        assert_ne!(fresh, link);
        browser.post(&fresh, &[("password", CHOSEN), ("confirmation", CHOSEN)]).await.is(303);
        // Asking twice in a row sends one message only.
        assert_eq!(world.count("SELECT count(*) FROM job WHERE kind = 'mail.send'").await, 2);
    }
}

#[tokio::test]
async fn a_link_nobody_sent_says_so_and_shows_the_way() {
    for engine in ENGINES {
        let (world, link) = invited(engine).await;
        let page = world.visitor().get(&link[..link.len() - 1]).await.is(404);
        assert_eq!(page.text("h1"), "Ce lien n’est pas reconnu");
        assert!(page.has("a[href='/mot-de-passe-oublie']"));
    }
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_and_every_session_ends() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Maëlle Le Gall", Role::PlatformAssistant, "29-BREST").await;
        let mut elsewhere = world.signed_in(EMAIL).await;
        let mut browser = world.visitor();
        browser.get("/mot-de-passe-oublie").await.is(200);
        assert!(browser.post("/mot-de-passe-oublie", &[("email", "maelle")]).await.is(422).has("#email-message"));
        for _ in 0..2 {
            browser.post("/mot-de-passe-oublie", &[("email", EMAIL)]).await.is(303);
        }
        assert_eq!(
            world.count("SELECT count(*) FROM job WHERE kind = 'mail.send'").await,
            1,
            "one message in ten minutes"
        );
        let link = link_of(&world.last_mail().await);
        browser.post(&link, &[("password", CHOSEN), ("confirmation", CHOSEN)]).await.is(303);
        elsewhere.get("/").await.is(303);
        browser.get("/").await.is(200);
        world.visitor().post("/connexion", &[("email", EMAIL), ("password", crate::world::PASSWORD)]).await.is(422);
    }
}

#[tokio::test]
async fn asking_for_a_password_does_not_tell_whether_the_account_exists() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Maëlle Le Gall", Role::PlatformAssistant, "29-BREST").await;
        let known = world.visitor().post("/mot-de-passe-oublie", &[("email", EMAIL)]).await;
        let unknown = world.visitor().post("/mot-de-passe-oublie", &[("email", "nobody@psad.fr")]).await;
        assert_eq!((known.status, known.location(), &known.body), (unknown.status, unknown.location(), &unknown.body));
        assert_eq!(world.count("SELECT count(*) FROM job WHERE kind = 'mail.send'").await, 1);
    }
}

#[tokio::test]
async fn a_forgotten_password_link_lasts_one_hour() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Maëlle Le Gall", Role::PlatformAssistant, "29-BREST").await;
        world.visitor().post("/mot-de-passe-oublie", &[("email", EMAIL)]).await.is(303);
        let link = link_of(&world.last_mail().await);
        world.app.clock.advance(Duration::minutes(59));
        world.visitor().get(&link).await.is(200);
        world.app.clock.advance(Duration::minutes(1));
        world.visitor().get(&link).await.is(410);
    }
}
