//! Which tables to count in, so that few serve many breakdowns: those whose cells together stay few share one.
use crate::grouping::{Grid, Outer};
use crate::question::By;
use crate::schema::Schema;

/// What each table tells apart, and for each breakdown the table that serves it.
pub(crate) fn plan(schema: &Schema, outer: &Outer, breakdowns: &[&[By]], largest: usize) -> (Vec<Vec<By>>, Vec<usize>) {
    let mut tables: Vec<Vec<By>> = vec![];
    let mut serving = vec![];
    for by in breakdowns {
        let found = tables.iter_mut().position(|table| {
            let mut extended = table.clone();
            extended.extend(by.iter().filter(|by| !table.contains(by)));
            let fits = extended.len() == table.len() || Grid::new(schema, outer, &extended).cells() <= largest;
            if fits {
                *table = extended;
            }
            fits
        });
        serving.push(found.unwrap_or_else(|| {
            tables.push(by.to_vec());
            tables.len() - 1
        }));
    }
    (tables, serving)
}
