//! Forms that another site cannot send in our officers' name.
//!
//! The session cookie is same-site strict already. Besides, every form carries a random token that has to equal the one
//! in a cookie, which another site can neither read nor set, and browsers say themselves where a form comes from. This
//! also covers sign-in and set-up, where there is no session yet and a stranger's visit must not write to the database.

use axum::Form;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::officers::{digest, hex};
use super::{Pages, cookies, frame, message};
use crate::clock::random_bytes;

/// The token of this browser.
#[derive(Debug, Clone)]
pub(crate) struct Token(pub(crate) String);

fn cookie_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-form" } else { "form" }
}

/// Puts the [`Token`] into the request's extensions; a browser without one gets one.
pub(crate) async fn provide(State(pages): State<Pages>, mut request: Request, next: Next) -> Response {
    let name = cookie_name(pages.options.is_secure);
    let known = cookies::value(request.headers(), name).filter(|token| is_token(token)).map(str::to_owned);
    let is_new = known.is_none();
    let token = known.unwrap_or_else(|| hex(&random_bytes::<16>(pages.centre.random().as_ref())));
    request.extensions_mut().insert(Token(token.clone()));
    let mut response = next.run(request).await;
    if is_new {
        let secure = if pages.options.is_secure { "; Secure" } else { "" };
        let cookie = format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A form that carries a token.
pub(crate) trait Guarded: DeserializeOwned {
    /// The token that came with it.
    fn token(&self) -> &str;
}

/// A form whose token was right. Handlers of forms take nothing else.
#[derive(Debug)]
pub(crate) struct Checked<F>(pub(crate) F);

impl<F: Guarded> FromRequest<Pages> for Checked<F> {
    type Rejection = Response;

    async fn from_request(request: Request, pages: &Pages) -> Result<Self, Response> {
        let own = cookies::value(request.headers(), cookie_name(pages.options.is_secure)).map(str::to_owned);
        let frame = frame::of_request(&request);
        let from_here = is_from_here(request.headers());
        match Form::<F>::from_request(request, pages).await {
            Ok(Form(form)) if from_here && own.is_some_and(|own| is_token(&own) && is_same(&own, form.token())) => {
                Ok(Self(form))
            }
            Ok(_) | Err(_) => Err(message::stale_form(frame)),
        }
    }
}

/// What browsers say of where a form comes from; old ones say nothing, and the token decides.
fn is_from_here(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none")
}

/// Compares hashes: how long that takes tells nothing of the token.
fn is_same(own: &str, sent: &str) -> bool {
    digest(own) == digest(sent)
}
