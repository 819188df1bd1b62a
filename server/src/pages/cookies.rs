//! Reading a cookie by its name.

use axum::http::{HeaderMap, header};

/// The value of the first cookie with this name.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("language=xx; lang=en; id=1"));
        assert_eq!(value(&headers, "lang"), Some("en"));
        assert_eq!(value(&headers, "id"), Some("1"));
        assert_eq!(value(&headers, "i"), None);
    }
}
