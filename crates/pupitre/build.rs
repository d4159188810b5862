//! Takes the published assets in. They are made by npm, which cargo does not run: when they are missing, say what does.
use std::path::Path;
use std::process::exit;

const DIST: &str = "../../assets/dist";

fn main() {
    let manifest = Path::new(DIST).join("manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    let Ok(addresses) = std::fs::read_to_string(&manifest) else {
        println!("cargo::error=assets/dist is missing: run `make assets` (needs node and npm), then build again");
        exit(1);
    };
    // Through the environment, which cargo compares: the list of files made below alone did not always bring the crate to be
    // compiled again, and its pages then asked for files that it did not serve.
    println!("cargo::rustc-env=PUPITRE_ASSETS={}", addresses.replace('\n', ""));
    memory_serve::load_directory(DIST);
}
