-- What officers decided not to take for now: a record that waits and is refused, or a phone that is left waiting after a fork.
-- What was refused stays where it is; whoever changes their mind can still take it.
CREATE TABLE decision (
    device INTEGER NOT NULL,
    seq    INTEGER NOT NULL,                -- the op; 0: the phone itself
    at     INTEGER NOT NULL,
    name   TEXT    NOT NULL,                -- the officer's
    reason TEXT    NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
