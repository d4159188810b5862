use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use base::App;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// The machine that asks, when it is known. Behind a proxy it is the last of `X-Forwarded-For`: the one the proxy itself saw.
#[derive(Clone, Copy, Debug)]
pub struct Machine(pub Option<IpAddr>);

impl FromRequestParts<App> for Machine {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        if app.config.behind_proxy {
            let seen = parts.headers.get_all("x-forwarded-for").iter().next_back();
            let last = seen.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
            return Ok(Machine(last));
        }
        Ok(Machine(parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())))
    }
}
