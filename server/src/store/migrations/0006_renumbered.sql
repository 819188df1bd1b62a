-- Ops that were renumbered after a fork or behind a hole of a journal: where each was first written, and its name.

CREATE TABLE renumbered (
    device        INTEGER NOT NULL,         -- the number that it has in the log
    seq           INTEGER NOT NULL,
    former_device INTEGER NOT NULL,         -- the number under which it was first written
    former_seq    INTEGER NOT NULL,
    former_chain  BLOB    NOT NULL,         -- the chain value there
    name_device   INTEGER NOT NULL,         -- the name by which states know it: the former number, or one of its own
    name_seq      INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX renumbered_by_former ON renumbered (former_device, former_seq);
CREATE INDEX renumbered_by_name ON renumbered (name_device, name_seq);
