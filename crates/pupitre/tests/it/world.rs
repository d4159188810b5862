//! A small country: two platforms, an account for each role inside Brest's reach and one outside it, and one thing of each
//! kind that an address may name. A wing that adds a kind of thing adds it to [`samples`].
use crate::client::Client;
use crate::samples;
use base::mail::Mailer;
use base::testing::{Engine, TestDb};
use base::{App, Clock, Config};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Db, Id};
use network::accounts::{self, Email, session};
use network::rights::Role;
use network::territories::store::{NewPlatform, open_platforms};
use std::collections::BTreeMap;
use std::sync::Arc;
use tempfile::TempDir;

/// Each role, where it sits above the samples, and where it does not.
const DESKS: [(Role, &str, Option<&str>); 10] = [
    (Role::PlatformLead, "29-BREST", Some("35-RENNES")),
    (Role::PlatformAssistant, "29-BREST", Some("35-RENNES")),
    (Role::MldsCoordinator, "29-BREST", Some("35-RENNES")),
    (Role::Member, "29-BREST", Some("35-RENNES")),
    (Role::ContactOperator, "29-BREST", Some("35-RENNES")),
    (Role::PrefectDelegate, "D29", Some("D35")),
    (Role::DepartmentLead, "D29", Some("D35")),
    (Role::RegionLead, "R53", Some("R11")),
    (Role::NationalTeam, "FR", None),
    (Role::Administrator, "D29", Some("D35")),
];

/// Territories that an address may name, from the nation down to the samples' own.
pub const TERRITORIES: [&str; 5] = ["FR", "R53", "A14", "D29", "29-BREST"];

#[derive(Clone, Debug)]
pub struct Seat {
    pub role: Role,
    pub account: Id,
}

pub struct World {
    pub app: App,
    /// For each role: the account inside, then the one outside.
    pub seats: Vec<(Seat, Option<Seat>)>,
    /// Whose account, password, role and tokens the samples are.
    pub colleague: Seat,
    /// What stands after each word of an address: `comptes` → an account.
    pub samples: BTreeMap<&'static str, Vec<String>>,
    router: axum::Router,
    _folder: Arc<TempDir>,
    _db: Option<TestDb>,
}

pub fn now() -> DateTime<Utc> {
    "2026-11-24T09:00:00Z".parse().expect("an instant")
}

impl World {
    pub async fn new(engine: Engine) -> World {
        let test_db = TestDb::new(engine).await;
        pupitre::database::prepare(&test_db.db).await.expect("the country fits in");
        let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        let app = application(test_db.db.clone(), &folder);
        platforms(&app).await;
        let mut seats = vec![];
        for (role, inside, outside) in DESKS {
            let inside = seat(&app, role, inside, "dedans").await;
            let outside = match outside {
                Some(territory) => Some(seat(&app, role, territory, "dehors").await),
                None => None,
            };
            seats.push((inside, outside));
        }
        let (colleague, samples) = samples::of_the_network(&app).await;
        let router = pupitre::site::router(app.clone());
        let mut world = World { app, seats, colleague, samples, router, _folder: folder, _db: Some(test_db) };
        samples::of_the_follow_up(&mut world).await;
        world
    }

    /// The same world, untouched by what is done to the copy (SQLite only).
    pub async fn copies(&self) -> Copies<'_> {
        let template = self._folder.path().join("template.db");
        self.app.db.script(&format!("VACUUM INTO '{}'", template.display())).await.expect("the template is written");
        Copies { world: self, count: 0 }
    }

    pub fn stranger(&self) -> Client {
        Client::new(self.router.clone(), None)
    }

    /// Signed in at a new session.
    pub async fn enter(&self, seat: &Seat) -> Client {
        let mut tx = self.app.db.write().await.expect("a writer");
        let token = session::open(&mut tx, seat.account, None, self.app.clock.now()).await.expect("a session");
        tx.commit().await.expect("committed");
        let cookie = format!("{}={}", session::cookie_name(&self.app.config), token.as_str());
        Client::new(self.router.clone(), Some(cookie))
    }

    pub fn seat(&self, role: Role) -> &Seat {
        let found = self.seats.iter().find(|(inside, _)| inside.role == role);
        &found.expect("every role has a seat").0
    }

    /// Every seat, and whether the samples are within its reach.
    pub fn all_seats(&self) -> impl Iterator<Item = (&Seat, bool)> {
        let inside = self.seats.iter().map(|(inside, _)| (inside, true));
        inside.chain(self.seats.iter().filter_map(|(_, outside)| Some((outside.as_ref()?, false))))
    }

    /// The addresses a route of the map stands for, here.
    pub fn addresses(&self, path: &str) -> Vec<String> {
        self.fill(path, |word| self.samples.get(word).cloned())
    }

    /// A form with the samples in place of their words: `{fonctions}`.
    pub fn filled(&self, form: &str) -> String {
        self.samples.iter().fold(form.to_owned(), |form, (word, ids)| form.replace(&format!("{{{word}}}"), &ids[0]))
    }

    /// The same with things that do not exist.
    pub fn absent_addresses(&self, path: &str) -> Vec<String> {
        self.fill(path, |word| {
            let absent = match word {
                "plates-formes" => "29-NULLEPART",
                "territoires" => "D00",
                "aide" | "indicateurs" | "chiffres" | "saisie" => "nulle-part",
                "evenements" | "lignes" => "999999",
                _ => "018f0000-0000-7000-8000-000000000000",
            };
            Some(vec![absent.to_owned()])
        })
    }

    fn fill(&self, path: &str, known: impl Fn(&str) -> Option<Vec<String>>) -> Vec<String> {
        let mut filled = vec![String::new()];
        let mut word = "";
        for segment in path.split('/').skip(1) {
            let choices = if segment.starts_with('{') {
                known(word).unwrap_or_else(|| panic!("{path}: teach tests/it/samples.rs what stands after « {word} »"))
            } else {
                vec![segment.to_owned()]
            };
            word = segment;
            filled = filled
                .iter()
                .flat_map(|before| choices.iter().map(move |choice| format!("{before}/{choice}")))
                .collect();
        }
        filled
    }
}

/// Makes copies of a world on SQLite.
pub struct Copies<'a> {
    world: &'a World,
    count: usize,
}

impl Copies<'_> {
    pub async fn next(&mut self) -> World {
        let folder = &self.world._folder;
        let name = |count| folder.path().join(format!("copy-{count}.db"));
        // The one before is over; a copy still open would lend it its log.
        if self.count > 0 {
            std::fs::remove_file(name(self.count)).expect("the copy before was there");
        }
        self.count += 1;
        let path = name(self.count);
        std::fs::copy(folder.path().join("template.db"), &path).expect("the template copies");
        let app = application(Db::sqlite(&path).await.expect("the copy opens"), folder);
        let router = pupitre::site::router(app.clone());
        let World { seats, colleague, samples, .. } = self.world;
        let (seats, colleague, samples) = (seats.clone(), colleague.clone(), samples.clone());
        World { app, seats, colleague, samples, router, _folder: folder.clone(), _db: None }
    }
}

fn application(db: Db, folder: &TempDir) -> App {
    let config = Config { mail_folder: folder.path().join("mail"), ..Config::default() };
    let mailer = Mailer::new(&config).expect("the default settings are right");
    let assets = pupitre::site::assets::addresses().expect("the assets are published");
    App {
        db,
        clock: Clock::fixed(now()),
        config: Arc::new(config),
        assets: Arc::new(assets),
        mailer,
        shelf: base::Shelf::default(),
    }
}

async fn platforms(app: &App) {
    let platform = |code: &str, name: &str, communes| NewPlatform {
        code: code.parse().expect("a code"),
        name: name.into(),
        lead_organisation: "CIO".into(),
        opened_on: NaiveDate::from_ymd_opt(2020, 9, 1).expect("a day"),
        communes,
    };
    let mut tx = app.db.write().await.expect("a writer");
    let both =
        [platform("29-BREST", "PSAD de Brest", vec!["29019"]), platform("35-RENNES", "PSAD de Rennes", vec!["35238"])];
    open_platforms(&mut tx, &both).await.expect("two platforms");
    tx.commit().await.expect("committed");
}

async fn seat(app: &App, role: Role, territory: &'static str, place: &str) -> Seat {
    let (email, name) = (format!("{}@{place}.fr", role.code()), format!("{} {place}", role.label()));
    Seat { role, account: account(app, &email, &name, role, territory).await.0 }
}

/// An account with one role; the ids of both.
pub async fn account(app: &App, email: &str, name: &str, role: Role, territory: &str) -> (Id, Id) {
    let now = app.clock.now();
    let email: Email = email.parse().expect("an address");
    let mut tx = app.db.write().await.expect("a writer");
    let name = name.parse().expect("a name");
    let id = accounts::store::insert(&mut tx, &email, &name, None, now).await.expect("an account");
    let territory = territory.parse().expect("a code");
    let granted = accounts::store::insert_role(&mut tx, id, role, &territory, None, now).await.expect("a role");
    tx.commit().await.expect("committed");
    (id, granted)
}
