//! From a cookie to the one who acts.
use super::navigation;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use base::{Actor, App, Result};
use network::accounts::session;

/// Who holds the session the request carries, with the menu of the desk; none when it carries none, or one that is over.
pub async fn actor(app: &App, headers: &HeaderMap) -> Result<Option<Actor>> {
    let Some(token) = session::token(&CookieJar::from_headers(headers), &app.config) else { return Ok(None) };
    let now = app.clock.now();
    let mut tx = app.read().await?;
    let Some(signed_in) = session::find(&mut tx, &token, now).await? else { return Ok(None) };
    let mut person = signed_in.person();
    person.nav = navigation::menu(&mut tx, &person, app.clock.today()).await?;
    drop(tx);
    if signed_in.touch_due {
        // Beside the page: it does not wait for the writer, and is not refused if this fails.
        let db = app.db.clone();
        tokio::spawn(async move {
            if let Err(error) = session::touch(&db, &token, now).await {
                tracing::warn!(%error, "a session's last page was not written down");
            }
        });
    }
    Ok(Some(Actor::new(person)))
}
