-- Searches of several words put sets of people together instead of reading the rows of one of the words; and what stands in an
-- index for a record belongs to the book that the record is in. The rows about people are made anew when the file is opened
-- next.
DROP TABLE person_word;
DELETE FROM known_word;

-- People by a number of this phone, in the order of a Vietnamese list of names.
CREATE TABLE found_person (
    number     INTEGER PRIMARY KEY,
    person     BLOB    NOT NULL,
    book       INTEGER NOT NULL REFERENCES book (number),
    name_order BLOB    NOT NULL,
    UNIQUE (person, book)
) STRICT;
CREATE INDEX found_person_in_order ON found_person (name_order, person);

-- Who has a word, folded, at a place of what is known of them: see `Place`. Of a telephone number the words are the runs of
-- three digits.
CREATE TABLE word_people (
    word   TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    block  INTEGER NOT NULL,               -- the number of the first person in it, by the size of a block: see `set`
    people BLOB    NOT NULL,
    PRIMARY KEY (word, place, block)
) STRICT, WITHOUT ROWID;

-- The words of given names, each in the order of a list: lists go by them.
CREATE TABLE given_word (
    word       TEXT    NOT NULL,
    name_order BLOB    NOT NULL,
    person     BLOB    NOT NULL,
    number     INTEGER NOT NULL,
    PRIMARY KEY (word, name_order, person, number)
) STRICT, WITHOUT ROWID;

-- What is left of telephone numbers from some digit on, so that any part of one is a beginning.
CREATE TABLE telephone_end (
    digits TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (digits, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_index_of_book (
    kind   INTEGER NOT NULL,
    number INTEGER NOT NULL,               -- position in the registry's list of this kind
    key    BLOB    NOT NULL,
    entity BLOB    NOT NULL,
    book   INTEGER NOT NULL REFERENCES book (number),
    PRIMARY KEY (kind, number, key, entity, book)
) STRICT, WITHOUT ROWID;
INSERT INTO entity_index_of_book (kind, number, key, entity, book)
    SELECT i.kind, i.number, i.key, i.entity, e.book
    FROM entity_index AS i JOIN entity AS e ON e.id = i.entity AND e.kind = i.kind;
DROP TABLE entity_index;
ALTER TABLE entity_index_of_book RENAME TO entity_index;
