//! Every SQL text of the program, prepared on both engines: nothing of it is built when a page asks for it.
use base::testing::{ENGINES, TestDb};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[tokio::test]
async fn both_engines_understand_every_statement_of_the_program() {
    for engine in ENGINES {
        let refused = TestDb::new(engine).await.refused_statements().await;
        assert!(refused.is_empty(), "{engine:?}: {refused:#?}");
    }
}

/// A statement that the linker left out would not be prepared: every file that writes SQL must have registered some.
#[test]
fn no_file_that_writes_sql_is_left_out() {
    let registered: BTreeSet<&str> = db::inventory::iter::<db::Statement>().map(|statement| statement.file).collect();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = vec![];
    for wing in ["base", "network", "follow", "measure", "pupitre"] {
        sources(&crates.join(wing).join("src"), &mut files);
    }
    let left_out: Vec<_> = files
        .iter()
        .filter(|file| writes_sql(file))
        .map(|file| file.to_string_lossy().replace("\\", "/"))
        .filter(|file| !registered.iter().any(|known| file.ends_with(known.trim_start_matches("crates/"))))
        .collect();
    assert!(left_out.is_empty(), "{left_out:#?}");
    assert!(db::statement_count() > 150, "{} statements", db::statement_count());
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Outside its tests.
fn writes_sql(file: &Path) -> bool {
    let text = std::fs::read_to_string(file).expect("readable");
    let program = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_test = file.file_stem().is_some_and(|name| name.to_string_lossy().ends_with("tests"));
    !is_test && program.contains("sql!(")
}
