//! Bytes → text. BOM, then UTF-16 without BOM (parity of the zeros), then strict UTF-8, then the eight-bit encoding
//! whose accents make sense in French.

use std::borrow::Cow;

use encoding_rs::{ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Refusal;

/// Encodings met in French lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    Iso8859_15,
    Macintosh,
}

impl Encoding {
    pub const ALL: [Self; 6] =
        [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252, Self::Iso8859_15, Self::Macintosh];

    /// `windows-1252`, `ISO_8859-15`, `latin1`… → the encoding.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label(name.trim().as_bytes())?;
        Self::ALL.into_iter().find(|encoding| encoding.decoder() == found)
    }

    /// The name people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::Iso8859_15 => "ISO-8859-15",
            Self::Macintosh => "Macintosh",
        }
    }

    fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
            Self::Iso8859_15 => ISO_8859_15,
            Self::Macintosh => MACINTOSH,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
    pub bom: bool,
    /// Text that was garbled before it reached us and could be put right.
    pub repaired: Option<&'static str>,
}

/// Decodes a whole file. `wanted` comes from the user, or from the file's own declaration.
pub(crate) fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Result<Decoded<'_>, Refusal> {
    let (marked, rest) = strip_bom(bytes);
    let encoding = marked.or(wanted).or_else(|| utf16_by_parity(rest));
    let bom = marked.is_some();
    let mut decoded = match encoding {
        Some(Encoding::Utf8) | None => match std::str::from_utf8(rest) {
            Ok(text) => repair_double_utf8(text, bom),
            Err(_) if bom || mostly_utf8(rest) => Decoded {
                text: Cow::Owned(patch_utf8(rest)),
                encoding: Encoding::Utf8,
                bom,
                repaired: Some(
                    "Quelques caractères n’étaient pas en UTF-8 comme le reste\u{a0}: ils ont été lus en Windows-1252.",
                ),
            },
            Err(_) => eight_bit(rest, likeliest(rest)),
        },
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => {
            let whole = rest.get(..rest.len() / 2 * 2).unwrap_or(rest);
            eight_bit(whole, encoding.unwrap_or(Encoding::Utf16Le))
        }
        Some(other) => eight_bit(rest, other),
    };
    decoded.bom = bom;
    if looks_binary(&decoded.text) { Err(Refusal::Binary) } else { Ok(decoded) }
}

fn eight_bit(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let (text, _) = encoding.decoder().decode_without_bom_handling(bytes);
    Decoded { text, encoding, bom: false, repaired: None }
}

pub(crate) fn strip_bom(bytes: &[u8]) -> (Option<Encoding>, &[u8]) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        (Some(Encoding::Utf8), rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        (Some(Encoding::Utf16Le), rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        (Some(Encoding::Utf16Be), rest)
    } else {
        (None, bytes)
    }
}

/// In UTF-16, nearly every other byte of a French text is zero.
fn utf16_by_parity(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs == 0 {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even * 10 / pairs, odd * 10 / pairs) {
        (0, 6..) => Some(Encoding::Utf16Le),
        (6.., 0) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// A UTF-8 file in which somebody pasted a few lines of another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good >= 5 * bad
}

fn patch_utf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text
}

/// « PrÃ©nom »: UTF-8 once read as Windows-1252 and saved again. Undone when the whole text agrees.
fn repair_double_utf8(text: &str, bom: bool) -> Decoded<'_> {
    let plain = Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8, bom, repaired: None };
    let garbled = text.matches(['Ã', 'Â', 'â']).count();
    let suspicious = ["Ã©", "Ã¨", "Ã‰", "Ã§", "Ã´", "Ãª", "Ã ", "Ã\u{a0}", "â€™"];
    if garbled == 0 || !suspicious.iter().any(|pair| text.contains(pair)) {
        return plain;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    match String::from_utf8(bytes.into_owned()) {
        Ok(repaired) if !unmappable => Decoded {
            text: Cow::Owned(repaired),
            repaired: Some("Les accents étaient abîmés (texte encodé deux fois)\u{a0}: ils ont été rétablis."),
            ..plain
        },
        _ => plain,
    }
}

/// The eight-bit encoding in which the accents make the best French; Windows-1252 when nothing tells.
fn likeliest(bytes: &[u8]) -> Encoding {
    let sample = bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes);
    let mut best = (Encoding::Windows1252, sense(sample, Encoding::Windows1252));
    for encoding in [Encoding::Iso8859_15, Encoding::Macintosh] {
        let score = sense(sample, encoding);
        if score > best.1 {
            best = (encoding, score);
        }
    }
    best.0
}

/// Common French signs count for, unheard-of ones against, and so does a capital inside a small word.
fn sense(bytes: &[u8], encoding: Encoding) -> i64 {
    const COMMON: &str = "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ’‘“”«»€°–—…\u{a0}";
    const RARE: &str = "áíóúñãõåøßÁÍÓÚÑÃÕÅØžšŽŠ·²³½º´®©§";
    let (text, _) = encoding.decoder().decode_without_bom_handling(bytes);
    let mut score = 0;
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            let misplaced = c.is_uppercase() && before.is_lowercase();
            score += match () {
                () if misplaced => -2,
                () if COMMON.contains(c) => 2,
                () if RARE.contains(c) => 1,
                () => -2,
            };
        }
        before = c;
    }
    score
}

fn looks_binary(text: &str) -> bool {
    let sample: usize = 1 << 16;
    let mut seen = 0_usize;
    let mut strange = 0_usize;
    for c in text.chars().take(sample) {
        seen += 1;
        let harmless = matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}');
        strange += usize::from(c.is_control() && !harmless || c == '\u{fffd}');
    }
    strange * 50 > seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Encoding) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text.into_owned(), decoded.encoding)
    }

    #[test]
    fn each_encoding_is_found_and_gives_the_same_text() {
        let text = "Nom;Prénom\r\nLe Goff;Maëlle\r\nN’Diaye;Océane\r\nCœur;Noël\r\n";
        for encoding in [Encoding::Windows1252, Encoding::Utf8, Encoding::Macintosh] {
            let (bytes, _, lossy) = encoding.decoder().encode(text);
            assert!(!lossy);
            assert_eq!(read(&bytes), (text.to_owned(), encoding));
        }
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&le), (text.to_owned(), Encoding::Utf16Le));
        assert_eq!(read(&be), (text.to_owned(), Encoding::Utf16Be));
        assert_eq!(read(&[b"\xFF\xFE", le.as_slice()].concat()), (text.to_owned(), Encoding::Utf16Le));
        assert_eq!(read(&[b"\xFE\xFF", be.as_slice()].concat()), (text.to_owned(), Encoding::Utf16Be));
    }

    #[test]
    fn the_euro_and_the_oe_tell_iso_8859_15_from_windows_1252() {
        assert_eq!(read(b"S\xBDur;Marie\n"), ("Sœur;Marie\n".into(), Encoding::Iso8859_15));
        assert_eq!(read(b"S\x9Cur;Marie\n"), ("Sœur;Marie\n".into(), Encoding::Windows1252));
        assert_eq!(read(b"Ren\xE9\n"), ("René\n".into(), Encoding::Windows1252), "nothing tells: Windows-1252");
    }

    #[test]
    fn one_foreign_byte_does_not_garble_a_whole_utf8_file() {
        let mut bytes = "éàùèêéàùèêéàùèê;".as_bytes().to_vec();
        bytes.extend(b"Ren\xE9");
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(decoded.text, "éàùèêéàùèêéàùèê;René");
        assert!(decoded.repaired.is_some());
    }

    #[test]
    fn accents_encoded_twice_are_put_right() {
        assert_eq!(decode("PrÃ©nom;MaÃ«lle;NoÃ«l".as_bytes(), None).unwrap().text, "Prénom;Maëlle;Noël");
        assert_eq!(decode("São Paulo;Âge".as_bytes(), None).unwrap().text, "São Paulo;Âge");
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        assert_eq!(decode(b"ab\0\x01\x02\x03cd", None).unwrap_err(), Refusal::Binary);
    }

    #[test]
    fn a_user_can_impose_an_encoding() {
        assert_eq!(Encoding::from_name("ISO_8859-15"), Some(Encoding::Iso8859_15));
        assert_eq!(Encoding::from_name("iso-8859-1"), Some(Encoding::Windows1252), "as browsers do");
        assert_eq!(decode(b"\xBD", Some(Encoding::Iso8859_15)).unwrap().text, "œ");
    }
}
