//! Backups: encrypted, proven by a restore before anybody relies on them, and put back as a new epoch.
//!
//! A backup holds the database as of one moment and the journal of revocations, spent codes and erasures. It does not
//! hold the centre's keys: these are copied once and kept apart, so that who finds a backup cannot be the centre. What a
//! backup was made of is decrypted again, opened and summed before the file gets its name; only then phones are told that
//! they need not keep what is in it.
//!
//! | module | what |
//! |---|---|
//! | `create` | making a backup, keeping the newest ones |
//! | `restore` | putting one back |
//! | `archive` | the form of the file |
//! | `seal` | encryption by `age`, to a key or a passphrase |
//! | `database` | copying the live database, and looking whether a copy is whole |

mod archive;
mod create;
mod database;
mod error;
mod restore;
mod seal;
#[cfg(test)]
mod tests;

pub use archive::Manifest;
pub use create::{BackupPlan, BackupReport, create};
pub use database::Verified;
pub use error::BackupError;
pub use restore::{Restored, is_unfinished, restore};
pub use seal::{Opener, Sealer};
