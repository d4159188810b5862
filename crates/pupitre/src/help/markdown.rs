//! Markdown into markup, in French typography. HTML in the text is shown as text, never obeyed.
use base::french::fr;
use maud::{Markup, PreEscaped};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, html};

pub fn render(text: &str) -> Markup {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Text(text) => Event::Text(fr(&text).into()),
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: in_app(dest_url), title, id })
        }
        event => event,
    });
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    // On a phone a wide table scrolls by itself and a long command folds: the page does not move.
    PreEscaped(
        out.replace("<table>", TABLE).replace("</table>", "</table></div>").replace("<pre>", "<pre class=\"pu-code\">"),
    )
}

const TABLE: &str =
    "<div class=\"pu-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tableau\"><table class=\"pu-table\">";

/// A guide names another by its file, so that links work in the repository too.
fn in_app(address: CowStr<'_>) -> CowStr<'_> {
    match address.strip_suffix(".md") {
        Some(page) if !page.contains('/') => format!("/aide/{page}").into(),
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_a_guide_is_shown_not_obeyed() {
        let markup = render("Avant <script>alert(1)</script> après\n\n<div onclick=x>").into_string();
        assert!(!markup.contains("<script") && !markup.contains("<div"), "{markup}");
        assert!(markup.contains("&lt;script&gt;"), "{markup}");
    }

    #[test]
    fn what_is_wider_than_a_phone_scrolls_under_the_keyboard_or_folds() {
        let markup = render("| a |\n|---|\n| b |\n\n```\npupitre serve\n```").into_string();
        assert!(markup.contains(r#"<div class="pu-scroll" tabindex="0""#), "{markup}");
        assert!(markup.contains(r#"<pre class="pu-code"><code>"#), "{markup}");
    }

    #[test]
    fn a_link_to_another_guide_leads_to_its_page() {
        assert!(render("[x](assistant.md)").into_string().contains(r#"href="/aide/assistant""#));
        assert!(render("[x](https://exemple.fr/a.md)").into_string().contains("https://exemple.fr/a.md"));
    }
}
