//! Solutions by kind, found and running, and how long things take.
use super::super::export;
use super::super::load::Dashboard;
use crate::indicators::{Count, Indicator};
use crate::words;
use dsfr::{Column, FigureLink, Phone, Row, Section, Table};
use follow::cases::event::Solution;
use maud::{Markup, Render as _, html};

fn figure(dashboard: &Dashboard, indicator: Indicator) -> Markup {
    let value = words::value(dashboard.this.whole().value(indicator));
    FigureLink::new(value, indicator.label(), dashboard.provenance(indicator)).render()
}

pub fn kinds(dashboard: &Dashboard) -> Markup {
    let cell = |count| Indicator::of_count(count).map_or_else(|| html! {}, |indicator| figure(dashboard, indicator));
    let row = |label: String, found, running| Row::new(label, [cell(found), cell(running)]);
    let rows = Solution::ALL
        .iter()
        .map(|kind| row(words::capital(kind.label()), Count::FoundSolutionOf(*kind), Count::InSolutionOf(*kind)));
    let columns = vec![Column::text("Nature"), Column::number("Trouvées"), Column::number("En cours")];
    let table = Table {
        phone: Phone::Fits,
        foot: vec![row("Ensemble".into(), Count::FoundSolution, Count::InSolution)],
        ..Table::new("Solutions trouvées et en cours, par nature", columns, rows.collect())
    };
    let body = html! {
        (table)
        p."pu-meta"."pu-sect--s" {
            "Trouvées\u{a0}: la première solution de chacun, même rompue depuis. En cours\u{a0}: celle d’aujourd’hui, qui peut en être une autre."
        }
        (export::links(dashboard, &[export::Table::Solutions]))
    };
    Section { class: "", ..Section::new("t-sol", "Solutions, par nature", body) }.render()
}

pub fn delays(dashboard: &Dashboard) -> Markup {
    let row = |label: &'static str, median: &'static str, ninetieth: &'static str| {
        Row::new(label, [figure(dashboard, Indicator::of(median)), figure(dashboard, Indicator::of(ninetieth))])
    };
    let rows = vec![
        row("Premier contact", "days_to_contact", "days_to_contact_p90"),
        row("Première solution", "days_to_solution", "days_to_solution_p90"),
    ];
    let columns = vec![Column::text("Délai"), Column::number("Médiane"), Column::number("Neuf sur dix")];
    let table =
        Table { phone: Phone::Fits, ..Table::new("Délais en jours, médiane et neuvième décile", columns, rows) };
    html! {
        section aria-labelledby="t-del" {
            h3.pu-h-small #t-del { "Délais depuis l’entrée" }
            (table)
            p."pu-meta"."pu-sect--s" { "Parmi ceux qui ont été contactés, ou qui ont trouvé une solution\u{a0}: ceux qui attendent encore n’y sont pas." }
        }
    }
}
