use super::figures_table::table;
use super::{Failure, Outcome, Setup, print};
use crate::api::figures::Figures as Answered;
use crate::api::question::Words;
use base::{Actor, App};
use follow::cases::verify::verify;
use measure::figures::{self, Value};
use network::territories::store::find_territory;

/// Donne les chiffres d’un territoire : les dossiers entrés pendant une période et ce qu’ils sont devenus, ou l’activité de la période
///
/// Les mêmes que les tableaux de bord. Sans --json ni --csv, un tableau à lire.
#[derive(Debug, clap::Args)]
pub struct Figures {
    /// Code du territoire (« pupitre territories » donne la liste)
    #[arg(long, value_name = "CODE", required_unless_present = "check")]
    territory: Option<String>,
    /// Premier jour (d’entrée, ou du geste), compris : 2026-09-01 ou 01/09/2026
    #[arg(long, value_name = "JOUR", required_unless_present = "check")]
    from: Option<String>,
    /// Dernier jour, compris
    #[arg(long, value_name = "JOUR", required_unless_present = "check")]
    to: Option<String>,
    /// Un jour passé : les chiffres tels qu’on les savait ce jour-là, sans ce qui a été enregistré depuis (sinon aujourd’hui)
    #[arg(long, value_name = "JOUR")]
    known_on: Option<String>,
    /// Ventilations séparées par des virgules : month, sex, age, source, schooling, priority_district, obligation, territory, region, academy, department, platform
    #[arg(long, value_name = "CODES")]
    by: Option<String>,
    /// Codes d’indicateurs séparés par des virgules (sinon tous ; dans un tableau ventilé, les principaux)
    #[arg(long, value_name = "CODES")]
    indicators: Option<String>,
    /// « cohort » (ce que sont devenus les dossiers entrés) ou « activity » (ce qui s’est passé pendant la période)
    #[arg(long, value_name = "LECTURE")]
    reading: Option<String>,
    /// En JSON, comme l’API : taux de 0 à 1, null pour ce qui est sans objet
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// En CSV pour un programme : virgules, UTF-8, vide pour ce qui est sans objet
    #[arg(long)]
    csv: bool,
    /// Compare tous les chiffres du pays à ce que disent les événements, dossier par dossier ; code de sortie 1 s’ils diffèrent
    #[arg(long, conflicts_with_all = ["territory", "from", "to", "known_on", "by", "indicators", "reading", "json", "csv"])]
    check: bool,
}

/// What a table by classes shows when nothing is chosen: more columns would not be read.
const MAIN: &str = "listed,to_verify,confirmed,contacted,supported_ever,found_solution,contact_rate,solution_rate";
const MAIN_OF_ACTIVITY: &str =
    "attempts,contacts,first_contacts,interviews,supports_started,solutions_started,solutions_broken,verifications";

impl Figures {
    pub async fn run(self, setup: &Setup) -> Outcome {
        if self.check {
            return check(&setup.app().await?).await;
        }
        let to_read = !self.json && !self.csv;
        let broken_down = self.by.as_deref().is_some_and(|by| !by.trim().is_empty());
        let main = if self.reading.as_deref() == Some("activity") { MAIN_OF_ACTIVITY } else { MAIN };
        let words = Words {
            territory: self.territory,
            from: self.from,
            to: self.to,
            known_on: self.known_on,
            by: self.by,
            indicators: self.indicators.or_else(|| (to_read && broken_down).then(|| main.to_owned())),
            reading: self.reading,
            added: None,
        };
        let app = setup.app().await?;
        let asked = words.understand(app.clock.today()).map_err(|mistakes| {
            let told: Vec<String> =
                mistakes.iter().map(|m| format!("--{} : {}", m.parameter.replace('_', "-"), m.detail)).collect();
            Failure { text: told.join("\n          "), code: 2 }
        })?;
        let mut tx = app.read().await?;
        let code = asked.question.territory.parse().map_err(|_| "ce code n’est pas celui d’un territoire")?;
        let territory = find_territory(&mut tx, &code).await?;
        let territory = territory.ok_or_else(|| {
            format!("aucun territoire ne porte le code {code} : « pupitre territories » donne la liste")
        })?;
        let answer = figures::answer(&app, &mut tx, &Actor::command(), &asked.question, &asked.indicators).await?;
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

/// How many school years are compared, this one included.
const YEARS: i32 = 3;
/// How many differences are named.
const NAMED: usize = 20;

async fn check(app: &App) -> Outcome {
    let mut tx = app.read().await?;
    let facts = verify(&mut tx, |done| eprintln!("{done} dossiers relus")).await?;
    drop(tx);
    figures::load(app).await?;
    let told = figures::check(app, YEARS).await?;
    let wrong =
        facts.wrong.iter().map(|reference| format!("dossier {reference} : ne dit plus ce que disent ses événements"));
    let differ = told.differences.iter().map(|cell| format!("{cell} : la mémoire et la base diffèrent"));
    let all: Vec<String> = wrong.chain(differ).collect();
    if all.is_empty() {
        return print(&format!("{} dossiers et {} cellules comparés : aucun écart.\n", facts.cases, told.cells));
    }
    let named = all.iter().take(NAMED).map(|line| format!("\n  {line}")).collect::<String>();
    Err(format!("{} écarts :{named}", all.len()).into())
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
