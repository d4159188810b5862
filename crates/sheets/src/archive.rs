//! The zip container of workbooks: what is inside, and is it safe to unpack?

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::sniff::Kind;
use crate::{Options, Refusal};

pub(crate) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(crate) fn open(bytes: &[u8]) -> Result<Archive<'_>, Refusal> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)
}

pub(crate) fn kind(bytes: &[u8], options: &Options) -> Result<Kind, Refusal> {
    // A zip that cannot be listed was cut on the way; nothing says whether it was a workbook.
    let mut archive = open(bytes)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let has = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let has_in = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let kind = if has("xl/workbook.bin") {
        return Err(Refusal::BinaryExcel);
    } else if has("xl/workbook.xml") {
        if names.iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin"))
            || is_macro_workbook(&mut archive)
        {
            return Err(Refusal::Macros);
        }
        Kind::Xlsx
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        if small_text(&mut archive, "META-INF/manifest.xml").contains("encryption-data") {
            return Err(Refusal::Password);
        }
        if !small_text(&mut archive, "mimetype").starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            return Err(Refusal::NotAList("un document de texte ou une présentation"));
        }
        if has_in("Basic/") || has_in("Scripts/") {
            return Err(Refusal::Macros);
        }
        Kind::Ods
    } else if has_in("word/") || has_in("ppt/") {
        return Err(Refusal::NotAList("un document de texte ou une présentation"));
    } else {
        return Err(Refusal::Archive);
    };
    check_unpacked_size(&mut archive, options.max_unpacked_bytes)?;
    Ok(kind)
}

/// Macros can be announced without being there yet (`.xlsm` emptied of its code).
fn is_macro_workbook(archive: &mut Archive<'_>) -> bool {
    small_text(archive, "[Content_Types].xml").contains("macroEnabled")
}

/// A small part of the archive; empty when absent or unreadable.
fn small_text(archive: &mut Archive<'_>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(file) = archive.by_name(name) {
        // An unreadable part is the reader's business: it will refuse the workbook as damaged.
        let _ = file.take(1 << 20).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Unpacks everything to nowhere: the sizes a zip declares can lie.
fn check_unpacked_size(archive: &mut Archive<'_>, max: u64) -> Result<(), Refusal> {
    let mut left = max;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| Refusal::Damaged)?;
        if file.encrypted() {
            return Err(Refusal::Password);
        }
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_| Refusal::Damaged)?;
        left = left.checked_sub(read).ok_or(Refusal::TooLargeUnpacked { max })?;
    }
    Ok(())
}
