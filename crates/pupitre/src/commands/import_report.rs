//! A report told to a person at a terminal.
use crate::api::imports::{ImportMessage, ImportReport, MessageLevel};
use base::french::{count, number};

/// The totals as an equation, then the messages, the file's own first.
pub fn report(report: &ImportReport, applied: bool) -> String {
    let ImportReport { lines, created, attached, to_review, refused, ignored, messages } = report;
    let mut text = format!(
        "{} = {} + {} + {} + {} + {}\n",
        count(*lines, "ligne", "lignes"),
        count(*created, "jeune créé", "jeunes créés"),
        count(*attached, "rattaché", "rattachés"),
        format_args!("{} à trancher", number(*to_review)),
        count(*refused, "refusée", "refusées"),
        count(*ignored, "ignorée", "ignorées"),
    );
    if !messages.is_empty() {
        text.push('\n');
    }
    for message in messages {
        text.push_str(&line(message));
    }
    text.push_str(if applied {
        "\nListe appliquée.\n"
    } else {
        "\nEssai : rien n’a été écrit. Ajoutez --apply pour appliquer la liste.\n"
    });
    text
}

fn line(message: &ImportMessage) -> String {
    let place = match (message.line, &message.column) {
        (Some(line), Some(column)) => format!("ligne {line}, colonne « {column} »"),
        (Some(line), None) => format!("ligne {line}"),
        (None, Some(column)) => format!("colonne « {column} »"),
        (None, None) => "fichier".into(),
    };
    let level = match message.level {
        MessageLevel::Refused => "refus",
        MessageLevel::Warning => "attention",
        MessageLevel::Info => "information",
    };
    format!("{level}, {place} : {}\n", message.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_balance_on_one_line_and_each_message_says_where() {
        let message = ImportMessage {
            line: Some(12),
            column: Some("NE LE".into()),
            level: MessageLevel::Refused,
            text: "Cette date n’existe pas.".into(),
        };
        let told = ImportReport {
            lines: 48,
            created: 40,
            attached: 5,
            to_review: 1,
            refused: 1,
            ignored: 1,
            messages: vec![message],
        };
        let text = report(&told, false).replace('\u{a0}', " ");
        assert!(
            text.starts_with("48 lignes = 40 jeunes créés + 5 rattachés + 1 à trancher + 1 refusée + 1 ignorée\n"),
            "{text}"
        );
        assert!(text.contains("refus, ligne 12, colonne « NE LE » : Cette date n’existe pas.\n"), "{text}");
        assert!(text.contains("rien n’a été écrit") && !report(&told, true).contains("rien n’a été écrit"));
    }
}
