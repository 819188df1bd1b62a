//! The life of a writer, recorded, and what a power cut at some points of it would leave.

use std::collections::BTreeSet;

use clubbook_corpus::Rng;
use tempfile::TempDir;

use super::disk::{Disk, Files, read_folder, write_folder};
use super::ledger::Said;
use super::process::{Process, command};
use super::recording::{self, Event};
use super::shim::Shim;
use super::writer::SAID_FILE;

/// Sizes of what a disk writes at once: old disks, and new ones and flash.
const SECTORS: [u64; 2] = [512, 4096];

/// What a writer did in its life, from files that a disk held.
#[derive(Debug)]
pub struct Life {
    /// The files before.
    pub before: Files,
    /// What it did to them.
    pub events: Vec<Event>,
}

impl Life {
    /// Lets a writer (the built `clubbook-writer`) run to its end. The recording, played whole, gives the files that it left:
    /// nothing was missed.
    ///
    /// # Panics
    /// When the writer fails, or the recording has missed something.
    pub fn record(shim: &Shim, writer: &str, before: Files, work: &[&str]) -> Self {
        let tools = TempDir::new().expect("a folder for the recording");
        let folder = TempDir::new().expect("a folder for the writer");
        write_folder(folder.path(), &before).expect("the files are written");
        let log = tools.path().join("recording");
        let mut command = command(writer, folder.path());
        command.args(work);
        shim.record(&mut command, folder.path(), &log);
        let (_, status) = Process::start(&mut command).rest();
        assert!(status.success(), "the writer comes to its end");
        let life = Self { before, events: recording::read(&log) };
        let left = read_folder(folder.path()).expect("the files are read");
        assert!(life.after() == left, "the recording leads to the files that are there");
        life
    }

    /// The files after it.
    pub fn after(&self) -> Files {
        let mut disk = Disk::new(&self.before);
        self.events.iter().for_each(|event| disk.play(event));
        disk.live()
    }

    /// Random points of this life: anywhere, right after a save was said, and right before and after a sync.
    pub fn points(&self, rng: &mut Rng, count: u64) -> BTreeSet<usize> {
        let said: Vec<usize> = said_by(&self.events).map(|(at, _)| at + 1).collect();
        let is_sync = |(_, event): &(usize, &Event)| matches!(event, Event::Sync { .. });
        let syncs: Vec<usize> = self.events.iter().enumerate().filter(is_sync).map(|(at, _)| at).collect();
        let mut points = BTreeSet::new();
        while points.len() < usize::try_from(count).unwrap_or(usize::MAX).min(self.events.len()) {
            points.insert(match rng.below(6) {
                0 if !said.is_empty() => *rng.pick(&said),
                1 => *rng.pick(&syncs),
                2 => *rng.pick(&syncs) + 1,
                _ => rng.place(self.events.len() + 1),
            });
        }
        points
    }

    /// What is left after a cut at each of these points, and what had been said by then.
    pub fn cuts<'a>(
        &'a self,
        points: &'a BTreeSet<usize>,
        rng: &'a mut Rng,
    ) -> impl Iterator<Item = (Files, Vec<Said>)> + 'a {
        let mut disk = Disk::new(&self.before);
        let mut played = 0;
        points.iter().map(move |&point| {
            self.events.iter().take(point).skip(played).for_each(|event| disk.play(event));
            played = point;
            let sector = *rng.pick(&SECTORS);
            let mut left = disk.after_cut(rng, sector);
            left.remove(SAID_FILE);
            (left, said_by(self.events.get(..point).unwrap_or_default()).map(|(_, said)| said).collect())
        })
    }
}

/// The saves that a writer said, with the places where it did.
pub fn said_by(events: &[Event]) -> impl Iterator<Item = (usize, Said)> + '_ {
    let mut file = None;
    events.iter().enumerate().filter_map(move |(at, event)| match event {
        Event::Open { fd, name, .. } => {
            if name == SAID_FILE {
                file = Some(*fd);
            } else if file == Some(*fd) {
                file = None;
            }
            None
        }
        Event::Write { fd, bytes, .. } if file == Some(*fd) => {
            Some((at, std::str::from_utf8(bytes).ok()?.trim_end().parse().ok()?))
        }
        _ => None,
    })
}
