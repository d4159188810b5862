//! Takes the published assets in. They are made by npm, which cargo does not run: when they are missing, say what does.
use std::path::Path;
use std::process::exit;

const DIST: &str = "../../assets/dist";

fn main() {
    let manifest = Path::new(DIST).join("manifest.json");
    println!("cargo::rerun-if-changed={}", manifest.display());
    if !manifest.is_file() {
        println!("cargo::error=assets/dist is missing: run `make assets` (needs node and npm), then build again");
        exit(1);
    }
    memory_serve::load_directory(DIST);
}
