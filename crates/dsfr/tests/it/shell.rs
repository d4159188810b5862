use dsfr::{Assets, Breadcrumb, FooterLink, MissingAsset, NavItem, Shell, Theme, Tool, icon};
use maud::html;

use crate::{Page, text};

fn assets() -> Assets {
    Assets::resolve(|name| Some(format!("/static/{name}"))).unwrap()
}

fn page(change: impl FnOnce(Shell<'_>) -> Shell<'_>) -> Page {
    let assets = assets();
    Page::whole(change(Shell::new(&assets, "Ma file", html! { h1 { "Ma file" } })))
}

fn with_nav(shell: Shell<'_>) -> Shell<'_> {
    Shell {
        nav: vec![
            NavItem { count: 1043, current: true, ..NavItem::new("Ma file", "/file") },
            NavItem::new("Dossiers", "/jeunes"),
        ],
        ..shell
    }
}

#[test]
fn a_page_says_its_language_its_title_and_where_its_content_begins() {
    let page = page(with_nav);
    assert!(page.0.errors.is_empty(), "{:?}", page.0.errors);
    assert_eq!(page.one("html").attr("lang"), Some("fr"));
    assert_eq!(text(page.one("title")), "Ma file – Pupitre");
    for link in page.all(".fr-skiplinks a") {
        page.one(&format!("[id='{}']", link.attr("href").unwrap().trim_start_matches('#')));
    }
    assert_eq!(page.all(".fr-skiplinks a").len(), 3);
    assert_eq!(text(page.one("main#contenu h1")), "Ma file");
}

#[test]
fn nothing_is_inline_and_every_script_is_a_module_of_ours() {
    let page = page(with_nav);
    assert!(page.all("[style], style, script:not([src])").is_empty());
    for script in page.all("script") {
        assert_eq!(script.attr("type"), Some("module"));
        assert!(script.attr("src").unwrap().starts_with("/static/"));
    }
    // Ours comes first: it settles the theme before DSFR reads it.
    assert_eq!(page.all("script")[0].attr("src"), Some("/static/pupitre.js"));
}

#[test]
fn the_navigation_marks_the_page_and_counts_only_work_to_do() {
    let page = page(with_nav);
    assert_eq!(text(page.one("#navigation a[aria-current='page']")), "Ma file à traiter\u{a0}: 1\u{202f}043");
    assert_eq!(text(page.one("#navigation a[href='/jeunes']")), "Dossiers");
    assert_eq!(page.one("#navigation").attr("aria-label"), Some("Menu principal"));
    assert_eq!(page.one("#bouton-menu").attr("aria-controls"), Some("menu"));
    page.one("#menu");
}

#[test]
fn a_visitor_has_no_menu_to_open() {
    let page = page(|shell| shell);
    assert!(page.all("#menu, #bouton-menu, #navigation, a[href='#navigation']").is_empty());
}

#[test]
fn a_visitor_with_tools_opens_them_on_a_phone_from_a_menu_without_navigation() {
    let page = page(|shell| Shell { tools: vec![Tool::new(icon::QUESTION, "Aide", "/aide")], ..shell });
    assert_eq!(page.one("#bouton-menu").attr("aria-controls"), Some("menu"));
    page.one("#menu .fr-header__menu-links");
    assert!(page.all("#navigation, a[href='#navigation']").is_empty());
}

#[test]
fn the_state_appears_only_where_the_installation_names_its_service() {
    assert!(page(|shell| shell).all(".fr-logo").is_empty());
    let named = page(|shell| Shell { state_service: Some("Académie\nde Rennes".into()), ..shell });
    assert_eq!(named.one(".fr-logo").inner_html(), "Académie<br>de Rennes");
    assert_eq!(named.all(".fr-header__service-title").len(), 1);
}

#[test]
fn the_theme_is_the_users_and_the_systems_needs_no_script() {
    let theme = |theme| page(|shell| Shell { theme, ..shell });
    let dark = theme(Theme::Dark);
    assert_eq!(dark.one("html").attr("data-fr-theme"), Some("dark"));
    assert!(dark.all("link[media]").is_empty());
    let system = theme(Theme::System);
    assert_eq!(system.one("html").attr("data-fr-scheme"), Some("system"));
    assert_eq!(system.one("html").attr("data-fr-theme"), None);
    assert_eq!(system.one("link[media='(prefers-color-scheme: dark)']").attr("href"), Some("/static/system-theme.css"));
}

#[test]
fn signing_out_is_a_post_and_the_other_tools_are_links() {
    let tools = vec![
        Tool::new(icon::QUESTION, "Aide", "/aide"),
        Tool { post: true, ..Tool::new(icon::LOGOUT, "Se déconnecter", "/deconnexion") },
    ];
    let page = page(|shell| Shell { tools, footer: vec![FooterLink::new("Aide", "/aide")], ..shell });
    assert_eq!(text(page.one("header a[href='/aide']")), "Aide");
    let form = page.one("header form[action='/deconnexion']");
    assert_eq!(form.attr("method"), Some("post"));
    assert_eq!(text(page.one("header form button[type='submit']")), "Se déconnecter");
    assert_eq!(text(page.one("footer a[href='/aide']")), "Aide");
}

#[test]
fn the_breadcrumb_ends_with_the_page_itself() {
    let breadcrumb = Breadcrumb { above: vec![("Ma file".into(), "/file".into())], current: "Yanis Le Goff".into() };
    let page = page(|shell| Shell { breadcrumb: Some(breadcrumb), ..shell });
    assert_eq!(text(page.one("main .fr-breadcrumb a[href='/file']")), "Ma file");
    assert_eq!(text(page.one(".fr-breadcrumb [aria-current='page']")), "Yanis Le Goff");
    let button = page.one(".fr-breadcrumb__button");
    page.one(&format!("[id='{}']", button.attr("aria-controls").unwrap()));
}

#[test]
fn a_missing_file_is_named_with_what_to_run() {
    let missing = Assets::resolve(|name| (name != "pupitre.css").then(|| name.to_owned())).unwrap_err();
    assert_eq!(missing, MissingAsset("pupitre.css"));
    assert!(missing.to_string().contains("make assets"));
}
