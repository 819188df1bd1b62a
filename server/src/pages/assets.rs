//! The pages' own files, inside the program. Their names hold a hash of their content, so browsers may keep them for
//! ever and still see a new version at once.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::officers::{digest_bytes, hex};

/// Where the files are.
#[derive(Debug)]
pub(crate) struct Assets {
    /// The style sheet.
    pub(crate) style: String,
    /// The script.
    pub(crate) script: String,
    /// The mark, also the icon of the window.
    pub(crate) mark: String,
}

struct File {
    path: String,
    media_type: &'static str,
    bytes: &'static [u8],
}

fn file(name: &str, extension: &str, media_type: &'static str, bytes: &'static [u8]) -> File {
    let hash: String = hex(&digest_bytes(bytes)).chars().take(12).collect();
    File { path: format!("/assets/{name}-{hash}.{extension}"), media_type, bytes }
}

static FILES: LazyLock<[File; 3]> = LazyLock::new(|| {
    [
        file("pages", "css", "text/css; charset=utf-8", include_bytes!("../../assets/pages.css")),
        file("pages", "js", "text/javascript; charset=utf-8", include_bytes!("../../assets/pages.js")),
        file("mark", "svg", "image/svg+xml", include_bytes!("../../assets/mark.svg")),
    ]
});

static PATHS: LazyLock<Assets> = LazyLock::new(|| {
    let [style, script, mark] = &*FILES;
    Assets { style: style.path.clone(), script: script.path.clone(), mark: mark.path.clone() }
});

/// Where the files are.
pub(crate) fn paths() -> &'static Assets {
    &PATHS
}

/// `GET /assets/{name}`.
pub(crate) async fn get(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|file| file.path.strip_prefix("/assets/") == Some(name.as_str())) {
        Some(file) => {
            let kept = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, file.media_type), (header::CACHE_CONTROL, kept)], file.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
