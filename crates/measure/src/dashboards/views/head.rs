//! Title, period and filters.
use super::super::load::Dashboard;
use super::super::place::Place;
use crate::asked::{Asked, Choice, FILTERS, KNOWN_ON, classes, rates};
use crate::figures::{Dimension, Period};
use crate::{places, words};
use base::Form;
use base::french::{NO_BREAK_SPACE, fr};
use dsfr::{
    Alert, Button, ButtonLink, Choice as OptionOf, Details, ErrorSummary, Input, PageHead, Segments, Select, Tone,
    View, Weight,
};
use maud::{Markup, Render as _, html};
use network::territories::Level;

/// « Tableau de bord » on a platform, « La France », « Le Finistère » above.
pub fn title(dashboard: &Dashboard) -> String {
    let territory = &dashboard.place.territory;
    match territory.level {
        Level::Platform => "Tableau de bord".into(),
        _ => format!("{}, {}", words::capital(&places::the(territory)), dashboard.asked.period_label()),
    }
}

pub fn head(dashboard: &Dashboard) -> Markup {
    let link = |label, page: String| {
        ButtonLink::new(Weight::Secondary, label, format!("/territoires/{}/{page}", dashboard.code()))
    };
    let moved = link("Ce qui a bougé", format!("depuis?{}", dashboard.asked.now().query()));
    let links = html! {
        (ButtonLink { weight: Weight::Tertiary, ..moved })
        @if dashboard.place.level() != Level::Platform {
            (ButtonLink::new(Weight::Secondary, "Comparer les plates-formes", dashboard.asked.comparison(dashboard.code())))
        }
        @if let Some(year) = dashboard.asked.school_year() {
            (link("Objectifs", format!("objectifs?annee={year}")))
            (link("Concertation", format!("concertation?annee={year}")))
        }
    };
    PageHead {
        subtitle: html! {
            @if dashboard.place.level() == Level::Platform {
                (places::name(&dashboard.place.territory)) ", " (super::entered(dashboard)) ". "
            } @else { (words::capital(&super::entered(dashboard))) ". " }
            span.pu-nb { "Situations au " (base::french::date_long(dashboard.asked.today)) }
            @if !dashboard.asked.only.is_empty() { ". " (filters_in_words(&dashboard.asked)) }
        },
        aside: dsfr::actions(&links),
        ..PageHead::new(title(dashboard))
    }
    .render()
}

/// What a past day leaves out, and the way back to today; nothing when all is known.
pub fn past(asked: &Asked, today: &str) -> Markup {
    let Some(day) = asked.known_on() else { return html! {} };
    let day = base::french::date_long(day);
    html! {
        div.pu-sect {
            (Alert::line(Tone::Info, html! {
                "Chiffres tels qu’on les savait le " (day) " au soir"
                (fr(" : rien de ce qui a été noté, corrigé ou annulé depuis n’y est, et les dossiers d’alors ne s’ouvrent pas d’ici. "))
                a href=(today) { "Revenir à aujourd’hui" }
            }))
        }
    }
}

/// « Seulement : filles, 16-17 ans »
pub fn filters_in_words(asked: &Asked) -> String {
    let classes: Vec<String> =
        asked.filters().into_iter().map(|(name, class)| format!("{} ({})", lower(&class), lower(name))).collect();
    format!("Seulement{NO_BREAK_SPACE}: {}", classes.join(", "))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The period first; filters and other days fold away until they are used.
pub fn bar(place: &Place, asked: Option<&Asked>, form: &Form) -> Markup {
    let address = format!("/territoires/{}/tableau-de-bord", place.code());
    let filtered = asked.is_none_or(|asked| !asked.only.is_empty() || asked.rate.code() != "solution_rate");
    let by_days = asked.is_none_or(|asked| asked.choice == Choice::Days);
    let filters = html! {
        form method="get" action=(address) data-autosubmit {
            @match asked { Some(asked) => (kept(asked)), None => {} }
            @for (name, dimension) in FILTERS { (filter(form, name, dimension)) }
            (Select { value: form.raw("indicateur"), error: form.error("indicateur"),
                ..Select::new("indicateur", "Taux comparé", rate_choices()) })
            (Button::new(Weight::Secondary, "Afficher"))
        }
    };
    let carried = |name: &'static str| {
        html! {
            @if !form.raw(name).is_empty() && form.error(name).is_none() { input type="hidden" name=(name) value=(form.raw(name)); }
        }
    };
    let days = html! {
        form method="get" action=(address) {
            @for name in FILTERS.map(|(name, _)| name).into_iter().chain(["indicateur", KNOWN_ON]) { (carried(name)) }
            (Input { value: form.raw("du"), error: form.error("du"), ..Input::date("du", "Entrés du") })
            (Input { value: form.raw("au"), error: form.error("au"), ..Input::date("au", "jusqu’au") })
            (Button::new(Weight::Secondary, "Afficher cette période"))
        }
    };
    let past = html! {
        form method="get" action=(address) {
            @for name in FILTERS.map(|(name, _)| name).into_iter().chain(["indicateur", "annee", "periode", "du", "au"]) {
                (carried(name))
            }
            (Input { value: form.raw(KNOWN_ON), error: form.error(KNOWN_ON), ..Input::date(KNOWN_ON, "Ce qu’on savait à la fin du") })
            (Button::new(Weight::Secondary, "Afficher ce jour"))
        }
    };
    let is_past = !form.raw(KNOWN_ON).is_empty();
    html! {
        div.pu-bar.pu-noprint {
            @if let Some(asked) = asked { (periods(&address, asked)) }
            (Details { open: by_days, ..Details::new("Autre période", days) })
            (Details { open: is_past, ..Details::new("Revoir un jour passé", past) })
            (Details { open: filtered, ..Details::new("Filtrer les jeunes, choisir le taux comparé", filters) })
        }
    }
}

fn periods(address: &str, asked: &Asked) -> Markup {
    let this = Period::school_year_of(asked.today);
    let mut choices = vec![Choice::SchoolYear(this), Choice::SchoolYear(this - 1), Choice::TwelveMonths];
    if !choices.contains(&asked.choice) {
        choices.push(asked.choice);
    }
    let segments = choices.into_iter().map(|choice| {
        let label = Asked { choice, ..asked.clone() }.period_label();
        View { current: choice == asked.choice, ..View::new(label, format!("{address}?{}", asked.query_over(choice))) }
    });
    Segments { label: "Période".into(), segments: segments.collect() }.render()
}

/// The period and the day, carried by the form of the filters.
fn kept(asked: &Asked) -> Markup {
    html! {
        @if let Some(day) = asked.known_on() { input type="hidden" name=(KNOWN_ON) value=(day); }
        @match asked.choice {
            Choice::SchoolYear(year) => input type="hidden" name="annee" value=(year);,
            Choice::TwelveMonths => input type="hidden" name="periode" value="12-mois";,
            Choice::Days => {
                input type="hidden" name="du" value=(asked.period.from);
                input type="hidden" name="au" value=(asked.period.to);
            }
        }
    }
}

fn filter(form: &Form, name: &'static str, dimension: Dimension) -> Markup {
    let choices = classes(dimension).into_iter().map(|class| OptionOf::new(class, dimension.class_label(class)));
    Select {
        value: form.raw(name),
        error: form.error(name),
        empty: Some("Tous"),
        ..Select::new(name, dimension.label(), choices.collect())
    }
    .render()
}

fn rate_choices() -> Vec<OptionOf<'static>> {
    // The default comes first: an address without the field is that one.
    let (first, others): (Vec<_>, Vec<_>) = rates().partition(|rate| rate.code() == "solution_rate");
    first.into_iter().chain(others).map(|rate| OptionOf::new(rate.code(), rate.label())).collect()
}

pub fn refused(place: &Place, form: &Form) -> Markup {
    let bar = bar(place, None, form);
    html! {
        (PageHead { subtitle: html! { (words::capital(&places::name(&place.territory))) }, ..PageHead::new("Tableau de bord") })
        (ErrorSummary::of(&bar, "", form.errors()))
        (bar)
        p.pu-sect { a href={ "/territoires/" (place.code()) "/tableau-de-bord" } { "Revenir à l’année scolaire en cours" } }
    }
}
