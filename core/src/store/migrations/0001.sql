-- The phone's tables, version 1. Never edited after a release: a change is a new file beside this one.

-- Small values by name: the device's secret, the centre, the epoch, the clock, the back-off.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The books that this phone holds or writes.
CREATE TABLE book (
    number INTEGER PRIMARY KEY,            -- on this phone
    club   BLOB    NOT NULL,
    kind   INTEGER NOT NULL,
    part   BLOB    NOT NULL,
    handle INTEGER UNIQUE,                 -- the centre's number for it, once it has told
    rights INTEGER NOT NULL DEFAULT 0,     -- bits of model::message::Rights
    cursor INTEGER NOT NULL DEFAULT 0,     -- everything up to this sequence number has been applied
    UNIQUE (club, kind, part)
) STRICT;

-- State sums over the confirmed entities, by bucket.
CREATE TABLE book_sum (
    book   INTEGER NOT NULL REFERENCES book (number),
    bucket INTEGER NOT NULL,
    sum    BLOB    NOT NULL,
    PRIMARY KEY (book, bucket)
) STRICT, WITHOUT ROWID;

-- Every entity: what the centre has confirmed, and what is shown when ops of this phone are not confirmed yet.
CREATE TABLE entity (
    id        BLOB    NOT NULL,
    book      INTEGER NOT NULL REFERENCES book (number),
    kind      INTEGER NOT NULL,
    confirmed BLOB,                        -- canonical state bytes; NULL: nothing confirmed yet
    shown     BLOB,                        -- canonical state bytes; NULL: the same as confirmed
    PRIMARY KEY (id, book)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_by_kind ON entity (kind, book);

-- The indexes that the registry declares: an order-preserving key over the shown values, per kind and index.
CREATE TABLE entity_index (
    kind   INTEGER NOT NULL,
    number INTEGER NOT NULL,               -- position in the registry's list of this kind
    key    BLOB    NOT NULL,
    entity BLOB    NOT NULL,
    PRIMARY KEY (kind, number, key, entity)
) STRICT, WITHOUT ROWID;

-- Words of people's names, folded, for search without marks. Each row carries what ranks and filters it, so that a search
-- reads rows of this table only: words of the given name first, then by the order of a list of names.
CREATE TABLE name_word (
    place      INTEGER NOT NULL,           -- 0 in the given name, 1 elsewhere in the name, 2 in another name
    word       TEXT    NOT NULL,
    name_order BLOB    NOT NULL,           -- sorts as a Vietnamese list of names
    person     BLOB    NOT NULL,
    folded     TEXT    NOT NULL,           -- all words of the names by place, "lan|dinh thi|tu", for the other words of a search
    PRIMARY KEY (place, word, name_order, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_by_person ON name_word (person);

-- Every op that this phone has ever made, in order, with no holes.
CREATE TABLE journal (
    seq       INTEGER PRIMARY KEY,
    op        BLOB    NOT NULL,            -- canonical bytes, never re-encoded
    chain     BLOB    NOT NULL,            -- c(seq)
    effective INTEGER,                     -- the centre's clock reading, where it clamped ours
    state     INTEGER NOT NULL,            -- 0 waiting, 1 acknowledged, 2 in quarantine at the centre
    reason    TEXT,                        -- of the quarantine
    book      INTEGER NOT NULL REFERENCES book (number),
    entity    BLOB    NOT NULL,
    made_at   INTEGER NOT NULL             -- by this phone's own wall clock, seconds since 1970
) STRICT;
CREATE INDEX journal_unconfirmed ON journal (entity) WHERE state <> 1;

-- The salt of each run of 256 ops of the journal. It is destroyed when one of them is erased; the ops that come after in
-- the same run then have another one.
CREATE TABLE segment (
    number    INTEGER PRIMARY KEY,
    salt      BLOB    NOT NULL,
    first_seq INTEGER NOT NULL,            -- the first op that it holds for
    doomed    INTEGER NOT NULL DEFAULT 0   -- 1: to be destroyed as soon as nothing in the run waits for sending
) STRICT;

-- Ops that this phone made under keys before a fork, up to the point to which the centre has them.
CREATE TABLE former_journal (
    device    INTEGER NOT NULL,            -- the device id's 64 bits
    seq       INTEGER NOT NULL,
    op        BLOB    NOT NULL,
    effective INTEGER,
    state     INTEGER NOT NULL,            -- as in journal
    reason    TEXT,
    book      INTEGER NOT NULL REFERENCES book (number),
    entity    BLOB    NOT NULL,
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_journal_unconfirmed ON former_journal (entity) WHERE state <> 1;

-- Ops that were renumbered after a fork: under which number they stand in the journal now.
CREATE TABLE renumbered (
    device     INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    hash       BLOB    NOT NULL,           -- of the op's bytes under the old number
    now_device INTEGER NOT NULL,
    now_seq    INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- Records that were erased for good: whatever of them is here or comes from anywhere is a stub.
CREATE TABLE erased (
    record BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Frames as they came from the centre, kept until its backups hold them, to offer them again to a restored centre.
CREATE TABLE received_frame (
    number      INTEGER PRIMARY KEY,
    epoch       BLOB    NOT NULL,
    received_at INTEGER NOT NULL,          -- by the centre's clock, seconds since 1970
    bytes       BLOB    NOT NULL
) STRICT;

-- The people who use this phone and their PINs.
CREATE TABLE phone_user (
    person      BLOB    NOT NULL PRIMARY KEY,
    pin_hash    TEXT,                      -- argon2id, PHC string; NULL: no PIN
    wrong_tries INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
