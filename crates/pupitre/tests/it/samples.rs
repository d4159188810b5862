//! One thing of each kind that an address may name, all of Brest. What the wings open by a page is made by that page.
use crate::client::Answer;
use crate::world::{Seat, TERRITORIES, World, account};
use base::{Actor, App};
use db::sql;
use network::accounts;
use network::directory::{self, NewMember};
use network::rights::Role;
use std::collections::BTreeMap;

/// A list with a line that may be the youth below: the same but for a letter.
pub const LIST: &str = "--limite\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\npartner\r\n\
    --limite\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"liste.csv\"\r\n\r\n\
    Nom;Prénom;Date de naissance;Téléphone\r\nCADIOU;Enorah;04/03/2009;0639985103\r\nMORVAN;Yann;12/07/2008;0639985104\r\n\
    \r\n--limite--\r\n";

/// One thing of each kind, all of Brest; and the account they speak of.
pub async fn of_the_network(app: &App) -> (Seat, BTreeMap<&'static str, Vec<String>>) {
    let (colleague, role) = account(app, "collegue@brest.fr", "Nolwenn Le Bris", Role::Member, "29-BREST").await;
    let hash = accounts::password::hash("Un-bateau-bleu-passe-9").await.expect("a hash");
    let invitation = invitation(app).await;
    let mut tx = app.begin(&Actor::command()).await.expect("a writer");
    let now = tx.now();
    accounts::store::set_password(&mut tx, colleague, &hash).await.expect("a password");
    let member = NewMember {
        name: "Yann Kerviel".into(),
        organisation: "Mission locale du pays de Brest".into(),
        job: "conseiller".into(),
        account_id: None,
    };
    let member = directory::add(&mut tx, "29-BREST", &member, app.clock.today(), now).await.expect("a member");
    let (token, _) = accounts::tokens::create(&mut tx, colleague, "essai", now, now + accounts::tokens::LONGEST)
        .await
        .expect("a token");
    tx.commit().await.expect("committed");
    let ids = [
        ("aide", "assistant".to_owned()),
        ("comptes", colleague.to_string()),
        ("fonctions", role.to_string()),
        ("invitation", invitation),
        ("indicateurs", "listed".to_owned()),
        ("chiffres", "listed".to_owned()),
        ("{point}", "barrer".to_owned()),
        ("jetons", token.to_string()),
        ("membres", member.to_string()),
        ("plates-formes", "29-BREST".to_owned()),
    ];
    let mut samples: BTreeMap<_, _> = ids.into_iter().map(|(word, id)| (word, vec![id])).collect();
    samples.insert("territoires", TERRITORIES.map(str::to_owned).to_vec());
    (Seat { role: Role::Member, account: colleague }, samples)
}

/// The secret of a link that somebody newly invited got by e-mail.
async fn invitation(app: &App) -> String {
    let (email, name) = ("invite@brest.fr".parse().expect("an address"), "Loïc Hamon".parse().expect("a name"));
    let desk = (Role::Member, &"29-BREST".parse().expect("a code"));
    accounts::create(app, &Actor::command(), &email, &name, desk, None).await.expect("an invitation");
    let mut tx = app.read().await.expect("a reader");
    let (mail,): (String,) = sql!("SELECT payload FROM job").one(&mut tx).await.expect("one message");
    let link = mail.split("/invitation/").nth(1).expect("a link");
    link.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// A youth who came by himself, one event and one telephone of his, a list not applied yet, and an objective in words that waits
/// for the platform.
pub async fn of_the_follow_up(world: &mut World) {
    let assistant = world.enter(world.seat(Role::PlatformAssistant)).await;
    let youth = "nom=Cadiou&prenoms=Enora&ne=2009-03-04&sexe=F&le=2026-11-20&droit-au-retour=oui";
    let opened = led_to(&assistant.post("/plates-formes/29-BREST/dossiers/nouveau", youth).await, "/dossiers/");
    let verified = format!("/dossiers/{opened}/evenements");
    let verified = assistant.post(&verified, "groupe=verification&le=2026-11-23&resultat=Confirmed").await;
    led_to(&verified, "/dossiers/");
    let phoned = format!("/dossiers/{opened}/contacts");
    led_to(&assistant.post(&phoned, "a-qui=jeune&telephone=0639985103").await, "/dossiers/");
    let list = led_to(&assistant.post("/plates-formes/29-BREST/listes/nouvelle", LIST).await, "/listes/");
    let department = world.enter(world.seat(Role::DepartmentLead)).await;
    let words = "nature=paliers&intitule=Lien+avec+les+lycees&paliers=aucun%0Aun&palier=2&reponse=2026-12-04";
    let proposed = department.post("/territoires/29-BREST/objectifs/nouveau", words).await;
    let objective = led_to(&proposed, "/objectifs/");
    let lead = world.enter(world.seat(Role::PlatformLead)).await;
    let typed =
        "nature=entered&nom=Places&texte=Places+ouvertes&unite=places&cumul=sum&debut=2026-10-01&lieux=29-BREST";
    let kept =
        lead.post("/territoires/29-BREST/indicateurs/nouveau", &format!("{typed}&revision=0&geste=garder")).await;
    let added = led_to(&kept, "/indicateurs/");
    let published = format!("{typed}&revision=1&geste=publier");
    led_to(&lead.post(&format!("/indicateurs/{added}/modifier"), &published).await, "/indicateurs/");
    let mut tx = world.app.read().await.expect("a reader");
    let (point,): (db::Id,) = sql!("SELECT id FROM contact_point").one(&mut tx).await.expect("one telephone");
    let (event,): (i64,) = sql!("SELECT MAX(number) FROM case_event").one(&mut tx).await.expect("two events");
    let (line,): (i64,) = sql!("SELECT line FROM intake_line WHERE verdict = 'to_review'")
        .one(&mut tx)
        .await
        .expect("one line that may be Enora Cadiou");
    let gesture = format!("{opened}.{event}-{event}");
    let samples = [
        ("dossiers", opened),
        ("evenements", event.to_string()),
        ("contacts", point.to_string()),
        ("listes", list),
        ("lignes", line.to_string()),
        ("geste", gesture),
        ("objectifs", objective),
    ];
    world.samples.extend(samples.into_iter().map(|(word, id)| (word, vec![id])));
    // One of the catalogue, then one that Brest added.
    for word in ["indicateurs", "chiffres"] {
        world.samples.insert(word, vec!["listed".into(), added.clone()]);
    }
    world.samples.insert("saisie", vec![added]);
    received_this_summer(&world.app).await;
    let quarter = "2026-T3".parse().expect("a quarter");
    measure::releases::publish(&world.app, &Actor::command(), quarter).await.expect("a release");
    world.samples.insert("donnees-ouvertes", vec![quarter.to_string()]);
    world.samples.insert("{quarter}", vec!["FR".into()]);
}

/// A list that Brest applied long ago: without one nothing is published.
async fn received_this_summer(app: &App) {
    let mut tx = app.begin(&Actor::command()).await.expect("a writer");
    let then = tx.now() - chrono::Duration::days(90);
    db::query(
        "INSERT INTO intake_list (id, platform, source, source_name, file_name, file_hash, file_bytes, listed_on, format, mapping,
                                  overrides, state, received_at, applied_at, lines, created, attached, to_review, refused, ignored)
         VALUES ($1, '29-BREST', 'partner', 'CFA', 'ete.csv', '', 0, $3, 'csv', '', '', 'applied', $2, $2, 0, 0, 0, 0, 0, 0)",
    )
    .bind(base::new_id(then))
    .bind(then)
    .bind(then.date_naive())
    .execute(&mut tx)
    .await
    .expect("a list");
    tx.commit().await.expect("committed");
}

/// What the answer leads to: the part of the address after `before`.
fn led_to(answer: &Answer, before: &str) -> String {
    let location = answer.header("location");
    let rest = location.strip_prefix(before);
    let rest = rest.unwrap_or_else(|| panic!("{} instead of {before}…: {}", answer.status, answer.faults()));
    rest.split(['?', '/', '#']).next().unwrap_or_default().to_owned()
}
