//! Every act leaves a trace: each POST of the map is replayed, and fails here when the journal did not grow.
use crate::samples::LIST;
use crate::world::World;
use axum::http::{Method, StatusCode};
use base::testing::Engine;
use chrono::Duration;
use db::sql;
use network::rights::Role;

/// A form that a page accepts, and who sends it. A route that is in neither list fails the test.
struct Act {
    path: &'static str,
    by: By,
    form: &'static str,
    /// The acts that must come first, each with its form: what is closed is reopened.
    after: &'static [(&'static str, &'static str)],
    /// How long the thing waited: an expired link asks for another.
    hours_later: i64,
    /// Which of the territories the address names; else the platform.
    at: Option<&'static str>,
}

#[derive(Clone, Copy)]
enum By {
    Nobody,
    /// The account that the samples speak of, with its own password and tokens.
    Colleague,
    Role(Role),
}
use By::{Colleague, Nobody};
const ADMINISTRATOR: By = By::Role(Role::Administrator);
const NATIONAL: By = By::Role(Role::NationalTeam);
const DEPARTMENT: By = By::Role(Role::DepartmentLead);
const LEAD: By = By::Role(Role::PlatformLead);
const ASSISTANT: By = By::Role(Role::PlatformAssistant);

const fn act(path: &'static str, by: By, form: &'static str) -> Act {
    Act { path, by, form, after: &[], hours_later: 0, at: None }
}

const APPLIED: (&str, &str) = ("/listes/{list}/appliquer", "");

const ACTS: &[Act] = &[
    act("/connexion", Nobody, "email=collegue%40brest.fr&password=Un-bateau-bleu-passe-9"),
    act("/deconnexion", Colleague, ""),
    act("/mot-de-passe-oublie", Nobody, "email=collegue%40brest.fr"),
    act("/invitation/{token}", Nobody, "password=Une-mouette-grise-rit-7&confirmation=Une-mouette-grise-rit-7"),
    Act { hours_later: 73, ..act("/invitation/{token}/nouvelle", Nobody, "") },
    act("/affichage", Colleague, "theme=dark"),
    act("/compte/fonction", Colleague, "desk={fonctions}"),
    act(
        "/compte/mot-de-passe",
        Colleague,
        "current=Un-bateau-bleu-passe-9&password=Une-mouette-grise-rit-7&confirmation=Une-mouette-grise-rit-7",
    ),
    act("/compte/sessions", Colleague, ""),
    act("/compte/jetons", Colleague, "label=essai&days=30"),
    act("/compte/jetons/{token}/revoquer", Colleague, ""),
    act("/comptes/nouveau", ADMINISTRATOR, "email=eva%40brest.fr&name=Eva+Le+Bras&role=member&territory=29-BREST"),
    act("/comptes/{account}/fonctions", ADMINISTRATOR, "role=platform-assistant&territory=29-BREST"),
    act("/comptes/{account}/fonctions/{role}/fin", ADMINISTRATOR, ""),
    act("/comptes/{account}/invitation", ADMINISTRATOR, ""),
    act("/comptes/{account}/sessions", ADMINISTRATOR, ""),
    act("/comptes/{account}/fermeture", ADMINISTRATOR, ""),
    Act { after: &[("/comptes/{account}/fermeture", "")], ..act("/comptes/{account}/reouverture", ADMINISTRATOR, "") },
    act("/plates-formes/{platform}/membres", ASSISTANT, "name=Eva+Le+Bras&organisation=CIO+de+Brest&job=psychologue"),
    act("/plates-formes/{platform}/membres/{member}/fin", ASSISTANT, ""),
    act(
        "/plates-formes/{platform}/dossiers/nouveau",
        ASSISTANT,
        "nom=Le+Goff&prenoms=Malo&ne=2009-05-06&le=2026-11-23&droit-au-retour=non",
    ),
    act("/dossiers/{case}/appel", ASSISTANT, "issue=sans-reponse"),
    act("/plates-formes/{platform}/file/annuler", ASSISTANT, "saisie={geste}"),
    act("/plates-formes/{platform}/file/confier", ASSISTANT, "dossier={dossiers}&membre={membres}"),
    act("/dossiers/{case}/evenements", ASSISTANT, "groupe=entretien&le=2026-11-24&nature=tenu&responsable=oui"),
    act("/dossiers/{case}/annuler", ASSISTANT, "saisie={geste}"),
    act(
        "/dossiers/{case}/evenements/{number}/corriger",
        ASSISTANT,
        "groupe=verification&le=2026-11-22&resultat=Confirmed&pourquoi=la+veille",
    ),
    act("/dossiers/{case}/evenements/{number}/retirer", ASSISTANT, "pourquoi=autre+jeune"),
    act("/dossiers/{case}/identite", ASSISTANT, "nom=Cadiou&prenoms=Enora+Anne&ne=2009-03-04&sexe=F&pourquoi=acte"),
    act("/dossiers/{case}/contacts", ASSISTANT, "a-qui=jeune&telephone=0639985177"),
    act("/dossiers/{case}/contacts/{point}/{act}", ASSISTANT, ""),
    act(
        "/dossiers/{case}/responsables",
        ASSISTANT,
        "responsable=Cadiou+Anne&responsable-lien=mother&responsable-telephone=0639985178",
    ),
    act("/plates-formes/{platform}/listes/nouvelle", ASSISTANT, LIST),
    act("/listes/{list}/colonnes", ASSISTANT, "source=partner&nom=CFA&date=2026-11-20"),
    act("/listes/{list}/appliquer", ASSISTANT, ""),
    act("/listes/{list}/renoncer", ASSISTANT, ""),
    Act { after: &[APPLIED], ..act("/listes/{list}/annuler", ASSISTANT, "") },
    Act { after: &[APPLIED], ..act("/listes/{list}/lignes/{line}", ASSISTANT, "decision=autre") },
    Act {
        after: &[APPLIED, ("/listes/{list}/lignes/{line}", "decision=autre")],
        ..act("/listes/{list}/lignes/{line}/annuler", ASSISTANT, "")
    },
    act("/territoires/{code}/objectifs", LEAD, "listed=400"),
    act(
        "/territoires/{code}/objectifs/nouveau",
        DEPARTMENT,
        "indicateur=solution_rate&valeur=38&reponse=2026-12-04&moyens=six+places",
    ),
    act("/objectifs/{objective}/proposition", LEAD, "tour=1&palier=1&reponse=2026-12-04&raison=trop+haut"),
    act("/objectifs/{objective}/accord", LEAD, "tour=1"),
    act("/objectifs/{objective}/retrait", DEPARTMENT, "tour=1&raison=plus+tard"),
    Act {
        after: &[("/objectifs/{objective}/accord", "tour=1")],
        ..act("/objectifs/{objective}/appreciation", LEAD, "palier=1&preuves=compte+rendu&le=2026-11-20")
    },
    Act {
        at: Some("D29"),
        ..act("/territoires/{code}/orientation", DEPARTMENT, "version=0&texte=Une+solution+pour+chacun")
    },
    act(
        "/territoires/{code}/indicateurs/nouveau",
        LEAD,
        "nature=formula&nom=Essai&formule=contactés+÷+confirmés&lieux=29-BREST&revision=0&geste=garder",
    ),
    act("/indicateurs/{code}/modifier", LEAD, "nom=Places&lieux=29-BREST&revision=0&geste=garder"),
    act("/indicateurs/{code}/retirer", LEAD, ""),
    act("/territoires/{code}/chiffres/{indicator}/cible", LEAD, "annee=2026&cible=12"),
    act("/publications", NATIONAL, "trimestre=2026-T2"),
    act("/territoires/{code}/saisie/{indicator}", ASSISTANT, "annee=2026&vu-2026-10=&m-2026-10=4"),
];

/// Routes that write no entry, each with its reason.
const WITHOUT_ENTRY: &[(&str, &str)] = &[];

#[tokio::test]
async fn every_act_writes_in_the_journal() {
    let world = World::new(Engine::Sqlite).await;
    let mut copies = world.copies().await;
    let mut faults = vec![];
    for route in pupitre::site::routes().into_parts().1 {
        if route.method != Method::POST || WITHOUT_ENTRY.iter().any(|(path, _)| *path == route.path) {
            continue;
        }
        let Some(act) = ACTS.iter().find(|act| act.path == route.path) else {
            faults.push(format!("{}: give tests/it/audit.rs a form that it accepts", route.path));
            continue;
        };
        let copy = copies.next().await;
        if let Err(fault) = replay(&copy, act).await {
            faults.push(fault);
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_act_is_listed_that_the_map_no_longer_has() {
    let routes = pupitre::site::routes().into_parts().1;
    let known = |path| routes.iter().any(|route| route.method == Method::POST && route.path == path);
    for path in ACTS.iter().map(|act| act.path).chain(WITHOUT_ENTRY.iter().map(|(path, _)| *path)) {
        assert!(known(path), "{path}");
    }
}

async fn replay(world: &World, act: &Act) -> Result<(), String> {
    world.app.clock.advance(Duration::hours(act.hours_later));
    let client = match act.by {
        Nobody => world.stranger(),
        Colleague => world.enter(&world.colleague).await,
        By::Role(role) => world.enter(world.seat(role)).await,
    };
    for (first, form) in act.after {
        client.post(&world.addresses(first)[0], form).await;
    }
    let before = entries(world).await;
    let addresses = world.addresses(act.path);
    let named = |address: &&String| act.at.is_none_or(|at| address.contains(&format!("/{at}/")));
    let address = addresses.iter().rfind(named).expect("at least one");
    let answer = client.post(address, &world.filled(act.form)).await;
    if !matches!(answer.status, StatusCode::SEE_OTHER | StatusCode::OK) {
        return Err(format!("{} answered {} to its form: {}", act.path, answer.status, answer.faults()));
    }
    if entries(world).await <= before {
        return Err(format!("{} wrote nothing in the journal", act.path));
    }
    Ok(())
}

async fn entries(world: &World) -> i64 {
    let mut tx = world.app.read().await.expect("a reader");
    let (number,): (i64,) = sql!("SELECT number FROM audit_head").one(&mut tx).await.expect("the head");
    number
}
