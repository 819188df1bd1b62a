-- Who looked at named records or changed something on the pages, and why. Lines are added; none is changed or taken away.
-- The officer stands here in words: the account may be gone when somebody asks.
CREATE TABLE access_log (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    login  TEXT    NOT NULL,
    name   TEXT    NOT NULL,
    unit   TEXT,                            -- the officer's unit at that moment; NULL: all
    deed   INTEGER NOT NULL,                -- store::access::Deed
    club   INTEGER,                         -- the number of the club; NULL: several, or none
    clubs  INTEGER NOT NULL,                -- of how many clubs
    people INTEGER NOT NULL,                -- how many people were named
    about  TEXT    NOT NULL,                -- which list or record, never whose
    reason TEXT    NOT NULL                 -- as the officer gave it
) STRICT;
CREATE INDEX access_log_by_moment ON access_log (at);
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
BEGIN SELECT raise(ABORT, 'lines of the access log are not changed'); END;
CREATE TRIGGER access_log_is_not_shortened BEFORE DELETE ON access_log
BEGIN SELECT raise(ABORT, 'lines of the access log are not taken away'); END;
