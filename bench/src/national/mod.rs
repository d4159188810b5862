//! The engine of the figures beside others, on the same columns of facts: a dashboard of the nation, this school year and the
//! one before. Sixteen counters by month, sex, age, source and region, all crossed, and the exact median delay by each.
//! Nobody's time counts before all have given the same answers.
mod facts;
mod own;
mod scripts;
mod sql;

use crate::machine::Machine;
use crate::{Engine, Wish, say};
use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

/// What a peer took, each the median of some runs.
#[derive(Clone, Debug)]
pub struct Peer {
    pub name: String,
    pub crossed: Duration,
    pub medians: Duration,
}

impl Peer {
    fn all(&self) -> Duration {
        self.crossed + self.medians
    }
}

/// Every number of the answers, in order: month (from 0), sex, age, source, region, cases, the counters; then year, which
/// dimension, class, twice the median.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub crossed: Vec<Vec<i64>>,
    pub medians: Vec<Vec<i64>>,
}

impl Answers {
    fn new(mut crossed: Vec<Vec<i64>>, mut medians: Vec<Vec<i64>>) -> Self {
        crossed.sort_unstable();
        medians.sort_unstable();
        Answers { crossed, medians }
    }
}

/// The dimensions, by the names of their columns.
const DIMENSIONS: [&str; 5] = ["month", "sex", "age", "source", "region"];
const COUNTERS: usize = 16;

/// Measures all, and gives the section of the report.
pub async fn measure(wish: &Wish, rows: u64) -> Result<String> {
    let machine = Machine::look(wish.day)?;
    eprintln!("engine, {rows} cases");
    let facts = facts::Facts::invent(rows);
    let own = own::measure(&facts);
    let mut peers = vec![];
    for engine in &wish.engines {
        say(engine.name());
        let (peer, answers) = sql::measure(wish, *engine, &facts).await?;
        ensure!(answers == own.answers, "{} does not count the same", peer.name);
        peers.push(peer);
    }
    if let Some(python) = &wish.python {
        for (peer, answers) in scripts::measure(wish, python, &facts)? {
            ensure!(answers == own.answers, "{} does not count the same", peer.name);
            peers.push(peer);
        }
    }
    Ok(report(rows, &machine, &own, &peers))
}

fn report(rows: u64, machine: &Machine, own: &own::Own, peers: &[Peer]) -> String {
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
    let times = |slow: Duration, quick: Duration| format!("{:.1}", slow.as_secs_f64() / quick.as_secs_f64().max(1e-9));
    let mut text = format!(
        "{} · `{}` · {}, {} cores · {} · load before: {} · `BENCH_NATIONAL={rows} make bench`\n\n\
         {} cells crossed and {} medians, the same to the unit for all.\n\n\
         | engine | crossed | medians | all | ÷ Pupitre |\n|---|---|---|---|---|\n",
        machine.day,
        machine.commit,
        machine.processor,
        machine.cores,
        machine.compiler,
        machine.busy,
        own.answers.crossed.len(),
        own.answers.medians.len(),
    );
    let all = own.peer.all();
    for peer in std::iter::once(&own.peer).chain(peers) {
        let ratio = times(peer.all(), all);
        text += &format!(
            "| {} | {} | {} | {} | {ratio} |\n",
            peer.name,
            ms(peer.crossed),
            ms(peer.medians),
            ms(peer.all())
        );
    }
    text += &format!(
        "\nThe same again, nothing changed since: {}. With one platform's month changed each time: {}. Plain reading of the \
         {:.0} MB of columns it looks at, one thread: {} (Pupitre ÷ reading: {}). Memory of the facts: {:.0} MB; built from rows in {:.2} s.\n",
        ms(own.again),
        ms(own.changed),
        own.read_bytes as f64 / 1e6,
        ms(own.read),
        times(all, own.read),
        own.memory as f64 / 1e6,
        own.built.as_secs_f64(),
    );
    text
}

/// The median time of some runs, the first apart; and what the last gave.
fn timed<T>(runs: usize, mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut last = run();
    let mut times: Vec<Duration> = vec![];
    for _ in 0..runs {
        let began = Instant::now();
        last = run();
        times.push(began.elapsed());
    }
    (crate::stats::Times::new(times).median().unwrap_or_default(), last)
}

impl Engine {
    const fn runs(self) -> usize {
        match self {
            Engine::Sqlite => 1,
            Engine::Postgres => 2,
        }
    }
}
