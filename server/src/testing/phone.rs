//! A tiny phone.

/// A phone.
#[derive(Debug)]
pub struct HandPhone;
