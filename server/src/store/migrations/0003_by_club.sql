-- Figures and erasures by the club, or the book, of the record, and not by its id alone: records of two clubs may have the
-- same id, by a fault or on purpose. `clubbook-server rebuild` puts right what one club had written over another's.

CREATE TABLE task_figure_by_club (
    club     BLOB    NOT NULL,
    record   BLOB    NOT NULL,              -- the membership or the term
    role     INTEGER NOT NULL,
    person   BLOB    NOT NULL,
    from_day INTEGER,
    to_day   INTEGER,
    PRIMARY KEY (club, record, role)
) STRICT, WITHOUT ROWID;
INSERT INTO task_figure_by_club (club, record, role, person, from_day, to_day)
    SELECT club, record, role, person, from_day, to_day FROM task_figure;
DROP TABLE task_figure;
ALTER TABLE task_figure_by_club RENAME TO task_figure;
CREATE INDEX task_figure_by_person ON task_figure (club, person);

CREATE TABLE member_figure_by_club_and_record (
    club    BLOB    NOT NULL,
    record  BLOB    NOT NULL,               -- the membership
    person  BLOB    NOT NULL,
    left_on INTEGER,
    PRIMARY KEY (club, record)
) STRICT, WITHOUT ROWID;
INSERT INTO member_figure_by_club_and_record (club, record, person, left_on)
    SELECT club, record, person, left_on FROM member_figure;
DROP TABLE member_figure;
ALTER TABLE member_figure_by_club_and_record RENAME TO member_figure;
CREATE INDEX member_figure_by_club ON member_figure (club, left_on, person);

-- Two records of one person.
CREATE TABLE same_figure_by_club_and_record (
    club   BLOB NOT NULL,
    record BLOB NOT NULL,
    low    BLOB NOT NULL,
    high   BLOB NOT NULL,
    PRIMARY KEY (club, record)
) STRICT, WITHOUT ROWID;
INSERT INTO same_figure_by_club_and_record (club, record, low, high) SELECT club, record, low, high FROM same_figure;
DROP TABLE same_figure;
ALTER TABLE same_figure_by_club_and_record RENAME TO same_figure;

CREATE TABLE meeting_figure_by_club_and_record (
    club         BLOB    NOT NULL,
    record       BLOB    NOT NULL,
    held_on      INTEGER,                   -- NULL: not held
    default_mark INTEGER,
    roll         BLOB    NOT NULL,          -- the people of the roll, 16 bytes each, ascending
    PRIMARY KEY (club, record)
) STRICT, WITHOUT ROWID;
INSERT INTO meeting_figure_by_club_and_record (club, record, held_on, default_mark, roll)
    SELECT club, record, held_on, default_mark, roll FROM meeting_figure;
DROP TABLE meeting_figure;
ALTER TABLE meeting_figure_by_club_and_record RENAME TO meeting_figure;
CREATE INDEX meeting_figure_by_club ON meeting_figure (club, held_on);

CREATE TABLE attendance_figure_by_club (
    club    BLOB    NOT NULL,
    record  BLOB    NOT NULL,
    meeting BLOB    NOT NULL,
    person  BLOB    NOT NULL,
    mark    INTEGER,
    guest   INTEGER NOT NULL,
    PRIMARY KEY (club, record)
) STRICT, WITHOUT ROWID;
INSERT INTO attendance_figure_by_club (club, record, meeting, person, mark, guest)
    SELECT b.club, f.record, f.meeting, f.person, f.mark, f.guest
    FROM attendance_figure AS f JOIN entity AS e ON e.id = f.record JOIN book AS b ON b.handle = e.book WHERE b.kind = 1;
DROP TABLE attendance_figure;
ALTER TABLE attendance_figure_by_club RENAME TO attendance_figure;
CREATE INDEX attendance_figure_by_meeting ON attendance_figure (club, meeting);

-- Visits that count: not void, not another record of the same visit.
CREATE TABLE visit_figure_by_book (
    book       INTEGER NOT NULL,            -- the care part
    record     BLOB    NOT NULL,
    club       BLOB    NOT NULL,
    visited_on INTEGER NOT NULL,
    person     BLOB    NOT NULL,
    PRIMARY KEY (book, record)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_figure_by_book (book, record, club, visited_on, person)
    SELECT b.handle, f.record, f.club, f.visited_on, f.person
    FROM visit_figure AS f JOIN entity AS e ON e.id = f.record JOIN book AS b ON b.handle = e.book
    WHERE b.kind = 2 AND b.club = f.club;
DROP TABLE visit_figure;
ALTER TABLE visit_figure_by_book RENAME TO visit_figure;
CREATE INDEX visit_figure_by_club ON visit_figure (club, visited_on, person);

CREATE TABLE erased_by_club (
    club   BLOB NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (club, record)
) STRICT, WITHOUT ROWID;
INSERT INTO erased_by_club (club, record)
    SELECT DISTINCT b.club, x.record
    FROM erased AS x JOIN entity AS e ON e.id = x.record JOIN book AS b ON b.handle = e.book;
-- Erased before anything of it came: whose it will be is not known here, so it is a stub wherever it comes.
INSERT INTO erased_by_club (club, record)
    SELECT c.id, x.record FROM erased AS x CROSS JOIN club AS c WHERE x.record NOT IN (SELECT id FROM entity);
DROP TABLE erased;
ALTER TABLE erased_by_club RENAME TO erased;
