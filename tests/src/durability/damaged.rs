//! A phone whose database is damaged, and what a salvage has to leave, however often it is disturbed.

use std::path::Path;

use clubbook_core::store::journal::{self, JournalRow};
use clubbook_core::store::salvage::{open_or_salvage, salvage};
use clubbook_core::store::{Durability, Store};
use tempfile::TempDir;

use super::disk::{Files, read_folder, write_folder};
use super::process::{Process, command};
use super::writer::options;

const PAGE: usize = 4096;

/// A damaged phone, and what a salvage reads of its journal when nothing disturbs it.
#[derive(Debug)]
pub struct DamagedPhone {
    /// Its files.
    pub files: Files,
    journal: Vec<JournalRow>,
}

impl DamagedPhone {
    /// A phone after some saves of a writer (the built `clubbook-writer`), with a page in the middle of its database destroyed.
    ///
    /// # Panics
    /// When the writer fails, or hardly anything of the journal can be read.
    pub fn after_saves(writer: &str) -> Self {
        let folder = TempDir::new().expect("a folder for the writer");
        let mut command = command(writer, folder.path());
        command.args(["save", "--seed", "5", "--count", "150"]);
        assert!(Process::start(&mut command).rest().1.success(), "the writer comes to its end");
        let mut files = read_folder(folder.path()).expect("the files are read");
        let database = files.get_mut("so.db").expect("the writer left a database");
        let middle = database.len() / PAGE / 2 * PAGE;
        database.get_mut(middle..middle + PAGE).expect("it has a page in the middle").fill(0x5a);

        let undisturbed = TempDir::new().expect("a folder for the salvage");
        write_folder(undisturbed.path(), &files).expect("the files are written");
        let (store, _) = salvage(options(undisturbed.path(), Durability::Full)).expect("it can be salvaged");
        let journal = journal_of(&store);
        assert!(journal.len() > 100, "most of the journal can be read");
        Self { files, journal }
    }

    /// Whether its database is kept among these files as it was: under its name or set aside.
    pub fn is_kept_in(&self, files: &Files) -> bool {
        files
            .iter()
            .any(|(name, bytes)| (name == "so.db" || is_set_aside(name)) && self.files.get("so.db") == Some(bytes))
    }

    /// Opens the phone after a salvage that was disturbed; returns whether the damage had to be met again, because the salvage
    /// had not left its mark.
    ///
    /// # Panics
    /// Where anything is missing; `at` says when the salvage was disturbed.
    pub fn is_taken_up(&self, folder: &Path, at: &str) -> bool {
        let opened = open_or_salvage(options(folder, Durability::Full));
        let (mut store, _) = opened.unwrap_or_else(|error| panic!("{at}: {error}"));
        let files = || read_folder(folder).expect("the files are read");
        let begins_anew = !files().keys().any(|name| is_set_aside(name));
        if begins_anew {
            store.shutdown().expect("it closes");
            store = salvage(options(folder, Durability::Full)).unwrap_or_else(|error| panic!("{at}: {error}")).0;
        }
        assert!(journal_of(&store) == self.journal, "{at}: as much is saved as when nothing disturbs");
        assert_eq!(store.check().expect("it can be read"), Vec::<String>::new(), "{at}");
        store.shutdown().expect("it closes");
        let is_aside =
            |(name, bytes): (&String, &Vec<u8>)| is_set_aside(name) && self.files.get("so.db") == Some(bytes);
        assert!(files().iter().any(is_aside), "{at}: the damaged file is kept as it was");
        begins_anew
    }
}

fn is_set_aside(name: &str) -> bool {
    name.starts_with("so.db.set-aside-")
}

fn journal_of(store: &Store) -> Vec<JournalRow> {
    store.read(|conn| journal::rows(conn, 1, usize::MAX)).expect("the journal can be read")
}
