//! The language of a page: `?lang=` first, then the cookie that it left, else Vietnamese.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use clubbook_model::vocabulary::Language;

use super::words::Words;

/// The cookie that remembers the choice.
const COOKIE: &str = "lang";

/// One year, seconds.
const REMEMBERED: u32 = 31_536_000;

/// Puts [`Words`] into the request's extensions, and remembers a choice made by `?lang=`.
pub(crate) async fn choose(mut request: Request, next: Next) -> Response {
    let chosen = asked_for(request.uri());
    let language = chosen.or_else(|| remembered(request.headers())).unwrap_or(Language::Vi);
    request.extensions_mut().insert(Words(language));
    let mut response = next.run(request).await;
    if let Some(language) = chosen {
        let cookie = format!("{COOKIE}={}; Path=/; Max-Age={REMEMBERED}; HttpOnly; SameSite=Lax", tag(language));
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The address of the same page in the other language, its other questions kept.
pub(crate) fn switch(uri: &Uri, words: Words) -> String {
    let other = words.other_tag();
    let kept = uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let pairs: Vec<&str> = kept.collect();
    match pairs.is_empty() {
        true => format!("{}?lang={other}", uri.path()),
        false => format!("{}?{}&lang={other}", uri.path(), pairs.join("&")),
    }
}

fn tag(language: Language) -> &'static str {
    Words(language).tag()
}

fn by_tag(tag: &str) -> Option<Language> {
    [Language::Vi, Language::En].into_iter().find(|language| self::tag(*language) == tag)
}

fn asked_for(uri: &Uri) -> Option<Language> {
    uri.query()?.split('&').find_map(|pair| by_tag(pair.strip_prefix("lang=")?))
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    super::cookies::value(headers, COOKIE).and_then(by_tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_other_language_keeps_what_was_asked() {
        let uri = Uri::from_static("/clubs?unit=21001&lang=vi&q=a%20b");
        assert_eq!(switch(&uri, Words(Language::Vi)), "/clubs?unit=21001&q=a%20b&lang=en");
        assert_eq!(switch(&Uri::from_static("/sign-in"), Words(Language::En)), "/sign-in?lang=vi");
    }

    #[test]
    fn an_unknown_language_is_no_choice() {
        assert_eq!(asked_for(&Uri::from_static("/clubs?lang=fr")), None);
        assert_eq!(asked_for(&Uri::from_static("/clubs?q=lang&lang=en")), Some(Language::En));
    }
}
