/// Elements that hold text alone, where `<sup>` would be read as written.
const TEXT_ONLY: [&str; 7] = ["title", "option", "textarea", "text", "tspan", "desc", "script"];
const FIRST: &str = "1er\u{a0}";

/// The page with the « 1er » of its dates as `1<sup>er</sup>`, wherever HTML takes it: neither in an attribute nor in an
/// element of text alone.
#[must_use]
pub fn raise_ordinals(html: String) -> String {
    if !html.contains(FIRST) {
        return html;
    }
    let mut raised = String::with_capacity(html.len() + 256);
    for piece in html.split_inclusive(FIRST) {
        match piece.strip_suffix(FIRST) {
            Some(before) => {
                raised.push_str(before);
                raised.push_str(if takes_markup(&raised) { "1<sup>er</sup>\u{a0}" } else { FIRST });
            }
            None => raised.push_str(piece),
        }
    }
    raised
}

/// Whether what follows is in the text of an element that may hold others.
fn takes_markup(before: &str) -> bool {
    let Some((head, inside)) = before.rsplit_once('<') else { return true };
    // The tag closed by the program's own last `</sup>` opened before: look past it.
    if inside.starts_with("/sup>") {
        return head.rsplit_once("<sup>").is_none_or(|(earlier, _)| takes_markup(earlier));
    }
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    inside.contains('>') && !TEXT_ONLY.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(html: &str) -> String {
        raise_ordinals(html.replace('_', "\u{a0}")).replace('\u{a0}', "_")
    }

    #[test]
    fn the_first_of_a_month_is_raised_in_the_text_of_a_page() {
        assert_eq!(
            raised("<p>du 1er_mars au <b>1er_mai</b></p> 1er_juin"),
            "<p>du 1<sup>er</sup>_mars au <b>1<sup>er</sup>_mai</b></p> 1<sup>er</sup>_juin"
        );
        assert_eq!(raised("<p>le 1er_mars, le 1er_mai</p>"), "<p>le 1<sup>er</sup>_mars, le 1<sup>er</sup>_mai</p>");
        assert_eq!(raised("rien à lever, pas même 1er"), "rien à lever, pas même 1er");
    }

    #[test]
    fn nothing_is_raised_where_markup_would_be_read_aloud() {
        for html in [
            "<title>Le 1er_mars</title>",
            "<select><option value=\"3\">au 1er_mars, au 1er_mai</option></select>",
            "<svg aria-label=\"au 1er_mars\"><text x=\"3\">1er_mars</text><desc>au 1er_mai</desc></svg>",
            "<input value=\"1er_mars\">",
        ] {
            assert_eq!(raised(html), html);
        }
    }
}
