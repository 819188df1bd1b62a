//! For tests: a clock that moves when told, randomness that repeats, and a tiny phone made of the model alone.

mod fakes;
mod phone;

pub use fakes::{FakeClock, FakeRandom};
pub use phone::HandPhone;
