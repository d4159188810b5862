//! Rules of a whole page, on the page that holds every component in every state.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use dsfr::catalogue;
use scraper::ElementRef;

use crate::{Page, text};

fn page() -> Page {
    Page::of(catalogue())
}

#[test]
fn it_shows_every_component_of_the_crate() {
    let shown: BTreeSet<String> = page()
        .all("h3[id$='-titre']")
        .into_iter()
        .flat_map(|h3| text(h3).split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut components = BTreeSet::new();
    for entry in fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let code = fs::read_to_string(path).unwrap();
            components.extend(code.lines().filter_map(|line| {
                let name = line.strip_prefix("impl Render for ")?.split([' ', '<']).next()?;
                Some(name.to_owned())
            }));
        }
    }
    // Pieces drawn by the component that holds them, and the shell, which is the page itself.
    for piece in ["NavItem", "PageHead", "Reach", "Section", "Shell", "Term", "Tool"] {
        assert!(components.remove(piece), "{piece} is no longer a component: take it off this list");
    }
    assert!(components.len() > 30, "the sources were read");
    let missing: Vec<&String> = components.difference(&shown).collect();
    assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
}

#[test]
fn ids_are_unique_and_every_reference_leads_somewhere() {
    let page = page();
    let mut ids = BTreeMap::<&str, usize>::new();
    for element in page.all("[id]") {
        *ids.entry(element.attr("id").unwrap()).or_default() += 1;
    }
    let twice: Vec<_> = ids.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    for attribute in ["for", "form", "aria-labelledby", "aria-describedby", "aria-controls"] {
        for element in page.all(&format!("[{attribute}]")) {
            for id in element.attr(attribute).unwrap().split_whitespace() {
                assert!(ids.contains_key(id), "{attribute}={id} in {}", element.html());
            }
        }
    }
    for link in page.all("a[href^='#']") {
        let id = &link.attr("href").unwrap()[1..];
        assert!(ids.contains_key(id), "{}", link.html());
    }
}

#[test]
fn every_control_has_a_label_a_name_and_no_dead_state() {
    let page = page();
    let labelled: BTreeSet<&str> = page.all("label").iter().filter_map(|label| label.attr("for")).collect();
    let controls = page.all("input:not([type='hidden']), select, textarea");
    assert!(controls.len() > 60);
    for control in controls {
        assert!(labelled.contains(control.attr("id").unwrap_or_default()), "no label: {}", control.html());
        assert!(control.attr("name").is_some() || control.attr("data-keys-switch").is_some(), "{}", control.html());
    }
    for label in page.all("label, legend, caption, summary, button, h1, h2, h3, h4, th") {
        assert!(!text(label).is_empty(), "empty: {}", label.html());
    }
    for button in page.all("button") {
        assert!(button.attr("type").is_some(), "{}", button.html());
    }
    assert!(page.all("[disabled], [aria-disabled]").is_empty());
}

#[test]
fn an_invalid_control_says_why() {
    let page = page();
    for control in page.all("[aria-invalid]:not(fieldset *)") {
        assert!(page.pointed(control, "aria-describedby").ends_with('.'), "{}", control.html());
    }
}

#[test]
fn nothing_is_inline() {
    let page = page();
    assert!(page.all("[style], style, script").is_empty());
    for element in page.all("*") {
        assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on")), "{}", element.html());
    }
}

#[test]
fn two_links_of_the_same_name_lead_to_the_same_place() {
    let page = page();
    let mut targets = BTreeMap::<String, &str>::new();
    for link in page.all("a[href]") {
        let href = link.attr("href").unwrap();
        let name = link.attr("aria-label").map_or_else(|| text(link), str::to_owned);
        assert!(!name.is_empty(), "{}", link.html());
        assert_eq!(*targets.entry(name.clone()).or_insert(href), href, "{name}");
    }
}

#[test]
fn headings_never_skip_a_level() {
    let page = page();
    let level = |heading: &ElementRef<'_>| heading.value().name()[1..].parse::<u8>().unwrap();
    let levels: Vec<u8> = page.all("h1, h2, h3, h4, h5, h6").iter().map(level).collect();
    assert_eq!(levels[0], 1);
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "h{} after h{}", pair[1], pair[0]);
    }
}

#[test]
fn every_class_of_ours_has_its_rule() {
    let css = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/css");
    let rules: String =
        fs::read_dir(css).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    // Read by the scripts, drawn by nothing.
    let hooks = ["pu-queue"];
    let page = page();
    for element in page.all("[class]") {
        for class in element.value().classes().filter(|class| class.starts_with("pu-") && !hooks.contains(class)) {
            let ruled = rules.match_indices(&format!(".{class}")).any(|(at, found)| {
                !rules[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_')
            });
            assert!(ruled, ".{class} has no rule in assets/css");
        }
    }
}
