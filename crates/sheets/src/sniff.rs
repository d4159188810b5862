//! What a file is, from its bytes.

use crate::encoding::{self, strip_bom};
use crate::{Encoding, Options, Refusal, archive};

pub(crate) enum Kind {
    Text,
    Xml,
    Xlsx,
    Ods,
}

pub(crate) fn kind(bytes: &[u8], options: &Options) -> Result<Kind, Refusal> {
    const PK: &[u8] = b"PK\x03\x04";
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if bytes.starts_with(PK) {
        return archive::kind(bytes, options);
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    for (magic, refusal) in [
        (&b"%PDF"[..], Refusal::NotAList("un document PDF")),
        (b"\x89PNG", Refusal::NotAList("une image")),
        (b"\xFF\xD8\xFF", Refusal::NotAList("une image")),
        (b"GIF8", Refusal::NotAList("une image")),
        (b"II*\0", Refusal::NotAList("une image")),
        (b"MM\0*", Refusal::NotAList("une image")),
        (b"{\\rtf", Refusal::NotAList("un document de texte")),
        (b"PK\x05\x06", Refusal::Archive),
        (b"\x1F\x8B", Refusal::Archive),
        (b"7z\xBC\xAF\x27\x1C", Refusal::Archive),
        (b"Rar!", Refusal::Archive),
        (b"BZh", Refusal::Archive),
        (b"\xFD7zXZ", Refusal::Archive),
        (b"SQLite format 3", Refusal::NotAList("une base de données")),
    ] {
        if bytes.starts_with(magic) {
            return Err(refusal);
        }
    }
    let start = beginning(bytes);
    let start = start.trim_start();
    if !start.starts_with('<') {
        return Ok(Kind::Text);
    }
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<table") {
        Err(Refusal::WebPage)
    } else if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Err(Refusal::NotAList("un classeur Excel 2003 au format XML"))
    } else if lower.contains("opendocument:xmlns:office") {
        Err(Refusal::NotAList("un document OpenDocument non compressé"))
    } else if lower.contains("<html") {
        Err(Refusal::WebPage)
    } else if lower.chars().nth(1).is_some_and(|c| c.is_alphabetic() || matches!(c, '?' | '!' | '_')) {
        Ok(Kind::Xml)
    } else {
        Ok(Kind::Text)
    }
}

/// The first characters, whatever the encoding.
fn beginning(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
    let (mark, rest) = strip_bom(head);
    match mark {
        None | Some(Encoding::Utf8) => rest.iter().map(|byte| char::from(*byte)).filter(|c| *c != '\0').collect(),
        Some(_) => encoding::decode(head, None).map(|decoded| decoded.text.into_owned()).unwrap_or_default(),
    }
}

/// The container of old Office files, and of encrypted new ones: names inside it are in UTF-16.
fn ole(bytes: &[u8]) -> Refusal {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        Refusal::Password
    } else if holds("WordDocument") {
        Refusal::NotAList("un document de texte")
    } else if holds("Workbook") || holds("Book") {
        Refusal::OldExcel
    } else {
        Refusal::Binary
    }
}
