//! What is around every page: language, files, who is signed in, the token of the forms.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, Uri};
use clubbook_model::vocabulary::Language;

use super::assets::{self, Assets};
use super::csrf::Token;
use super::words::Words;
use super::{Pages, language};

/// What `base.html` needs.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The words.
    pub(crate) words: Words,
    /// The address of this page in the other language.
    pub(crate) switch: String,
    /// The token of the forms.
    pub(crate) csrf: String,
    /// The name of who is signed in.
    pub(crate) officer: Option<String>,
    /// Where the files are.
    pub(crate) assets: &'static Assets,
}

impl Frame {
    /// The frame of a page for somebody who is signed in.
    pub(crate) fn for_officer(mut self, name: &str) -> Self {
        self.officer = Some(name.to_owned());
        self
    }

    fn new(extensions: &Extensions, uri: &Uri) -> Self {
        let words = words_in(extensions);
        Self {
            words,
            switch: language::switch(uri, words),
            csrf: extensions.get::<Token>().map(|token| token.0.clone()).unwrap_or_default(),
            officer: None,
            assets: assets::paths(),
        }
    }
}

impl FromRequestParts<Pages> for Frame {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _pages: &Pages) -> Result<Self, Self::Rejection> {
        Ok(of_parts(parts))
    }
}

/// The frame for what a request asks.
pub(crate) fn of_request(request: &Request) -> Frame {
    Frame::new(request.extensions(), request.uri())
}

/// The frame for the head of a request.
pub(crate) fn of_parts(parts: &Parts) -> Frame {
    Frame::new(&parts.extensions, &parts.uri)
}

fn words_in(extensions: &Extensions) -> Words {
    extensions.get::<Words>().copied().unwrap_or(Words(Language::Vi))
}
