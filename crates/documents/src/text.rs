//! What spreadsheets take of a text.
use crate::workbook::Workbook;
use std::borrow::Cow;

/// A cell holds no more, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;
/// Nor a tab.
const LONGEST_TAB: usize = 31;

/// The text without the control characters that no format can hold, each end of line a line feed; cut where a cell is full.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let fits = |c: char| matches!(c, '\t' | '\n') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    if text.chars().all(fits) {
        return cut(text, LONGEST_CELL).into();
    }
    let text: String = text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| fits(*c)).collect();
    cut(&text, LONGEST_CELL).to_owned().into()
}

/// The beginning of a text, as many UTF-16 units at most: spreadsheets count so.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// What the tabs bear: no two alike, none that a spreadsheet refuses.
pub(crate) fn tabs(workbook: &Workbook) -> Vec<String> {
    let mut tabs: Vec<String> = vec![];
    for sheet in &workbook.sheets {
        let name = tab(&sheet.name);
        let taken = |wanted: &str| tabs.iter().any(|known| known.to_lowercase() == wanted.to_lowercase());
        let free = (2..).map(|n| format!(" {n}")).map(|end| format!("{}{end}", cut(&name, LONGEST_TAB - end.len())));
        let chosen = std::iter::once(name.clone()).chain(free).find(|wanted| !taken(wanted));
        tabs.extend(chosen);
    }
    tabs
}

fn tab(name: &str) -> String {
    let refused = |c: char| c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let name: String = name.chars().map(|c| if refused(c) { ' ' } else { c }).collect();
    let at_the_ends = |c: char| c == '\'' || c.is_whitespace();
    let name = cut(name.trim_matches(at_the_ends), LONGEST_TAB).trim_end_matches(at_the_ends);
    if name.is_empty() { "Feuille".into() } else { name.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Sheet;
    use chrono::DateTime;

    #[test]
    fn a_text_loses_only_what_no_file_can_hold() {
        assert_eq!(clean("Le\u{202f}Goff\tYanis\nBrest"), "Le\u{202f}Goff\tYanis\nBrest");
        assert_eq!(clean("\0a\u{1}b\r\nc\rd\u{ffff}"), "ab\nc\nd");
        assert_eq!(clean(&"é".repeat(40_000)).chars().count(), LONGEST_CELL);
        assert_eq!(clean(&"😀".repeat(40_000)).chars().count(), LONGEST_CELL / 2);
    }

    #[test]
    fn tabs_fit_and_differ() {
        let long = "Selon la dernière scolarité connue à l’entrée";
        let names = ["Par mois", "PAR MOIS", "a/b", "''", long, long];
        let sheets = names.into_iter().map(|name| Sheet::new(name, vec![], vec![])).collect();
        let tabs = tabs(&Workbook { title: String::new(), made_at: DateTime::UNIX_EPOCH, sheets });
        assert_eq!(
            tabs,
            [
                "Par mois",
                "PAR MOIS 2",
                "a b",
                "Feuille",
                "Selon la dernière scolarité con",
                "Selon la dernière scolarité c 2"
            ]
        );
    }
}
