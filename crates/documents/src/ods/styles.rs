//! How cells look: the names that `content` gives them.
use crate::workbook::Workbook;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A character of the default font, in millimetres, and what a column adds around.
const CHARACTER: f64 = 2.0;
const MARGIN: f64 = 2.0;

pub fn column_style(width: u16) -> String {
    format!("colonne-{width}")
}

pub fn automatic(workbook: &Workbook) -> String {
    let mut xml = String::from("<office:automatic-styles>");
    xml.push_str(NUMBERS);
    let widths: BTreeSet<u16> = workbook.sheets.iter().flat_map(|s| s.columns.iter().map(|c| c.width)).collect();
    for width in widths {
        let millimetres = f64::from(width) * CHARACTER + MARGIN;
        write!(
            xml,
            "<style:style style:name=\"{}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{millimetres}mm\"/></style:style>",
            column_style(width)
        )
        .expect("a String takes all");
    }
    xml.push_str(
        "<style:style style:name=\"ligne\" style:family=\"table-row\"><style:table-row-properties \
         style:use-optimal-row-height=\"true\"/></style:style>",
    );
    for (name, look) in [("titre", ""), ("titre-nombre", RIGHT)] {
        xml.push_str(&cell(name, "", HEAD, look, "<style:text-properties fo:font-weight=\"bold\"/>"));
    }
    for (end, border, bold) in [
        ("", "", ""),
        ("-total", " fo:border-top=\"0.5pt solid #000000\"", "<style:text-properties fo:font-weight=\"bold\"/>"),
    ] {
        let top = format!("style:vertical-align=\"top\"{border}");
        let wrapped = format!("{top} fo:wrap-option=\"wrap\"");
        let italic = "<style:text-properties fo:font-style=\"italic\"/>";
        xml.push_str(&cell(&format!("texte{end}"), "", &wrapped, "", bold));
        xml.push_str(&cell(&format!("signe{end}"), "", &top, RIGHT, if bold.is_empty() { italic } else { bold }));
        for (name, shown) in [("entier", "n-entier"), ("decimal", "n-decimal"), ("part", "n-part"), ("jour", "n-jour")]
        {
            xml.push_str(&cell(&format!("{name}{end}"), shown, &top, "", bold));
        }
    }
    xml.push_str("</office:automatic-styles>");
    xml
}

const HEAD: &str = "style:vertical-align=\"bottom\" fo:wrap-option=\"wrap\" fo:background-color=\"#eeeeee\" \
fo:border-bottom=\"0.5pt solid #000000\"";
const RIGHT: &str = "<style:paragraph-properties fo:text-align=\"end\"/>";

/// 1 234 · 11,5 · 57,1 % · 24/11/2026.
const NUMBERS: &str = concat!(
    "<number:number-style style:name=\"n-entier\" number:language=\"fr\" number:country=\"FR\">",
    "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>",
    "</number:number-style>",
    "<number:number-style style:name=\"n-decimal\" number:language=\"fr\" number:country=\"FR\">",
    "<number:number number:decimal-places=\"1\" number:min-integer-digits=\"1\" number:grouping=\"true\"/>",
    "</number:number-style>",
    "<number:percentage-style style:name=\"n-part\" number:language=\"fr\" number:country=\"FR\">",
    "<number:number number:decimal-places=\"1\" number:min-integer-digits=\"1\"/><number:text>\u{202f}%</number:text>",
    "</number:percentage-style>",
    "<number:date-style style:name=\"n-jour\" number:language=\"fr\" number:country=\"FR\">",
    "<number:day number:style=\"long\"/><number:text>/</number:text><number:month number:style=\"long\"/>",
    "<number:text>/</number:text><number:year number:style=\"long\"/></number:date-style>",
);

fn cell(name: &str, shown: &str, properties: &str, paragraph: &str, text: &str) -> String {
    let data = if shown.is_empty() { String::new() } else { format!(" style:data-style-name=\"{shown}\"") };
    format!(
        "<style:style style:name=\"{name}\" style:family=\"table-cell\"{data}><style:table-cell-properties {properties}/>\
         {paragraph}{text}</style:style>"
    )
}
