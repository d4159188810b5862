//! A small country: two platforms, the people who work there, the young people they follow.
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use base::mail::Mailer;
use base::testing::{Engine, TestDb};
use base::{Actor, App, Clock, Config, Desk, Person, new_id};
use chrono::{DateTime, Days, NaiveDate, Utc};
use db::Id;
use follow::cases::event::{Event, Source, What};
use follow::cases::store::{self as cases, NewCase, NewEvent};
use follow::youths::{
    Address, Civil, Contact, Details, Guardian, NewSchooling, NewYouth, Schooling, Sex, insert_youths,
};
use network::rights::{self, Role};
use std::sync::Arc;
use tower::ServiceExt as _;

pub use crate::answer::Answer;

pub const BREST: &str = "29-BREST";
pub const RENNES: &str = "35-RENNES";

/// A form as typed: field and value.
pub type Typed<'a> = &'a [Field<'a>];
pub type Field<'a> = (&'a str, &'a str);

/// Tuesday 24 November 2026, 8 h 02 in Paris.
pub fn now() -> DateTime<Utc> {
    "2026-11-24T07:02:00Z".parse().unwrap()
}

pub fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

pub fn days_ago(days: u64) -> NaiveDate {
    today() - Days::new(days)
}

const TERRITORIES: [(&str, &str, &str, Option<&str>); 7] = [
    ("FR", "nation", "France", None),
    ("R53", "region", "Bretagne", Some("FR")),
    ("A14", "academy", "Rennes", Some("R53")),
    ("D29", "department", "Finistère", Some("A14")),
    ("D35", "department", "Ille-et-Vilaine", Some("A14")),
    (BREST, "platform", "PSAD de Brest", Some("D29")),
    (RENNES, "platform", "PSAD de Rennes", Some("D35")),
];

const COMMUNES: [(&str, &str, &str); 3] =
    [("29019", "Brest", "D29"), ("29189", "Plougastel-Daoulas", "D29"), ("35238", "Rennes", "D35")];

pub struct World {
    pub app: App,
    pages: Router,
    _db: TestDb,
}

/// A youth with one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    pub youth: Id,
    pub case: Id,
}

impl World {
    pub async fn new(engine: Engine) -> World {
        let db = TestDb::new(engine).await;
        let config = Config::default();
        let app = App {
            db: db.db.clone(),
            clock: Clock::fixed(now()),
            mailer: Mailer::new(&config).unwrap(),
            config: Arc::new(config),
            assets: Arc::new(dsfr::Assets::resolve(|name| Some(format!("/static/{name}"))).unwrap()),
            shelf: base::Shelf::default(),
        };
        let (routes, _) = follow::routes().into_parts();
        let world = World { pages: routes.with_state(app.clone()), app, _db: db };
        world.settle().await;
        world
    }

    async fn settle(&self) {
        let mut tx = self.app.db.write().await.unwrap();
        rights::sync(&mut tx).await.unwrap();
        for (code, level, name, parent) in TERRITORIES {
            db::query("INSERT INTO territory (code, level, name, parent) VALUES ($1, $2, $3, $4)")
                .bind(code.to_owned())
                .bind(level.to_owned())
                .bind(name.to_owned())
                .bind(parent.map(str::to_owned))
                .execute(&mut tx)
                .await
                .unwrap();
            db::query(
                "INSERT INTO territory_ancestor (territory, ancestor)
                 SELECT $1, $1 UNION SELECT $1, ancestor FROM territory_ancestor WHERE territory = $2",
            )
            .bind(code.to_owned())
            .bind(parent.map(str::to_owned))
            .execute(&mut tx)
            .await
            .unwrap();
        }
        for (code, department) in [(BREST, "D29"), (RENNES, "D35")] {
            db::query(
                "INSERT INTO platform (code, department, academy, region, lead_organisation, opened_on)
                 VALUES ($1, $2, 'A14', 'R53', 'CIO', $3)",
            )
            .bind(code.to_owned())
            .bind(department.to_owned())
            .bind(NaiveDate::from_ymd_opt(2025, 9, 1))
            .execute(&mut tx)
            .await
            .unwrap();
        }
        for (code, name, department) in COMMUNES {
            db::query("INSERT INTO commune (code, name, folded, department, population) VALUES ($1, $2, $3, $4, 1000)")
                .bind(code.to_owned())
                .bind(name.to_owned())
                .bind(name.to_lowercase())
                .bind(department.to_owned())
                .execute(&mut tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Somebody with a role on a territory.
    pub async fn person(&self, name: &str, role: Role, territory: &str) -> Actor {
        let id = new_id(self.app.clock.now());
        let mut tx = self.app.db.write().await.unwrap();
        db::query("INSERT INTO account (id, email, name, folded, created_at) VALUES ($1, $2, $3, $2, $4)")
            .bind(id)
            .bind(format!("{id}@exemple.fr"))
            .bind(name.to_owned())
            .bind(now())
            .execute(&mut tx)
            .await
            .unwrap();
        db::query("INSERT INTO account_role (id, account_id, role, territory, granted_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(new_id(now()))
            .bind(id)
            .bind(role.code().to_owned())
            .bind(territory.to_owned())
            .bind(now())
            .execute(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let desk = Desk {
            role: role.code().into(),
            role_label: role.label().into(),
            territory: territory.into(),
            territory_name: territory.into(),
        };
        Actor::new(Person { account: Some(id), name: name.into(), desk, desks: 1, ..Person::default() })
    }

    /// The assistant of Brest, who writes in all its cases.
    pub async fn assistant(&self) -> Actor {
        self.person("Maëlle Le Gall", Role::PlatformAssistant, BREST).await
    }

    /// A member of a platform, who may have an account.
    pub async fn member(&self, platform: &str, name: &str, account: Option<&Actor>) -> Id {
        let id = new_id(self.app.clock.now());
        let mut tx = self.app.db.write().await.unwrap();
        db::query(
            "INSERT INTO member (id, platform, account_id, name, organisation, job, since)
             VALUES ($1, $2, $3, $4, 'CIO de Brest', 'conseiller', $5)",
        )
        .bind(id)
        .bind(platform.to_owned())
        .bind(account.and_then(|actor| actor.account))
        .bind(name.to_owned())
        .bind(days_ago(400))
        .execute(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Opens a case for a new youth, then records what happened to him.
    pub async fn follow(&self, youth: NewYouth, platform: &str, opening: What, entry: NaiveDate) -> Followed {
        self.follow_all(vec![youth], platform, opening, entry).await[0]
    }

    pub async fn follow_all(
        &self,
        youths: Vec<NewYouth>,
        platform: &str,
        opening: What,
        entry: NaiveDate,
    ) -> Vec<Followed> {
        let mut tx = self.app.begin(&Actor::command()).await.unwrap();
        insert_youths(&mut tx, None, &youths).await.unwrap();
        let cases: Vec<NewCase> = youths
            .iter()
            .map(|youth| NewCase {
                id: new_id(now()),
                youth: youth.id,
                platform: platform.into(),
                list: None,
                traits: youth.traits(),
                opening: vec![NewEvent::on(entry, opening.clone())],
            })
            .collect();
        let followed = cases.iter().map(|case| Followed { youth: case.youth, case: case.id }).collect();
        cases::open(&mut tx, platform, cases).await.unwrap();
        tx.commit().await.unwrap();
        followed
    }

    /// Yanis Le Goff, 17, of Plougastel-Daoulas, listed twelve days ago; his own telephone and his mother's.
    pub async fn yanis(&self) -> Followed {
        self.follow(yanis(), BREST, listed(), days_ago(12)).await
    }

    /// Records events in a case, as a command.
    pub async fn happened(&self, case: Id, events: Vec<NewEvent>) {
        let mut tx = self.app.begin(&Actor::command()).await.unwrap();
        cases::append(&mut tx, case, events).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub async fn events(&self, case: Id) -> Vec<Event> {
        let mut tx = self.app.db.read().await.unwrap();
        cases::events(&mut tx, case).await.unwrap()
    }

    /// What happened, without what opened the case.
    pub async fn whats(&self, case: Id) -> Vec<What> {
        self.events(case).await.into_iter().skip(1).map(|event| event.what).collect()
    }

    /// One value of the row of `case_facts`.
    pub async fn fact(&self, case: Id, column: &str) -> String {
        let sql = format!("SELECT CAST({column} AS TEXT) FROM case_facts WHERE case_id = $1");
        let mut tx = self.app.db.read().await.unwrap();
        let (value,): (Option<String>,) = db::query(sqlx::AssertSqlSafe(sql)).bind(case).one(&mut tx).await.unwrap();
        value.unwrap_or_default()
    }

    /// Who carries the case.
    pub async fn worker(&self, case: Id) -> Option<Id> {
        let mut tx = self.app.db.read().await.unwrap();
        db::query("SELECT worker FROM case_facts WHERE case_id = $1")
            .bind(case)
            .one::<(Option<Id>,)>(&mut tx)
            .await
            .unwrap()
            .0
    }

    /// How many rows a statement counts.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.app.db.read().await.unwrap();
        db::query(sql).one::<(i64,)>(&mut tx).await.unwrap().0
    }

    /// The acts of the journal, the oldest first.
    pub async fn acts(&self) -> Vec<String> {
        let mut tx = self.app.db.read().await.unwrap();
        let rows: Vec<(String,)> =
            db::query("SELECT action FROM audit_entry ORDER BY number").all(&mut tx).await.unwrap();
        rows.into_iter().map(|(action,)| action).collect()
    }

    pub async fn get(&self, actor: &Actor, path: &str) -> Answer {
        self.send(actor, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, actor: &Actor, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(actor, request.body(Body::from(body)).unwrap()).await
    }

    /// Sends a form of a page as a browser does: its hidden fields and choices as drawn, then what the person types.
    pub async fn send_form(&self, actor: &Actor, page: &Answer, form: &str, typed: &[(&str, &str)]) -> Answer {
        let (action, mut fields) = page.form(form);
        for (name, value) in typed {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(actor, &action, &fields).await
    }

    pub async fn send(&self, actor: &Actor, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(actor.clone());
        let response = self.pages.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let read = |name| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let (location, disposition) = (read(header::LOCATION), read(header::CONTENT_DISPOSITION));
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, location, disposition, bytes: body.to_vec(), body: text }
    }
}

pub fn listed() -> What {
    What::Listed { list: None, source: Source::NationalList, left_on: None }
}

/// A youth with nothing but a name and a birth date.
pub fn youth(first_name: &str, last_name: &str, born_on: NaiveDate) -> NewYouth {
    NewYouth {
        id: new_id(now()),
        civil: Civil {
            last_name: last_name.into(),
            usage_name: None,
            first_names: vec![first_name.into()],
            sex: None,
            born_on,
            priority_district: None,
        },
        details: Details::default(),
    }
}

pub fn yanis() -> NewYouth {
    let mut yanis = youth("Yanis", "Le Goff", "2009-03-09".parse().unwrap());
    yanis.civil.sex = Some(Sex::Male);
    yanis.details = Details {
        ines: vec!["080514237KD".parse().unwrap()],
        contacts: vec![
            Contact::Phone("+33639985103".into()),
            Contact::Address(Address {
                street: "14 rue du Port-Lavéran".into(),
                postcode: Some("29470".into()),
                commune: Some("29189".into()),
                commune_name: Some("PLOUGASTEL".into()),
            }),
        ],
        guardians: vec![Guardian {
            name: "Nadia Le Goff".into(),
            relation: Some("mère".into()),
            contacts: vec![Contact::Phone("+33639986618".into())],
        }],
        schoolings: vec![NewSchooling {
            category: Schooling::Vocational,
            formation: Some("1re pro MELEC".into()),
            mef: None,
            school_code: Some("0290012C".into()),
            school_name: Some("Lycée Vauban".into()),
            diploma: None,
            left_on: Some("2026-10-02".parse().unwrap()),
        }],
    };
    yanis
}
