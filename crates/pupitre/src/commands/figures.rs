use super::figures_table::table;
use super::{Failure, Outcome, Setup, print};
use crate::api::figures::Figures as Answered;
use crate::api::question::Words;
use base::Actor;
use measure::figures::{self, Value};
use network::territories::store::find_territory;

/// Donne les chiffres d’un territoire : les dossiers entrés pendant une période, et ce qu’ils sont devenus aujourd’hui
///
/// Les mêmes que les tableaux de bord. Sans --json ni --csv, un tableau à lire.
#[derive(Debug, clap::Args)]
pub struct Figures {
    /// Code du territoire (« pupitre territories » donne la liste)
    #[arg(long, value_name = "CODE")]
    territory: String,
    /// Premier jour d’entrée, compris : 2026-09-01 ou 01/09/2026
    #[arg(long, value_name = "JOUR")]
    from: String,
    /// Dernier jour d’entrée, compris
    #[arg(long, value_name = "JOUR")]
    to: String,
    /// Ventilations séparées par des virgules : month, sex, age, source, schooling, priority_district, obligation, territory, region, academy, department, platform
    #[arg(long, value_name = "CODES")]
    by: Option<String>,
    /// Codes d’indicateurs séparés par des virgules (sinon tous ; dans un tableau ventilé, les principaux)
    #[arg(long, value_name = "CODES")]
    indicators: Option<String>,
    /// En JSON, comme l’API : taux de 0 à 1, null pour ce qui est sans objet
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// En CSV pour un programme : virgules, UTF-8, vide pour ce qui est sans objet
    #[arg(long)]
    csv: bool,
}

/// What a table by classes shows when nothing is chosen: more columns would not be read.
const MAIN: &str = "listed,to_verify,confirmed,contacted,supported_ever,found_solution,contact_rate,solution_rate";

impl Figures {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let to_read = !self.json && !self.csv;
        let broken_down = self.by.as_deref().is_some_and(|by| !by.trim().is_empty());
        let words = Words {
            territory: Some(self.territory),
            from: Some(self.from),
            to: Some(self.to),
            by: self.by,
            indicators: self.indicators.or_else(|| (to_read && broken_down).then(|| MAIN.to_owned())),
        };
        let app = setup.app().await?;
        let asked = words.understand(app.clock.today()).map_err(|mistakes| {
            let told: Vec<String> = mistakes.iter().map(|m| format!("--{} : {}", m.parameter, m.detail)).collect();
            Failure { text: told.join("\n          "), code: 2 }
        })?;
        let mut tx = app.read().await?;
        let code = asked.question.territory.parse().map_err(|_| "ce code n’est pas celui d’un territoire")?;
        let territory = find_territory(&mut tx, &code).await?;
        let territory = territory.ok_or_else(|| {
            format!("aucun territoire ne porte le code {code} : « pupitre territories » donne la liste")
        })?;
        let answer = figures::ask(&app, &mut tx, &Actor::command(), &asked.question).await?;
        let answered = Answered::new(&asked, &answer);
        print(&if self.json {
            serde_json::to_string_pretty(&answered).map_err(|e| e.to_string())? + "\n"
        } else if self.csv {
            csv(&asked, &answered)?
        } else {
            table(&territory, &asked, &answered)
        })
    }
}

/// One line a cell: its classes, then the figures.
fn csv(asked: &crate::api::question::Asked, answered: &Answered) -> Result<String, Failure> {
    let mut out = csv::Writer::from_writer(vec![]);
    let dimensions = asked.question.by.iter().map(|dimension| dimension.as_str());
    let failed = |error: csv::Error| Failure::from(error.to_string());
    out.write_record(dimensions.chain(asked.indicators.iter().map(|indicator| indicator.code()))).map_err(failed)?;
    for cell in &answered.cells {
        let classes = cell.classes.iter().map(|(_, class)| class.clone());
        let values = cell.values.0.iter().map(|(_, value)| match value {
            Value::Count(count) => count.to_string(),
            other => other.number().map(|number| number.to_string()).unwrap_or_default(),
        });
        out.write_record(classes.chain(values)).map_err(failed)?;
    }
    let bytes = out.into_inner().map_err(|error| error.to_string())?;
    Ok(String::from_utf8(bytes).map_err(|error| error.to_string())?)
}
