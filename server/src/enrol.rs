//! Connecting a phone by a code.
