use maud::{DOCTYPE, Markup, Render, html};

use crate::field::and_class;
use crate::number::thousands;
use crate::{Assets, Icon, Text};

/// Light or dark, chosen by the user and kept by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    Light,
    Dark,
    /// As the user's machine is set.
    #[default]
    System,
}

impl Theme {
    const fn scheme(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    /// `None` leaves it to the media query of the system's style sheet.
    const fn theme(self) -> Option<&'static str> {
        match self {
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
            Self::System => None,
        }
    }
}

/// One line of the main navigation.
#[derive(Debug, Clone)]
pub struct NavItem<'a> {
    pub label: Text<'a>,
    pub href: Text<'a>,
    /// Work to do there, never a total. Nothing is shown for none.
    pub count: u64,
    pub current: bool,
}

impl<'a> NavItem<'a> {
    pub fn new(label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), href: href.into(), count: 0, current: false }
    }
}

/// One link at the right of the header: help, account, sign out.
#[derive(Debug, Clone)]
pub struct Tool<'a> {
    pub icon: Icon,
    pub label: Text<'a>,
    pub href: Text<'a>,
    /// Drawn as a link, sent as a POST: signing out changes something.
    pub post: bool,
}

impl<'a> Tool<'a> {
    pub fn new(icon: Icon, label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Self {
        Self { icon, label: label.into(), href: href.into(), post: false }
    }
}

/// One link of the footer.
#[derive(Debug, Clone)]
pub struct FooterLink<'a> {
    pub label: Text<'a>,
    pub href: Text<'a>,
}

impl<'a> FooterLink<'a> {
    pub fn new(label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// Where the page stands: the pages above it, then its own name.
#[derive(Debug, Clone)]
pub struct Breadcrumb<'a> {
    /// Label and address, from the top.
    pub above: Vec<(Text<'a>, Text<'a>)>,
    pub current: Text<'a>,
}

impl Render for Breadcrumb<'_> {
    fn render(&self) -> Markup {
        html! {
            nav.fr-breadcrumb.pu-crumb aria-label="vous êtes ici\u{a0}:" {
                button.fr-breadcrumb__button type="button" aria-expanded="false" aria-controls="fil-ariane" {
                    "Voir le fil d’Ariane"
                }
                div.fr-collapse #fil-ariane {
                    ol.fr-breadcrumb__list {
                        @for (label, href) in &self.above {
                            li { a.fr-breadcrumb__link href=(href) { (label) } }
                        }
                        li { a.fr-breadcrumb__link aria-current="page" { (self.current) } }
                    }
                }
            }
        }
    }
}

/// A whole page.
#[derive(Debug, Clone)]
pub struct Shell<'a> {
    pub assets: &'a Assets,
    pub theme: Theme,
    /// Name of the page, shown in the window's title before « – Pupitre ».
    pub title: Text<'a>,
    /// The « République Française » block shows only when the installation names its State service: two lines at most.
    pub state_service: Option<Text<'a>>,
    /// Where the name of the service leads.
    pub home: Text<'a>,
    /// Beside the name of the service: the territory of the reader, or what the service is.
    pub tagline: Text<'a>,
    pub nav: Vec<NavItem<'a>>,
    pub tools: Vec<Tool<'a>>,
    pub breadcrumb: Option<Breadcrumb<'a>>,
    pub footer: Vec<FooterLink<'a>>,
    /// Layout classes on `<main>`.
    pub main_class: &'a str,
    /// What `<main>` holds: exactly one `h1`.
    pub main: Markup,
}

impl<'a> Shell<'a> {
    pub fn new(assets: &'a Assets, title: impl Into<Text<'a>>, main: Markup) -> Self {
        Self {
            assets,
            theme: Theme::default(),
            title: title.into(),
            state_service: None,
            home: "/".into(),
            tagline: "Pilotage des plates-formes de suivi et d’appui".into(),
            nav: Vec::new(),
            tools: Vec::new(),
            breadcrumb: None,
            footer: Vec::new(),
            main_class: "",
            main,
        }
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (self.title) " – Pupitre" }
                link rel="icon" href=(self.assets.favicon) type="image/svg+xml";
                @for href in &self.assets.stylesheets { link rel="stylesheet" href=(href); }
                @if self.theme == Theme::System {
                    link rel="stylesheet" href=(self.assets.system_theme_stylesheet)
                        media="(prefers-color-scheme: dark)";
                }
                noscript { link rel="stylesheet" href=(self.assets.noscript_stylesheet); }
                @for src in &self.assets.modules { script type="module" src=(src) {} }
            }
        }
    }

    fn skiplinks(&self) -> Markup {
        html! {
            div.fr-skiplinks {
                nav.fr-container aria-label="Accès rapide" {
                    ul.fr-skiplinks__list {
                        li { a.fr-link href="#contenu" { "Contenu" } }
                        @if !self.nav.is_empty() { li { a.fr-link href="#navigation" { "Menu" } } }
                        li { a.fr-link href="#pied" { "Pied de page" } }
                    }
                }
            }
        }
    }

    fn header(&self) -> Markup {
        html! {
            header.fr-header.pu-header {
                div.fr-header__body { div.fr-container { div.fr-header__body-row {
                    div.fr-header__brand.fr-enlarge-link {
                        div.fr-header__brand-top {
                            @if let Some(service) = &self.state_service {
                                div.fr-header__logo { p.fr-logo { (lines(service)) } }
                            } @else { (self.service()) }
                            @if self.has_menu() { (menu_button()) }
                        }
                        @if self.state_service.is_some() { (self.service()) }
                    }
                    @if !self.tools.is_empty() {
                        div.fr-header__tools { div.fr-header__tools-links { ul.fr-btns-group {
                            @for tool in &self.tools { li { (tool) } }
                        } } }
                    }
                } } }
                @if self.has_menu() { (self.menu()) }
            }
        }
    }

    /// Where there are tools DSFR looks for the menu to copy them into, and on a phone they stand nowhere else.
    fn has_menu(&self) -> bool {
        !self.nav.is_empty() || !self.tools.is_empty()
    }

    /// Name of the service: alone on its line with the menu button, or after the block of the State.
    fn service(&self) -> Markup {
        html! {
            div.fr-header__service {
                a href=(self.home) title="Accueil – Pupitre" { p.fr-header__service-title { "Pupitre" } }
                p.fr-header__service-tagline { (self.tagline) }
            }
        }
    }

    fn menu(&self) -> Markup {
        html! {
            div.fr-header__menu.fr-modal #menu {
                div.fr-container {
                    button.fr-btn--close.fr-btn type="button" aria-controls="menu" title="Fermer" { "Fermer" }
                    div.fr-header__menu-links {}
                    @if !self.nav.is_empty() {
                        nav.fr-nav #navigation aria-label="Menu principal" {
                            ul.fr-nav__list { @for item in &self.nav { li.fr-nav__item { (item) } } }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer.fr-footer.pu-footer #pied {
                div.fr-container { div.fr-footer__bottom { ul.fr-footer__bottom-list {
                    @for link in &self.footer {
                        li.fr-footer__bottom-item { a.fr-footer__bottom-link href=(link.href) { (link.label) } }
                    }
                } } }
            }
        }
    }
}

impl Render for NavItem<'_> {
    fn render(&self) -> Markup {
        html! {
            a.fr-nav__link href=(self.href) aria-current=[self.current.then_some("page")] {
                (self.label)
                @if self.count > 0 {
                    " " span.pu-count { span.fr-sr-only { "à traiter\u{a0}: " } (thousands(self.count)) }
                }
            }
        }
    }
}

impl Render for Tool<'_> {
    fn render(&self) -> Markup {
        let class = format!("fr-btn {}", self.icon.class());
        html! {
            @if self.post {
                form method="post" action=(self.href) { button type="submit" class=(class) { (self.label) } }
            } @else {
                a class=(class) href=(self.href) { (self.label) }
            }
        }
    }
}

fn menu_button() -> Markup {
    html! {
        div.fr-header__navbar {
            button #bouton-menu .fr-btn--menu.fr-btn type="button" data-fr-opened="false" aria-controls="menu"
                title="Menu" { "Menu" }
        }
    }
}

fn lines(text: &str) -> Markup {
    html! { @for (n, line) in text.lines().enumerate() { @if n > 0 { br; } (line) } }
}

impl Render for Shell<'_> {
    fn render(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang="fr" data-fr-scheme=(self.theme.scheme()) data-fr-theme=[self.theme.theme()] {
                (self.head())
                body {
                    (self.skiplinks())
                    (self.header())
                    main #contenu class={ "pu" (and_class(self.main_class)) } {
                        div.fr-container {
                            @if let Some(breadcrumb) = &self.breadcrumb { (breadcrumb) }
                            (self.main)
                        }
                    }
                    (self.footer())
                }
            }
        }
    }
}
