//! The description of the API (OpenAPI 3.1), made of the operations that are served.
use super::operations;
use axum::Json;
use std::sync::LazyLock;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

pub static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(|| {
    let described = operations()
        .into_iter()
        .fold(OpenApiRouter::with_openapi(Head::openapi()), |router, operation| router.routes(operation));
    described.into_openapi()
});

/// What stands above the operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pupitre",
        description = "Apporter des listes et lire les chiffres, avec les droits d’un compte. Chaque demande porte le jeton d’un compte \
                       (« Authorization: Bearer pup_… »), créé dans « Mon compte » ou par « pupitre token create ». Ce qui est hors du \
                       périmètre du compte répond comme ce qui n’existe pas. Les refus sont des documents application/problem+json \
                       (RFC 9457), en français, qui disent quoi faire.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    servers((url = "/", description = "Cette installation")),
    tags(
        (name = "Territoires", description = "De la nation aux plates-formes"),
        (name = "Chiffres", description = "Effectifs, taux et délais, sans aucun nom"),
        (name = "Listes", description = "Les jeunes signalés à une plate-forme"),
    ),
    security(("jeton" = [])),
    modifiers(&Tokens),
)]
struct Head;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("pup_ suivi de 64 signes")
            .description(Some("Le jeton d’un compte, montré une seule fois à sa création"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("jeton", SecurityScheme::Http(bearer));
    }
}

/// Open to all: it holds nothing of anybody.
pub async fn serve() -> Json<&'static utoipa::openapi::OpenApi> {
    Json(&*DOCUMENT)
}
