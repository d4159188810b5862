//! The same from the command line: one JSON, exit codes, words.
use super::{LIST, Part, Program, json, outside};
use crate::client::Client;
use crate::world::World;
use base::testing::Engine;
use base::{App, Clock};
use chrono::{Datelike as _, Days};
use network::rights::Role;
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with a copy of a world's database, where the program is run.
struct Machine {
    folder: TempDir,
}

impl Machine {
    async fn with(app: &App) -> Machine {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copie.db");
        app.db.script(&format!("VACUUM INTO '{}'", copy.display())).await.expect("copied");
        Machine { folder }
    }

    fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).expect("written");
        path
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pupitre"));
        let command = command.current_dir(self.folder.path()).env_clear().args(arguments);
        command.args(["--database", "sqlite:copie.db"]).output().expect("the program runs")
    }

    /// What it prints when all goes well.
    fn printed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&self.printed(&arguments)).expect("JSON")
    }

    /// Its exit code and what it says when something is wrong; nothing is on the standard output.
    fn refused(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.run(arguments);
        assert!(output.stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
        (output.status.code().expect("ended"), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// A world on the machine's own clock, which the command reads, and a list of people who are 17 today.
async fn today() -> (World, String) {
    let mut world = World::new(Engine::Sqlite).await;
    world.app.clock = Clock::System;
    let born = world.app.clock.today().year() - 17;
    let list = format!(
        "NOM;PRENOM;DATE NAISSANCE;SEXE\nRIOU;Soazig;01/01/{born};F\nMORVAN;Yann;01/01/{born};M\nSANS DATE;Paul;;M\n"
    );
    (world, list)
}

#[tokio::test]
async fn the_command_line_and_the_api_answer_one_json() {
    let (world, list) = today().await;
    let rennes = Program::of(&world, outside(&world, Role::PlatformAssistant)).await;
    let rennes = Program { client: Client::new(pupitre::site::router(world.app.clone()), None), ..rennes };
    let platform = || Part::Text("platform", "35-RENNES");
    let first = list.lines().take(2).collect::<Vec<_>>().join("\n");
    rennes.import(&[platform(), Part::Text("apply", "true"), Part::File(first.as_bytes())]).await;
    let machine = Machine::with(&world.app).await;
    machine.file("liste.csv", &list);

    let from = "/api/v1/figures?territory=35-RENNES&from=2001-02-03&to=9999-12-31&by=month,sex,source";
    let told = json(&rennes.get(from).await);
    let asked = ["figures", "--territory", "35-RENNES", "--from", "03/02/2001", "--to", "9999-12-31", "--by"];
    assert_eq!(machine.json(&[&asked[..], &["month,sex,source"]].concat()), told);
    assert_eq!(told["cells"][0]["values"]["listed"], 1);

    let told = json(&rennes.import(&[platform(), Part::Text("source", "school"), Part::File(list.as_bytes())]).await);
    let import = ["import", "liste.csv", "--platform", "35-RENNES", "--source", "school"];
    assert_eq!(machine.json(&import), told);
    assert_eq!((&told["created"], &told["attached"], &told["refused"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!(machine.json(&[&import[..], &["--apply"]].concat()), told, "a try tells what an application does");
    assert_eq!(machine.json(&import)["attached"], 2, "and the application did it");
}

#[tokio::test]
async fn a_report_and_figures_are_told_to_a_person_in_french() {
    let (world, list) = today().await;
    let machine = Machine::with(&world.app).await;
    machine.file("liste.csv", &list);
    let import = ["import", "liste.csv", "--platform", "35-rennes"];
    let told = machine.printed(&import).replace('\u{a0}', " ");
    assert!(
        told.starts_with("3 lignes = 2 jeunes créés + 0 rattaché + 0 à trancher + 1 refusée + 0 ignorée"),
        "{told}"
    );
    assert!(told.contains("refus, ligne 4") && told.contains("rien n’a été écrit"), "{told}");
    assert!(machine.printed(&[&import[..], &["--apply"]].concat()).contains("Liste appliquée."));
    let period = ["figures", "--territory", "35-RENNES", "--from", "2001-01-01", "--to", "9999-12-31"];
    let told = machine.printed(&period);
    assert!(told.contains("PSAD de Rennes") && told.contains("Jeunes contactés"), "{told}");
    assert!(told.contains("sans objet"), "nobody is confirmed: {told}");
    let table = machine.printed(&[&period[..], &["--by", "sex"]].concat());
    assert!(table.contains("Filles") && table.contains("Garçons"), "{table}");
    let csv =
        machine.printed(&[&period[..], &["--by", "sex", "--indicators", "listed,contact_rate", "--csv"]].concat());
    assert_eq!(csv, "sex,listed,contact_rate\nF,1,\nM,1,\n");
}

#[tokio::test]
async fn figures_are_checked_against_the_events_case_by_case() {
    let (world, list) = today().await;
    let machine = Machine::with(&world.app).await;
    machine.file("liste.csv", &list);
    machine.printed(&["import", "liste.csv", "--platform", "35-rennes", "--apply"]);
    let told = machine.printed(&["figures", "--check"]);
    assert!(told.contains("dossiers") && told.contains("aucun écart"), "{told}");
    let db = db::Db::sqlite(&machine.folder.path().join("copie.db")).await.expect("opened");
    let wrong = "UPDATE case_facts SET attempts = attempts + 1 WHERE platform = '35-RENNES'";
    db.script(wrong).await.expect("changed behind the back of the program");
    db.close().await;
    let (code, told) = machine.refused(&["figures", "--check"]);
    assert!(code == 1 && told.contains("dossier 35-RENNES-"), "{told}");
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_french_with_an_exit_code_and_writes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let machine = Machine::with(&world.app).await;
    machine.file("liste.csv", LIST);
    machine.file("vide.csv", "");
    machine.file("colonnes.json", "{\"colonnes\": []}");
    let tomorrow = (Clock::System.today() + Days::new(1)).to_string();
    let figures = ["figures", "--from", "2026-09-01", "--to", "2026-09-02", "--territory"];
    let of_brest = ["figures", "--territory", "29-BREST", "--to", "9999-12-31", "--from"];
    for (arguments, code, told) in [
        ([&figures[..], &["29-NULLEPART"]].concat(), 1, "aucun territoire ne porte le code 29-NULLEPART"),
        ([&figures[..], &["Brest"]].concat(), 2, "--territory : «"),
        ([&figures[..], &["FR", "--by", "sexe"]].concat(), 2, "--by : La ventilation"),
        ([&figures[..], &["FR", "--json", "--csv"]].concat(), 2, "ne va pas avec"),
        ([&of_brest[..], &[tomorrow.as_str()]].concat(), 2, "--from : La période commence après aujourd’hui"),
        (vec!["import", "liste.csv", "--platform", "29-NULLEPART", "--apply"], 1, "aucune plate-forme"),
        (vec!["import", "liste.csv", "--platform", "D29", "--apply"], 1, "n’est pas une plate-forme"),
        (
            vec!["import", "vide.csv", "--platform", "29-BREST", "--apply"],
            1,
            "la liste est refusée. Le fichier est vide",
        ),
        (
            vec!["import", "absent.csv", "--platform", "29-BREST", "--apply"],
            1,
            "absent.csv ne se lit pas : il n’existe pas",
        ),
        (vec!["import", "liste.csv", "--platform", "29-BREST", "--mapping", "colonnes.json"], 1, "champ inconnu"),
        (
            vec!["import", "liste.csv", "--platform", "29-BREST", "--apply", "--account", "member@dedans.fr"],
            1,
            "n’a pas le droit d’importer une liste sur 29-BREST",
        ),
    ] {
        let (exit, said) = machine.refused(&arguments);
        assert_eq!(exit, code, "{arguments:?}: {said}");
        assert!(said.contains(told), "{arguments:?}: {said}");
    }
}

#[tokio::test]
async fn an_import_in_the_name_of_an_account_is_signed_by_it() {
    let (world, list) = today().await;
    let machine = Machine::with(&world.app).await;
    machine.file("liste.csv", &list);
    machine.printed(&[
        "import",
        "liste.csv",
        "--platform",
        "35-RENNES",
        "--apply",
        "--account",
        "platform-lead@dehors.fr",
    ]);
    let db = db::Db::sqlite(&machine.folder.path().join("copie.db")).await.expect("it opens");
    let mut tx = db.read().await.expect("a reader");
    let (account, actor): (db::Id, String) =
        db::sql!("SELECT account_id, actor FROM audit_entry ORDER BY number DESC LIMIT 1")
            .one(&mut tx)
            .await
            .expect("an entry");
    assert_eq!((account, actor.as_str()), (outside(&world, Role::PlatformLead).account, "platform-lead"));
}

#[tokio::test]
async fn the_columns_as_understood_are_printed_and_can_be_given_back() {
    let (world, list) = today().await;
    let machine = Machine::with(&world.app).await;
    machine.file("liste.csv", &list.replacen("NOM;", "Zorglub;", 1));
    let import = ["import", "liste.csv", "--platform", "35-RENNES"];
    assert_eq!(machine.json(&import)["refused"], 3);
    let columns = machine.printed(&[&import[..], &["--print-mapping"]].concat());
    assert!(columns.contains("\"Zorglub\""), "{columns}");
    let corrected = columns.replacen("\"unknown\"", "{\"field\": \"last_name\"}", 1);
    machine.file("colonnes.json", &corrected);
    assert_eq!(machine.json(&[&import[..], &["--mapping", "colonnes.json"]].concat())["created"], 2, "{corrected}");
}

#[tokio::test]
async fn a_token_is_printed_alone_once_works_and_is_revoked() {
    let world = World::new(Engine::Sqlite).await;
    let machine = Machine::with(&world.app).await;
    let account = ["--account", "platform-lead@dedans.fr"];
    let token =
        machine.printed(&[&["token", "create"], &account[..], &["--label", "entrepôt", "--days", "30"]].concat());
    assert!(token.starts_with("pup_") && token.trim().len() == 68 && token.ends_with('\n'), "{token}");
    let list = machine.printed(&[&["token", "list"], &account[..]].concat());
    assert!(list.contains("entrepôt") && !list.contains(token.trim()), "{list}");
    let program = async || {
        let db = db::Db::sqlite(&machine.folder.path().join("copie.db")).await.expect("it opens");
        let router = pupitre::site::router(App { db, clock: Clock::System, ..world.app.clone() });
        let program = Program { client: Client::new(router, None), authorization: format!("Bearer {}", token.trim()) };
        program.get("/api/v1/territories").await
    };
    assert_eq!(json(&program().await)[0]["code"], "29-BREST");
    let id = list.split('\t').next().expect("an identifier");
    machine.printed(&[&["token", "revoke"], &account[..], &["--id", id]].concat());
    assert_eq!(program().await.status, 401);
    let (code, said) = machine.refused(&["token", "create", "--account", "personne@nulle-part.fr"]);
    assert!(code == 1 && said.contains("aucun compte"), "{said}");
}
