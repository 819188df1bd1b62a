//! Exchanges.
