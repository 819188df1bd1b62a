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
mod restored;
mod rights;
mod stamps;
