//! Exchanges between a real centre and tiny phones.

mod clubs;
mod damage;
mod epochs;
mod erasures;
mod forks;
mod fragments;
mod journal;
mod known_rights;
mod large;
mod names;
mod openers;
mod pull;
mod readable;
mod restored;
mod rights;
mod stamps;

use clubbook_model::id::RecordId;
use clubbook_model::registry::HomeVisit;
use clubbook_model::value::Value;

use crate::testing::Site;

/// What people wrote of a visit to Lan: the notes that are heads, equal ones included.
async fn notes(site: &Site, visit: RecordId) -> Vec<Value> {
    let state = site.centre.entity_state(site.care(site.lan), visit).await.unwrap().unwrap_or_default();
    let field = state.field(HomeVisit::note.tag, &[]).cloned().unwrap_or_default();
    field.entries().map(|(_, entry)| entry.value.clone()).collect()
}
