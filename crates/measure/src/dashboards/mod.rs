//! Dashboards: where a territory stands, at the five levels. For everyone who reads its figures; names only where a platform's
//! cases may be opened. Computed at each request: what was recorded a minute ago is in it.
pub(crate) mod cases;
mod export;
mod load;
mod pages;
pub(crate) mod place;
pub(crate) mod views;

pub(crate) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/territoires/{code}/tableau-de-bord", pages::show)
        .get("/territoires/{code}/tableau-de-bord.csv", export::file)
        .get("/territoires/{code}/tableau-de-bord.xlsx", export::file)
        .get("/territoires/{code}/tableau-de-bord.ods", export::file)
}
