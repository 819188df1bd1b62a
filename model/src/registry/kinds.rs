//! The kinds and their fields, by what they are about. One line is one field: `name: Type = number,` where the type is a scalar,
//! `Set<scalar>` or `Once<scalar>`.

mod care;
mod meetings;
mod others;
mod roster;

pub use care::*;
pub use meetings::*;
pub use others::*;
pub use roster::*;
