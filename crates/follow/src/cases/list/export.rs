//! The list as a file: names leave the program, so the journal tells it.
use super::store::{self, Among, Line};
use super::{pages, views};
use crate::acts;
use crate::cases::due::Due;
use crate::cases::filters::Filters;
use crate::cases::members;
use crate::cases::scope::{self, PlatformScope};
use crate::cases::steps;
use crate::cases::words::{self, capital};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};
use base::clock::paris_time;
use base::french::{count, date_long, fr, number, time};
use base::{Actor, App, Download, Error, Form, Result};
use chrono::{NaiveDateTime, Timelike as _};
use documents::{Cell, Column, Format, Row, Sheet, Workbook};

/// Lines of a file: what one person can use, and a memory that holds.
const MOST: i64 = 20_000;

/// `/plates-formes/{platform}/dossiers.xlsx`, `.ods`, `.csv`: every case that the filters of the page keep, in its order.
pub async fn file(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    uri: Uri,
    mut form: Form,
) -> Result<Response> {
    let format = Format::of_path(uri.path()).ok_or(Error::NotFound)?;
    let Some(filters) = Filters::read(&mut form) else {
        // The page says which filter, and why.
        return pages::of_platform(State(app), actor, Path(platform), form).await;
    };
    let (today, now) = (app.clock.today(), app.clock.now());
    let mut tx = app.read().await?;
    let scope = scope::platform(&mut tx, &actor, &platform).await?;
    let members = members::of_platform(&mut tx, &scope.code, today).await?;
    let mut lines = vec![];
    if let Some(asked) = filters.conditions() {
        let counts = store::counts(&mut tx, actor.id(), Among::Platform(&scope.code), &filters, &asked, today).await?;
        let total: i64 = counts.values().sum();
        if total > MOST {
            return Err(too_many(total));
        }
        lines = store::all(&mut tx, actor.id(), &scope.code, &filters, &asked, today, MOST).await?;
    }
    let dues = store::next_dues_of(&mut tx, &scope.code, today).await?;
    drop(tx);
    let site = app.config.public_url();
    let rows = lines.iter().map(|line| row(line, dues.get(&line.case), &site, today)).collect();
    let sheet = Sheet { frozen: 3, ..Sheet::new("Dossiers", columns(), rows) };
    let query = Filters { page: 0, ..filters.clone() }.query();
    let about = Origin {
        scope: &scope,
        filters: views::described(&filters, &members),
        lines: lines.len(),
        made: paris_time(now),
        address: format!("{site}/plates-formes/{}/dossiers?{query}", scope.code),
    };
    let title = format!("Dossiers, {}", scope.name);
    let workbook = Workbook { title, made_at: now, sheets: vec![sheet, about.sheet()] };
    let name = format!("dossiers_{}_{today}", scope.code);
    let write = tokio::task::spawn_blocking(move || Download::new(&name, format, &workbook));
    let file = write.await.map_err(|e| Error::Internal(format!("a writing thread stopped: {e}")))??;
    app.log_reading(&actor, acts::EXPORT, acts::list_of_cases(&scope.code)).await?;
    Ok(file.into_response())
}

fn too_many(total: i64) -> Error {
    Error::BadRequest(fr(&format!(
        "La liste compte {} ; un fichier en tient {} au plus. Filtrez-la, par exemple par dates d’entrée, et téléchargez chaque partie.",
        count(total, "dossier", "dossiers"),
        number(MOST)
    )))
}

fn columns() -> Vec<Column> {
    let text = |label, width| Column::text(label, width);
    let day = |label: &str| Column::text(label, 13);
    vec![
        text("Dossier", 14),
        text("Nom", 24),
        text("Prénoms", 24),
        text("Nom d’usage", 20),
        day("Naissance"),
        text("Sexe", 12),
        day("Entrée"),
        text("Signalé par", 28),
        text("Situation", 34),
        text("État", 10),
        text("Prochain geste", 34),
        day("Échéance"),
        day("Dernières nouvelles"),
        text("Référent", 26),
        day("Premier essai"),
        day("Premier contact"),
        day("Premier entretien"),
        day("Accompagné depuis"),
        day("Première solution"),
        text("Adresse", 60),
    ]
}

fn row(line: &Line, due: Option<&Due>, site: &str, today: chrono::NaiveDate) -> Row {
    let due = due.map(|due| (steps::tell(due, today).title, due.due_on));
    let situation = words::standing(line.verification, Some(line.situation), line.solution, line.sex);
    Row::new([
        Cell::text(&line.reference),
        Cell::text(&line.last_name),
        Cell::text(&line.first_names),
        Cell::text(line.usage_name.as_deref().unwrap_or_default()),
        Cell::Date(line.born_on),
        line.sex.map_or(Cell::Sign("non renseigné"), |sex| Cell::text(sex.label())),
        Cell::Date(line.entry_on),
        Cell::text(fr(&capital(line.source.label()))),
        Cell::text(situation),
        Cell::text(if line.closed { "clos" } else { "ouvert" }),
        due.as_ref().map_or(Cell::Sign("aucun"), |(title, _)| Cell::text(title)),
        Cell::date(due.map(|(_, on)| on)),
        Cell::Date(line.last_event_on),
        line.worker.as_ref().map_or(Cell::Sign("personne"), Cell::text),
        Cell::date(line.first.attempt),
        Cell::date(line.first.contact),
        Cell::date(line.first.interview),
        Cell::date(line.first.support),
        Cell::date(line.first.solution),
        Cell::text(format!("{site}/dossiers/{}", line.case)),
    ])
}

/// What the reader of the file has in hand, far from the page.
struct Origin<'a> {
    scope: &'a PlatformScope,
    filters: Vec<String>,
    lines: usize,
    /// In Paris.
    made: NaiveDateTime,
    address: String,
}

impl Origin<'_> {
    fn sheet(&self) -> Sheet {
        let at = time(self.made.hour(), self.made.minute());
        let rows = [
            ("Document", format!("Liste de dossiers, {}", self.scope.name)),
            ("Code de la plate-forme", self.scope.code.clone()),
            ("Dossiers retenus", if self.filters.is_empty() { "tous".into() } else { self.filters.join(", ") }),
            ("Nombre", count(self.lines as i64, "dossier", "dossiers")),
            ("Établi le", format!("{} à {at}, heure de Paris", date_long(self.made.date()))),
            ("Situations au", date_long(self.made.date())),
            ("Adresse de la page", self.address.clone()),
            ("Case vide", "Cela n’a pas eu lieu, ou n’est pas connu.".into()),
            (
                "Données personnelles",
                fr(
                    "Ce fichier nomme des jeunes : il reste entre les mains de qui suit ces dossiers, le temps de s’en servir. \
                    Le téléchargement est inscrit au journal de la plate-forme.",
                ),
            ),
        ];
        let columns = vec![Column::text("Rubrique", 24), Column::text("Contenu", 90)];
        let rows = rows.into_iter().map(|(name, text)| Row::new([Cell::text(name), Cell::text(text)]));
        Sheet::new("Provenance", columns, rows.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_too_long_says_how_to_cut_it() {
        let Error::BadRequest(why) = too_many(34_512) else { panic!("another fault") };
        assert!(why.starts_with("La liste compte 34\u{202f}512 dossiers"), "{why}");
        assert!(why.contains("20\u{202f}000") && why.contains("dates d’entrée"), "{why}");
    }

    #[test]
    fn each_column_has_its_cell() {
        let line = Line {
            case: db::Id::nil(),
            name: "Yanis Le Goff".into(),
            sex: None,
            born_on: chrono::NaiveDate::MIN,
            entry_on: chrono::NaiveDate::MIN,
            source: crate::cases::event::Source::NationalList,
            verification: crate::cases::situation::Verification::ToVerify,
            situation: crate::cases::situation::Situation::Unknown,
            solution: None,
            closed: false,
            last_event_on: chrono::NaiveDate::MIN,
            worker: None,
            reference: "29-BREST-2026-0001".into(),
            last_name: "Le Goff".into(),
            usage_name: None,
            first_names: "Yanis".into(),
            first: store::Firsts { attempt: None, contact: None, interview: None, support: None, solution: None },
        };
        assert_eq!(row(&line, None, "", chrono::NaiveDate::MIN).cells.len(), columns().len());
    }
}
