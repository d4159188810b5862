//! Stories of the network over HTTP, each on both engines.
use network as _;

use base::testing::{ENGINES, TestDb};

#[tokio::test]
async fn both_engines_understand_every_statement() {
    assert!(db::statement_count() >= 25, "the statements of the wing are not linked in");
    for engine in ENGINES {
        let refused = TestDb::new(engine).await.refused_statements().await;
        assert!(refused.is_empty(), "{engine:?}: {refused:#?}");
    }
}
