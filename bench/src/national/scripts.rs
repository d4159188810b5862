//! The same in DuckDB and Polars, which `bench/peers.py` asks.
use super::facts::Facts;
use super::{Answers, Peer};
use crate::Wish;
use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

#[derive(Deserialize)]
struct Told {
    name: String,
    /// In seconds.
    crossed: f64,
    medians: f64,
    /// Files of 32-bit numbers, a row after the other.
    crossed_answer: String,
    medians_answer: String,
}

pub fn measure(wish: &Wish, python: &Path, facts: &Facts) -> Result<Vec<(Peer, Answers)>> {
    let folder = wish.folder.join("columns");
    facts.write(&folder)?;
    let output = Command::new(python).arg("bench/peers.py").arg(&folder).output().context("bench/peers.py")?;
    ensure!(output.status.success(), "bench/peers.py: {}", String::from_utf8_lossy(&output.stderr));
    let told: Vec<Told> = serde_json::from_slice(&output.stdout)?;
    let mut all = vec![];
    for told in told {
        let crossed = numbers(&folder.join(&told.crossed_answer), 22)?;
        let medians = numbers(&folder.join(&told.medians_answer), 4)?;
        let seconds = Duration::from_secs_f64;
        let peer = Peer { name: told.name, crossed: seconds(told.crossed), medians: seconds(told.medians) };
        all.push((peer, Answers::new(crossed, medians)));
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(all)
}

fn numbers(file: &Path, columns: usize) -> Result<Vec<Vec<i64>>> {
    let bytes = std::fs::read(file)?;
    let number = |bytes: &[u8]| i64::from(i32::from_le_bytes(bytes.try_into().unwrap_or_default()));
    let all: Vec<i64> = bytes.chunks(4).map(number).collect();
    Ok(all.chunks(columns).map(<[i64]>::to_vec).collect())
}
