//! Units, clubs and the projections.

use clubbook_model::id::RecordId;
use clubbook_model::membership::Days;
use clubbook_model::time::{Day, Instant};
use rusqlite::{OptionalExtension, Row};

use super::SqliteTx;
use super::row::{Columns, signed, unsigned};
use crate::admin::{Unit, UnitKind};
use crate::error::Done;
use crate::store::books::BookRow;
use crate::store::devices::Standing;
use crate::store::figures::{
    AttendanceFigure, ClubFigure, ClubFigures, MeetingFigure, TaskFigure, TaskFigures, Units, VisitFigure,
};

fn unit(row: &Row<'_>) -> rusqlite::Result<Unit> {
    let mut columns = Columns::new(row);
    Ok(Unit {
        code: columns.get()?,
        name: columns.get()?,
        kind: if columns.get::<i64>()? == 0 { UnitKind::Province } else { UnitKind::Commune },
        parent: columns.get()?,
    })
}

impl Units for SqliteTx<'_> {
    fn put_unit(&mut self, unit: &Unit) -> Done<()> {
        let kind = match unit.kind {
            UnitKind::Province => 0,
            UnitKind::Commune => 1,
        };
        self.connection
            .prepare_cached(
                "INSERT INTO unit (code, name, kind, parent) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (code) DO UPDATE SET name = ?2, kind = ?3, parent = ?4",
            )?
            .execute((&unit.code, &unit.name, kind, &unit.parent))?;
        Ok(())
    }

    fn unit(&self, code: &str) -> Done<Option<Unit>> {
        Ok(self
            .connection
            .prepare_cached("SELECT code, name, kind, parent FROM unit WHERE code = ?1")?
            .query_row([code], unit)
            .optional()?)
    }

    fn units(&self) -> Done<Vec<Unit>> {
        let mut statement =
            self.connection.prepare_cached("SELECT code, name, kind, parent FROM unit ORDER BY code")?;
        Ok(statement.query_map([], unit)?.collect::<rusqlite::Result<_>>()?)
    }

    fn add_club(&mut self, club: RecordId, number: u64) -> Done<bool> {
        let added = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO club (id, number) VALUES (?1, ?2)")?
            .execute((club.0, signed(number)))?;
        Ok(added > 0)
    }

    fn club_by_number(&self, number: u64) -> Done<Option<RecordId>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM club WHERE number = ?1")?
            .query_row([signed(number)], |row| row.get(0).map(RecordId))
            .optional()?)
    }
}

fn task(row: &Row<'_>) -> rusqlite::Result<TaskFigure> {
    let mut columns = Columns::new(row);
    Ok(TaskFigure { person: columns.record()?, role: columns.get()?, from: columns.day()?, to: columns.day()? })
}

impl TaskFigures for SqliteTx<'_> {
    fn put_tasks(&mut self, record: RecordId, club: RecordId, tasks: &[TaskFigure]) -> Done<()> {
        self.connection
            .prepare_cached("DELETE FROM task_figure WHERE club = ?1 AND record = ?2")?
            .execute((club.0, record.0))?;
        for task in tasks {
            self.connection
                .prepare_cached(
                    "INSERT INTO task_figure (record, role, club, person, from_day, to_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute((
                    record.0,
                    task.role,
                    club.0,
                    task.person.0,
                    task.from.map(|day| day.0),
                    task.to.map(|day| day.0),
                ))?;
        }
        Ok(())
    }

    fn tasks(&self, club: RecordId, person: RecordId) -> Done<Vec<TaskFigure>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT person, role, from_day, to_day FROM task_figure WHERE club = ?1 AND person = ?2")?;
        Ok(statement.query_map((club.0, person.0), task)?.collect::<rusqlite::Result<_>>()?)
    }

    fn tasks_of_club(&self, club: RecordId) -> Done<Vec<TaskFigure>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT person, role, from_day, to_day FROM task_figure WHERE club = ?1 ORDER BY person, role",
        )?;
        Ok(statement.query_map([club.0], task)?.collect::<rusqlite::Result<_>>()?)
    }

    fn put_volunteers(&mut self, book: u64, record: RecordId, people: &[RecordId]) -> Done<()> {
        self.connection
            .prepare_cached("DELETE FROM volunteer_figure WHERE book = ?1 AND record = ?2")?
            .execute((signed(book), record.0))?;
        for person in people {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO volunteer_figure (book, record, person) VALUES (?1, ?2, ?3)")?
                .execute((signed(book), record.0, person.0))?;
        }
        Ok(())
    }

    fn volunteers_of_club(&self, club: RecordId) -> Done<Vec<(u64, RecordId)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT v.book, v.person FROM book AS b JOIN volunteer_figure AS v ON v.book = b.handle \
             WHERE b.club = ?1 ORDER BY v.book, v.person",
        )?;
        let rows = statement.query_map([club.0], |row| {
            let mut columns = Columns::new(row);
            Ok((columns.number()?, columns.record()?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

const CLUB: &str =
    "SELECT f.club, c.number, f.name, f.unit, f.status FROM club_figure AS f JOIN club AS c ON c.id = f.club";

fn club(row: &Row<'_>) -> rusqlite::Result<ClubFigure> {
    let mut columns = Columns::new(row);
    Ok(ClubFigure {
        club: columns.record()?,
        number: columns.number()?,
        name: columns.get()?,
        unit: columns.get()?,
        status: columns.get()?,
    })
}

fn roll(bytes: &[u8]) -> Vec<RecordId> {
    bytes.chunks_exact(16).filter_map(|id| id.first_chunk().copied()).map(RecordId).collect()
}

impl ClubFigures for SqliteTx<'_> {
    fn put_club_figure(&mut self, figure: &ClubFigure) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO club_figure (club, name, unit, status) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (club) DO UPDATE SET name = ?2, unit = ?3, status = ?4",
            )?
            .execute((figure.club.0, &figure.name, &figure.unit, figure.status))?;
        Ok(())
    }

    fn club_figures(&self) -> Done<Vec<ClubFigure>> {
        let mut statement = self.connection.prepare_cached(&format!("{CLUB} ORDER BY f.unit, c.number"))?;
        Ok(statement.query_map([], club)?.collect::<rusqlite::Result<_>>()?)
    }

    fn club_figure(&self, wanted: RecordId) -> Done<Option<ClubFigure>> {
        Ok(self
            .connection
            .prepare_cached(&format!("{CLUB} WHERE f.club = ?1"))?
            .query_row([wanted.0], club)
            .optional()?)
    }

    fn put_member(&mut self, record: RecordId, club: RecordId, member: Option<(RecordId, Days)>) -> Done<()> {
        match member {
            None => self
                .connection
                .prepare_cached("DELETE FROM member_figure WHERE club = ?1 AND record = ?2")?
                .execute((club.0, record.0))?,
            Some((person, days)) => self
                .connection
                .prepare_cached(
                    "INSERT INTO member_figure (record, club, person, joined_on, left_on) VALUES (?1, ?2, ?3, ?4, ?5) \
                     ON CONFLICT (club, record) DO UPDATE SET person = ?3, joined_on = ?4, left_on = ?5",
                )?
                .execute((record.0, club.0, person.0, days.from.map(|day| day.0), days.to.map(|day| day.0)))?,
        };
        Ok(())
    }

    fn members(&self, club: RecordId, day: Day) -> Done<Vec<RecordId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT person FROM member_figure \
             WHERE club = ?1 AND (left_on IS NULL OR left_on > ?2) AND (joined_on IS NULL OR joined_on <= ?2) ORDER BY person",
        )?;
        Ok(statement.query_map((club.0, day.0), |row| row.get(0).map(RecordId))?.collect::<rusqlite::Result<_>>()?)
    }

    fn put_same(&mut self, record: RecordId, club: RecordId, pair: Option<(RecordId, RecordId)>) -> Done<()> {
        match pair {
            None => self
                .connection
                .prepare_cached("DELETE FROM same_figure WHERE club = ?1 AND record = ?2")?
                .execute((club.0, record.0))?,
            Some((low, high)) => self
                .connection
                .prepare_cached(
                    "INSERT INTO same_figure (record, club, low, high) VALUES (?1, ?2, ?3, ?4) \
                     ON CONFLICT (club, record) DO UPDATE SET low = ?3, high = ?4",
                )?
                .execute((record.0, club.0, low.0, high.0))?,
        };
        Ok(())
    }

    fn same_pairs(&self, club: RecordId) -> Done<Vec<(RecordId, RecordId)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT low, high FROM same_figure WHERE club = ?1 ORDER BY record")?;
        let rows = statement.query_map([club.0], |row| {
            let mut columns = Columns::new(row);
            Ok((columns.record()?, columns.record()?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn put_meeting(&mut self, club: RecordId, figure: &MeetingFigure) -> Done<()> {
        let roll: Vec<u8> = figure.roll.iter().flat_map(|person| person.0).collect();
        self.connection
            .prepare_cached(
                "INSERT INTO meeting_figure (record, club, held_on, default_mark, roll, closed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                 ON CONFLICT (club, record) DO UPDATE SET held_on = ?3, default_mark = ?4, roll = ?5, closed = ?6",
            )?
            .execute((
                figure.meeting.0,
                club.0,
                figure.held_on.map(|day| day.0),
                figure.default_mark,
                roll,
                figure.is_closed,
            ))?;
        Ok(())
    }

    fn last_meeting(&self, club: RecordId, day: Day) -> Done<Option<MeetingFigure>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT record, held_on, default_mark, roll, closed FROM meeting_figure WHERE club = ?1 AND held_on <= ?2 \
                 ORDER BY held_on DESC, record LIMIT 1",
            )?
            .query_row((club.0, day.0), |row| {
                let mut columns = Columns::new(row);
                Ok(MeetingFigure {
                    meeting: columns.record()?,
                    held_on: columns.day()?,
                    default_mark: columns.get()?,
                    roll: roll(&columns.get::<Vec<u8>>()?),
                    is_closed: columns.get()?,
                })
            })
            .optional()?)
    }

    fn put_attendance(&mut self, record: RecordId, club: RecordId, figure: Option<&AttendanceFigure>) -> Done<()> {
        match figure {
            None => self
                .connection
                .prepare_cached("DELETE FROM attendance_figure WHERE club = ?1 AND record = ?2")?
                .execute((club.0, record.0))?,
            Some(figure) => self
                .connection
                .prepare_cached(
                    "INSERT INTO attendance_figure (record, club, meeting, person, mark, guest) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                     ON CONFLICT (club, record) DO UPDATE SET meeting = ?3, person = ?4, mark = ?5, guest = ?6",
                )?
                .execute((record.0, club.0, figure.meeting.0, figure.person.0, figure.mark, figure.guest))?,
        };
        Ok(())
    }

    fn attendances(&self, club: RecordId, meeting: RecordId) -> Done<Vec<AttendanceFigure>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT meeting, person, mark, guest FROM attendance_figure WHERE club = ?1 AND meeting = ?2 ORDER BY record",
        )?;
        let rows = statement.query_map((club.0, meeting.0), |row| {
            let mut columns = Columns::new(row);
            Ok(AttendanceFigure {
                meeting: columns.record()?,
                person: columns.record()?,
                mark: columns.get()?,
                guest: columns.get()?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn put_visit(&mut self, record: RecordId, book: &BookRow, visit: Option<&VisitFigure>) -> Done<()> {
        let handle = signed(book.handle);
        match visit {
            None => self
                .connection
                .prepare_cached("DELETE FROM visit_figure WHERE book = ?1 AND record = ?2")?
                .execute((handle, record.0))?,
            Some(visit) => self
                .connection
                .prepare_cached(
                    "INSERT INTO visit_figure (book, record, club, visited_on, person, same_as, not_at_home) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (book, record) DO UPDATE \
                     SET visited_on = ?4, person = ?5, same_as = ?6, not_at_home = ?7",
                )?
                .execute((
                    handle,
                    record.0,
                    book.book.club.0,
                    visit.day.0,
                    visit.person.0,
                    visit.same_as.map(|other| other.0),
                    visit.not_at_home,
                ))?,
        };
        Ok(())
    }

    fn visits(&self, club: RecordId, from: Day, to: Day) -> Done<Vec<VisitFigure>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, visited_on, person, same_as, not_at_home FROM visit_figure \
             WHERE club = ?1 AND visited_on BETWEEN ?2 AND ?3",
        )?;
        let rows = statement.query_map((club.0, from.0, to.0), |row| {
            let mut columns = Columns::new(row);
            Ok(VisitFigure {
                visit: columns.record()?,
                day: columns.day()?.unwrap_or_default(),
                person: columns.record()?,
                same_as: columns.get::<Option<[u8; 16]>>()?.map(RecordId),
                not_at_home: columns.get()?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn last_met(&self, club: RecordId) -> Done<Vec<(RecordId, Day)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT person, max(visited_on) FROM visit_figure WHERE club = ?1 AND NOT not_at_home GROUP BY person",
        )?;
        let rows = statement.query_map([club.0], |row| {
            let mut columns = Columns::new(row);
            Ok((columns.record()?, columns.day()?.unwrap_or_default()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn phones(&self, club: RecordId) -> Done<(u64, Option<Instant>)> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE standing = ?2), max(last_heard) FROM device WHERE club = ?1 AND standing <> ?3",
            )?
            .query_row((club.0, Standing::Good.number(), Standing::Centre.number()), |row| {
                let mut columns = Columns::new(row);
                Ok((columns.number()?, columns.get::<Option<i64>>()?.map(Instant)))
            })?)
    }

    fn held_of_club(&self, club: RecordId) -> Done<u64> {
        let count = self
            .connection
            .prepare_cached(
                "SELECT (SELECT count(*) FROM log INDEXED BY log_held \
                 WHERE reason IS NOT NULL AND device IN (SELECT id FROM device WHERE club = ?1) \
                 AND NOT EXISTS (SELECT 1 FROM decision AS d WHERE d.device = log.device AND d.seq = log.seq)) \
                 + (SELECT coalesce(sum(last - first + 1), 0) FROM unreadable \
                 WHERE device IN (SELECT id FROM device WHERE club = ?1))",
            )?
            .query_row([club.0], |row| row.get(0))?;
        Ok(unsigned(count))
    }
}
