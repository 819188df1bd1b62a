//! For tests: a clock that moves when told, randomness that repeats, and a tiny phone made of the model alone.

mod fakes;
mod phone;
#[cfg(test)]
mod site;

pub use fakes::{FakeClock, FakeRandom};
pub use phone::{HandPhone, MadeOp};
#[cfg(test)]
pub(crate) use site::{CLUB, Site};
