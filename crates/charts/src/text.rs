//! How wide a label will be, and how to make it fit. The server has no font: widths are those of Marianne and Arial,
//! the wider of the two for each group of letters, so that a label that fits here fits on screen.

/// The three type sizes of a drawing (classes `c-a`, `c-t`, `c-t c-b`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    Axis,
    Text,
    Strong,
}

impl Font {
    /// Pixels.
    #[must_use]
    pub fn size(self) -> f64 {
        match self {
            Font::Axis => 11.0,
            Font::Text | Font::Strong => 12.0,
        }
    }
}

/// Width in pixels, never less than what browsers draw for Latin letters.
#[must_use]
pub fn width(text: &str, font: Font) -> f64 {
    text.chars().map(advance).sum::<f64>() * font.size() * if font == Font::Strong { 1.02 } else { 1.0 }
}

/// The widest of several labels.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, font: Font) -> f64 {
    texts.into_iter().map(|t| width(t, font)).fold(0.0, f64::max)
}

/// Share of the type size a letter takes.
fn advance(c: char) -> f64 {
    match c {
        ' ' | '\u{a0}' | '\u{202f}' | '.' | ',' | ':' | ';' | '\'' | '’' | 'i' | 'ì' | 'í' | 'j' | 'l' | '|' => {
            0.29
        }
        '!' | '(' | ')' | '/' | '-' | 'I' | 'Î' | 'Ï' | 'î' | 'ï' | 'r' | 'f' | 't' | '·' => 0.43,
        'b' | 'd' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | 'ñ' | 'ô' | 'ö' | 'ò' | 'ó' | 'û' | 'ü' | 'ù' | 'ú' => {
            0.66
        }
        'w' => 0.84,
        'm' | 'M' | 'æ' | '%' => 0.95,
        'a'..='z' | 'à'..='ÿ' | '0'..='9' | '–' | '−' | '+' | '?' | '«' | '»' | '=' | '*' | '°' => 0.61,
        'E' | 'É' | 'È' | 'Ê' | 'Ë' | 'F' | 'J' | 'L' | 'S' | 'T' | 'Z' | 'B' | 'P' | 'R' => 0.73,
        'W' | 'Œ' | 'œ' | 'Æ' => 1.08,
        'A'..='Z' | 'À'..='Þ' => 0.85,
        // Combining marks sit on the letter before.
        '\u{300}'..='\u{36f}' => 0.0,
        _ => 1.08,
    }
}

/// The text, or its beginning and an ellipsis; empty where not even the ellipsis fits. The whole label stays in the
/// data table.
#[must_use]
pub fn fit(text: &str, font: Font, room: f64) -> String {
    if width(text, font) <= room {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while kept.pop().is_some() {
        let shorter = format!("{}…", kept.trim_end());
        if width(&shorter, font) <= room {
            return shorter;
        }
    }
    String::new()
}

/// At most `lines` lines no wider than `room`, broken at ordinary spaces; what is left over ends in an ellipsis.
#[must_use]
pub fn wrap(text: &str, font: Font, room: f64, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && out.len() < lines {
        if out.len() + 1 == lines || width(rest, font) <= room {
            out.push(fit(rest, font, room));
            break;
        }
        let cut = rest
            .match_indices(' ')
            .map(|(at, _)| at)
            .take_while(|at| width(rest.get(..*at).unwrap_or_default(), font) <= room)
            .last()
            .or_else(|| rest.find(' '))
            .unwrap_or(rest.len());
        let (line, after) = rest.split_at(cut);
        out.push(fit(line, font, room));
        rest = after.trim_start();
    }
    out
}
