//! A small country to tell stories in, and people who browse it.
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum_extra::extract::CookieJar;
use base::testing::{Engine, TestDb};
use base::{Actor, App, Clock, Config, mail::Mailer};
use chrono::{DateTime, Utc};
use network::accounts::{self, session};
use network::rights::{self, Role};
use scraper::{Html, Selector};
use std::sync::Arc;
use tower::ServiceExt as _;

pub const PASSWORD: &str = "trois goélands sur un toit";

/// Code, level, name, parent: two regions with a platform each, and a second platform in Bretagne.
const TERRITORIES: [(&str, &str, &str, Option<&str>); 12] = [
    ("FR", "nation", "France", None),
    ("R53", "region", "Bretagne", Some("FR")),
    ("A14", "academy", "Rennes", Some("R53")),
    ("D29", "department", "Finistère", Some("A14")),
    ("D35", "department", "Ille-et-Vilaine", Some("A14")),
    ("29-BREST", "platform", "PSAD de Brest", Some("D29")),
    ("35-RENNES", "platform", "PSAD de Rennes", Some("D35")),
    ("R28", "region", "Normandie", Some("FR")),
    ("A70", "academy", "Normandie", Some("R28")),
    ("D14", "department", "Calvados", Some("A70")),
    ("14-CAEN", "platform", "PSAD de Caen", Some("D14")),
    ("14-LISIEUX", "platform", "PSAD de Lisieux", Some("D14")),
];

pub struct World {
    pub app: App,
    pages: Router,
    _db: TestDb,
}

impl World {
    pub async fn new(engine: Engine) -> World {
        let db = TestDb::new(engine).await;
        let at: DateTime<Utc> = "2026-11-24T08:00:00Z".parse().unwrap();
        let config = Config { public_url: Some("http://pupitre.test".into()), ..Config::default() };
        let app = App {
            db: db.db.clone(),
            clock: Clock::fixed(at),
            mailer: Mailer::new(&config).unwrap(),
            config: Arc::new(config),
            assets: Arc::new(dsfr::Assets::resolve(|name| Some(format!("/static/{name}"))).unwrap()),
            shelf: base::Shelf::default(),
        };
        let (routes, _) = network::routes().into_parts();
        let routes =
            routes.route("/", axum::routing::get(|actor: Actor| async move { actor.desk.territory_name.clone() }));
        let pages = routes.layer(from_fn_with_state(app.clone(), with_actor)).with_state(app.clone());
        let world = World { app, pages, _db: db };
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
            ("29-BREST", "D29", "A14", "R53"),
            ("35-RENNES", "D35", "A14", "R53"),
            ("14-CAEN", "D14", "A70", "R28"),
            ("14-LISIEUX", "D14", "A70", "R28"),
        ] {
            db::query(
                "INSERT INTO platform (code, department, academy, region, lead_organisation, opened_on)
                 VALUES ($1, $2, $3, $4, 'CIO', $5)",
            )
            .bind(code.to_owned())
            .bind(department.to_owned())
            .bind(academy.to_owned())
            .bind(region.to_owned())
            .bind(chrono::NaiveDate::from_ymd_opt(2025, 9, 1))
            .execute(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// An account with [`PASSWORD`] and a role.
    pub async fn account(&self, email: &str, name: &str, role: Role, territory: &str) -> db::Id {
        let territory = territory.parse().unwrap();
        let (email, name) = (email.parse().unwrap(), name.parse().unwrap());
        accounts::create(&self.app, &Actor::command(), &email, &name, (role, &territory), Some(PASSWORD)).await.unwrap()
    }

    pub async fn grant(&self, account: db::Id, role: Role, territory: &str) {
        let mut tx = self.app.begin(&Actor::command()).await.unwrap();
        accounts::grant(&mut tx, account, role, &territory.parse().unwrap()).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub fn visitor(&self) -> Browser<'_> {
        Browser { world: self, cookies: vec![] }
    }

    /// A browser in which the owner of the account has signed in.
    pub async fn signed_in(&self, email: &str) -> Browser<'_> {
        let mut browser = self.visitor();
        let answer = browser.post("/connexion", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{email} signs in: {}", answer.body);
        browser
    }

    /// The acts of the journal, oldest first.
    pub async fn acts(&self) -> Vec<String> {
        let mut tx = self.app.db.read().await.unwrap();
        let rows: Vec<(String,)> =
            db::query("SELECT action FROM audit_entry ORDER BY number").all(&mut tx).await.unwrap();
        rows.into_iter().map(|(action,)| action).collect()
    }

    /// The text of the last e-mail queued.
    pub async fn last_mail(&self) -> base::mail::Mail {
        let mut tx = self.app.db.read().await.unwrap();
        let row: Option<(String,)> =
            db::query("SELECT payload FROM job WHERE kind = 'mail.send' ORDER BY run_at DESC, id DESC LIMIT 1")
                .optional(&mut tx)
                .await
                .unwrap();
        serde_json::from_str(&row.expect("an e-mail is queued").0).unwrap()
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.app.db.read().await.unwrap();
        db::query(sql).one::<(i64,)>(&mut tx).await.unwrap().0
    }
}

/// What the site's own frame does: finds the actor behind the cookie.
async fn with_actor(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    if let Some(token) = session::token(&jar, &app.config) {
        let now = app.clock.now();
        let mut tx = app.read().await.unwrap();
        let found = session::find(&mut tx, &token, now).await.unwrap();
        drop(tx);
        if let Some(signed_in) = found {
            if signed_in.touch_due {
                session::touch(&app.db, &token, now).await.unwrap();
            }
            request.extensions_mut().insert(Actor::new(signed_in.person()));
        }
    }
    next.run(request).await
}

pub struct Browser<'a> {
    world: &'a World,
    pub cookies: Vec<(String, String)>,
}

impl Browser<'_> {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn send(&mut self, mut request: Request) -> Answer {
        for (name, value) in &self.cookies {
            request.headers_mut().append(header::COOKIE, format!("{name}={value}").parse().unwrap());
        }
        let response = self.world.pages.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    fn keep(&mut self, cookie: &str) {
        let (name, rest) = cookie.split_once('=').unwrap();
        let value = rest.split(';').next().unwrap();
        self.cookies.retain(|(known, _)| known != name);
        if !cookie.contains("Max-Age=0") {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |location| location.to_str().unwrap())
    }

    /// The texts of what a selector finds, blanks collapsed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).map(|element| element.text().collect::<String>());
        found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_default()
    }

    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        page.select(&Selector::parse(selector).unwrap()).next()?.attr(name).map(str::to_owned)
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.texts(selector).is_empty()
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    #[track_caller]
    pub fn leads_to(self, path: &str) -> Self {
        assert_eq!(self.location(), path, "{} {}", self.status, self.body);
        self
    }
}

/// The path of the link an e-mail carries.
pub fn link_of(mail: &base::mail::Mail) -> String {
    let link = mail.text.split_whitespace().find_map(|word| word.strip_prefix("http://pupitre.test"));
    link.expect("the e-mail carries a link").to_owned()
}
