//! Stories of the figures over HTTP, and the figures held against a plain reading of the events; each on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod activity;
mod catalogue;
mod communes;
mod comparison;
mod dashboard;
mod exactness;
mod export;
mod negotiation;
mod objectives;
mod own;
mod persons;
mod provenance;
mod random;
mod reference;
mod releases;
mod rights;
mod since;
mod statements;
mod world;

use base::testing::{ENGINES, TestDb};
use measure as _;

#[tokio::test]
async fn both_engines_understand_every_statement() {
    assert!(db::statement_count() >= 12, "the statements of the wing are not linked in");
    for engine in ENGINES {
        let refused = TestDb::new(engine).await.refused_statements().await;
        assert!(refused.is_empty(), "{engine:?}: {refused:#?}");
    }
}
