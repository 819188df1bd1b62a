//! Exchanges between a real centre and tiny phones.

mod damage;
mod epochs;
mod forks;
mod journal;
mod names;
mod pull;
mod rights;
