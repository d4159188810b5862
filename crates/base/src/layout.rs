//! The frame of every page: header, menu of the desk, breadcrumb, footer.
use crate::french::raise_ordinals;
use crate::{Actor, App};
use dsfr::{Breadcrumb, FooterLink, NavItem, Shell, Theme, Tool, icon};
use maud::{Markup, PreEscaped};
use std::future::Future;

tokio::task_local! {
    static STRANGERS_THEME: Theme;
}

/// Runs the handling of a request whose pages, if nobody is signed in, take this theme; an account brings its own.
pub async fn with_strangers_theme<F: Future>(theme: Theme, handling: F) -> F::Output {
    STRANGERS_THEME.scope(theme, handling).await
}

/// The theme of a word kept with an account or in a cookie; any other word leaves the choice to the machine.
pub fn theme(word: &str) -> Theme {
    match word {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::System,
    }
}

/// What a page says of itself.
#[derive(Default)]
pub struct Page {
    pub title: String,
    /// Label and address of the pages above, from the top; empty for a page of the menu.
    pub above: Vec<(String, String)>,
    /// The entry of the menu that is lit: its address.
    pub menu: String,
    /// Layout classes on `<main>`.
    pub class: &'static str,
    /// Exactly one `h1`.
    pub main: Markup,
}

impl Page {
    pub fn new(title: impl Into<String>, main: Markup) -> Self {
        Page { title: title.into(), main, ..Page::default() }
    }

    pub fn above(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.above.push((label.into(), href.into()));
        self
    }

    pub fn menu(mut self, href: impl Into<String>) -> Self {
        self.menu = href.into();
        self
    }

    /// The whole page, for whoever looks at it.
    pub fn render(self, app: &App, actor: Option<&Actor>) -> Markup {
        let mut shell = Shell::new(&app.assets, self.title.clone(), ordinals(self.main));
        shell.main_class = self.class;
        shell.theme = STRANGERS_THEME.try_with(|theme| *theme).unwrap_or_default();
        shell.state_service = app.config.state_service.as_deref().map(Into::into);
        shell.tools = vec![Tool::new(icon::QUESTION, "Aide", "/aide")];
        shell.footer = vec![
            FooterLink::new("Aide", "/aide"),
            FooterLink::new("Données ouvertes", "/donnees-ouvertes"),
            FooterLink::new("Accessibilité : partiellement conforme", "/accessibilite"),
            FooterLink::new("Données personnelles", "/donnees-personnelles"),
            FooterLink::new("Affichage clair ou sombre", "/affichage"),
        ];
        if !self.above.is_empty() {
            shell.breadcrumb = Some(Breadcrumb {
                above: self.above.into_iter().map(|(label, href)| (label.into(), href.into())).collect(),
                current: self.title.into(),
            });
        }
        if let Some(actor) = actor {
            shell.theme = theme(&actor.theme);
            shell.tagline = actor.desk.territory_name.as_str().into();
            let who = if actor.desk.role_label.is_empty() {
                actor.name.clone()
            } else {
                format!("{}, {}", actor.name, actor.desk.role_label)
            };
            shell.tools.push(Tool::new(icon::ACCOUNT, who, "/compte"));
            shell.tools.push(Tool { post: true, ..Tool::new(icon::LOGOUT, "Se déconnecter", "/deconnexion") });
            shell.nav = actor
                .nav
                .iter()
                .map(|item| NavItem {
                    count: item.count.unwrap_or(0),
                    current: item.href == self.menu,
                    ..NavItem::new(item.label.as_str(), item.href.as_str())
                })
                .collect();
        }
        PreEscaped(raise_ordinals(maud::Render::render(&shell).into_string()))
    }
}

/// « 1er septembre » with its letters raised, wherever a page writes a day in words: in the text itself, never in an
/// attribute, nor where no element may stand.
fn ordinals(page: Markup) -> Markup {
    const FIRST: &str = "1er\u{a0}";
    const BARE: [&str; 5] = ["option", "textarea", "title", "text", "tspan"];
    let maud::PreEscaped(html) = page;
    if !html.contains(FIRST) {
        return maud::PreEscaped(html);
    }
    let mut raised = String::with_capacity(html.len() + 64);
    let mut pieces = html.split(FIRST);
    raised.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let in_a_day = raised.ends_with(|c: char| !c.is_alphanumeric());
        let tag = raised.rsplit_once('<').map_or(">", |(_, tag)| tag);
        let in_text = tag.contains('>');
        let bare = BARE.iter().any(|name| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>'])));
        raised.push_str(if in_a_day && in_text && !bare { "1<sup>er</sup>\u{a0}" } else { FIRST });
        raised.push_str(piece);
    }
    maud::PreEscaped(raised)
}

#[cfg(test)]
mod tests {
    use super::*;
    use maud::html;

    #[test]
    fn the_first_of_a_month_is_raised_in_the_text_of_a_page_alone() {
        let day = "1er\u{a0}septembre 2026";
        let page = html! {
            p title=(day) { "Depuis le " (day) ", jusqu’au " b { (day) } }
            select { option value=(day) { (day) } }
            p { "21er\u{a0}mai" }
        };
        let raised = "1<sup>er</sup>\u{a0}septembre 2026";
        assert_eq!(
            ordinals(page).0,
            format!(
                "<p title=\"{day}\">Depuis le {raised}, jusqu’au <b>{raised}</b></p><select><option value=\"{day}\">{day}</option></select>\
                 <p>21er\u{a0}mai</p>"
            )
        );
    }
}
