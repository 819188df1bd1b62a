//! A centre with its pages, and a visitor without eyes.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use clubbook_model::id::RecordId;
use http_body_util::BodyExt;
use tower::ServiceExt;

use crate::admin::{ImportRow, NewClub, Unit, UnitKind};
use crate::pages::officers::NewOfficer;
use crate::pages::{PagesOptions, officers, routes};
use crate::store::access::{AccessFilter, Deed};
use crate::testing::{FakeClock, FakeRandom};
use crate::{Centre, CentreOptions};

pub(super) const PASSWORD: &str = "trăng sáng vườn chè";
pub(super) const WRONG: &str = "sai hoàn toàn rồi";

/// A centre with two communes of one province, a club in each, and one officer for all of it.
pub(super) struct Scene {
    pub(super) folder: tempfile::TempDir,
    pub(super) clock: Arc<FakeClock>,
    pub(super) centre: Centre,
    pub(super) router: Router,
}

impl Scene {
    pub(super) async fn new() -> Self {
        Self::with(PagesOptions::default()).await
    }

    /// Officers come in by their password alone, so that tests of other things need no app.
    pub(super) async fn with(options: PagesOptions) -> Self {
        Self::strict(PagesOptions { allows_password_alone: true, ..options }).await
    }

    /// As a centre is run: an app's code is asked for after the password.
    pub(super) async fn strict(options: PagesOptions) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FakeClock::on(2026, 11, 24));
        let options_of_centre = CentreOptions {
            folder: folder.path().join("data"),
            name: "Trung tâm thử".to_owned(),
            clock: clock.clone(),
            random: Arc::new(FakeRandom::new(1)),
        };
        let centre = Centre::open(options_of_centre).unwrap();
        for (code, name, parent) in
            [("51", "Tỉnh Quảng Ngãi", None), ("21001", "Xã Sơn Hà", Some("51")), ("21002", "Xã Trà Bồng", Some("51"))]
        {
            let kind = if parent.is_none() { UnitKind::Province } else { UnitKind::Commune };
            let unit = Unit { code: code.to_owned(), name: name.to_owned(), kind, parent: parent.map(str::to_owned) };
            centre.add_unit(unit).await.unwrap();
        }
        for (number, name, unit) in [(17, "CLB thôn Gò Deo", "21001"), (18, "CLB thôn Đồng Reng", "21002")] {
            let club = NewClub {
                unit_code: unit.to_owned(),
                number,
                name: name.to_owned(),
                meeting_day: None,
                hamlets: Vec::new(),
            };
            centre.create_club(club).await.unwrap();
        }
        let router = routes(centre.clone(), options);
        Self { folder, clock, centre, router }
    }

    pub(super) fn visitor(&self) -> Visitor {
        Visitor { router: self.router.clone(), cookies: BTreeMap::new(), extra: Vec::new() }
    }

    /// Makes the first officer through the link of the first run.
    pub(super) async fn first_officer(&self) -> Visitor {
        let link = officers::first_link(&self.centre).await.unwrap().unwrap();
        let mut visitor = self.visitor();
        let answer = visitor.set_up(&link.path(), "minh.tran").await;
        assert_eq!(answer.to(), Some("/sign-in?why=ready"));
        visitor
    }

    /// A signed-in officer of a unit.
    pub(super) async fn officer_of(&self, login: &str, unit: &str) -> Visitor {
        let new = NewOfficer { login: login.to_owned(), name: "Cán bộ".to_owned(), unit: Some(unit.to_owned()) };
        let link = officers::add(&self.centre, new).await.unwrap();
        let mut visitor = self.visitor();
        visitor.set_up(&link.path(), login).await;
        assert_eq!(visitor.sign_in(login, PASSWORD).await.to(), Some("/clubs"));
        visitor
    }

    /// Takes a person into a club; fields as an imported list has them.
    pub(super) async fn person(&self, club: u64, fields: &[(&str, &str)]) -> RecordId {
        let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let imported = self.centre.import_people(club, vec![ImportRow { line: 1, fields }]).await.unwrap();
        imported.people[0].person
    }

    /// The access log, the newest first: (what, club, people, reason).
    pub(super) async fn log(&self) -> Vec<(Deed, Option<u64>, u64, String)> {
        let log = self.centre.access_log(AccessFilter::default(), 0, 100).await.unwrap();
        log.lines.into_iter().map(|row| (row.line.deed, row.line.club, row.line.people, row.line.reason)).collect()
    }

    pub(super) async fn signed_in(&self) -> Visitor {
        let mut visitor = self.first_officer().await;
        assert_eq!(visitor.sign_in("minh.tran", PASSWORD).await.to(), Some("/clubs"));
        visitor
    }
}

/// A browser without eyes: keeps cookies and sends forms with their token.
#[derive(Clone)]
pub(super) struct Visitor {
    pub(super) router: Router,
    pub(super) cookies: BTreeMap<String, String>,
    pub(super) extra: Vec<(&'static str, &'static str)>,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn to(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }
}

impl Visitor {
    pub(super) async fn ask(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request.header(header::COOKIE, cookies.join("; "));
        for (name, value) in &self.extra {
            request = request.header(*name, *value);
        }
        let (head, body) = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap().into_parts();
        for cookie in head.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            match rest.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        Answer { status: head.status, headers: head.headers, text }
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.cookies.get("form").or(self.cookies.get("__Host-form")).cloned().unwrap_or_default();
        let all = std::iter::once(("csrf", token.as_str())).chain(fields.iter().copied());
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, Body::from(form)).await
    }

    pub(super) async fn set_up(&mut self, path: &str, login: &str) -> Answer {
        assert_eq!(self.get(path).await.status, StatusCode::OK);
        let fields = [("name", "Trần Thị Minh"), ("login", login), ("password", PASSWORD), ("repeat", PASSWORD)];
        self.post(path, &fields).await
    }

    pub(super) async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.get("/sign-in").await;
        self.post("/sign-in", &[("login", login), ("password", password)]).await
    }

    pub(super) async fn sees_the_list(&mut self) -> bool {
        self.get("/clubs").await.status == StatusCode::OK
    }
}
