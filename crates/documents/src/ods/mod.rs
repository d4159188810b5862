//! ODS: the few XML files of an OpenDocument spreadsheet (OASIS ODF 1.3), typed cells, formulas with their results.
mod content;
mod styles;

use crate::text::{clean, tabs};
use crate::workbook::Workbook;
use chrono::SecondsFormat;
use std::io::{Cursor, Write as _};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPE: &str = crate::Format::Ods.media_type();
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

pub(crate) fn write(workbook: &Workbook) -> ZipResult<Vec<u8>> {
    let tabs = tabs(workbook);
    let mut file = ZipWriter::new(Cursor::new(vec![]));
    // First and not compressed: programs know the file by it.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    file.start_file("mimetype", stored)?;
    file.write_all(TYPE.as_bytes())?;
    for (name, text) in [
        ("META-INF/manifest.xml", manifest()),
        ("meta.xml", meta(workbook)),
        ("settings.xml", settings(workbook, &tabs)),
        ("content.xml", content::content(workbook, &tabs)),
    ] {
        file.start_file(name, SimpleFileOptions::default())?;
        file.write_all(text.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

fn manifest() -> String {
    let entry = |path: &str, media_type: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{media_type}\"/>")
    };
    let files: String = ["meta.xml", "settings.xml", "content.xml"].map(|path| entry(path, "text/xml")).concat();
    format!(
        "{XML}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\">{}{files}</manifest:manifest>",
        entry("/", TYPE)
    )
}

fn meta(workbook: &Workbook) -> String {
    format!(
        "{XML}<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
         office:version=\"1.3\"><office:meta><dc:title>{}</dc:title><meta:creation-date>{}</meta:creation-date>\
         </office:meta></office:document-meta>",
        escaped(&clean(&workbook.title)),
        workbook.made_at.to_rfc3339_opts(SecondsFormat::Secs, true)
    )
}

/// The header of each sheet stays in sight.
fn settings(workbook: &Workbook, tabs: &[String]) -> String {
    let item = |name: &str, kind: &str, value: usize| {
        format!("<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>")
    };
    let sheets: String = workbook
        .sheets
        .iter()
        .zip(tabs)
        .map(|(sheet, tab)| {
            let columns = sheet.frozen;
            let across = if columns == 0 { 0 } else { 2 };
            [
                format!("<config:config-item-map-entry config:name=\"{}\">", escaped(tab)),
                item("HorizontalSplitMode", "short", across),
                item("VerticalSplitMode", "short", 2),
                item("HorizontalSplitPosition", "int", columns),
                item("VerticalSplitPosition", "int", 1),
                item("ActiveSplitRange", "short", if columns == 0 { 2 } else { 3 }),
                item("PositionLeft", "int", 0),
                item("PositionRight", "int", columns),
                item("PositionTop", "int", 0),
                item("PositionBottom", "int", 1),
                "</config:config-item-map-entry>".into(),
            ]
            .concat()
        })
        .collect();
    format!(
        "{XML}<office:document-settings xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" \
         xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\"><office:settings>\
         <config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\">\
         <config:config-item-map-entry><config:config-item config:name=\"ViewId\" config:type=\"string\">view1\
         </config:config-item><config:config-item-map-named config:name=\"Tables\">{sheets}</config:config-item-map-named>\
         </config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>\
         </office:document-settings>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
