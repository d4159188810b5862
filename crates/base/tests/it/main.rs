//! What the house promises, on both engines.
mod audit;
mod bulk;
mod jobs;
mod statements;

use base::testing::{Engine, TestDb};
use base::{Actor, App, Clock, Config, mail::Mailer};
use chrono::{TimeZone as _, Utc};
use std::sync::Arc;

/// The application on an empty database, on a Tuesday morning.
async fn app(engine: Engine) -> (App, TestDb) {
    let test = TestDb::new(engine).await;
    let config = Config { mail_folder: std::env::temp_dir(), ..Config::default() };
    let assets = dsfr::Assets::resolve(|name| Some(format!("/static/{name}"))).expect("every name resolves");
    let now = Utc.with_ymd_and_hms(2026, 11, 24, 7, 30, 0).single().expect("an instant");
    let mailer = Mailer::new(&config).expect("a mailer");
    let app = App {
        db: test.db.clone(),
        clock: Clock::fixed(now),
        config: Arc::new(config),
        assets: Arc::new(assets),
        mailer,
        shelf: base::Shelf::default(),
    };
    (app, test)
}

fn nobody() -> Actor {
    Actor::command()
}
