//! Outlines of the départements (`data/departements.tsv`, MIT, see `data/NOTICE`).

use std::sync::LazyLock;

/// A shape, and the box of coordinates it is drawn in: one for the whole mainland, one each overseas.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outline {
    pub code: &'static str,
    pub view_box: &'static str,
    pub path: &'static str,
}

/// The box that holds the mainland and Corsica.
const MAINLAND: &str = "0 0 1010 1010";

static OUTLINES: LazyLock<Vec<Outline>> = LazyLock::new(|| {
    include_str!("../data/departements.tsv")
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some(Outline { code: fields.next()?, view_box: fields.next()?, path: fields.next()? })
        })
        .collect()
});

pub(crate) fn all() -> &'static [Outline] {
    &OUTLINES
}

impl Outline {
    pub(crate) fn overseas(&self) -> bool {
        self.view_box != MAINLAND
    }
}

/// Codes are written `1`, `01` or `0971` according to the source.
pub(crate) fn same_code(a: &str, b: &str) -> bool {
    a.trim_start_matches('0').eq_ignore_ascii_case(b.trim_start_matches('0'))
}
