//! The pages of lists, as an assistant uses them.
use super::files::{HEADER, Line, ines, kilian, siei, text, yanis};
use crate::world::{Answer, BREST, RENNES, World};
use axum::body::Body;
use axum::http::{Request, header};
use base::Actor;
use base::testing::ENGINES;
use network::rights::Role;

const NEW: &str = "/plates-formes/29-BREST/listes/nouvelle";

/// A field of a form with files.
enum Part<'a> {
    Text(&'a str, &'a str),
    File(&'a str, &'a [u8]),
}

fn multipart(path: &str, parts: &[Part<'_>]) -> Request<Body> {
    const BOUNDARY: &str = "----frontiere";
    let mut body: Vec<u8> = vec![];
    for part in parts {
        let (head, content): (String, &[u8]) = match part {
            Part::Text(name, value) => (format!("name=\"{name}\"\r\n"), value.as_bytes()),
            Part::File(name, content) => (
                format!("name=\"fichier\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n"),
                content,
            ),
        };
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n").into_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
    Request::post(path)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap()
}

impl World {
    async fn deposit(&self, actor: &Actor, parts: &[Part<'_>]) -> Answer {
        self.app.clock.advance(chrono::Duration::minutes(10));
        self.send(actor, multipart(NEW, parts)).await
    }

    /// Deposits a list and follows to its page.
    async fn staged(&self, actor: &Actor, name: &str, content: &[u8]) -> String {
        self.deposit(actor, &[Part::File(name, content)]).await.leads()
    }

    async fn applied(&self, actor: &Actor, name: &str, content: &[u8]) -> String {
        let list = self.staged(actor, name, content).await;
        let to = self.post(actor, &format!("{list}/appliquer"), &[]).await.leads();
        assert_eq!(to, list);
        list
    }
}

/// What an office's program writes for a workbook with a password: an OLE file with two streams, their names in UTF-16.
fn encrypted_workbook() -> Vec<u8> {
    let mut content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    content.resize(1024, 0);
    for name in ["EncryptionInfo", "EncryptedPackage"] {
        content.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        content.resize(content.len() + 128, 0);
    }
    content
}

/// The rows of a table, the cells of each apart.
fn rows(page: &Answer, table: &str) -> Vec<String> {
    (1..)
        .map(|n| page.texts(&format!("{table} tbody tr:nth-child({n}) > *")).join(" | "))
        .take_while(|row| !row.is_empty())
        .collect()
}

fn totals(page: &Answer) -> Vec<String> {
    page.texts(".pu-sum b").iter().map(|text| text.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn a_list_is_deposited_looked_at_and_applied() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let empty = world.get(&maelle, "/plates-formes/29-BREST/listes").await.is(200);
        assert!(empty.text(".pu-empty").contains("Aucune liste reçue"), "{}", empty.body);
        world.applied(&maelle, "octobre.csv", &siei(&[yanis(), kilian()])).await;
        let file = siei(&[
            yanis(),
            ines(),
            Line::new("RIOU", "Ewen", "31/02/2008"),
            Line::new("LE GOF", "Yanis", "09/03/2009"),
        ]);
        let list = world.staged(&maelle, "novembre.csv", &file).await;
        let page = world.get(&maelle, &list).await.is(200);
        assert_eq!(page.text("h1"), "Liste SIEI de novembre 2026");
        assert!(
            page.text(".pu-sub").contains("déposée par Maëlle Le Gall. Rien n’est encore appliqué"),
            "{}",
            page.text(".pu-sub")
        );
        assert!(page.text(".fr-stepper__title").contains("Vérifier avant d’appliquer"));
        assert_eq!(totals(&page), ["4", "1", "1", "1", "1", "0"]);
        let moved = page.texts(".pu-moved li");
        assert!(moved[0].starts_with("1nouveau"), "{moved:?}");
        assert!(moved[1].starts_with("1toujours là"), "{moved:?}");
        assert!(moved[2].starts_with("1disparu"), "{moved:?}");
        assert!(page.text(".pu-msgs tbody tr").contains("31 février"), "{}", page.text(".pu-msgs"));
        let cards = page.texts(".pu-card").join(" ");
        assert!(cards.contains("novembre.csv") && cards.contains("Windows-1252"), "{cards}");
        assert!(cards.contains("1 colonne écartée à l’entrée : NATIONALITE"), "{cards}");
        assert!(cards.contains("1 non reconnue : CODE_LOT"), "{cards}");
        assert!(
            page.text(".pu-foot").contains("Appliquer crée 1 dossier et complète 1 autre"),
            "{}",
            page.text(".pu-foot")
        );
        assert_eq!(world.known().await.len(), 2, "nothing is applied yet");

        world.post(&maelle, &format!("{list}/appliquer"), &[]).await.leads();
        let page = world.get(&maelle, &list).await.is(200);
        assert!(page.text(".fr-stepper__title").contains("Compte rendu"));
        assert!(page.text(".pu-head").contains("Trancher 1 ligne"), "{}", page.text(".pu-head"));
        assert_eq!(world.known().await.len(), 3);
        let again = world.post(&maelle, &format!("{list}/appliquer"), &[]).await.is(409);
        assert!(again.body.contains("n’est plus en préparation"));

        let lists = world.get(&maelle, "/plates-formes/29-BREST/listes").await.is(200);
        assert!(lists.text(".pu-sub").contains("1 ligne à trancher"), "{}", lists.text(".pu-sub"));
        assert_eq!(lists.texts("#t-listes ~ table tbody tr, section table tbody tr").len(), 3, "{}", lists.body);
    }
}

#[tokio::test]
async fn every_line_is_listed_with_its_decision_and_its_reason() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        world.applied(&maelle, "octobre.csv", &siei(&[yanis()])).await;
        let file = siei(&[
            yanis(),
            ines(),
            Line::new("RIOU", "Ewen", "31/02/2008"),
            Line::new("LE GOF", "Yanis", "09/03/2009"),
            ines(),
        ]);
        let list = world.applied(&maelle, "novembre.csv", &file).await;
        let row = async |view: &str| {
            let page = world.get(&maelle, &format!("{list}?vue={view}")).await.is(200);
            let rows = page.texts("tbody tr");
            assert_eq!(rows.len(), 1, "{rows:?}");
            rows.into_iter().next().unwrap()
        };
        let created = row("creees").await;
        assert!(created.contains("BOUZID Inès") && created.contains("Personne de connu"), "{created}");
        let attached = row("rattachees").await;
        assert!(
            attached.contains("Yanis LE GOFF")
                && attached.contains("même INE")
                && attached.contains("29-BREST-2026-0001"),
            "{attached}"
        );
        let doubtful = row("a-trancher").await;
        assert!(doubtful.contains("nom voisin") && doubtful.contains("trancher"), "{doubtful}");
        assert!(row("refusees").await.contains("31 février"));
        assert!(row("ignorees").await.contains("Deux fois la même personne"));
        let messages = world.get(&maelle, &format!("{list}?vue=messages&niveau=refused")).await.is(200);
        assert_eq!(messages.texts("tbody tr").len(), 1);
        let csv = world.get(&maelle, &format!("{list}/messages.csv")).await.is(200);
        assert!(
            csv.body.starts_with("\u{feff}Ligne;Colonne;Lu;Message;Effet\r\n4;DATE NAISSANCE;31/02/2008;"),
            "{}",
            csv.body
        );
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_on_its_field_and_nothing_typed_is_lost() {
    let world = World::new(ENGINES[0]).await;
    let maelle = world.assistant().await;
    let refusals: [(&str, Vec<u8>, u16, &str); 7] = [
        ("vide.csv", vec![], 422, "vide"),
        ("titres.csv", text(HEADER, &[]), 422, "aucune ligne"),
        ("archive.xlsx", b"PK\x03\x04 nothing of a workbook".to_vec(), 422, "abîmé"),
        ("mot-de-passe.xlsx", encrypted_workbook(), 422, "mot de passe"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n".repeat(20), 422, "image"),
        (
            "suivi.csv",
            text("Nom;Prénom;Date naissance;Date événement;Événement", &["RIOU;Ewen;01/02/2008;03/11/2026;CDI".into()]),
            422,
            "ne les signale pas",
        ),
        ("enorme.csv", vec![b'a'; 51 << 20], 413, "dépasse 50 Mo"),
    ];
    for (name, content, status, why) in refusals {
        // Text fields before and after the file.
        let parts = [Part::Text("nom", "Lycée Vauban"), Part::File(name, &content), Part::Text("date", "2026-11-02")];
        let page = world.deposit(&maelle, &parts).await.is(status);
        let said = page.text("#fichier-message").to_lowercase();
        assert!(said.contains(&why.to_lowercase()), "{name}: {said}");
        assert!(page.text("#erreurs").contains("Fichier de la liste"), "{name}");
        assert!(page.body.contains("value=\"Lycée Vauban\"") && page.body.contains("value=\"2026-11-02\""), "{name}");
    }
    let none = world.deposit(&maelle, &[Part::Text("nom", "Lycée Vauban"), Part::File("", b"")]).await.is(422);
    assert!(none.text("#fichier-message").contains("Choisissez"), "{}", none.body);
    let future = world
        .deposit(&maelle, &[Part::Text("date", "2027-01-01"), Part::File("a.csv", &siei(&[yanis()]))])
        .await
        .is(422);
    assert!(future.text("#date-message").contains("à venir"), "{}", future.body);
    let not_a_form = world.post(&maelle, NEW, &[("nom", "Lycée Vauban")]).await;
    assert_eq!(not_a_form.status.as_u16(), 400);
    assert_eq!(world.count("SELECT count(*) FROM intake_list").await, 0);
}

#[tokio::test]
async fn what_the_user_says_of_a_list_wins_over_what_it_looks_like() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let file = siei(&[yanis()]);
        let parts = [
            Part::File("C:\\Documents\\liste.csv", &file),
            Part::Text("source", "partner"),
            Part::Text("nom", "E2C de Brest"),
            Part::Text("date", "2026-11-02"),
        ];
        let list = world.deposit(&maelle, &parts).await.leads();
        let page = world.get(&maelle, &list).await.is(200);
        assert_eq!(page.text("h1"), "Liste E2C de Brest de novembre 2026");
        let card = page.text(".pu-card");
        assert!(
            card.contains("partenaire") && card.contains("2 novembre 2026") && card.contains("Nomliste.csv"),
            "{card}"
        );
        world.post(&maelle, &format!("{list}/appliquer"), &[]).await.leads();
        let case = world.case_of("le goff yanis").await;
        assert_eq!(world.fact(case, "entry_on").await, "2026-11-02");
        assert_eq!(world.fact(case, "source").await, "partner");
    }
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_list_and_a_file_already_applied_is_said() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let file = siei(&[yanis()]);
        let one = world.staged(&maelle, "a.csv", &file).await;
        let two = world.staged(&maelle, "a.csv", &file).await;
        assert_eq!(one, two);
        world.post(&maelle, &format!("{one}/appliquer"), &[]).await.leads();
        let three = world.staged(&maelle, "encore.csv", &file).await;
        assert_ne!(one, three);
        let page = world.get(&maelle, &three).await.is(200);
        assert!(page.text(".fr-alert--warning").contains("Ce fichier est déjà appliqué"), "{}", page.body);
        assert!(page.has(&format!(".fr-alert a[href='{one}']")));
    }
}

#[tokio::test]
async fn a_list_given_up_leaves_no_name_behind() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let list = world.staged(&maelle, "a.csv", &siei(&[yanis(), ines().phone("chez Nadia")])).await;
        world.post(&maelle, &format!("{list}/renoncer"), &[]).await.leads();
        let page = world.get(&maelle, &list).await.is(200);
        assert!(page.body.contains("Liste abandonnée"));
        let lines = world.get(&maelle, &format!("{list}?vue=creees")).await.is(200);
        assert!(!lines.body.contains("GOFF") && lines.body.contains("non gardée"));
        assert_eq!(world.count("SELECT count(*) FROM intake_file").await, 0);
        assert_eq!(
            world.count("SELECT count(*) FROM intake_line WHERE person <> '' OR candidate IS NOT NULL").await,
            0
        );
        assert_eq!(world.count("SELECT count(*) FROM intake_message WHERE read IS NOT NULL").await, 0);
        world.post(&maelle, &format!("{list}/appliquer"), &[]).await.is(409);
        assert!(world.known().await.is_empty());
    }
}

#[tokio::test]
async fn columns_nobody_recognised_are_named_by_the_user_once_for_all() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let file = text("Qui;Petit nom;Le;Lot", &["RIOU;Ewen;01/02/2008;7".into(), "TANGUY;Lou;03/04/2008;7".into()]);
        let list = world.staged(&maelle, "a.csv", &file).await;
        let columns = format!("{list}/colonnes");
        let form = world.get(&maelle, &columns).await.is(200);
        let shown = rows(&form, "main table");
        assert!(shown[0].starts_with("Qui | RIOU · TANGUY |"), "{shown:?}");
        let sent = [
            ("colonne-0", "last_name"),
            ("colonne-1", "first_name"),
            ("colonne-2", "birth_date"),
            ("nom", "Réseau Vauban"),
        ];
        let wrong = world
            .send_form(
                &maelle,
                &form,
                "main form",
                &[("date", "31/02/2026"), ("titres", "x"), ("colonne-0", "last_name")],
            )
            .await
            .is(422);
        assert!(wrong.text("#date-message").contains("n’existe pas"), "{}", wrong.body);
        assert!(wrong.text("#titres-message").contains("numéro de ligne"), "{}", wrong.body);
        assert_eq!(wrong.text("#colonne-0 option[selected]"), "Nom de famille", "what was chosen is kept");
        let nowhere = world.send_form(&maelle, &form, "main form", &[("titres", "99")]).await.is(422);
        assert!(nowhere.text("#titres-message").contains("ligne 99"), "{}", nowhere.body);
        world.send_form(&maelle, &form, "main form", &sent).await.leads();
        let page = world.get(&maelle, &list).await.is(200);
        assert_eq!(totals(&page), ["2", "2", "0", "0", "0", "0"]);
        world.post(&maelle, &format!("{list}/appliquer"), &[]).await.leads();
        assert_eq!(world.known().await, ["riou ewen", "tanguy lou"]);
        let next = text("Qui;Petit nom;Le;Lot", &["RIOU;Ewen;01/02/2008;8".into()]);
        let parts = [Part::Text("nom", "Réseau Vauban"), Part::File("b.csv", &next)];
        let next = world.deposit(&maelle, &parts).await.leads();
        assert_eq!(totals(&world.get(&maelle, &next).await), ["1", "0", "1", "0", "0", "0"]);
        world.get(&maelle, &columns).await.is(409);
    }
}

#[tokio::test]
async fn undoing_a_list_is_asked_first_and_gives_everything_back() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        let first = world.applied(&maelle, "octobre.csv", &siei(&[yanis()])).await;
        let before = world.seen().await;
        let second = world.applied(&maelle, "novembre.csv", &siei(&[ines()])).await;
        let refused = world.get(&maelle, &format!("{first}/annuler")).await.is(200);
        assert!(refused.has(&format!(".fr-alert a[href='{second}']")) && !refused.has("main form"), "{}", refused.body);
        world.post(&maelle, &format!("{first}/annuler"), &[]).await.is(409);
        let ask = world.get(&maelle, &format!("{second}/annuler")).await.is(200);
        let said = ask.texts("main li").join(" ");
        assert!(
            said.contains("1 jeune que la liste a fait connaître disparaît") && said.contains("1 disparition notée"),
            "{said}"
        );
        assert_ne!(world.seen().await, before);
        world.send_form(&maelle, &ask, "main form", &[]).await.leads();
        assert_eq!(world.seen().await, before);
        let page = world.get(&maelle, &second).await.is(200);
        assert!(page.text(".fr-alert").contains("Liste annulée"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_doubtful_line_is_shown_side_by_side_and_settled_then_the_next_one_comes() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        world.applied(&maelle, "octobre.csv", &siei(&[yanis(), kilian()])).await;
        let near = [
            Line {
                address: "14 r du port".into(),
                postcode: "29200".into(),
                commune: "Brest".into(),
                ..Line::new("LE GOF", "Yanis", "09/03/2009")
            }
            .phone("06 39 98 51 03"),
            Line::new("MÉVEL-RIOUAL", "Kilian", "21/08/2006"),
        ];
        let list = world.applied(&maelle, "novembre.csv", &siei(&near)).await;
        let all = world.get(&maelle, "/plates-formes/29-BREST/rapprochements").await.is(200);
        assert_eq!(all.texts("tbody tr").len(), 2);
        let first = world.get(&maelle, &format!("{list}/a-trancher")).await.leads();
        assert_eq!(first, format!("{list}/lignes/2"));
        let page = world.get(&maelle, &first).await.is(200);
        assert!(page.text(".pu-progress").contains("0 sur 2"), "{}", page.text(".pu-progress"));
        let rows = rows(&page, ".pu-pair");
        assert_eq!(rows[0], "Nom | LE GOF | LE GOFF | Nom voisin");
        assert_eq!(page.texts(".pu-pair tbody tr:first-child mark"), ["F"]);
        assert!(rows.iter().any(|row| row.starts_with("INE | absent | 080514237KD | Absent de la ligne")), "{rows:?}");
        assert!(
            rows.iter().any(|row| row.starts_with("Téléphone | 06 39 98 51 03 |") && row.contains("En commun")),
            "{rows:?}"
        );
        assert!(rows.iter().any(|row| row.starts_with("Adresse") && row.contains("écrite autrement")), "{rows:?}");
        assert!(world.acts().await.contains(&"consultation".to_owned()), "the known file was looked at");
        let buttons = page.texts(".pu-choices strong");
        assert_eq!(buttons, ["C’est la même personne", "C’est quelqu’un d’autre"]);
        let decision = page.body.split("value=\"meme:").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let next = world.post(&maelle, &first, &[("decision", &format!("meme:{decision}"))]).await.leads();
        assert!(next.starts_with(&format!("{list}/lignes/3?fait=")), "{next}");
        let page = world.get(&maelle, &next).await.is(200);
        assert_eq!(page.text(".fr-alert--success"), "Ligne 2 rattachée au dossier de Yanis LE GOFF. Annuler ce choix");
        assert_eq!(page.texts(".pu-pair tbody tr:nth-child(3) mark"), ["6", "7"], "{}", page.text(".pu-pair"));
        let done = world.post(&maelle, &format!("{list}/lignes/3"), &[("decision", "autre")]).await.leads();
        assert!(done.starts_with("/plates-formes/29-BREST/rapprochements?fait="), "{done}");
        let page = world.get(&maelle, &done).await.is(200);
        assert!(
            page.text(".fr-alert--success").contains("un dossier est ouvert pour Kilian MÉVEL-RIOUAL"),
            "{}",
            page.body
        );
        assert!(page.text(".pu-empty").contains("Tout est tranché"));
        assert_eq!(world.known().await.len(), 3);
        world.post(&maelle, &first, &[("decision", "autre")]).await.is(409);
        let settled = world.get(&maelle, &first).await.is(200);
        assert!(settled.body.contains("a rejoint un dossier connu"));
        world.post(&maelle, &first, &[("decision", "peut-être")]).await.is(400);
    }
}

#[tokio::test]
async fn lists_do_not_exist_for_those_who_may_not_bring_them_in() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let maelle = world.assistant().await;
        world.applied(&maelle, "octobre.csv", &siei(&[yanis()])).await;
        let list = world.applied(&maelle, "novembre.csv", &siei(&[Line::new("LE GOF", "Yanis", "09/03/2009")])).await;
        let staged = world.staged(&maelle, "decembre.csv", &siei(&[ines()])).await;
        let lead_of_rennes = world.person("Anne", Role::PlatformLead, RENNES).await;
        let member = world.person("Paul", Role::Member, BREST).await;
        let coordinator = world.person("Léa", Role::MldsCoordinator, BREST).await;
        let department = world.person("Pascal", Role::DepartmentLead, "D29").await;
        let national = world.person("Rony", Role::NationalTeam, "FR").await;
        let before = world.seen().await;
        for actor in [&lead_of_rennes, &member, &coordinator, &department, &national] {
            for path in [
                "/plates-formes/29-BREST/listes".to_owned(),
                "/plates-formes/29-BREST/rapprochements".to_owned(),
                NEW.to_owned(),
                list.clone(),
                format!("{list}?vue=creees"),
                format!("{list}/messages.csv"),
                format!("{list}/annuler"),
                format!("{list}/a-trancher"),
                format!("{list}/lignes/2"),
                format!("{staged}/colonnes"),
            ] {
                world.get(actor, &path).await.is(404);
            }
            for path in [
                format!("{staged}/appliquer"),
                format!("{staged}/renoncer"),
                format!("{staged}/colonnes"),
                format!("{list}/annuler"),
                format!("{list}/lignes/2"),
            ] {
                world.post(actor, &path, &[("decision", "autre")]).await.is(404);
            }
            let file = siei(&[kilian()]);
            world.deposit(actor, &[Part::File("a.csv", &file)]).await.is(404);
        }
        assert_eq!(world.seen().await, before);
        assert_eq!(world.count("SELECT count(*) FROM intake_list").await, 3);
        world.get(&maelle, "/listes/00000000-0000-7000-8000-000000000000").await.is(404);
        let lead = world.person("Hervé", Role::PlatformLead, BREST).await;
        world.get(&lead, &list).await.is(200);
    }
}

#[tokio::test]
async fn names_in_html_and_formulas_stay_words() {
    let world = World::new(ENGINES[0]).await;
    let maelle = world.assistant().await;
    let file = siei(&[
        Line::new("<b>RIOU</b>", "=1+1", "01/02/2008"),
        Line::new("<script>alert(1)</script>", "Lou", "31/02/2008"),
    ]);
    let list = world.applied(&maelle, "<i>a</i>.csv", &file).await;
    for path in [
        list.clone(),
        format!("{list}?vue=creees"),
        format!("{list}?vue=messages"),
        "/plates-formes/29-BREST/listes".into(),
    ] {
        let page = world.get(&maelle, &path).await.is(200);
        assert!(
            !page.body.contains("<b>RIOU") && !page.body.contains("<script>alert") && !page.body.contains("<i>a</i>"),
            "{path}"
        );
    }
}
