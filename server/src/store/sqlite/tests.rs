//! The store holds what it was given.
