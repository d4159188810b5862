use crate::world::{Answer, PASSWORD, World, link_of};
use axum::http::Method;
use base::testing::ENGINES;
use chrono::Duration;
use network::accounts::{session, tokens};
use network::rights::Role;

const OTHER: &str = "un été à Ouessant en 2019";

/// What a form that succeeds needs: made anew for each, because acts undo each other.
async fn act(world: &World, path: &str) -> Answer {
    let admin = "admin@x.fr";
    world.account(admin, "Nadia National", Role::Administrator, "FR").await;
    let lead = world.account("lead@x.fr", "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
    let account = format!("/comptes/{lead}");
    let own = [("current", PASSWORD), ("password", OTHER), ("confirmation", OTHER)];
    let chosen = [("password", OTHER), ("confirmation", OTHER)];
    let member = [("name", "Nolwenn Kermarrec"), ("organisation", "ML"), ("job", "conseillère")];
    let members = "/plates-formes/29-BREST/membres";
    let created = [("email", "new@x.fr"), ("name", "Maëlle Le Gall"), ("role", "member"), ("territory", "29-BREST")];
    let mut stranger = world.visitor();
    let mut administrator = world.signed_in(admin).await;
    let mut user = world.signed_in("lead@x.fr").await;
    let asked = async || {
        world.visitor().post("/mot-de-passe-oublie", &[("email", "lead@x.fr")]).await;
        link_of(&world.last_mail().await)
    };
    match path {
        "/connexion" => stranger.post(path, &[("email", admin), ("password", PASSWORD)]).await,
        "/deconnexion" | "/compte/sessions" => user.post(path, &[]).await,
        "/mot-de-passe-oublie" => stranger.post(path, &[("email", "lead@x.fr")]).await,
        "/invitation/{token}" => stranger.post(&asked().await, &chosen).await,
        "/invitation/{token}/nouvelle" => {
            let link = asked().await;
            world.app.clock.advance(Duration::hours(2));
            stranger.post(&format!("{link}/nouvelle"), &[]).await
        }
        "/compte/fonction" => {
            let token = user.cookie("session").unwrap().to_owned();
            let mut tx = world.app.db.read().await.unwrap();
            let found = session::find(&mut tx, &token, world.app.clock.now()).await.unwrap().unwrap();
            drop(tx);
            user.post(path, &[("desk", &found.desks[0].id.to_string())]).await
        }
        "/compte/mot-de-passe" => user.post(path, &own).await,
        "/compte/jetons" => user.post(path, &[("label", "tableur"), ("days", "30")]).await,
        "/compte/jetons/{token}/revoquer" => {
            user.post("/compte/jetons", &[("label", "tableur"), ("days", "30")]).await;
            let mut tx = world.app.db.read().await.unwrap();
            let token = tokens::list(&mut tx, lead, world.app.clock.now()).await.unwrap().remove(0);
            drop(tx);
            user.post(&format!("/compte/jetons/{}/revoquer", token.id), &[]).await
        }
        "/affichage" => user.post(path, &[("theme", "dark")]).await,
        "/comptes/nouveau" => administrator.post(path, &created).await,
        "/comptes/{account}/fonctions" => {
            let fields = [("role", "member"), ("territory", "35-RENNES")];
            administrator.post(&format!("{account}/fonctions"), &fields).await
        }
        "/comptes/{account}/fonctions/{role}/fin" => {
            let page = administrator.get(&account).await;
            administrator.post(&page.attribute("form[action$='/fin']", "action").unwrap(), &[]).await
        }
        "/comptes/{account}/reouverture" => {
            administrator.post(&format!("{account}/fermeture"), &[]).await;
            administrator.post(&format!("{account}/reouverture"), &[]).await
        }
        "/comptes/{account}/invitation" | "/comptes/{account}/sessions" | "/comptes/{account}/fermeture" => {
            administrator.post(&path.replace("/comptes/{account}", &account), &[]).await
        }
        "/plates-formes/{platform}/membres" => user.post(members, &member).await,
        "/plates-formes/{platform}/membres/{member}/fin" => {
            user.post(members, &member).await;
            let page = user.get(members).await;
            user.post(&page.attribute("form[action$='/fin']", "action").unwrap(), &[]).await
        }
        unknown => panic!("{unknown}: say here how it is posted"),
    }
}

#[tokio::test]
async fn every_form_that_changes_something_is_in_the_journal_with_its_label() {
    let labelled: Vec<_> = network::journal::actions().into_iter().map(|action| action.code).collect();
    let (_, routes) = network::routes().into_parts();
    for engine in ENGINES {
        for route in routes.iter().filter(|route| route.method == Method::POST) {
            let world = World::new(engine).await;
            let before = world.acts().await.len();
            let answer = act(&world, route.path).await;
            assert!(answer.status.is_redirection() || answer.status.is_success(), "{}: {answer:?}", route.path);
            let acts = world.acts().await;
            // What prepares the scene has its own entries: the last one is the form's.
            assert!(acts.len() > before, "{}", route.path);
            let last = acts.last().unwrap().as_str();
            assert!(labelled.contains(&last), "{}: « {last} » has no label", route.path);
            let expected = expected(route.path);
            assert_eq!(last, expected, "{}", route.path);
        }
    }
}

fn expected(path: &str) -> &'static str {
    match path {
        "/connexion" => "connexion",
        "/deconnexion" => "deconnexion",
        "/mot-de-passe-oublie" | "/invitation/{token}/nouvelle" => "mot-de-passe-oublie",
        "/invitation/{token}" => "mot-de-passe-choisi",
        "/compte/fonction" => "fonction-choisie",
        "/compte/mot-de-passe" => "mot-de-passe-change",
        "/compte/sessions" | "/comptes/{account}/sessions" => "sessions-fermees",
        "/compte/jetons" => "jeton-cree",
        "/compte/jetons/{token}/revoquer" => "jeton-revoque",
        "/affichage" => "affichage-choisi",
        "/comptes/nouveau" | "/comptes/{account}/fonctions" => "fonction-attribuee",
        "/comptes/{account}/fonctions/{role}/fin" => "fonction-retiree",
        "/comptes/{account}/invitation" => "invitation-envoyee",
        "/comptes/{account}/fermeture" => "compte-ferme",
        "/comptes/{account}/reouverture" => "compte-rouvert",
        "/plates-formes/{platform}/membres" => "membre-ajoute",
        _ => "membre-retire",
    }
}
