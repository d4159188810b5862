//! Stories of the network over HTTP, each on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]
mod admin;
mod audit;
mod directory;
mod invitations;
mod journal;
mod own;
mod rights;
mod sign_in;
mod world;

use base::testing::{ENGINES, TestDb};
use network as _;

#[tokio::test]
async fn both_engines_understand_every_statement() {
    assert!(db::statement_count() >= 70, "{} statements: those of the wing are not linked in", db::statement_count());
    for engine in ENGINES {
        let refused = TestDb::new(engine).await.refused_statements().await;
        assert!(refused.is_empty(), "{engine:?}: {refused:#?}");
    }
}
