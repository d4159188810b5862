use base::testing::{ENGINES, TestDb};

#[tokio::test]
async fn both_engines_accept_every_statement_of_the_house() {
    for engine in ENGINES {
        let test = TestDb::new(engine).await;
        assert!(db::statement_count() >= 12, "the registry sees the house");
        assert_eq!(test.refused_statements().await, Vec::<String>::new(), "{engine:?}");
    }
}
