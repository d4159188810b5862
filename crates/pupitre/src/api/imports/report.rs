//! A report as programs read it: what the command prints too.
use follow::intake::reading::Level;
use follow::intake::report::{Report, ReportMessage};
use serde::Serialize;
use utoipa::ToSchema;

/// Ce que la liste a fait, ou ferait.
///
/// `lines` compte chaque ligne du fichier qui porte quelque chose, les titres à part, et vaut toujours
/// `created + attached + to_review + refused + ignored`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ImportReport)]
pub struct ImportReport {
    #[schema(example = 48)]
    pub lines: i64,
    /// Jeunes inconnus jusque-là.
    #[schema(example = 40)]
    pub created: i64,
    /// Jeunes déjà connus.
    #[schema(example = 5)]
    pub attached: i64,
    /// À rapprocher par une personne, dans Pupitre.
    #[schema(example = 1)]
    pub to_review: i64,
    /// Lignes qui ne peuvent pas entrer ; un message dit pourquoi.
    #[schema(example = 1)]
    pub refused: i64,
    /// Lignes où il n’y avait rien à faire.
    #[schema(example = 1)]
    pub ignored: i64,
    /// Ceux du fichier entier d’abord, puis dans l’ordre des lignes.
    pub messages: Vec<ImportMessage>,
}

/// Une remarque sur une ligne, ou sur le fichier entier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportMessage {
    /// Ligne du fichier, à partir de 1 ; nulle pour le fichier entier.
    #[schema(example = 12, required = true)]
    pub line: Option<u32>,
    /// Nom de la colonne, comme dans le fichier ; nul pour la ligne entière.
    #[schema(example = "NE LE", required = true)]
    pub column: Option<String>,
    pub level: MessageLevel,
    /// En français : ce qui a été lu, et quoi faire.
    #[schema(example = "« 31/02/2008 » n’est pas une date. Corrigez-la dans le fichier.")]
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageLevel {
    Info,
    Warning,
    Refused,
}

impl From<Report> for ImportReport {
    fn from(report: Report) -> Self {
        let Report { lines, created, attached, to_review, refused, ignored, messages } = report;
        let messages = messages.into_iter().map(ImportMessage::from).collect();
        ImportReport { lines, created, attached, to_review, refused, ignored, messages }
    }
}

impl From<ReportMessage> for ImportMessage {
    fn from(message: ReportMessage) -> Self {
        let ReportMessage { line, column, level, text } = message;
        let level = match level {
            Level::Info => MessageLevel::Info,
            Level::Warning => MessageLevel::Warning,
            Level::Refused => MessageLevel::Refused,
        };
        ImportMessage { line, column, level, text }
    }
}
