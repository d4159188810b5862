//! The guides, in the order of the index. Each is a file of `docs/guide`: a title, a paragraph that says for whom, the rest.

pub struct Guide {
    /// Last part of the address: `/aide/{slug}`.
    pub slug: &'static str,
    text: &'static str,
}

macro_rules! guides {
    ($($slug:literal),+ $(,)?) => {
        pub const GUIDES: &[Guide] = &[$(Guide {
            slug: $slug,
            text: include_str!(concat!("../../../../docs/guide/", $slug, ".md")),
        }),+];
    };
}
guides![
    "commencer",
    "assistant",
    "listes",
    "responsable",
    "coordonnateur-mlds",
    "membre",
    "operateur-de-contact",
    "responsable-departemental",
    "responsable-regional",
    "equipe-nationale",
    "delegue-du-prefet",
    "chiffres",
    "administrateur",
    "installer",
];

impl Guide {
    pub fn find(slug: &str) -> Option<&'static Guide> {
        GUIDES.iter().find(|guide| guide.slug == slug)
    }

    /// The title, without its mark.
    pub fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// The paragraph under the title.
    pub fn summary(&self) -> &'static str {
        self.text.split("\n\n").nth(1).unwrap_or_default()
    }

    /// The whole text, title included.
    pub fn text(&self) -> &'static str {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_guide_of_the_folder_is_served_and_has_a_title_and_a_summary() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is there")
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().trim_end_matches(".md").to_owned())
            .collect();
        let mut served: Vec<String> = GUIDES.iter().map(|guide| guide.slug.to_owned()).collect();
        files.sort();
        served.sort();
        assert_eq!(served, files);
        for guide in GUIDES {
            assert!(guide.text.starts_with("# ") && !guide.title().is_empty(), "{}", guide.slug);
            assert!(guide.summary().len() > 40 && !guide.summary().starts_with('#'), "{}", guide.slug);
        }
    }

    /// A guide that names a page no longer there is found out.
    #[test]
    fn every_link_between_guides_leads_somewhere() {
        for guide in GUIDES {
            for target in guide.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                if let Some(slug) = target.strip_suffix(".md") {
                    assert!(Guide::find(slug).is_some(), "{} → {target}", guide.slug);
                }
            }
        }
    }
}
