//! One exchange with a phone.
