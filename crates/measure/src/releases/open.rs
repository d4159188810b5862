//! The open data: public pages and files of stored releases, and nothing else.
use super::model::{Class, Figure, Measure, Quarter, Rate, Release};
use super::{signs, store, views};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use base::french::{date_long, fr};
use base::{App, Download, Error, MaybeActor, Page, Result};
use db::Tx;
use documents::{Cell, Column, Format, Row, Sheet, Workbook};
use maud::Markup;
use network::territories::{TerritoryCode, store as territories};
use std::collections::BTreeMap;

pub async fn list(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Result<Markup> {
    let releases = store::list(&mut app.read().await?).await?;
    Ok(Page::new("Données ouvertes", views::open_list(&releases)).render(&app, actor.as_ref()))
}

/// `/donnees-ouvertes/2026-T3`: the nation; with an extension, the file of everything.
pub async fn nation(State(app): State<App>, actor: MaybeActor, Path(asked): Path<String>) -> Result<Response> {
    match asked.split_once('.') {
        Some((quarter, extension)) => {
            let format = Format::of_path(&format!("x.{extension}")).ok_or(Error::NotFound)?;
            file(&app, quarter, format).await
        }
        None => show(State(app), actor, Path((asked, "FR".into()))).await.map(|page| page.into_response()),
    }
}

pub async fn show(
    State(app): State<App>,
    MaybeActor(actor): MaybeActor,
    Path((quarter, code)): Path<(String, String)>,
) -> Result<Markup> {
    let mut tx = app.read().await?;
    let release = released(&mut tx, &quarter).await?;
    let code: TerritoryCode = code.parse().map_err(|_| Error::NotFound)?;
    let line = territories::ancestors(&mut tx, &code).await?;
    let (territory, above) = line.split_last().ok_or(Error::NotFound)?;
    let below = territories::children(&mut tx, &code).await?;
    let cells = store::cells(&mut tx, release.id, code.as_str()).await?;
    if !cells.tells(code.as_str(), Class::All) {
        return Err(Error::NotFound);
    }
    drop(tx);
    let title = format!("{}, {}", territory.title(), release.quarter.label());
    let page = Page::new(title, views::open_territory(&release, territory, &below, &cells));
    let page = page.above("Données ouvertes", "/donnees-ouvertes");
    let page = above.iter().fold(page, |page, upper| {
        page.above(upper.title(), format!("/donnees-ouvertes/{}/{}", release.quarter, upper.code))
    });
    Ok(page.render(&app, actor.as_ref()))
}

async fn released(tx: &mut Tx, quarter: &str) -> Result<Release> {
    let quarter: Quarter = quarter.parse().map_err(|_| Error::NotFound)?;
    store::find(tx, quarter).await?.ok_or(Error::NotFound)
}

async fn file(app: &App, quarter: &str, format: Format) -> Result<Response> {
    let mut tx = app.read().await?;
    let release = released(&mut tx, quarter).await?;
    let cells = store::all(&mut tx, release.id).await?;
    let all = territories::all_territories(&mut tx).await?;
    drop(tx);
    let names: BTreeMap<&str, _> = all.iter().map(|territory| (territory.code.as_str(), territory)).collect();
    let mut rows = vec![];
    let mut codes: Vec<_> = cells.territories().into_iter().filter_map(|code| names.get(code)).collect();
    codes.sort_by_key(|territory| (territory.level, territory.code.clone()));
    for territory in codes {
        let code = territory.code.as_str();
        for class in Class::every().into_iter().filter(|class| cells.tells(code, *class)) {
            let about = [territory.level.label(), code, &territory.name].map(Cell::text);
            let mut row: Vec<Cell> = about.into_iter().chain([Cell::text(class.label())]).collect();
            row.extend(Measure::ALL.map(|measure| cell(cells.count(code, class, measure), Cell::Whole)));
            row.extend(Rate::ALL.map(|rate| cell(cells.rate(code, class, rate), Cell::Percent)));
            rows.push(Row::new(row));
        }
    }
    let mut columns: Vec<Column> = [("Niveau", 18), ("Code", 16), ("Territoire", 36), ("Jeunes", 20)]
        .map(|(label, width)| Column::text(label, width))
        .to_vec();
    columns.extend(Measure::ALL.map(|measure| Column::number(measure.label(), 16)));
    columns.extend(Rate::ALL.map(|rate| Column::number(rate.label(), 16)));
    let data = Sheet { frozen: 4, ..Sheet::new("Données", columns, rows) };
    let title = format!("Données ouvertes, {}", release.quarter.label());
    let sheets = vec![data, about(&release, &app.config.public_url())];
    let workbook = Workbook { title, made_at: release.made_at, sheets };
    Ok(Download::new(&format!("donnees-ouvertes_{}", release.quarter), format, &workbook)?.into_response())
}

fn cell<T>(shown: Option<Figure<T>>, write: impl Fn(T) -> Cell) -> Cell {
    match shown {
        Some(Figure::Exact(value)) => write(value),
        Some(hidden) => Cell::Sign(signs::word(&hidden)),
        None => Cell::Empty,
    }
}

fn about(release: &Release, site: &str) -> Sheet {
    let said = |text: &str| Cell::text(fr(text));
    let mut rows = vec![
        ("Période d’entrée", Cell::text(release.quarter.label())),
        ("Entrés depuis le", Cell::Date(release.quarter.first_day())),
        ("Entrés jusqu’au", Cell::Date(release.quarter.last_day())),
        ("Tels qu’on les savait le", Cell::Date(release.known_on)),
        ("Publié le", Cell::text(date_long(base::clock::paris_day(release.made_at)))),
        ("Définitions", said(&format!("catalogue de Pupitre {}", release.program))),
        ("Seuil", said(&format!("les effectifs de 1 à {} ne sont pas montrés", release.threshold - 1))),
        ("Adresse", Cell::text(format!("{site}/donnees-ouvertes/{}", release.quarter))),
        ("Licence", said("Licence ouverte / Open Licence 2.0 (Etalab)")),
    ];
    for (figure, what, why) in signs::LEGEND {
        rows.push((signs::word(&figure), said(&format!("{what} {why}"))));
    }
    rows.push(("Case vide", said("Ce détail n’est pas publié à ce niveau : on ne saurait pas le protéger.")));
    let rows = rows.into_iter().map(|(what, value)| Row::new([Cell::text(what), value])).collect();
    Sheet::new("Provenance", vec![Column::text("Quoi", 28), Column::text("Valeur", 90)], rows)
}
