//! Sessions in the centre's own database. The cookie holds a random id; the database holds its hash, so that a copy of
//! the database opens no session.

use async_trait::async_trait;
use clubbook_model::time::Instant;
use tower_sessions::cookie::{self, time::OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

use super::officers::digest;
use crate::Centre;
use crate::error::CentreError;
use crate::store;
use crate::store::officers::{Digest, SessionRow};

/// A session ends after so many minutes without use.
const IDLE_MINUTES: i64 = 30;

/// Use within so many seconds of the last one noted is not noted again: a page that is only read should not write.
const GRAIN: i64 = 60;

/// The sessions' table.
#[derive(Debug, Clone)]
pub(crate) struct Sessions {
    centre: Centre,
}

impl Sessions {
    /// The sessions of a centre.
    pub(crate) fn new(centre: &Centre) -> Self {
        Self { centre: centre.clone() }
    }
}

/// The layer that gives handlers their session. `renews`: whether using a page counts as use; what a page fetches by
/// itself does not, or a forgotten window would stay signed in for ever.
///
/// The cookie lives as long as the browser's window; how long a session is valid is decided here, by the centre's clock.
pub(crate) fn layer(sessions: &Sessions, is_secure: bool, renews: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(sessions.clone())
        .with_name(cookie_name(is_secure))
        .with_secure(is_secure)
        .with_http_only(true)
        .with_same_site(cookie::SameSite::Strict)
        .with_expiry(Expiry::OnSessionEnd)
        .with_always_save(renews)
}

/// The `__Host-` prefix makes browsers refuse the cookie from anywhere but this very host over TLS.
pub(crate) fn cookie_name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-officer" } else { "officer" }
}

fn key(id: &Id) -> Digest {
    digest(&id.to_string())
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn backend(error: CentreError) -> Error {
    Error::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    /// Ids are 128 random bits: one that exists already is not met, but costs nothing to look for.
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let id = key(&record.id);
            let row = self.row(record)?;
            let was_made = store::write(self.centre.store(), move |tx| {
                if tx.officer_session(&id)?.is_some() {
                    return Ok(false);
                }
                tx.put_officer_session(&id, &row)?;
                Ok(true)
            })
            .await
            .map_err(backend)?;
            if was_made {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (id, row, now) = (key(&record.id), self.row(record)?, self.centre.clock().now());
        let known = store::read(self.centre.store(), move |tx| tx.officer_session(&id)).await.map_err(backend)?;
        if known.is_some_and(|known| known.record == row.record && row.expires_at.0 - known.expires_at.0 < GRAIN) {
            return Ok(());
        }
        store::write(self.centre.store(), move |tx| {
            tx.forget_officer_sessions(now)?;
            tx.put_officer_session(&id, &row)
        })
        .await
        .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let (key, now) = (key(id), self.centre.clock().now());
        let row = store::read(self.centre.store(), move |tx| tx.officer_session(&key)).await.map_err(backend)?;
        let Some(row) = row.filter(|row| row.expires_at > now) else { return Ok(None) };
        let decode = |error: &dyn std::fmt::Display| Error::Decode(error.to_string());
        let data = serde_json::from_str(&row.record).map_err(|error| decode(&error))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.0).map_err(|error| decode(&error))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let id = key(id);
        store::write(self.centre.store(), move |tx| tx.remove_officer_session(&id)).await.map_err(backend)
    }
}

impl Sessions {
    /// What a session holds, without its id, which is the secret; valid from now on.
    fn row(&self, record: &Record) -> Result<SessionRow> {
        let record = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        Ok(SessionRow { record, expires_at: Instant(self.centre.clock().now().0 + IDLE_MINUTES * 60) })
    }
}
