//! Tables for people, kept between two marks of docs/performance.md, one section a size.
use crate::import::{self, Imported};
use crate::load::Measure;
use crate::machine::Machine;
use crate::pages::Measured;
use crate::{Engine, Results};
use anyhow::{Context as _, Result};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// The size that the targets of pages speak of.
const TARGET_CASES: u64 = 300_000;
/// Of the demonstration, at any size.
const DEMO_TIME: Duration = Duration::from_secs(15 * 60);
const DEMO_MEMORY: u64 = 2 << 30;

/// The whole section of a size, in Markdown.
pub fn section(cases: u64, machine: &Machine, all: &[Results]) -> String {
    let mut text = format!("### {} cases\n\n", thousands(cases));
    let memory = machine.memory.map_or_else(String::new, |bytes| format!(", {}", size(bytes)));
    text += &format!(
        "{} · `{}` · {}, {} cores{memory} · {} · {} · load before: {} · `BENCH_CASES={cases} make bench`\n",
        machine.day, machine.commit, machine.processor, machine.cores, machine.system, machine.compiler, machine.busy
    );
    for results in all {
        text += &format!("\n#### {} {}\n", results.engine.name(), results.engine_version);
        text += &demo(results);
        text += &pages(cases, results);
        text += &peers(&results.pages);
        text += &imports(cases, results);
    }
    text
}

fn demo(results: &Results) -> String {
    let took = results.demo.took;
    let peak = results.demo.peak;
    format!(
        "\n`pupitre demo`: {} s {}, {} {}; database {}. `pupitre serve`: facts in memory after {:.1} s; {} after the pages.\n",
        took.as_secs(),
        verdict(took < DEMO_TIME, "target: 15 min"),
        peak.map_or_else(|| "—".into(), size),
        verdict(peak.is_none_or(|peak| peak < DEMO_MEMORY), "target: 2 GiB"),
        size(results.database_bytes),
        results.facts.as_secs_f64(),
        results.serve_peak.map_or_else(|| "—".into(), size),
    )
}

fn pages(cases: u64, results: &Results) -> String {
    let mut rows = vec![];
    for page in &results.pages {
        for measure in &page.measures {
            // Targets are of SQLite, at one size, for a machine that is not saturated.
            let judged = cases == TARGET_CASES && results.engine == Engine::Sqlite && measure.clients == 1;
            let target = page.target.filter(|_| judged);
            rows.push(page_row(page.name, target, measure));
        }
    }
    table(
        &[
            "page",
            "clients",
            "pages",
            "a second",
            "SQL",
            "median",
            "p95",
            "p99",
            "median seen",
            "p99 seen",
            "KB",
            "errors",
        ],
        &rows,
    )
}

fn page_row(name: &str, target: Option<Duration>, measure: &Measure) -> Vec<String> {
    let at = |percent| measure.server.percentile(percent).map_or_else(|| "—".into(), milliseconds);
    let seen = |percent| measure.client.percentile(percent).map_or_else(|| "—".into(), milliseconds);
    let p99 = match target {
        Some(target) => {
            let kept = measure.server.percentile(99).is_some_and(|p99| p99 < target);
            format!("{} {}", at(99), verdict(kept, &format!("target: {}", milliseconds(target))))
        }
        None => at(99),
    };
    // Statements of several pages at once cannot be told apart.
    let alone = measure.statements().filter(|_| measure.clients == 1);
    vec![
        name.into(),
        measure.clients.to_string(),
        measure.client.len().to_string(),
        format!("{:.1}", measure.pages_a_second()),
        alone.map_or_else(|| "·".into(), |n| n.to_string()),
        at(50),
        at(95),
        p99,
        seen(50),
        seen(99),
        measure.bytes.div_ceil(1000).to_string(),
        measure.errors.to_string(),
    ]
}

fn peers(pages: &[Measured]) -> String {
    let ratio = |page: Duration, peer: Duration| format!("{:.1}", page.as_secs_f64() / peer.as_secs_f64().max(1e-9));
    let rows: Vec<Vec<String>> = pages
        .iter()
        .filter_map(|page| {
            let own = page.measures.first()?.server.median()?;
            let peer = page.peer;
            Some(vec![
                page.name.into(),
                milliseconds(own),
                milliseconds(peer.main),
                ratio(own, peer.main),
                peer.tables.map_or_else(|| "·".into(), milliseconds),
                peer.tables.map_or_else(|| "·".into(), |tables| ratio(own, tables)),
            ])
        })
        .collect();
    table(&["page", "median", "plain SQL", "page ÷ SQL", "plain SQL, all tables", "page ÷ SQL"], &rows)
}

fn imports(cases: u64, results: &Results) -> String {
    let rows: Vec<Vec<String>> = results.imports.iter().map(|one| import_row(one, cases == TARGET_CASES)).collect();
    table(
        &["import", "seconds", "steps", "peak", "lines", "created", "attached", "to review", "refused", "ignored"],
        &rows,
    )
}

fn import_row(one: &Imported, judged: bool) -> Vec<String> {
    let seconds = |took: Duration| format!("{:.2}", took.as_secs_f64());
    let steps =
        one.steps.iter().map(|(name, took)| format!("{name} {}", seconds(*took))).collect::<Vec<_>>().join(", ");
    let verdict = if judged { verdict(one.took() < import::TARGET, "target: 5 s") } else { String::new() };
    let totals = one.totals;
    let mut row = vec![
        one.way.into(),
        format!("{} {verdict}", seconds(one.took())).trim_end().into(),
        steps,
        one.peak.map_or_else(|| "—".into(), size),
    ];
    let counts = [totals.lines, totals.created, totals.attached, totals.to_review, totals.refused, totals.ignored];
    row.extend(counts.map(|count| count.to_string()));
    row
}

fn verdict(kept: bool, target: &str) -> String {
    if kept { "✓".into() } else { format!("✗ ({target})") }
}

fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("\n| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for row in rows {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

fn milliseconds(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 100.0 { format!("{ms:.1} ms") } else { format!("{ms:.0} ms") }
}

fn size(bytes: u64) -> String {
    let mib = bytes as f64 / f64::from(1 << 20);
    if mib < 1024.0 { format!("{mib:.0} MiB") } else { format!("{:.1} GiB", mib / 1024.0) }
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// Puts the section in its place in the file, the others left as they are.
pub fn keep(file: &Path, name: &str, section: &str) -> Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    Ok(std::fs::write(file, placed(&text, name, section))?)
}

fn placed(text: &str, name: &str, section: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->\n"));
    let own = format!("{open}{section}{close}");
    let around = text.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?.1)));
    match around {
        Some((before, after)) => format!("{before}{own}{after}"),
        None => format!("{}\n\n{own}", text.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_measured_again_replaces_its_own_section_only() {
        let text = placed("# Title\n", "300 cases", "old\n");
        let text = placed(&text, "3000 cases", "large\n");
        let text = placed(&text, "300 cases", "new\n");
        assert_eq!(
            text,
            "# Title\n\n<!-- 300 cases -->\nnew\n<!-- end of 300 cases -->\n\n<!-- 3000 cases -->\nlarge\n<!-- end of 3000 cases -->\n"
        );
    }

    #[test]
    fn numbers_are_read_at_a_glance() {
        assert_eq!(["300", "3,000", "3,000,000"], [300, 3000, 3_000_000].map(thousands).each_ref().map(String::as_str));
        assert_eq!([size(5 << 20), size(3 << 30)], ["5 MiB", "3.0 GiB"]);
        assert_eq!(milliseconds(Duration::from_micros(1250)), "1.2 ms");
    }
}
