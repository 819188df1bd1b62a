-- The centre's tables, version 1. Never edited after a release: a change is a new file beside this one.
--
-- Every row of a club hangs on a book or a device, and each of these belongs to one club for ever. Device ids are the 64
-- bits of clubbook_model::id::DeviceId as a signed integer; days and moments count from 1970.

-- Small values by name.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The epochs of this database, the last one is in force: a restore begins a new one.
CREATE TABLE epoch (
    number   INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    device   INTEGER NOT NULL,              -- the centre's own ops are made under this key
    began_at INTEGER NOT NULL
) STRICT;

-- At which head each book stood when an epoch began.
CREATE TABLE epoch_book (
    epoch INTEGER NOT NULL REFERENCES epoch (number),
    book  INTEGER NOT NULL,
    head  INTEGER NOT NULL,
    PRIMARY KEY (epoch, book)
) STRICT, WITHOUT ROWID;

-- Administrative units of today.
CREATE TABLE unit (
    code   TEXT    NOT NULL PRIMARY KEY,
    name   TEXT    NOT NULL,
    kind   INTEGER NOT NULL,                -- 0 province, 1 commune
    parent TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_by_parent ON unit (parent);

-- The numbers of the clubs: what people type, given once by the centre.
CREATE TABLE club (
    id     BLOB    NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE book (
    handle  INTEGER PRIMARY KEY,            -- the number in cursors, digests and sums
    club    BLOB    NOT NULL,
    kind    INTEGER NOT NULL,
    part    BLOB    NOT NULL,
    head    INTEGER NOT NULL,               -- the last sequence number
    creator BLOB    NOT NULL,               -- the person whose op opened it
    UNIQUE (club, kind, part)
) STRICT;

CREATE TABLE book_sum (
    book   INTEGER NOT NULL REFERENCES book (handle),
    bucket INTEGER NOT NULL,
    sum    BLOB    NOT NULL,
    PRIMARY KEY (book, bucket)
) STRICT, WITHOUT ROWID;

-- The folded state of every record: can be rebuilt from the log.
CREATE TABLE entity (
    book  INTEGER NOT NULL REFERENCES book (handle),
    id    BLOB    NOT NULL,
    kind  INTEGER NOT NULL,
    state BLOB    NOT NULL,                 -- canonical state bytes
    PRIMARY KEY (book, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_by_id ON entity (id);

-- Everything that was received: the truth.
CREATE TABLE log (
    device      INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    part        INTEGER NOT NULL,           -- 0 the whole op; from 1 fragments of it that came back after a restore
    chain       BLOB,                       -- c(seq); NULL: the journal has not come up to here yet
    op          BLOB    NOT NULL,           -- as received; a stub where the record was erased
    kind        INTEGER NOT NULL,
    entity      BLOB    NOT NULL,
    book        INTEGER REFERENCES book (handle),
    book_seq    INTEGER,                    -- NULL: held, or known under a former number
    effective   INTEGER NOT NULL,           -- the clock reading that counts
    reason      TEXT,                       -- why it is held
    flags       INTEGER NOT NULL,           -- bits of store::log::Flags
    received_at INTEGER NOT NULL,
    PRIMARY KEY (device, seq, part)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX log_by_book ON log (book, book_seq) WHERE book_seq IS NOT NULL;
CREATE INDEX log_held ON log (device, seq) WHERE reason IS NOT NULL;
CREATE INDEX log_released ON log (device, seq) WHERE flags & 1;

-- Frames that are signed and cannot be read: held whole.
CREATE TABLE unreadable (
    device      INTEGER NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL,
    chain       BLOB    NOT NULL,           -- c(last), as the device signed it
    frame       BLOB    NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (device, first)
) STRICT, WITHOUT ROWID;

-- The salt of each run of 256 ops of a device; NULL: destroyed, because one of them was erased.
CREATE TABLE segment (
    device INTEGER NOT NULL,
    number INTEGER NOT NULL,
    salt   BLOB,
    PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id             INTEGER PRIMARY KEY,
    key            BLOB    NOT NULL,
    club           BLOB    NOT NULL,
    person         BLOB    NOT NULL,        -- for whom it was connected
    serial         INTEGER NOT NULL,        -- of its certificate
    issued_at      INTEGER NOT NULL,
    app            TEXT    NOT NULL,
    standing       INTEGER NOT NULL,        -- store::devices::Standing
    succeeds       INTEGER,                 -- the device whose fork it is
    forked_at      INTEGER,                 -- when its journal was last seen to differ
    seq            INTEGER NOT NULL,        -- its journal is here up to this op
    chain          BLOB    NOT NULL,        -- c(seq)
    effective      INTEGER NOT NULL,        -- the largest clock reading given to it
    challenge      BLOB    NOT NULL,        -- that went with the last answer that moved a cursor
    cursors        BLOB    NOT NULL,        -- as they stand after that answer
    rights_version INTEGER NOT NULL,
    last_heard     INTEGER
) STRICT;
CREATE INDEX device_by_club ON device (club);

-- The rights that a device was told, by version; the old ones until it has learned the newer.
CREATE TABLE device_rights (
    device  INTEGER NOT NULL REFERENCES device (id),
    version INTEGER NOT NULL,
    digest  BLOB    NOT NULL,               -- over the books and rights
    rights  BLOB    NOT NULL,               -- rights::ClubRights
    PRIMARY KEY (device, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE revoked_person (
    club   BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (club, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE code (
    id          INTEGER PRIMARY KEY,
    club        BLOB    NOT NULL,
    person      BLOB    NOT NULL,
    hash        BLOB    NOT NULL,           -- keyed hash of club and digits
    issued_at   INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    tries       INTEGER NOT NULL,           -- wrong codes tried for the club while this one was open
    cancelled   INTEGER NOT NULL,
    device      INTEGER                     -- that used it
) STRICT;
CREATE INDEX code_by_club ON code (club);

CREATE TABLE erased (
    record BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Projections: all of what follows can be rebuilt from the log.

-- Tasks of people: from memberships and terms of the board.
CREATE TABLE task_figure (
    record   BLOB    NOT NULL,              -- the membership or the term
    role     INTEGER NOT NULL,
    club     BLOB    NOT NULL,
    person   BLOB    NOT NULL,
    from_day INTEGER,
    to_day   INTEGER,
    PRIMARY KEY (record, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_figure_by_person ON task_figure (club, person);

-- Volunteers assigned to care parts.
CREATE TABLE volunteer_figure (
    book   INTEGER NOT NULL,
    record BLOB    NOT NULL,                -- the care case
    person BLOB    NOT NULL,
    PRIMARY KEY (book, record, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE club_figure (
    club   BLOB NOT NULL PRIMARY KEY,
    name   TEXT NOT NULL,
    unit   TEXT NOT NULL,
    status INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX club_figure_by_unit ON club_figure (unit);

CREATE TABLE member_figure (
    record  BLOB    NOT NULL PRIMARY KEY,   -- the membership
    club    BLOB    NOT NULL,
    person  BLOB    NOT NULL,
    left_on INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX member_figure_by_club ON member_figure (club, left_on, person);

-- Two records of one person.
CREATE TABLE same_figure (
    record BLOB NOT NULL PRIMARY KEY,
    club   BLOB NOT NULL,
    low    BLOB NOT NULL,
    high   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX same_figure_by_club ON same_figure (club);

CREATE TABLE meeting_figure (
    record       BLOB    NOT NULL PRIMARY KEY,
    club         BLOB    NOT NULL,
    held_on      INTEGER,                   -- NULL: not held
    default_mark INTEGER,
    roll         BLOB    NOT NULL           -- the people of the roll, 16 bytes each, ascending
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_figure_by_club ON meeting_figure (club, held_on);

CREATE TABLE attendance_figure (
    record  BLOB    NOT NULL PRIMARY KEY,
    meeting BLOB    NOT NULL,
    person  BLOB    NOT NULL,
    mark    INTEGER,
    guest   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_figure_by_meeting ON attendance_figure (meeting);

-- Visits that count: not void, not another record of the same visit.
CREATE TABLE visit_figure (
    record     BLOB    NOT NULL PRIMARY KEY,
    club       BLOB    NOT NULL,
    visited_on INTEGER NOT NULL,
    person     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_figure_by_club ON visit_figure (club, visited_on, person);
