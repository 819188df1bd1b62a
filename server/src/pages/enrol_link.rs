//! The page behind an enrolment link or its QR code, for a phone that has no Sổ CLB yet. It only shows what to type:
//! looking at it neither checks nor spends the code, so it tells a stranger nothing.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::{Pages, message};

#[derive(Template)]
#[template(path = "enrol_link.html")]
struct EnrolLinkPage {
    frame: Frame,
    app_link: Option<String>,
    in_app: Option<String>,
    centre: Option<String>,
    club: u64,
    first: String,
    second: String,
}

/// `GET /e/{club}-{digits}`.
pub(crate) async fn show(State(pages): State<Pages>, frame: Frame, Path(link): Path<String>) -> Response {
    let Some((club, first, second)) = parts(&link) else { return message::bad_enrol_link(frame) };
    let options = &pages.options;
    let page = EnrolLinkPage {
        frame,
        app_link: options.app_link.clone(),
        in_app: options.public_address.as_deref().and_then(|address| in_app(address, &link)),
        centre: options.public_address.clone(),
        club,
        first,
        second,
    };
    message::page(StatusCode::OK, &page)
}

/// The same link for the app, whichever centre it is of: the system knows only some centres' own addresses as the app's.
fn in_app(address: &str, link: &str) -> Option<String> {
    let place = address.strip_prefix("https://")?.trim_end_matches('/');
    Some(format!("clubbook://{place}/e/{link}"))
}

/// The club's number and the code's two halves.
fn parts(link: &str) -> Option<(u64, String, String)> {
    let (club, digits) = link.split_once('-')?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(club) || !all_digits(digits) || digits.len() != 8 {
        return None;
    }
    let (first, second) = digits.split_at_checked(4)?;
    Some((club.parse().ok()?, first.to_owned(), second.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_leads_into_the_app_where_the_centre_has_an_address_of_its_own() {
        let link = in_app("https://clb.example.vn/", "17-12345678");
        assert_eq!(link.as_deref(), Some("clubbook://clb.example.vn/e/17-12345678"));
        assert_eq!(in_app("http://127.0.0.1:8080", "17-12345678"), None);
    }

    #[test]
    fn a_link_is_a_number_and_eight_digits() {
        assert_eq!(parts("17-12345678"), Some((17, "1234".to_owned(), "5678".to_owned())));
        for wrong in ["17", "17-1234567", "17-123456789", "x-12345678", "17-1234567a", "-12345678", "17-12345678-9"] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
