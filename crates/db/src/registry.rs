/// Every SQL literal of the program: [`sql!`](crate::sql) registers it, one test prepares them all on both engines.
#[derive(Debug)]
pub struct Statement {
    pub sql: &'static str,
    pub file: &'static str,
    pub line: u32,
}
inventory::collect!(Statement);

/// How many statements are registered in this binary: a test that prepares none proves nothing.
pub fn statement_count() -> usize {
    inventory::iter::<Statement>.into_iter().count()
}

/// A statement in the common dialect (a literal or a constant), registered and ready to bind.
#[macro_export]
macro_rules! sql {
    ($sql:expr) => {{
        const TEXT: &str = $sql;
        $crate::inventory::submit! { $crate::Statement { sql: TEXT, file: file!(), line: line!() } }
        $crate::query(TEXT)
    }};
}
