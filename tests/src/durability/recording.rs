//! Reads what the shim wrote down.

use std::path::Path;

/// What a process did to a file, or to a name, of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A file was opened; from here on the descriptor stands for it. The name `.` is the folder itself.
    Open {
        /// The descriptor.
        fd: i32,
        /// The name.
        name: String,
        /// Whether the file was made by this.
        created: bool,
        /// Whether what it held was cut off.
        emptied: bool,
    },
    /// Bytes were written.
    Write {
        /// The descriptor.
        fd: i32,
        /// Where.
        at: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// The size was set.
    Truncate {
        /// The descriptor.
        fd: i32,
        /// The size.
        size: u64,
    },
    /// The file, or the folder, was brought to the disk.
    Sync {
        /// The descriptor.
        fd: i32,
    },
    /// A file got another name.
    Rename {
        /// The old name.
        from: String,
        /// The new one.
        to: String,
    },
    /// A name was taken away.
    Unlink {
        /// The name.
        name: String,
    },
}

impl Event {
    /// Whether this changes a file or a name, or brings changes to the disk: what the shim counts.
    pub fn is_change(&self) -> bool {
        !matches!(self, Self::Open { created: false, emptied: false, .. })
    }
}

/// A reader of a recording.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn event(&mut self) -> Option<Event> {
        let [kind, flags] = self.array()?;
        let name_length = usize::from(u16::from_ne_bytes(self.array()?));
        let fd = i32::from_ne_bytes(self.array()?);
        let at = u64::from_ne_bytes(self.array()?);
        let length = usize::try_from(u32::from_ne_bytes(self.array()?)).ok()?;
        let name = String::from_utf8(self.take(name_length)?.to_vec()).ok()?;
        let bytes = self.take(length)?.to_vec();
        Some(match kind {
            1 => Event::Open { fd, name, created: flags & 1 != 0, emptied: flags & 2 != 0 },
            2 => Event::Write { fd, at, bytes },
            3 => Event::Truncate { fd, size: at },
            4 => Event::Sync { fd },
            5 => Event::Rename { from: name, to: String::from_utf8(bytes).ok()? },
            6 => Event::Unlink { name },
            _ => return None,
        })
    }
}

/// Reads a recording.
///
/// # Panics
/// When the file is not a recording.
pub fn read(path: &Path) -> Vec<Event> {
    let bytes = std::fs::read(path).expect("the recording is there");
    let mut rest = Bytes(&bytes);
    let mut events = Vec::new();
    while !rest.0.is_empty() {
        events.push(rest.event().expect("the recording is whole"));
    }
    events
}
