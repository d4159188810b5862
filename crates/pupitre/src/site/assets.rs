//! The published files (`assets/dist`): taken in at build time, kept a year by browsers because their addresses change
//! with what they hold. A debug build reads them from the disk.
use axum::Router;
use base::App;
use memory_serve::CacheControl;
use std::collections::HashMap;

/// Logical name → address, written by `assets/build.mjs`, handed over by `build.rs`.
const MANIFEST: &str = env!("PUPITRE_ASSETS");

/// Under `/static`, as the manifest says.
pub fn router() -> Router<App> {
    let files = memory_serve::load!().index_file(None).cache_control(CacheControl::Long).into_router();
    Router::new().nest("/static", files)
}

/// The addresses that every page loads.
///
/// # Errors
/// The published assets are not those this program was written for.
pub fn addresses() -> Result<dsfr::Assets, String> {
    let manifest: HashMap<String, String> =
        serde_json::from_str(MANIFEST).map_err(|e| format!("manifest.json: {e}"))?;
    dsfr::Assets::resolve(|name| manifest.get(name).cloned()).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_a_page_loads_is_published() {
        let assets = addresses().expect("the manifest names them all");
        assert!(assets.stylesheets.iter().all(|href| href.starts_with("/static/")), "{assets:?}");
    }
}
