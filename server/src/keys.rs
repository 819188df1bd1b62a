//! Keys, and the journal outside the database.
