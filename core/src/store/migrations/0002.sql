-- People are also found by initials, hamlet, year of birth and telephone, and by words that are near to what was typed. The
-- rows are made anew when the file is opened next.
DROP TABLE name_word;

-- Words by which people are found, folded. Each row carries what ranks and filters it, so that a search reads rows of this
-- table only.
CREATE TABLE person_word (
    place      INTEGER NOT NULL,           -- where the word stands, best first: see `Place`
    word       TEXT    NOT NULL,
    name_order BLOB    NOT NULL,           -- sorts as a Vietnamese list of names
    person     BLOB    NOT NULL,
    folded     TEXT    NOT NULL,           -- each word at its first place, "lan|dinh thi|tu|dtl|1955 55 go deo|0905123456"
    PRIMARY KEY (place, word, name_order, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_word_by_person ON person_word (person);

-- The words of names and hamlets, each once: where a typed word is none of them, those near to it are meant.
CREATE TABLE known_word (
    word   TEXT    NOT NULL PRIMARY KEY,
    people INTEGER NOT NULL                -- rows of `person_word` that have it as a word of a name or a hamlet
) STRICT, WITHOUT ROWID;

DELETE FROM setting WHERE name = 'name_order_version';
