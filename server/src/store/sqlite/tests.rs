//! The store holds what it was given.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::{SCHEMA_VERSION, SqliteStore};
use crate::error::{CentreError, Done};
use crate::store::{self, Store, Tx, WriteJob};

fn open(folder: &std::path::Path) -> Done<Arc<dyn Store>> {
    Ok(Arc::new(SqliteStore::open(&folder.join("centre.db"))?))
}

async fn names(store: &Arc<dyn Store>) -> Vec<&'static str> {
    store::read(store, |tx| {
        let mut found = Vec::new();
        for name in ["one", "two", "three"] {
            if tx.setting(name)?.is_some() {
                found.push(name);
            }
        }
        Ok(found)
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn a_job_that_fails_or_panics_takes_back_its_own_work_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let good = store::write(&store, |tx| tx.put_setting("one", b"1"));
    let failing = store::write(&store, |tx| {
        tx.put_setting("two", b"2")?;
        Err::<(), _>(CentreError::Invalid("on purpose"))
    });
    let panicking = store::write(&store, |tx| -> Done<()> {
        tx.put_setting("three", b"3")?;
        panic!("on purpose")
    });
    let (good, failing, panicking) = tokio::join!(good, failing, panicking);
    assert!(good.is_ok());
    assert!(matches!(failing, Err(CentreError::Invalid(_))));
    assert!(matches!(panicking, Err(CentreError::Busy)));
    assert_eq!(names(&store).await, ["one"]);
}

/// Holds the writer until told, so that what is sent meanwhile waits.
struct Gate {
    wait: std::sync::mpsc::Receiver<()>,
}

impl WriteJob for Gate {
    fn run(&mut self, _: &mut dyn Tx) -> Done<()> {
        let _ = self.wait.recv();
        Ok(())
    }

    fn settle(self: Box<Self>, _: Done<()>) {}
}

/// Notes the change counter of the file when it runs.
struct Count(Option<oneshot::Sender<u64>>);

impl WriteJob for Count {
    fn run(&mut self, tx: &mut dyn Tx) -> Done<()> {
        let seen = tx.setting("count")?.and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes);
        tx.put_setting("count", &(seen + 1).to_be_bytes())
    }

    fn settle(mut self: Box<Self>, outcome: Done<()>) {
        if let Some(answer) = self.0.take() {
            let _ = answer.send(u64::from(outcome.is_ok()));
        }
    }
}

#[tokio::test]
async fn jobs_that_wait_are_committed_together_and_none_is_answered_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let (open_gate, wait) = std::sync::mpsc::channel();
    store.write(Box::new(Gate { wait }));
    let mut answers = Vec::new();
    for _ in 0..100 {
        let (answer, waiting) = oneshot::channel();
        store.write(Box::new(Count(Some(answer))));
        answers.push(waiting);
    }
    let answered = answers.iter_mut().filter_map(|waiting| waiting.try_recv().ok()).count();
    assert_eq!(answered, 0);
    open_gate.send(()).unwrap();
    for waiting in answers {
        assert_eq!(waiting.await, Ok(1));
    }
    let count = store::read(&store, |tx| tx.setting("count")).await.unwrap().unwrap();
    assert_eq!(count, 100u64.to_be_bytes());
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).unwrap().close();
    let path = folder.path().join("centre.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    drop(connection);
    let before = std::fs::read(&path).unwrap();
    let refused = open(folder.path()).err().unwrap();
    assert!(matches!(refused, CentreError::NewerVersion { found, known } if found == known + 1));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_no_database_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("centre.db"), "một tệp khác, không phải sổ".repeat(300)).unwrap();
    assert!(matches!(open(folder.path()).err().unwrap(), CentreError::NotADatabase));
}

#[tokio::test]
async fn a_closed_store_answers_that_it_is_closed_and_holds_what_was_sent_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    store::write_later(&store, |tx| tx.put_setting("one", b"1"));
    store.close();
    let late = store::write(&store, |tx| tx.put_setting("two", b"2")).await;
    assert!(matches!(late, Err(CentreError::Stopped)));
    assert!(matches!(store::read(&store, |tx| tx.setting("one")).await, Err(CentreError::Stopped)));
    assert_eq!(names(&open(folder.path()).unwrap()).await, ["one"]);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()).unwrap());
    let connection = super::open::open_reader(&folder.path().join("centre.db")).unwrap();
    let mut tx = super::SqliteTx { connection: &connection };
    let written: Done<()> = store::settings::Settings::put_setting(&mut tx, "one", b"1");
    assert!(written.is_err());
}

#[tokio::test]
async fn what_another_process_writes_is_heard_of() {
    let folder = tempfile::tempdir().unwrap();
    let (server, command) = (open(folder.path()).unwrap(), open(folder.path()).unwrap());
    let mut changes = server.changes();
    let known = *changes.borrow_and_update();
    store::write(&command, |tx| tx.note_shown()).await.unwrap();
    changes.changed().await.unwrap();
    assert!(*changes.borrow() > known);
}

#[test]
fn the_tables_are_what_was_released() {
    let folder = tempfile::tempdir().unwrap();
    let connection = super::open::open_writer(&folder.path().join("centre.db")).unwrap();
    let mut statement =
        connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
    let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    insta::assert_snapshot!(tables.map(Result::unwrap).collect::<Vec<_>>().join(";\n"));
}

#[test]
fn what_every_exchange_asks_is_found_by_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let connection = super::open::open_writer(&folder.path().join("centre.db")).unwrap();
    let hot = [
        "SELECT op FROM log WHERE book = 1 AND book_seq > 2 AND book_seq IS NOT NULL ORDER BY book_seq LIMIT 3",
        "SELECT op FROM log WHERE device = 1 AND seq >= 2 AND part = 0 ORDER BY seq LIMIT 3",
        "SELECT seq, reason FROM log INDEXED BY log_held WHERE device = 1 AND reason IS NOT NULL ORDER BY seq",
        "SELECT seq FROM log INDEXED BY log_released WHERE device = 1 AND flags & 1 ORDER BY seq",
        "SELECT chain FROM log WHERE device = 1 AND seq = 2 AND part = 0 \
         UNION ALL SELECT chain FROM unreadable WHERE device = 1 AND last = 2 LIMIT 1",
        "SELECT state FROM entity WHERE book = 1 AND id = x'00'",
        "SELECT handle FROM book WHERE handle IN (SELECT book FROM entity WHERE id = x'00') ORDER BY handle",
        "SELECT 1 FROM erased WHERE club = x'00' AND record = x'00'",
        "SELECT person FROM attendance_figure WHERE club = x'00' AND meeting = x'00' ORDER BY record",
        "SELECT bucket, sum FROM book_sum WHERE book = 1",
        "SELECT handle FROM book WHERE club = x'00' AND kind = 1 AND part = x'00'",
        "SELECT handle FROM book WHERE club = x'00' ORDER BY handle",
        "SELECT role FROM task_figure WHERE club = x'00' AND person = x'00'",
        "SELECT v.person FROM book AS b JOIN volunteer_figure AS v ON v.book = b.handle WHERE b.club = x'00'",
        "SELECT digest FROM device_rights WHERE device = 1 AND version = 2",
        "SELECT key FROM device WHERE id = 1",
    ];
    for sql in hot {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = statement.query_map([], |row| row.get::<_, String>(3)).unwrap();
        let plan = steps.map(Result::unwrap).collect::<Vec<_>>().join("; ");
        assert!(plan.contains("SEARCH") && !plan.contains("SCAN"), "{sql}: {plan}");
    }
}

#[test]
fn figures_and_erasures_of_an_older_database_are_kept_under_their_clubs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    let old = rusqlite::Connection::open(&path).unwrap();
    for sql in [include_str!("../migrations/0001.sql"), include_str!("../migrations/0002_officers.sql")] {
        old.execute_batch(sql).unwrap();
    }
    old.execute_batch(
        "INSERT INTO club VALUES (x'01', 17), (x'02', 18);
         INSERT INTO book VALUES (1, x'01', 1, x'00', 9, x'00'), (2, x'01', 2, x'09', 9, x'00'), (3, x'02', 1, x'00', 9, x'00');
         INSERT INTO entity VALUES (1, x'a0', 8, x''), (2, x'b0', 11, x''), (2, x'c0', 11, x'');
         INSERT INTO task_figure VALUES (x'd0', 1, x'01', x'0a', NULL, NULL);
         INSERT INTO member_figure VALUES (x'd0', x'01', x'0a', NULL);
         INSERT INTO same_figure VALUES (x'd1', x'01', x'0a', x'0b');
         INSERT INTO meeting_figure VALUES (x'd2', x'01', 5, 1, x'');
         INSERT INTO attendance_figure VALUES (x'a0', x'd2', x'0a', 1, 0);
         INSERT INTO visit_figure VALUES (x'b0', x'01', 6, x'09');
         INSERT INTO erased VALUES (x'c0'), (x'ff');
         PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(old);
    let new = super::open::open_writer(&path).unwrap();
    let rows = |sql: &str| -> Vec<String> {
        let mut statement = new.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for (sql, expected) in [
        ("SELECT hex(club) || hex(record) || role || hex(person) FROM task_figure", vec!["01D010A"]),
        ("SELECT hex(club) || hex(record) || hex(person) FROM member_figure", vec!["01D00A"]),
        ("SELECT hex(club) || hex(record) || hex(low) || hex(high) FROM same_figure", vec!["01D10A0B"]),
        ("SELECT hex(club) || hex(record) || held_on || default_mark FROM meeting_figure", vec!["01D251"]),
        ("SELECT hex(club) || hex(record) || hex(meeting) || mark || guest FROM attendance_figure", vec!["01A0D210"]),
        ("SELECT book || hex(record) || hex(club) || visited_on || hex(person) FROM visit_figure", vec!["2B001609"]),
        // What nobody had yet is a stub wherever it comes.
        ("SELECT hex(club) || hex(record) FROM erased ORDER BY 1", vec!["01C0", "01FF", "02FF"]),
    ] {
        assert_eq!(rows(sql), expected, "{sql}");
    }
}
