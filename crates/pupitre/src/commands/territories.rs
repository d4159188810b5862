use super::{Failure, Outcome, Setup, print};
use network::territories::{Territory, store};
use serde::Serialize;

/// Donne la liste des territoires, de la nation aux plates-formes
#[derive(Debug, clap::Args)]
pub struct Territories {
    /// En JSON : [{code, level, name, parent}]
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    level: &'a str,
    name: &'a str,
    parent: Option<&'a str>,
}

impl<'a> From<&'a Territory> for Line<'a> {
    fn from(territory: &'a Territory) -> Self {
        Line {
            code: territory.code.as_str(),
            level: territory.level.as_str(),
            name: &territory.name,
            parent: territory.parent.as_ref().map(|code| code.as_str()),
        }
    }
}

impl Territories {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let app = setup.app().await?;
        let mut tx = app.read().await?;
        let territories = store::all_territories(&mut tx).await?;
        let lines: Vec<Line> = territories.iter().map(Line::from).collect();
        print(&if self.json { json(&lines)? } else { table(&lines) })
    }
}

fn json(lines: &[Line]) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(lines).map_err(|e| e.to_string())?;
    Ok(text + "\n")
}

fn table(lines: &[Line]) -> String {
    let row = |line: &Line| format!("{}\t{}\t{}\t{}\n", line.code, line.level, line.name, line.parent.unwrap_or("-"));
    lines.iter().map(row).collect()
}
