-- What the people at the phone are told of the exchange with the centre.

-- How the last exchanges went: moments and counts, nothing of any record. Only the newest rows stay.
CREATE TABLE exchange (
    number    INTEGER PRIMARY KEY,
    first_at  INTEGER NOT NULL,            -- by this phone's wall clock, seconds since 1970
    last_at   INTEGER NOT NULL,            -- of the last of `times` exchanges that were alike
    times     INTEGER NOT NULL,
    trouble   INTEGER NOT NULL,            -- number of a settings::Trouble; 0: it came to its end
    sent      INTEGER NOT NULL,            -- ops that the centre acknowledged
    put_aside INTEGER NOT NULL,            -- ops that it put in quarantine
    received  INTEGER NOT NULL             -- rows of frames
) STRICT;

-- What is known of ops in the journal that an officer refused.
CREATE TABLE refusal (
    device INTEGER NOT NULL,               -- the device id's 64 bits
    seq    INTEGER NOT NULL,
    why    TEXT    NOT NULL DEFAULT '',    -- in the officer's words
    known  INTEGER NOT NULL DEFAULT 0,     -- 1: its author said "Đã rõ"
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
