//! The same page asked again and again, by one client or several at once.
use crate::http::Client;
use crate::stats::Times;
use anyhow::Result;
use hyper::StatusCode;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// When a load stops; each client asks once at least.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub time: Duration,
    pub requests: usize,
}

#[derive(Debug)]
pub struct Measure {
    pub clients: usize,
    pub took: Duration,
    /// From the request read to the page made, as the server tells.
    pub server: Times,
    /// From the request sent to the page received, compression included.
    pub client: Times,
    /// Statements run meanwhile, in order; those of one page only when there is one client.
    statements: Vec<u64>,
    /// Answers that were not the page, and connections that broke: what the first of each client says.
    pub errors: usize,
    pub faults: Vec<String>,
    /// Of the last page received, compressed.
    pub bytes: usize,
}

impl Measure {
    pub fn pages_a_second(&self) -> f64 {
        self.client.len() as f64 / self.took.as_secs_f64()
    }

    /// The statements of most pages (once a minute one also notes that the session is in use).
    pub fn statements(&self) -> Option<u64> {
        self.statements.get(self.statements.len() / 2).copied()
    }

    fn add(&mut self, other: Part) {
        self.statements.extend(other.statements);
        self.errors += other.errors;
        self.faults.extend(other.fault);
        self.bytes = self.bytes.max(other.bytes);
    }
}

#[derive(Default)]
struct Part {
    server: Vec<Duration>,
    client: Vec<Duration>,
    statements: Vec<u64>,
    errors: usize,
    fault: Option<String>,
    bytes: usize,
}

impl Part {
    fn refused(&mut self, why: String) {
        self.errors += 1;
        self.fault.get_or_insert(why);
    }
}

/// Asks for the addresses in turn, after a tenth of the time has gone into warming up.
pub async fn load(
    server: SocketAddr,
    cookie: &str,
    addresses: &Arc<Vec<String>>,
    clients: usize,
    limits: Limits,
) -> Result<Measure> {
    let turn = Arc::new(AtomicUsize::new(0));
    let warm_up = Limits { time: limits.time / 10, requests: limits.requests / 10 };
    run(server, cookie, addresses, &turn, clients, warm_up).await?;
    run(server, cookie, addresses, &turn, clients, limits).await
}

async fn run(
    server: SocketAddr,
    cookie: &str,
    addresses: &Arc<Vec<String>>,
    turn: &Arc<AtomicUsize>,
    clients: usize,
    limits: Limits,
) -> Result<Measure> {
    let last = turn.load(Ordering::Relaxed) + limits.requests;
    let started = Instant::now();
    let until = started + limits.time;
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let client = Client::new(server, cookie);
            tokio::spawn(one(client, addresses.clone(), turn.clone(), last, until))
        })
        .collect();
    let mut measure = Measure {
        clients,
        took: Duration::ZERO,
        server: Times::default(),
        client: Times::default(),
        statements: vec![],
        errors: 0,
        faults: vec![],
        bytes: 0,
    };
    let (mut by_server, mut by_client) = (vec![], vec![]);
    for task in tasks {
        let mut part = task.await?;
        by_server.append(&mut part.server);
        by_client.append(&mut part.client);
        measure.add(part);
    }
    measure.took = started.elapsed();
    measure.server = Times::new(by_server);
    measure.client = Times::new(by_client);
    measure.statements.sort_unstable();
    Ok(measure)
}

async fn one(
    mut client: Client,
    addresses: Arc<Vec<String>>,
    turn: Arc<AtomicUsize>,
    last: usize,
    until: Instant,
) -> Part {
    let mut part = Part::default();
    loop {
        let address = &addresses[turn.fetch_add(1, Ordering::Relaxed) % addresses.len()];
        match client.get(address).await {
            Ok(answer) if answer.status == StatusCode::OK => {
                part.client.push(answer.took);
                part.bytes = answer.bytes();
                if let Some((server, statements)) = answer.server() {
                    part.server.push(server);
                    part.statements.push(statements);
                }
            }
            Ok(answer) => part.refused(format!("answered {}", answer.status)),
            Err(error) => part.refused(format!("{error:#}")),
        }
        if Instant::now() >= until || turn.load(Ordering::Relaxed) >= last {
            return part;
        }
    }
}
