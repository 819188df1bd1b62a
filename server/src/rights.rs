//! Who may do what in which book.
