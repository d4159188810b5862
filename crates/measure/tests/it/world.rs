//! A small country: four platforms in two regions, the people who work there, the cases they follow.
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base::mail::Mailer;
use base::testing::{Engine, TestDb};
use base::{Actor, App, Clock, Config, Desk, Person, new_id};
use chrono::{DateTime, Days, NaiveDate, Utc};
use db::Id;
use follow::cases::event::{Source, What};
use follow::cases::store::{self as cases, NewCase, NewEvent};

use follow::youths::{Civil, Details, NewSchooling, NewYouth, Schooling, Sex, insert_youths};
use network::rights::{self, Role};
use scraper::{Html, Selector};
use std::sync::Arc;
use tower::ServiceExt as _;

pub const BREST: &str = "29-BREST";
pub const MORLAIX: &str = "29-MORLAIX";
pub const RENNES: &str = "35-RENNES";
pub const PARIS: &str = "75-PARIS-12";
pub const PLATFORMS: [&str; 4] = [BREST, MORLAIX, RENNES, PARIS];

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

/// Code, level, name, parent.
pub const TERRITORIES: [(&str, &str, &str, Option<&str>); 12] = [
    ("FR", "nation", "France", None),
    ("R53", "region", "Bretagne", Some("FR")),
    ("A14", "academy", "Rennes", Some("R53")),
    ("D29", "department", "Finistère", Some("A14")),
    ("D35", "department", "Ille-et-Vilaine", Some("A14")),
    (BREST, "platform", "PSAD de Brest", Some("D29")),
    (MORLAIX, "platform", "PSAD de Morlaix", Some("D29")),
    (RENNES, "platform", "PSAD de Rennes", Some("D35")),
    ("R11", "region", "Île-de-France", Some("FR")),
    ("A01", "academy", "Paris", Some("R11")),
    ("D75", "department", "Paris", Some("A01")),
    (PARIS, "platform", "PSAD de Paris 12", Some("D75")),
];

pub struct World {
    pub app: App,
    pages: Router,
    _db: TestDb,
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
        let (routes, _) = measure::routes().merge(follow::routes()).into_parts();
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
        for (code, department, academy, region) in [
            (BREST, "D29", "A14", "R53"),
            (MORLAIX, "D29", "A14", "R53"),
            (RENNES, "D35", "A14", "R53"),
            (PARIS, "D75", "A01", "R11"),
        ] {
            db::query(
                "INSERT INTO platform (code, department, academy, region, lead_organisation, opened_on)
                 VALUES ($1, $2, $3, $4, 'CIO', $5)",
            )
            .bind(code.to_owned())
            .bind(department.to_owned())
            .bind(academy.to_owned())
            .bind(region.to_owned())
            .bind(days_ago(900))
            .execute(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Somebody with a role on a territory.
    pub async fn person(&self, name: &str, role: Role, territory: &str) -> Actor {
        let id = new_id(now());
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
        let territory_name = TERRITORIES.iter().find(|t| t.0 == territory).map_or(territory, |t| t.2);
        let desk = Desk {
            role: role.code().into(),
            role_label: role.label().into(),
            territory: territory.into(),
            territory_name: territory_name.into(),
        };
        Actor::new(Person { account: Some(id), name: name.into(), desk, desks: 1, ..Person::default() })
    }

    /// The lead of Brest, who sets its targets.
    pub async fn lead(&self) -> Actor {
        self.person("Hervé Quéméneur", Role::PlatformLead, BREST).await
    }

    pub async fn member(&self, platform: &str) -> Id {
        let id = new_id(now());
        let mut tx = self.app.db.write().await.unwrap();
        db::query("INSERT INTO member (id, platform, name, organisation, job, since) VALUES ($1, $2, 'Anne Kerjean', 'CIO', 'psychologue', $3)")
            .bind(id)
            .bind(platform.to_owned())
            .bind(days_ago(800))
            .execute(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A list that was applied at a platform.
    pub async fn list(&self, platform: &str) -> Id {
        let id = new_id(now());
        let mut tx = self.app.db.write().await.unwrap();
        db::query(
            "INSERT INTO intake_list (id, platform, source, source_name, file_name, file_hash, file_bytes, listed_on, format, mapping,
                                      overrides, state, received_at, lines, created, attached, to_review, refused, ignored)
             VALUES ($1, $2, 'national_list', 'SIEI', 'siei.csv', '', 0, $4, 'csv', '', '', 'applied', $3, 0, 0, 0, 0, 0, 0)",
        )
        .bind(id)
        .bind(platform.to_owned())
        .bind(now())
        .bind(today())
        .execute(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// Opens a case for a new youth; returns it.
    pub async fn open(&self, youth: &NewYouth, platform: &str, list: Option<Id>, opening: Vec<NewEvent>) -> Id {
        let mut tx = self.app.begin(&Actor::command()).await.unwrap();
        insert_youths(&mut tx, None, std::slice::from_ref(youth)).await.unwrap();
        let id = new_id(tx.now());
        let case = NewCase { id, youth: youth.id, platform: platform.into(), list, traits: youth.traits(), opening };
        cases::open(&mut tx, platform, vec![case]).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A case listed on a day, with what happened since, in order.
    pub async fn case(&self, platform: &str, entry: NaiveDate, events: &[(NaiveDate, What)]) -> Id {
        let opening = vec![NewEvent::on(entry, listed())];
        let case = self.open(&youth(), platform, None, opening).await;
        if !events.is_empty() {
            let news = events.iter().map(|(on, what)| NewEvent::on(*on, what.clone())).collect();
            self.happened(case, news).await;
        }
        case
    }

    /// Records events in a case, as a command.
    pub async fn happened(&self, case: Id, events: Vec<NewEvent>) -> Vec<i64> {
        let mut tx = self.app.begin(&Actor::command()).await.unwrap();
        let numbers = cases::append(&mut tx, case, events).await.unwrap();
        tx.commit().await.unwrap();
        numbers
    }

    /// The acts of the journal, the oldest first: what, and on what.
    pub async fn acts(&self) -> Vec<(String, String)> {
        let mut tx = self.app.db.read().await.unwrap();
        db::query("SELECT action, target FROM audit_entry ORDER BY number").all(&mut tx).await.unwrap()
    }

    pub async fn get(&self, actor: &Actor, path: &str) -> Answer {
        self.send(actor, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, actor: &Actor, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(actor, request.body(Body::from(body)).unwrap()).await
    }

    async fn send(&self, actor: &Actor, mut request: Request<Body>) -> Answer {
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

/// A youth of 17 today, of whom little is known.
pub fn youth() -> NewYouth {
    NewYouth {
        id: new_id(now()),
        civil: Civil {
            last_name: "Le Goff".into(),
            usage_name: None,
            first_names: vec!["Yanis".into()],
            sex: Some(Sex::Male),
            born_on: "2009-03-09".parse().unwrap(),
            priority_district: None,
        },
        details: Details::default(),
    }
}

pub fn schooled(category: Schooling) -> NewSchooling {
    NewSchooling {
        category,
        formation: Some("1re".into()),
        mef: None,
        school_code: None,
        school_name: None,
        diploma: None,
        left_on: None,
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    /// Of a file to keep.
    pub disposition: Option<String>,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Answer {
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Where a 303 leads.
    #[track_caller]
    pub fn leads(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.location.expect("a redirection says where")
    }

    /// The texts of what a selector finds, blanks collapsed (also those that never break).
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).map(|element| element.text().collect::<Vec<_>>().join(" "));
        found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_default()
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.texts(selector).is_empty()
    }

    /// The addresses of the links that a selector finds.
    pub fn links(&self, selector: &str) -> Vec<String> {
        self.attributes(selector, "href")
    }

    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }
}
