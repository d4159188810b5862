//! « D’où vient ce chiffre ? »: the figure, its definition, its filters, the lists and the cases behind it.
mod pages;
mod views;

pub(crate) fn routes() -> base::Routes {
    base::Routes::new().get("/territoires/{code}/chiffres/{indicator}", pages::show)
}
