use std::fmt;

/// Addresses of the files a page loads, as published by `assets/build.mjs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// In order: DSFR, its utilities, ours.
    pub stylesheets: Vec<String>,
    /// Dark rules for pages left to the machine's theme; loaded only there, when it is dark.
    pub system_theme_stylesheet: String,
    /// Loaded only where scripts do not run.
    pub noscript_stylesheet: String,
    /// ES modules, in order: ours first, because `pupitre.js` settles the theme before DSFR reads it.
    pub modules: Vec<String>,
    pub favicon: String,
}

/// The manifest does not have a file that pages load: `make assets` was not run, or its output is not this version's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingAsset(pub &'static str);

impl fmt::Display for MissingAsset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "assets/dist/manifest.json has no \"{}\": run `make assets`", self.0)
    }
}

impl std::error::Error for MissingAsset {}

impl Assets {
    /// Finds each file by its logical name in `assets/dist/manifest.json`.
    ///
    /// # Errors
    /// The first name that `lookup` does not know.
    pub fn resolve(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, MissingAsset> {
        let find = |name: &'static str| lookup(name).ok_or(MissingAsset(name));
        let all = |names: &[&'static str]| names.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            stylesheets: all(&["dsfr.min.css", "utility.min.css", "pupitre.css"])?,
            system_theme_stylesheet: find("system-theme.css")?,
            noscript_stylesheet: find("nojs.css")?,
            modules: all(&["pupitre.js", "dsfr.module.min.js"])?,
            favicon: find("favicon.svg")?,
        })
    }
}
