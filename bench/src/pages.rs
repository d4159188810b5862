//! The pages that people wait for, in the middle of the country: Brest, then what is above it.
use crate::http::Client;
use crate::load::{Limits, Measure, load};
use crate::{peers, say};
use anyhow::{Context as _, Result, ensure};
use chrono::NaiveDate;
use db::Db;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

pub const PLATFORM: &str = "29-BREST";
/// How many at once: a person alone, a whole team.
const CLIENTS: [usize; 2] = [1, 16];

/// A page, and what was measured of it.
#[derive(Debug)]
pub struct Measured {
    pub name: &'static str,
    /// What the 99th percentile of the server's time should stay under.
    pub target: Option<Duration>,
    pub measures: Vec<Measure>,
    pub peer: peers::Peer,
}

struct Page {
    name: &'static str,
    role: &'static str,
    territory: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Queue,
    Case,
    Dashboard,
}

const PAGES: [Page; 6] = [
    Page { name: "queue of a platform", role: "platform-assistant", territory: PLATFORM, kind: Kind::Queue },
    Page { name: "a case, another each time", role: "platform-assistant", territory: PLATFORM, kind: Kind::Case },
    Page { name: "dashboard: platform", role: "platform-lead", territory: PLATFORM, kind: Kind::Dashboard },
    Page { name: "dashboard: département", role: "department-lead", territory: "D29", kind: Kind::Dashboard },
    Page { name: "dashboard: région", role: "region-lead", territory: "R53", kind: Kind::Dashboard },
    Page { name: "dashboard: nation", role: "national-team", territory: "FR", kind: Kind::Dashboard },
];
const TARGET: Duration = Duration::from_millis(20);

pub async fn measure(db: &Db, server: SocketAddr, day: NaiveDate, limits: Limits) -> Result<Vec<Measured>> {
    let mut measured = vec![];
    for page in &PAGES {
        let cookie = session(db, server, page.role, page.territory).await?;
        let cases = cases(db).await?;
        let addresses = Arc::new(match page.kind {
            Kind::Queue => vec![format!("/plates-formes/{}/file", page.territory)],
            Kind::Case => cases.iter().map(|case| format!("/dossiers/{case}")).collect(),
            Kind::Dashboard => vec![format!("/territoires/{}/tableau-de-bord", page.territory)],
        });
        let mut measures = vec![];
        for clients in CLIENTS {
            let measure = load(server, &cookie, &addresses, clients, limits).await?;
            let p99 = measure.server.percentile(99).unwrap_or_default();
            say(&format!(
                "{}, by {clients}: {} pages, p99 {p99:.1?}, {} errors",
                page.name,
                measure.client.len(),
                measure.errors
            ));
            if let Some(fault) = measure.faults.first() {
                say(&format!("  the first error: {fault}"));
            }
            measures.push(measure);
        }
        let peer = match page.kind {
            Kind::Queue => peers::queue(db, page.territory, day).await?,
            Kind::Case => peers::case(db, &cases).await?,
            Kind::Dashboard => peers::dashboard(db, page.territory, day).await?,
        };
        let near = page.territory == PLATFORM;
        measured.push(Measured { name: page.name, target: near.then_some(TARGET), measures, peer });
    }
    Ok(measured)
}

/// A new session of somebody of that role there; its cookie.
pub async fn session(db: &Db, server: SocketAddr, role: &str, territory: &str) -> Result<String> {
    #[derive(serde::Deserialize)]
    struct Shown {
        password: String,
    }
    let mut tx = db.read().await?;
    let (shown,): (String,) = db::query("SELECT value FROM setting WHERE name = 'demo_accounts'").one(&mut tx).await?;
    let shown: Vec<Shown> = serde_json::from_str(&shown)?;
    let password = &shown.first().context("the demonstration shows no account")?.password;
    let (email,): (String,) = db::query(
        "SELECT a.email FROM account a JOIN account_role r ON r.account_id = a.id
         WHERE r.role = $1 AND r.territory = $2 ORDER BY a.email",
    )
    .bind(role.to_owned())
    .bind(territory.to_owned())
    .optional(&mut tx)
    .await?
    .with_context(|| format!("no {role} at {territory}"))?;
    drop(tx);
    Client::sign_in(server, &email, password).await
}

/// Cases of the platform, in no telling order.
async fn cases(db: &Db) -> Result<Vec<db::Id>> {
    let cases: Vec<(db::Id,)> =
        db::query("SELECT case_id FROM case_facts WHERE platform = $1 ORDER BY last_event_on, case_id")
            .bind(PLATFORM.to_owned())
            .all(&mut db.read().await?)
            .await?;
    ensure!(!cases.is_empty(), "no case at {PLATFORM}");
    Ok(cases.into_iter().map(|(case,)| case).collect())
}
