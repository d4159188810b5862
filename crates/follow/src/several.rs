//! A fixed number of ids in one statement: pages show a bounded number of rows, and read them all at once.
use db::{Id, Query};

/// How many ids a statement written with `several!` takes.
pub const SEVERAL: usize = 50;

/// The first 50 parameters, for an `IN (…)`; the others of the statement come after: `$51`…
macro_rules! several {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, \
         $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, \
         $47, $48, $49, $50"
    };
}
pub(crate) use several;

/// Binds at most [`SEVERAL`] ids to the parameters of `several!`; fewer are completed by an id that no row carries.
pub fn bind_several(mut query: Query, ids: &[Id]) -> Query {
    debug_assert!(ids.len() <= SEVERAL, "{} ids at once", ids.len());
    for place in 0..SEVERAL {
        query = query.bind(ids.get(place).copied().unwrap_or(Id::nil()));
    }
    query
}
