//! Ten thousand lines brought in: a first list by the command, the list of the next month by the pages.
use crate::child::{self, Server};
use crate::http::Client;
use crate::list::{Known, Lines};
use crate::pages::{PLATFORM, session};
use crate::{Wish, say};
use anyhow::{Context as _, Result, ensure};
use db::Db;
use std::time::Duration;

const LINES: usize = 10_000;
pub const TARGET: Duration = Duration::from_secs(5);

/// One way of bringing a list in.
#[derive(Debug)]
pub struct Imported {
    pub way: &'static str,
    /// Each step with its time.
    pub steps: Vec<(&'static str, Duration)>,
    /// Highest memory of the process so far, in bytes.
    pub peak: Option<u64>,
    pub totals: Totals,
}

impl Imported {
    pub fn took(&self) -> Duration {
        self.steps.iter().map(|(_, took)| *took).sum()
    }
}

/// What became of the lines.
#[derive(Clone, Copy, Debug, serde::Deserialize, db::FromRow)]
pub struct Totals {
    pub lines: i64,
    pub created: i64,
    pub attached: i64,
    pub to_review: i64,
    pub refused: i64,
    pub ignored: i64,
}

pub async fn measure(wish: &Wish, url: &str, db: &Db, server: &Server) -> Result<Vec<Imported>> {
    let known = known(db).await?;
    let first = Lines::draw(&known, LINES, wish.day, 1);
    let next = first.a_month_later(wish.day, 2);
    let imported = vec![by_command(wish, url, &first).await?, by_pages(db, server, &next).await?];
    for one in &imported {
        say(&format!("import, {}: {:.2?}, {:?}", one.way, one.took(), one.totals));
        ensure!(one.totals.lines == LINES as i64, "{} lines of {LINES} were read", one.totals.lines);
    }
    Ok(imported)
}

async fn by_command(wish: &Wish, url: &str, lines: &Lines) -> Result<Imported> {
    let file = wish.folder.join("liste.csv");
    std::fs::write(&file, lines.file())?;
    let mut command = child::pupitre(wish, url);
    command.arg("import").arg(&file).args(["--platform", PLATFORM, "--source", "SIEI (mesure)", "--apply", "--json"]);
    let ran = child::run(&mut command).await?;
    std::fs::remove_file(&file)?;
    let totals = serde_json::from_str(&ran.output).context("the report of the import")?;
    Ok(Imported { way: "first list, `pupitre import`", steps: vec![("all", ran.took)], peak: ran.peak, totals })
}

async fn by_pages(db: &Db, server: &Server, lines: &Lines) -> Result<Imported> {
    let cookie = session(db, server.address, "platform-assistant", PLATFORM).await?;
    let mut client = Client::new(server.address, &cookie);
    let form = format!("/plates-formes/{PLATFORM}/listes/nouvelle");
    let deposit = client.send_file(&form, "fichier", "liste.csv", &lines.file()).await?;
    let list = deposit.location()?.to_owned();
    let shown = client.get(&list).await?;
    ensure!(shown.status.is_success(), "the page of the list is answered {}", shown.status);
    let applied = client.post(&format!("{list}/appliquer"), "application/x-www-form-urlencoded", vec![]).await?;
    applied.location()?;
    let id: db::Id = list.rsplit('/').next().unwrap_or_default().parse().context("the number of the list")?;
    let totals = db::query(
        "SELECT lines, created, attached, to_review, refused, ignored FROM intake_list WHERE id = $1 AND state = 'applied'",
    )
    .bind(id)
    .one(&mut db.read().await?)
    .await?;
    let steps = vec![("deposit", deposit.took), ("look", shown.took), ("apply", applied.took)];
    Ok(Imported { way: "next month’s, by the pages", steps, peak: server.peak(), totals })
}

/// Those the platform follows: a tenth of the list at most.
async fn known(db: &Db) -> Result<Vec<Known>> {
    let known = db::query(
        "SELECT y.last_name, y.first_names, y.sex, y.born_on,
                (SELECT min(i.ine) FROM youth_ine i WHERE i.youth_id = y.id AND i.removed_at IS NULL) AS ine
         FROM case_facts f JOIN youth y ON y.id = f.youth_id
         WHERE f.platform = $1 AND y.removed_at IS NULL ORDER BY y.id LIMIT 1000",
    )
    .bind(PLATFORM.to_owned())
    .all(&mut db.read().await?)
    .await?;
    Ok(known)
}
