-- The second step of signing in: codes of an app (RFC 6238), and codes on paper instead.
CREATE TABLE second_step (
    officer   INTEGER PRIMARY KEY REFERENCES officer (id) ON DELETE CASCADE,
    -- The app's secret follows from this and from a key outside the database, so a copy of the database makes no code.
    salt      BLOB    NOT NULL,
    set_up_at INTEGER NOT NULL,
    -- The half minute whose code was used last: a code works once.
    last_step INTEGER NOT NULL
) STRICT;

CREATE TABLE paper_code (
    officer INTEGER NOT NULL REFERENCES officer (id) ON DELETE CASCADE,
    hash    BLOB    NOT NULL,               -- keyed hash of officer and digits
    used_at INTEGER,
    PRIMARY KEY (officer, hash)
) STRICT, WITHOUT ROWID;
