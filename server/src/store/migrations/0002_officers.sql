-- The officers who see the pages: accounts, one-time links, sign-in tries and sessions. Nothing here is needed to sync.

CREATE TABLE officer (
    id INTEGER PRIMARY KEY,
    -- Lower case; the form is checked before it comes here.
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- The code of the unit whose subtree the officer sees; NULL: all of it.
    unit TEXT,
    -- An argon2id PHC string; NULL until the one-time link was used.
    password TEXT,
    -- Goes up with every new password, which ends the sessions of the old one.
    version INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE officer_link (
    -- SHA-256 of the token in the link.
    token BLOB NOT NULL PRIMARY KEY,
    -- NULL: the link of the first run, which makes the first officer.
    officer INTEGER REFERENCES officer (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_try (
    -- SHA-256 of the login that was typed, whether there is such an officer or not.
    login BLOB NOT NULL PRIMARY KEY,
    failed INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE officer_session (
    -- SHA-256 of the session's id in the cookie.
    id BLOB NOT NULL PRIMARY KEY,
    record TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX officer_session_expires_at ON officer_session (expires_at);
