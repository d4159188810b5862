//! What can go wrong, and the page that says so. A fault never carries a name or a value from a personal file.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Absent, or outside what the actor may see: the two look the same.
    #[error("not found")]
    NotFound,
    /// Seen, but not the actor's to do. The sentence says who may.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// The thing has moved on: the act makes no sense any more. The sentence says what to do.
    #[error("refused: {0}")]
    Refused(String),
    /// The request itself is not one a page or a program of ours makes.
    #[error("bad request: {0}")]
    BadRequest(String),
    /// What was sent is larger than what is taken in.
    #[error("too large")]
    TooLarge { limit_mib: u64 },
    #[error("sign in first")]
    SignIn {
        /// The page to come back to.
        next: Option<String>,
        /// A form was sent, and is lost.
        lost: bool,
    },
    #[error("too many tries")]
    TooManyTries { minutes: i64 },
    #[error(transparent)]
    Database(#[from] db::Error),
    #[error("{0}")]
    Internal(String),
}

/// What the outermost layer turns into a page (or, for the API, into `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub status: StatusCode,
    pub title: String,
    pub text: String,
}

impl Error {
    pub fn fault(&self) -> Fault {
        let fault = |status, title: &str, text: &str| Fault { status, title: title.into(), text: text.into() };
        match self {
            Error::NotFound => fault(
                StatusCode::NOT_FOUND,
                "Page introuvable",
                "Cette page n’existe pas, ou elle n’est pas dans votre périmètre. Vérifiez l’adresse, ou repartez de l’accueil.",
            ),
            Error::Forbidden(who) => fault(StatusCode::FORBIDDEN, "Ce geste ne vous est pas ouvert", who),
            Error::Refused(why) => fault(StatusCode::CONFLICT, "Ce geste n’est plus possible", why),
            Error::BadRequest(why) => fault(StatusCode::BAD_REQUEST, "Demande incomprise", why),
            Error::TooLarge { limit_mib } => Fault {
                status: StatusCode::PAYLOAD_TOO_LARGE,
                title: "Fichier trop lourd".into(),
                text: format!(
                    "Le fichier dépasse {limit_mib} Mo. Retirez les feuilles et les colonnes inutiles, ou partagez la liste en plusieurs fichiers."
                ),
            },
            Error::SignIn { .. } => {
                fault(StatusCode::UNAUTHORIZED, "Connexion nécessaire", "Connectez-vous pour voir cette page.")
            }
            Error::TooManyTries { minutes } => Fault {
                status: StatusCode::TOO_MANY_REQUESTS,
                title: "Trop d’essais".into(),
                text: format!("Attendez {minutes}\u{a0}minutes avant d’essayer à nouveau."),
            },
            Error::Database(db::Error::PoolTimedOut) => fault(
                StatusCode::SERVICE_UNAVAILABLE,
                "Pupitre est très sollicité",
                "Votre demande n’a pas pu être traitée. Rien n’a été enregistré : réessayez dans une minute.",
            ),
            Error::Database(_) | Error::Internal(_) => fault(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Une erreur est survenue",
                "Rien n’a été enregistré. Réessayez ; si l’erreur revient, signalez-la en donnant la référence ci-dessous, sans écrire de nom de jeune.",
            ),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Error::SignIn { next, lost } = &self {
            let mut to = if *lost { "/connexion?fin=1" } else { "/connexion" }.to_owned();
            if let Some(next) = next.as_deref().filter(|n| *n != "/") {
                to.push_str(if *lost { "&suite=" } else { "?suite=" });
                to.extend(form_urlencoded::byte_serialize(next.as_bytes()));
            }
            let mut response = StatusCode::SEE_OTHER.into_response();
            if let Ok(to) = HeaderValue::from_str(&to) {
                response.headers_mut().insert(header::LOCATION, to);
            }
            response.extensions_mut().insert(self.fault());
            return response;
        }
        if matches!(self, Error::Database(_) | Error::Internal(_)) {
            tracing::error!(error = %self, "request failed");
        }
        let fault = self.fault();
        let mut response = (fault.status, fault.text.clone()).into_response();
        response.extensions_mut().insert(fault);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led_to(next: Option<&str>, lost: bool) -> String {
        let response = Error::SignIn { next: next.map(Into::into), lost }.into_response();
        response.headers()[header::LOCATION].to_str().expect("an address").to_owned()
    }

    #[test]
    fn whoever_signs_in_comes_back_to_the_page_and_is_told_that_a_form_was_lost() {
        assert_eq!(led_to(None, false), "/connexion");
        assert_eq!(led_to(Some("/"), false), "/connexion");
        assert_eq!(led_to(Some("/dossiers/1?du=2026"), false), "/connexion?suite=%2Fdossiers%2F1%3Fdu%3D2026");
        assert_eq!(led_to(Some("/dossiers/1"), true), "/connexion?fin=1&suite=%2Fdossiers%2F1");
        assert_eq!(led_to(None, true), "/connexion?fin=1");
    }
}
