//! The program as it is run: its exit codes, its words, its files.
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn pupitre(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pupitre"));
    command.current_dir(folder).args(arguments).env_clear().output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

#[test]
fn a_newcomer_without_configuration_gets_a_database_in_the_folder_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = pupitre(folder.path(), &["migrate"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(folder.path().join("data/pupitre.db").is_file());
    let again = pupitre(folder.path(), &["migrate"]);
    assert!(again.status.success(), "nothing to do the second time: {}", said(&again));
}

#[test]
fn territories_are_given_as_json_each_under_its_parent() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = pupitre(folder.path(), &["territories", "--json", "--database", "sqlite:t.db"]);
    let list: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let count = |level: &str| list.iter().filter(|t| t["level"] == level).count();
    assert_eq!((count("nation"), count("region"), count("academy"), count("department")), (1, 18, 30, 101));
    let finistere = list.iter().find(|t| t["code"] == "D29").expect("D29");
    assert_eq!((&finistere["name"], &finistere["parent"]), (&"Finistère".into(), &"A14".into()));
    assert_eq!(list[0]["parent"], serde_json::Value::Null);
}

#[test]
fn an_account_is_opened_with_the_password_of_the_standard_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let create = |email: &str, password: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pupitre"))
            .current_dir(folder.path())
            .args(["account", "create", "--name", "Ana Le Goff", "--role", "administrator", "--territory", "FR"])
            .args(["--password-stdin", "--email", email])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        writeln!(command.stdin.take().expect("piped"), "{password}").expect("written");
        command.wait_with_output().expect("it ends")
    };
    let opened = create("ana@exemple.fr", "Un-bateau-bleu-passe-9");
    assert!(opened.status.success(), "{}", said(&opened));
    let twice = create("ana@exemple.fr", "Un-bateau-bleu-passe-9");
    assert_eq!(twice.status.code(), Some(1));
    assert!(said(&twice).contains("a déjà un compte"), "{}", said(&twice));
    let run = |arguments: &[&str]| said(&pupitre(folder.path(), &[&["account"], arguments].concat()));
    assert!(run(&["list"]).contains("ana@exemple.fr\tAna Le Goff\tadministrator\tFR\touvert"), "{}", run(&["list"]));
    assert!(run(&["invite", "--email", "ana@exemple.fr"]).contains("Un lien part"));
    assert!(run(&["close", "--email", "ana@exemple.fr"]).contains("fermé"));
    assert!(run(&["close", "--email", "ana@exemple.fr"]).contains("déjà fermé"));
    assert!(run(&["invite", "--email", "ana@exemple.fr"]).contains("rouvrez-le"));
    assert!(run(&["list"]).contains("administrator\tFR\tfermé"));
    let weak = create("eva@exemple.fr", "azerty");
    assert_eq!(weak.status.code(), Some(1));
    assert!(said(&weak).contains("trop court"), "{}", said(&weak));
}

#[test]
fn a_backup_is_a_whole_database_and_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = pupitre(folder.path(), &["backup", "copie.db"]);
    assert_eq!(missing.status.code(), Some(1), "no database yet");
    assert!(!folder.path().join("data/pupitre.db").exists(), "a backup creates no database");
    pupitre(folder.path(), &["migrate"]);
    let done = pupitre(folder.path(), &["backup", "copie.db"]);
    assert!(done.status.success(), "{}", said(&done));
    let verified = pupitre(folder.path(), &["audit", "verify", "--database", "sqlite:copie.db"]);
    assert!(verified.status.success() && said(&verified).contains("Journal intact"), "{}", said(&verified));
    let twice = pupitre(folder.path(), &["backup", "copie.db"]);
    assert_eq!(twice.status.code(), Some(1));
    let postgres = pupitre(folder.path(), &["backup", "x", "--database", "postgres://moi:secret@hote/base"]);
    assert!(said(&postgres).contains("pg_dump") && !said(&postgres).contains("secret"), "{}", said(&postgres));
}

#[test]
fn a_journal_changed_by_hand_is_found_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments =
        ["account", "create", "--email", "a@b.fr", "--name", "Ana", "--role", "national-team", "--territory", "FR"];
    assert!(pupitre(folder.path(), &arguments).status.success());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let db = db::Db::sqlite(&folder.path().join("data/pupitre.db")).await.expect("it opens");
        db.script("UPDATE audit_entry SET action = 'rien' WHERE number = 1").await.expect("changed");
        db.close().await;
    });
    let verified = pupitre(folder.path(), &["audit", "verify"]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(said(&verified).contains("rompu à l’entrée 1"), "{}", said(&verified));
    let doctor = pupitre(folder.path(), &["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(said(&doctor).contains("journal rompu"), "{}", said(&doctor));
}

#[test]
fn the_doctor_tells_what_to_do_before_and_after() {
    let folder = tempfile::tempdir().expect("a folder");
    let before = pupitre(folder.path(), &["doctor"]);
    assert_eq!(before.status.code(), Some(1));
    assert!(said(&before).contains("pupitre migrate"), "{}", said(&before));
    pupitre(folder.path(), &["migrate"]);
    let after = pupitre(folder.path(), &["doctor"]);
    assert!(after.status.success(), "{}", said(&after));
}

#[test]
fn a_wrong_setting_is_named_and_nothing_is_created() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("pupitre.toml"), "liste = 1\n").expect("written");
    let output = pupitre(folder.path(), &["migrate"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("pupitre.toml") && said(&output).contains("liste"), "{}", said(&output));
    assert!(!folder.path().join("data").exists());
    let missing = pupitre(folder.path(), &["migrate", "--config", "absent.toml"]);
    assert!(said(&missing).contains("absent.toml n’existe pas"), "{}", said(&missing));
}

/// A program that listens, stopped at the end of the test.
struct Server {
    process: std::process::Child,
    address: String,
}

impl Server {
    fn start(folder: &Path) -> Server {
        use std::io::{BufRead as _, BufReader};
        let mut process = Command::new(env!("CARGO_BIN_EXE_pupitre"))
            .current_dir(folder)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut first = String::new();
        BufReader::new(process.stdout.take().expect("piped")).read_line(&mut first).expect("a line");
        let address = first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("the address");
        Server { address: address.to_owned(), process }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended in the tests that end it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_busy_port_is_said_with_another_to_choose() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let second = pupitre(folder.path(), &["serve", "--listen", &server.address]);
    assert_eq!(second.status.code(), Some(1));
    assert!(said(&second).contains("déjà pris") && said(&second).contains("--listen 127.0.0.1:"), "{}", said(&second));
}

#[test]
fn asked_to_stop_it_ends_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder.path());
    let pid = rustix::process::Pid::from_child(&server.process);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("told");
    assert!(server.process.wait().expect("it ends").success());
}
