//! A disk that forgets what was not synced: plays a recording and builds what a power cut would leave.
//!
//! What is promised is what POSIX and SQLite's documentation of its assumptions ("powersafe overwrite") promise, and no
//! more. A sync brings all earlier changes of that file to the disk. Of the later ones each sector of each write is kept,
//! dropped or torn on its own, whatever came before or after it; a change of size is kept or dropped; bytes outside a
//! write stay as they are. A name that was made, changed or taken away since the last sync of the folder may be as before.

use std::collections::BTreeMap;
use std::path::Path;

use clubbook_corpus::Rng;

use super::recording::Event;

/// The files of a folder by name, with what they hold.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A change of a file that no sync has brought to the disk yet.
#[derive(Debug, Clone)]
enum Change {
    Write { at: u64, bytes: Vec<u8> },
    Resize { size: u64 },
}

/// A file, whatever its name.
#[derive(Debug, Clone, Default)]
struct File {
    durable: Vec<u8>,
    pending: Vec<Change>,
}

impl File {
    /// As the process sees it.
    fn live(&self) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        for change in &self.pending {
            match change {
                Change::Write { at, bytes: written } => put(&mut bytes, *at, written),
                Change::Resize { size } => bytes.resize(position(*size), 0),
            }
        }
        bytes
    }

    fn sync(&mut self) {
        self.durable = self.live();
        self.pending.clear();
    }

    fn after_cut(&self, rng: &mut Rng, sector: u64) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        for change in &self.pending {
            match change {
                Change::Resize { size } if rng.chance(500) => bytes.resize(position(*size), 0),
                Change::Resize { .. } => {}
                Change::Write { at, bytes: written } => {
                    for (at, piece) in sectors(*at, written, sector) {
                        match rng.below(4) {
                            0 | 1 => put(&mut bytes, at, piece),
                            2 => put(&mut bytes, at, piece.get(..rng.place(piece.len())).unwrap_or_default()),
                            _ => {}
                        }
                    }
                }
            }
        }
        bytes
    }
}

/// Puts bytes into a file; what lies between its end and them becomes zero.
fn put(file: &mut Vec<u8>, at: u64, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let at = position(at);
    let end = at + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    if let Some(place) = file.get_mut(at..end) {
        place.copy_from_slice(bytes);
    }
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).expect("a test's file fits into memory")
}

/// A write in pieces that each lie in one sector.
fn sectors(at: u64, mut bytes: &[u8], sector: u64) -> Vec<(u64, &[u8])> {
    let mut at = at;
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let room = position(sector - at % sector).min(bytes.len());
        let (piece, rest) = bytes.split_at(room);
        pieces.push((at, piece));
        at += u64::try_from(room).unwrap_or(0);
        bytes = rest;
    }
    pieces
}

/// A change of the folder's names that no sync of the folder has brought to the disk yet.
#[derive(Debug, Clone)]
enum Naming {
    Make { name: String, file: usize },
    Move { from: String, to: String },
    Remove { name: String },
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Make { name, file } => {
                names.insert(name.clone(), *file);
            }
            Self::Move { from, to } => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
            Self::Remove { name } => {
                names.remove(name);
            }
        }
    }
}

/// What a descriptor stands for.
#[derive(Debug, Clone, Copy)]
enum Opened {
    Folder,
    File(usize),
}

/// The disk below a folder.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    pending: Vec<Naming>,
    opened: BTreeMap<i32, Opened>,
}

impl Disk {
    /// A disk that holds these files, all of them synced.
    pub fn new(files: &Files) -> Self {
        let mut disk = Self::default();
        for (name, bytes) in files {
            disk.names.insert(name.clone(), disk.files.len());
            disk.files.push(File { durable: bytes.clone(), pending: Vec::new() });
        }
        disk
    }

    /// The names as the process sees them.
    fn live_names(&self) -> BTreeMap<String, usize> {
        let mut names = self.names.clone();
        self.pending.iter().for_each(|naming| naming.apply(&mut names));
        names
    }

    /// What happens next. Returns the name of the file that is written to, if one is.
    ///
    /// # Panics
    /// When the recording names a file or a descriptor that is not there.
    pub fn play(&mut self, event: &Event) {
        match event {
            Event::Open { fd, name, .. } if name == "." => {
                self.opened.insert(*fd, Opened::Folder);
            }
            Event::Open { fd, name, created, emptied } => {
                let file = if *created {
                    self.files.push(File::default());
                    let file = self.files.len() - 1;
                    self.pending.push(Naming::Make { name: name.clone(), file });
                    file
                } else {
                    *self.live_names().get(name).expect("a file that is opened is there")
                };
                self.opened.insert(*fd, Opened::File(file));
                if *emptied {
                    self.file(*fd).pending.push(Change::Resize { size: 0 });
                }
            }
            Event::Write { fd, at, bytes } => {
                self.file(*fd).pending.push(Change::Write { at: *at, bytes: bytes.clone() });
            }
            Event::Truncate { fd, size } => self.file(*fd).pending.push(Change::Resize { size: *size }),
            Event::Sync { fd } => match self.opened.get(fd) {
                Some(Opened::Folder) => {
                    self.names = self.live_names();
                    self.pending.clear();
                }
                _ => self.file(*fd).sync(),
            },
            Event::Rename { from, to } => self.pending.push(Naming::Move { from: from.clone(), to: to.clone() }),
            Event::Unlink { name } => self.pending.push(Naming::Remove { name: name.clone() }),
        }
    }

    fn file(&mut self, fd: i32) -> &mut File {
        match self.opened.get(&fd) {
            Some(Opened::File(file)) => self.files.get_mut(*file).expect("files are never taken away"),
            _ => panic!("descriptor {fd} is not one of a file"),
        }
    }

    /// The files as the process sees them.
    pub fn live(&self) -> Files {
        self.named(&self.live_names(), File::live)
    }

    /// What is left when the power is cut now.
    pub fn after_cut(&self, rng: &mut Rng, sector: u64) -> Files {
        let mut names = self.names.clone();
        for naming in &self.pending {
            if rng.chance(500) {
                naming.apply(&mut names);
            }
        }
        self.named(&names, |file| file.after_cut(rng, sector))
    }

    fn named(&self, names: &BTreeMap<String, usize>, mut held: impl FnMut(&File) -> Vec<u8>) -> Files {
        names.iter().filter_map(|(name, file)| Some((name.clone(), held(self.files.get(*file)?)))).collect()
    }
}

/// The files of a folder, without the index of SQLite's log, which is made anew after a cut.
///
/// # Errors
/// The file system.
pub fn read_folder(folder: &Path) -> std::io::Result<Files> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with("-shm") {
            files.insert(name, std::fs::read(entry.path())?);
        }
    }
    Ok(files)
}

/// Writes files into a folder.
///
/// # Errors
/// The file system.
pub fn write_folder(folder: &Path, files: &Files) -> std::io::Result<()> {
    files.iter().try_for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(disk: &mut Disk, fd: i32, at: u64, bytes: &[u8]) {
        disk.play(&Event::Write { fd, at, bytes: bytes.to_vec() });
    }

    fn created(disk: &mut Disk, fd: i32, name: &str) {
        disk.play(&Event::Open { fd, name: name.to_owned(), created: true, emptied: false });
    }

    /// What some cuts leave of a file.
    fn cuts(disk: &Disk, name: &str) -> std::collections::BTreeSet<Option<Vec<u8>>> {
        (0..400).map(|seed| disk.after_cut(&mut Rng::new(seed), 512).remove(name)).collect()
    }

    #[test]
    fn what_was_synced_stays_and_what_was_not_may_go_sector_by_sector() {
        let mut disk = Disk::default();
        created(&mut disk, 3, "a");
        disk.play(&Event::Open { fd: 4, name: ".".to_owned(), created: false, emptied: false });
        written(&mut disk, 3, 0, &[1; 1024]);
        disk.play(&Event::Sync { fd: 3 });
        assert!(cuts(&disk, "a").contains(&None), "its name was not synced");
        disk.play(&Event::Sync { fd: 4 });
        assert_eq!(cuts(&disk, "a"), [Some(vec![1; 1024])].into());
        written(&mut disk, 3, 0, &[2; 1024]);
        let left = cuts(&disk, "a");
        for (first, second) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
            let kept = [[first; 512], [second; 512]].concat();
            assert!(left.contains(&Some(kept)), "{first} {second}");
        }
        assert!(left.iter().flatten().any(|bytes| bytes.starts_with(&[2; 9]) && bytes.get(500) == Some(&1)), "torn");
        assert_eq!(disk.live()["a"], [2; 1024]);
    }

    #[test]
    fn a_write_across_sectors_is_cut_where_they_meet() {
        let bytes = [7; 30];
        let pieces: Vec<_> = sectors(500, &bytes, 512).into_iter().map(|(at, piece)| (at, piece.len())).collect();
        assert_eq!(pieces, [(500, 12), (512, 18)]);
    }

    #[test]
    fn a_name_that_was_taken_away_may_come_back_with_what_the_file_held() {
        let mut disk = Disk::new(&[("a".to_owned(), b"old".to_vec())].into());
        disk.play(&Event::Unlink { name: "a".to_owned() });
        created(&mut disk, 3, "a");
        let left = cuts(&disk, "a");
        assert_eq!(left, [None, Some(b"old".to_vec()), Some(Vec::new())].into());
    }
}
