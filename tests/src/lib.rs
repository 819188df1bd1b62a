//! What the tests that cross crates share: realistic clubs as ops and on phones, a counting way to the centre, the World.
//!
//! The tests themselves are in `tests/`, the programs that measure in `src/bin/`.

pub mod bench;
pub mod durability;
pub mod fixture;
pub mod world;
