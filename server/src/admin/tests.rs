//! What officers do.
