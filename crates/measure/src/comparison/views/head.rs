//! Title, and the form that chooses what is compared.
use super::super::load::Comparison;
use super::super::request::{CHOSEN, RATE, YEAR};
use crate::asked::rates;
use crate::dashboards::place::Place;
use crate::figures::Period;
use crate::words;
use base::Form;
use base::french::{date_long, fr};
use chrono::NaiveDate;
use dsfr::{Button, ButtonLink, Choice, Input, PageHead, Select, Weight};
use maud::{Markup, Render as _, html};
use network::territories::Territory;

pub fn head(comparison: &Comparison) -> Markup {
    let asked = &comparison.asked;
    let (counted, among) = words::sides(asked.rate);
    let entered = fr(&format!("jeunes entrés {}", words::period(asked.past())));
    let dashboard = ButtonLink::new(Weight::Secondary, "Tableau de bord", asked.dashboard(comparison.code()));
    PageHead {
        subtitle: html! {
            (asked.rate.label()) "\u{a0}: " (counted.to_lowercase()) ", rapportés aux " (among.to_lowercase()) "\u{a0}; "
            (entered) ". " span.pu-nb { "Situations au " (date_long(asked.today)) }
        },
        aside: dsfr::actions(&dashboard.render()),
        ..PageHead::new(super::title(&comparison.place))
    }
    .render()
}

pub fn plain(place: &Place) -> Markup {
    PageHead::new(super::title(place)).render()
}

pub fn bar(place: &Place, platforms: &[Territory], form: &Form, today: NaiveDate) -> Markup {
    let this = words::school_year(Period::school_year_of(today));
    let year = match form.raw(YEAR) {
        "" => this.as_str(),
        typed => typed,
    };
    let platforms = platforms.iter().map(|t| Choice::new(t.code.as_str(), t.name.as_str())).collect();
    html! {
        div.pu-bar.pu-noprint {
            form method="get" action={ "/territoires/" (place.code()) "/comparer" } {
                (Select { value: form.raw(RATE), error: form.error(RATE), ..Select::new(RATE, "Indicateur", choices()) })
                (Input { value: year, error: form.error(YEAR), ..Input::text(YEAR, "Année scolaire") })
                (Select { value: form.raw(CHOSEN), error: form.error(CHOSEN), empty: Some("Aucune"),
                    ..Select::new(CHOSEN, "Plate-forme à situer", platforms) })
                (Button::new(Weight::Secondary, "Afficher"))
            }
        }
    }
}

/// The default comes first: an address without the field is that one.
fn choices() -> Vec<Choice<'static>> {
    let (first, others): (Vec<_>, Vec<_>) = rates().partition(|rate| rate.code() == crate::asked::DEFAULT_RATE);
    first.into_iter().chain(others).map(|rate| Choice::new(rate.code(), rate.label())).collect()
}
