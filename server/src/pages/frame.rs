//! What is around every page: language, files, who is signed in, the token of the forms.

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, Uri};
use clubbook_model::vocabulary::Language;

use super::assets::{self, Assets};
use super::csrf::Token;
use super::words::Words;
use super::{Pages, language};
use crate::store::officers::OfficerRow;

/// What `base.html` needs.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The words.
    pub(crate) words: Words,
    /// The address of this page in the other language.
    pub(crate) switch: String,
    /// The token of the forms.
    pub(crate) csrf: String,
    /// Who is signed in.
    pub(crate) officer: Option<Officer>,
    /// The first part of the address, for the mark on the way through the pages.
    section: String,
    /// Whether there is nothing but that part.
    is_first: bool,
    /// Where the files are.
    pub(crate) assets: &'static Assets,
}

impl Frame {
    /// The frame of a page for somebody who is signed in.
    pub(crate) fn for_officer(mut self, officer: &OfficerRow) -> Self {
        self.officer = Some(Officer { name: officer.name.clone(), administers: administers(officer) });
        self
    }

    /// Whether the page is the first of its part, or lies within it, as `aria-current` says it.
    pub(crate) fn here(&self) -> &'static str {
        if self.is_first { "page" } else { "true" }
    }

    /// The ways to the parts of the pages, for whoever is signed in.
    pub(crate) fn ways(&self) -> Vec<Way> {
        let Some(officer) = &self.officer else { return Vec::new() };
        let words = self.words;
        let way = |to: &'static str, label| Way { to, label, is_here: to.trim_start_matches('/') == self.section };
        let mut ways = vec![way(super::CLUBS, words.clubs())];
        ways.push(way(super::REVIEW, words.review_title()));
        ways.push(way(super::LISTS, words.lists_way()));
        if officer.administers {
            ways.push(way(super::LOG, words.log_way()));
            ways.push(way("/officers", words.officers_title()));
        }
        ways
    }

    fn new(extensions: &Extensions, uri: &Uri) -> Self {
        let words = words_in(extensions);
        Self {
            words,
            switch: language::switch(uri, words),
            csrf: extensions.get::<Token>().map(|token| token.0.clone()).unwrap_or_default(),
            officer: None,
            is_first: !uri.path().trim_matches('/').contains('/'),
            section: uri.path().trim_start_matches('/').split('/').next().unwrap_or_default().to_owned(),
            assets: assets::paths(),
        }
    }
}

/// Who is signed in, as a page shows it.
#[derive(Debug, Clone)]
pub(crate) struct Officer {
    /// The name.
    pub(crate) name: String,
    /// In charge of the whole centre.
    pub(crate) administers: bool,
}

/// The way to a part of the pages.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    /// The address.
    pub(crate) to: &'static str,
    /// Its name.
    pub(crate) label: &'static str,
    /// Whether the page is of this part.
    pub(crate) is_here: bool,
}

/// Whether an officer is in charge of the whole centre: of no single unit.
pub(crate) fn administers(officer: &OfficerRow) -> bool {
    officer.unit.is_none()
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
