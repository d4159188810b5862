//! Around each page: who asks for it, and what a fault looks like.
use super::faults::{self, Asked};
use super::session;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base::App;
use base::layout::with_strangers_theme;
use network::accounts::theme::strangers_theme;

pub async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let actor = match session::actor(&app, request.headers()).await {
        Ok(actor) => actor,
        Err(error) => return faults::explain(error.into_response(), &asked, &app, None),
    };
    if let Some(actor) = &actor {
        request.extensions_mut().insert(actor.clone());
    }
    let theme = strangers_theme(request.headers());
    with_strangers_theme(theme, async {
        let response = next.run(request).await;
        faults::explain(response, &asked, &app, actor.as_ref())
    })
    .await
}
