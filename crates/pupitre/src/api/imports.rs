//! A list brought in by another program: the same reading, plan and writing as the pages, answered as a report.
use super::problem::{MEDIA_TYPE, Mistake, Problem, Result};
use super::query::{self, Query, shown};
use super::shapes::ImportForm;
use axum::Json;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use base::form::Text;
use base::{Actor, App, Config, Error};
use follow::cases::event::Source;
use follow::intake::mapping::Mapping;
use follow::intake::reading::{Level, Overrides};
use follow::intake::report::{self, Report, ReportMessage};
use follow::intake::stage::Received;
use network::rights::{self, Permission};
use network::territories::{self, TerritoryCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

const FIELDS: [&str; 5] = ["file", "platform", "source", "apply", "mapping"];
/// The longest text field, in bytes: a mapping of some hundred columns.
const LONGEST_TEXT: usize = 256 << 10;
const MIB: u64 = 1 << 20;

/// How many bytes of a request are read before the line is cut. A file a few times too large is read to its end and forgotten, so
/// that the program that sends it hears why it is refused.
pub fn read_at_most(config: &Config) -> usize {
    usize::try_from(config.upload_limit.saturating_mul(MIB).saturating_mul(8)).unwrap_or(usize::MAX)
}

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

/// Apporter une liste
///
/// Lit une liste, compare chaque ligne à tous ceux que la plate-forme connaît, et rend compte. La même liste envoyée deux fois ne crée
/// personne deux fois. Demande le droit d’importer une liste sur la plate-forme.
#[utoipa::path(
    post, path = "/api/v1/imports", tag = "Listes", operation_id = "imports",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "La liste est lue, et appliquée si c’était demandé", body = ImportReport),
        (status = 400, description = "Un champ manque, est inconnu, donné deux fois ou n’a pas de sens", body = Problem, content_type = MEDIA_TYPE),
        (status = 401, description = "Sans jeton valable", body = Problem, content_type = MEDIA_TYPE),
        (status = 404, description = "Plate-forme absente, ou où le compte n’importe pas de liste", body = Problem, content_type = MEDIA_TYPE),
        (status = 413, description = "Fichier trop lourd", body = Problem, content_type = MEDIA_TYPE),
        (status = 415, description = "Le corps n’est pas un formulaire multipart/form-data", body = Problem, content_type = MEDIA_TYPE),
        (status = 422, description = "Le fichier entier ne peut pas être lu : vide, protégé, pas une liste… Rien n’est écrit", body = Problem, content_type = MEDIA_TYPE),
    )
)]
pub async fn bring_in(
    State(app): State<App>,
    actor: Actor,
    query: Query,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Json<ImportReport>> {
    let [] = query.only([])?;
    let form = form.map_err(|_| {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Formulaire attendu",
            format!(
                "Envoyez un formulaire multipart/form-data, avec sa frontière et les champs {}.",
                FIELDS.join(", ")
            ),
        )
    })?;
    let (received, apply) = Sent::read(form, app.config.upload_limit).await?.understand()?;
    let mut tx = app.read().await?;
    rights::require(&mut tx, &actor, Permission::ImportLists, &received.platform).await?;
    drop(tx);
    let report = report::import(&app, &actor, &received, apply).await.map_err(|error| match error {
        Error::Refused(why) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "Liste refusée", why),
        other => other.into(),
    })?;
    Ok(Json(report.into()))
}

/// The fields as they came, read to the last even when one is wrong: a program that is cut while it sends hears nothing.
#[derive(Default)]
struct Sent {
    /// Name and content; no content when it is too large.
    file: Option<(String, Option<Vec<u8>>)>,
    /// In the order of [`FIELDS`], the file aside.
    texts: [Option<String>; FIELDS.len() - 1],
    mistakes: Vec<Mistake>,
}

impl Sent {
    async fn read(mut form: Multipart, limit_mib: u64) -> Result<Sent> {
        let limit = usize::try_from(limit_mib.saturating_mul(MIB)).unwrap_or(usize::MAX);
        let mut sent = Sent::default();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            match FIELDS.iter().position(|known| *known == name) {
                None => sent.refuse(&shown(&name), query::unknown(&FIELDS)),
                Some(0) if sent.file.is_none() => {
                    let file_name = field.file_name().unwrap_or("liste").to_owned();
                    sent.file = Some((file_name, bytes(field, limit).await?));
                }
                Some(place) => sent.keep_text(place, &name, field).await?,
            }
        }
        match &sent.file {
            Some((_, None)) => Err(Error::TooLarge { limit_mib }.into()),
            _ => Ok(sent),
        }
    }

    async fn keep_text(&mut self, place: usize, name: &str, field: Field<'_>) -> Result<()> {
        let content = bytes(field, LONGEST_TEXT).await?;
        match (place.checked_sub(1).and_then(|place| self.texts.get_mut(place)), content.map(String::from_utf8)) {
            (Some(text @ None), Some(Ok(content))) => *text = Some(content),
            (Some(None), Some(Err(_))) => self.refuse(name, "Ce champ n’est pas du texte en UTF-8."),
            (Some(None), None) => self.refuse(name, "Ce champ est trop long."),
            _ => self.refuse(name, "Ce champ est donné deux fois. Gardez-en un."),
        }
        Ok(())
    }

    fn refuse(&mut self, name: &str, why: impl Into<String>) {
        self.mistakes.push(Mistake::new(name, why));
    }

    /// What is sent, and whether it is to be applied.
    ///
    /// # Errors
    /// Every field that is missing or makes no sense.
    fn understand(self) -> Result<(Received, bool)> {
        let Sent { file, texts: [platform, source, apply, mapping], mut mistakes } = self;
        let mut refuse = |name: &str, why: String| mistakes.push(Mistake::new(name, why));
        if file.is_none() {
            refuse("file", "Joignez la liste.".into());
        }
        let platform = platform_code(platform.as_deref()).map_err(|why| refuse("platform", why)).ok();
        let sender = Sender::read(source.as_deref()).map_err(|why| refuse("source", why)).ok();
        let apply = flag(apply.as_deref()).map_err(|why| refuse("apply", why)).ok();
        let overrides = overrides(mapping.as_deref()).map_err(|why| refuse("mapping", why)).ok();
        match (file, platform, sender, apply, overrides) {
            (Some((file_name, Some(content))), Some(platform), Some(sender), Some(apply), Some(overrides))
                if mistakes.is_empty() =>
            {
                let platform = platform.to_string();
                let Sender { source, source_name } = sender;
                Ok((Received { platform, file_name, content, source, source_name, overrides }, apply))
            }
            _ => Err(Problem::parameters(mistakes)),
        }
    }
}

/// All of a field, or none when it is longer than `limit`: the rest is then read and forgotten.
async fn bytes(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>> {
    let mut content = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        content = content.filter(|so_far| so_far.len() + chunk.len() <= limit);
        if let Some(so_far) = &mut content {
            so_far.extend_from_slice(&chunk);
        }
    }
    Ok(content)
}

/// A body that stops halfway, that is cut by the limit, or that is no form.
fn broken(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Envoi trop lourd",
            "L’envoi dépasse de loin ce qui est accepté : il n’a pas été lu jusqu’au bout. Partagez la liste en plusieurs fichiers.",
        );
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "Formulaire illisible",
        "Le formulaire multipart/form-data est incomplet ou mal formé : vérifiez sa frontière (« boundary ») et renvoyez-le. \
         Rien n’a été enregistré.",
    )
}

/// Who sends a list: a category of MEASURE.md §4, or the name under which the lists of one sender follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    pub source: Option<Source>,
    pub source_name: Option<String>,
}

impl Sender {
    /// # Errors
    /// A name too long.
    pub fn read(text: Option<&str>) -> std::result::Result<Sender, String> {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            None => Ok(Sender::default()),
            Some(text) => match text.parse::<Source>() {
                Ok(source) => Ok(Sender { source: Some(source), source_name: None }),
                Err(_) => text.parse().map(|Text::<80>(name)| Sender { source: None, source_name: Some(name) }),
            },
        }
    }
}

/// The code of a platform, whether or not it exists.
///
/// # Errors
/// No code, a text that is none, or the code of another level.
pub fn platform_code(text: Option<&str>) -> std::result::Result<TerritoryCode, String> {
    let code = text.map(str::trim).filter(|text| !text.is_empty());
    let code: TerritoryCode = code
        .ok_or("Indiquez le code de la plate-forme, par exemple 29-BREST.")?
        .parse()
        .map_err(|error: territories::TerritoryError| error.to_string())?;
    if code.level() == territories::Level::Platform {
        return Ok(code);
    }
    Err(format!("{code} n’est pas une plate-forme : une liste entre sur une plate-forme, par exemple 29-BREST."))
}

/// The words of yes, then those of no.
pub const FLAGS: [[&str; 5]; 2] = [["true", "1", "oui", "yes", "on"], ["false", "0", "non", "no", "off"]];

/// # Errors
/// Any other word.
fn flag(text: Option<&str>) -> std::result::Result<bool, String> {
    match text.map(str::trim).unwrap_or_default().to_ascii_lowercase().as_str() {
        word if FLAGS[0].contains(&word) => Ok(true),
        word if word.is_empty() || FLAGS[1].contains(&word) => Ok(false),
        other => Err(format!("«\u{202f}{}\u{202f}» n’est ni true ni false.", shown(other))),
    }
}

/// What a mapping imposes on the reading, as JSON: the columns alone, or with how the file is to be opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Imposed {
    columns: Option<Vec<follow::intake::mapping::Column>>,
    list_date: Option<chrono::NaiveDate>,
    encoding: Option<String>,
    delimiter: Option<char>,
    sheet: Option<String>,
    header_line: Option<u32>,
    #[serde(default)]
    keep_those_still_in_training: bool,
}

/// # Errors
/// A text that is not such a mapping, with the place where it stops being one.
pub fn overrides(text: Option<&str>) -> std::result::Result<Overrides, String> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(Overrides::default()) };
    let imposed: Imposed = serde_json::from_str(text).map_err(|error| {
        format!(
            "La correspondance n’est pas lisible, ligne {}, colonne {}{}. Attendu\u{a0}: \
             {{\"columns\": [{{\"name\": \"NE LE\", \"use\": {{\"field\": \"birth_date\"}}}}]}}.",
            error.line(),
            error.column(),
            why(&error)
        )
    })?;
    Ok(Overrides {
        mapping: imposed.columns.map(|columns| Mapping { columns }),
        list_date: imposed.list_date,
        encoding: imposed.encoding,
        delimiter: imposed.delimiter,
        sheet: imposed.sheet,
        header_line: imposed.header_line,
        keep_those_still_in_training: imposed.keep_those_still_in_training,
    })
}

/// What serde says of an unknown or missing word, in French; of a text that is no JSON, the place is enough.
fn why(error: &serde_json::Error) -> String {
    const WORDS: [(&str, &str); 4] = [
        ("unknown variant", "valeur inconnue"),
        ("unknown field", "champ inconnu"),
        ("missing field", "champ absent"),
        ("duplicate field", "champ donné deux fois"),
    ];
    let told = error.to_string();
    let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
    let found = WORDS.iter().find_map(|(english, french)| told.strip_prefix(english).map(|rest| (*french, rest)));
    found.map_or_else(String::new, |(french, rest)| {
        let rest = rest.replace("expected one of", "attendu").replace("expected", "attendu").replace('`', "");
        format!(" ({french}\u{a0}:{rest})")
    })
}
