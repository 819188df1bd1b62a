//! For tests: a clock that moves when told, randomness that repeats, and a tiny phone.
