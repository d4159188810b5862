//! The tables of a dashboard as files: one by one, or all in a workbook. Who reads the page may take its tables away; like the
//! page, they name nobody and are counted when they are asked for.
mod about;
mod activity;
mod pages;
mod steps;
mod tables;

pub use pages::file;

use super::load::{Dashboard, territories_of};
use crate::asked::Choice;
use crate::figures::Dimension;
use base::download;
use documents::Format;
use maud::{Markup, html};
use network::territories::Level;

/// A table that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Every indicator over everybody: value, target, trajectory, a year before.
    Whole,
    /// Every indicator, one row a class.
    By(Dimension),
    /// Dated steps on the same day of two years.
    Steps,
    /// The same at the end of each month.
    Months,
    Solutions,
    /// What happened in the period, one row an indicator; and one row a month.
    Activity,
    ActivityByMonth,
}

impl Table {
    /// Those of a level, in the order of its page.
    pub fn of(level: Level) -> Vec<Table> {
        let territories = territories_of(level).iter().filter_map(|by| by.first()).map(|by| Table::By(*by));
        let classes = [
            Dimension::Month,
            Dimension::Sex,
            Dimension::Age,
            Dimension::Source,
            Dimension::Schooling,
            Dimension::PriorityDistrict,
        ];
        let mut tables = vec![Table::Whole];
        tables.extend(territories);
        tables.extend([Table::Steps, Table::Solutions, Table::Months, Table::Activity, Table::ActivityByMonth]);
        tables.extend(classes.map(Table::By));
        tables
    }

    /// Its word in addresses and names of files.
    pub const fn word(self) -> &'static str {
        match self {
            Table::Whole => "ensemble",
            Table::Steps => "etapes",
            Table::Months => "avancement",
            Table::Solutions => "solutions",
            Table::Activity => "activite",
            Table::ActivityByMonth => "activite-par-mois",
            Table::By(dimension) => match dimension {
                Dimension::Month => "par-mois",
                Dimension::Sex => "par-sexe",
                Dimension::Age => "par-age",
                Dimension::Source => "par-source",
                Dimension::Schooling => "par-scolarite",
                Dimension::PriorityDistrict => "par-quartier",
                Dimension::Obligation => "par-obligation",
                Dimension::Territory => "par-territoire",
                Dimension::Region => "par-region",
                Dimension::Academy => "par-academie",
                Dimension::Department => "par-departement",
                Dimension::Platform => "par-plate-forme",
            },
        }
    }

    /// On its tab and in its link.
    pub fn title(self) -> String {
        match self {
            Table::Whole => "Ensemble".into(),
            Table::Steps => "Étapes, un an plus tôt".into(),
            Table::Months => "Avancement, fin de mois".into(),
            Table::Solutions => "Solutions, par nature".into(),
            Table::Activity => "Activité".into(),
            Table::ActivityByMonth => "Activité, mois par mois".into(),
            Table::By(dimension) => dimension.label().into(),
        }
    }
}

/// Under a table of the page: its links, or those of several with their names.
pub fn links(dashboard: &Dashboard, tables: &[Table]) -> Markup {
    html! {
        p."pu-meta"."pu-sect--s"."pu-noprint" {
            "Télécharger"
            @if let [table] = tables { "\u{a0}: " (links_of(dashboard, *table)) } @else { "." }
            @if tables.len() > 1 {
                @for table in tables { " " span.pu-nb { (table.title()) "\u{a0}: " (links_of(dashboard, *table)) "." } }
            }
        }
    }
}

fn links_of(dashboard: &Dashboard, table: Table) -> Markup {
    download::links(&Format::ALL, &table.title(), |format| {
        format!("{}&table={}", address(dashboard, format), table.word())
    })
}

/// All the tables in a workbook.
pub fn whole_links(dashboard: &Dashboard) -> Markup {
    download::links(&Format::WORKBOOKS, "tout le tableau de bord", |format| address(dashboard, format))
}

fn address(dashboard: &Dashboard, format: Format) -> String {
    let (code, extension) = (dashboard.code(), format.extension());
    format!("/territoires/{code}/tableau-de-bord.{extension}?{}", dashboard.asked.query())
}

/// « tableau-de-bord_29-BREST_2026-2027_par-mois », without extension.
fn file_name(dashboard: &Dashboard, table: Option<Table>) -> String {
    let asked = &dashboard.asked;
    let period = match asked.choice {
        Choice::SchoolYear(year) => crate::words::school_year(year),
        Choice::TwelveMonths | Choice::Days => format!("{}_{}", asked.period.from, asked.period.to),
    };
    let mut name = format!("tableau-de-bord_{}_{period}", dashboard.code());
    if let Some(table) = table {
        name = format!("{name}_{}", table.word());
    }
    if asked.only.is_empty() { name } else { format!("{name}_filtre") }
}
