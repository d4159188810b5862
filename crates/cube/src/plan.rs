//! Which tables to count in, so that few serve many breakdowns: breakdowns by classes alone share one as long as it stays
//! small, those by months and places alone share one without classes, any other has its own.
use crate::grouping::Classes;
use crate::question::By;
use crate::schema::Schema;

/// A table of counts.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub by: Vec<By>,
    /// Whether months or places are told apart.
    pub outer: bool,
}

/// The tables, and for each breakdown the one that serves it.
pub(crate) fn plan(schema: &Schema, breakdowns: &[&[By]], largest: usize) -> (Vec<Table>, Vec<usize>) {
    let mut tables: Vec<Table> = vec![];
    let serving = breakdowns.iter().map(|by| {
        let (outer, inner): (Vec<By>, Vec<By>) = by.iter().partition(|by| matches!(by, By::Month | By::Place));
        let found = tables.iter_mut().position(|table| {
            if outer.is_empty() {
                !table.outer && extend(schema, &mut table.by, &inner, largest)
            } else if inner.is_empty() {
                table.outer && is_bare(&table.by) && extend(schema, &mut table.by, &outer, largest)
            } else {
                table.outer && same(&table.by, by)
            }
        });
        found.unwrap_or_else(|| {
            tables.push(Table { by: by.to_vec(), outer: !outer.is_empty() });
            tables.len() - 1
        })
    });
    let serving = serving.collect();
    (tables, serving)
}

fn is_bare(by: &[By]) -> bool {
    by.iter().all(|by| matches!(by, By::Month | By::Place))
}

fn same(a: &[By], b: &[By]) -> bool {
    a.len() == b.len() && a.iter().all(|by| b.contains(by))
}

/// Adds what is missing, if the table stays within `largest` classes.
fn extend(schema: &Schema, by: &mut Vec<By>, more: &[By], largest: usize) -> bool {
    let mut extended = by.clone();
    extended.extend(more.iter().filter(|more| !by.contains(more)));
    let fits = extended.len() == by.len() || Classes::new(schema, &extended).len() <= largest;
    if fits {
        *by = extended;
    }
    fits
}
