//! Names folded for search and keyed for order: the one place from which the store asks the text rules.

pub(crate) use clubbook_model::text::{fold, given_name, order_key};
