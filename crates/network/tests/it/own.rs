use crate::world::{PASSWORD, World};
use base::testing::ENGINES;
use chrono::Duration;
use network::accounts::tokens;
use network::rights::Role;

const EMAIL: &str = "herve@psad-brest.fr";
const OTHER: &str = "un été à Ouessant en 2019";

#[tokio::test]
async fn somebody_with_two_roles_changes_desk_under_another_token() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let account = world.account(EMAIL, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
        world.app.clock.advance(Duration::days(1));
        world.grant(account, Role::PlatformLead, "35-RENNES").await;
        let mut browser = world.signed_in(EMAIL).await;
        assert_eq!(browser.get("/").await.body, "PSAD de Brest");
        let page = browser.get("/compte").await.is(200);
        assert_eq!(page.texts("section[aria-labelledby=t-fonctions] li").len(), 2);
        let desk = page.attribute("form[action='/compte/fonction'] input[name=desk]", "value").unwrap();
        let before = browser.cookie("session").unwrap().to_owned();
        browser.post("/compte/fonction", &[("desk", &desk), ("suite", "/compte")]).await.is(303).leads_to("/compte");
        assert_ne!(browser.cookie("session").unwrap(), before);
        assert_eq!(browser.get("/").await.body, "PSAD de Rennes");
        assert_eq!(world.acts().await.last().unwrap(), "fonction-choisie");
        browser.post("/compte/fonction", &[("desk", &account.to_string())]).await.is(404);
    }
}

#[tokio::test]
async fn a_new_password_asks_for_the_old_one_and_ends_the_other_sessions() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
        let mut elsewhere = world.signed_in(EMAIL).await;
        let mut browser = world.signed_in(EMAIL).await;
        let fields = |current, password, confirmation| {
            [("current", current), ("password", password), ("confirmation", confirmation)]
        };
        let page = browser.post("/compte/mot-de-passe", &fields("wrong", OTHER, OTHER)).await.is(422);
        assert!(page.text("#current-message").contains("d’aujourd’hui"));
        assert!(page.has("#erreurs a[href='#current']"));
        let page = browser.post("/compte/mot-de-passe", &fields(PASSWORD, "court", "court")).await.is(422);
        assert!(page.text("#password-message").contains("12 caractères"));
        browser.post("/compte/mot-de-passe", &fields(PASSWORD, OTHER, OTHER)).await.is(303);
        browser.get("/compte?fait=mot-de-passe").await.is(200);
        elsewhere.get("/compte").await.is(303);
        assert_eq!(world.acts().await.last().unwrap(), "mot-de-passe-change");
        world.visitor().post("/connexion", &[("email", EMAIL), ("password", OTHER)]).await.is(303);
    }
}

#[tokio::test]
async fn a_stolen_session_cannot_try_passwords_at_leisure() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
        let mut browser = world.signed_in(EMAIL).await;
        let fields = [("current", "wrong"), ("password", OTHER), ("confirmation", OTHER)];
        for _ in 0..5 {
            browser.post("/compte/mot-de-passe", &fields).await.is(422);
        }
        browser.post("/compte/mot-de-passe", &fields).await.is(429);
    }
}

#[tokio::test]
async fn other_sessions_are_closed_from_ones_own_page() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
        let mut elsewhere = world.signed_in(EMAIL).await;
        let mut browser = world.signed_in(EMAIL).await;
        browser.post("/compte/sessions", &[]).await.is(303);
        elsewhere.get("/").await.is(303);
        browser.get("/").await.is(200);
        assert_eq!(world.acts().await.last().unwrap(), "sessions-fermees");
    }
}

#[tokio::test]
async fn a_token_is_shown_once_acts_for_its_account_and_is_revoked() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
        let mut browser = world.signed_in(EMAIL).await;
        browser.post("/compte/jetons", &[("label", ""), ("days", "30")]).await.is(422);
        let page = browser.post("/compte/jetons", &[("label", "tableur"), ("days", "30")]).await.is(200);
        assert_eq!(page.headers["cache-control"], "no-store");
        let token = page.text(".fr-alert .pu-mono");
        assert!(token.starts_with("pup_"));
        assert_eq!(world.acts().await.last().unwrap(), "jeton-cree");
        let again = browser.get("/compte").await.is(200);
        assert!(!again.body.contains(&token) && again.body.contains("tableur"));

        let now = world.app.clock.now();
        let mut tx = world.app.db.read().await.unwrap();
        let found = tokens::find(&mut tx, &token, now).await.unwrap().expect("the token works");
        assert_eq!((found.email.as_str(), found.current().unwrap().territory.as_str()), (EMAIL, "29-BREST"));
        assert!(found.touch_due);
        assert!(tokens::find(&mut tx, &token, now + Duration::days(31)).await.unwrap().is_none(), "it expires");
        drop(tx);
        tokens::touch(&world.app.db, &token, now).await.unwrap();

        let page = browser.get("/compte").await.is(200);
        let action = page.attribute("form[action$='/revoquer']", "action").unwrap();
        let stranger = world.account("autre@psad.fr", "Autre Personne", Role::Member, "29-BREST").await;
        assert_ne!(stranger, found.account);
        world.signed_in("autre@psad.fr").await.post(&action, &[]).await.is(404);
        browser.post(&action, &[]).await.is(303);
        let mut tx = world.app.db.read().await.unwrap();
        assert!(tokens::find(&mut tx, &token, now).await.unwrap().is_none());
        drop(tx);
        browser.post(&action, &[]).await.is(404);
    }
}

#[tokio::test]
async fn the_theme_follows_the_account_or_stays_in_the_browser() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.account(EMAIL, "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
        let mut stranger = world.visitor();
        stranger.post("/affichage", &[("theme", "dark")]).await.is(303);
        assert_eq!(stranger.cookie("theme"), Some("dark"));
        assert!(stranger.get("/affichage").await.is(200).has("input[value=dark][checked]"));
        stranger.post("/affichage", &[("theme", "purple")]).await.is(422);
        world.signed_in(EMAIL).await.post("/affichage", &[("theme", "dark")]).await.is(303);
        assert_eq!(world.acts().await.last().unwrap(), "affichage-choisi");
        let page = world.signed_in(EMAIL).await.get("/affichage").await.is(200);
        assert_eq!(page.attribute("html", "data-fr-scheme").as_deref(), Some("dark"));
    }
}
