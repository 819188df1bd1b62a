//! Where worlds begin: set up by the real steps a few times, and copied from then on, for that is half of a schedule's cost.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use tokio::sync::OnceCell;

use super::World;

/// Beginnings there are. They differ in every key and id, and so in the order of devices, which decides between equal times.
const BEGINNINGS: usize = 16;
/// Far from the seeds of schedules: a beginning and what is played from it must not draw the same ids.
const FIRST_SEED: u64 = 1 << 60;

static MADE: [OnceCell<Beginning>; BEGINNINGS] = [const { OnceCell::const_new() }; BEGINNINGS];

/// The files of a world in which nothing has happened yet.
pub(super) struct Beginning {
    /// By their place in the world's folder.
    files: Vec<(PathBuf, Vec<u8>)>,
    /// What the clocks say.
    pub(super) now: i64,
}

impl Beginning {
    /// The beginning from which this seed's schedule is played.
    pub(super) async fn of(seed: u64) -> &'static Self {
        let number = seed % BEGINNINGS as u64;
        let place = MADE.get(number as usize).expect("a remainder");
        place.get_or_init(|| Self::make(FIRST_SEED + (number << 32))).await
    }

    async fn make(seed: u64) -> Self {
        let mut world = World::set_up(seed).await;
        // Closing brings everything of a database into its one file.
        for phone in &mut world.phones {
            phone.phone().shutdown().expect("a phone that is switched off");
        }
        world.centre.shutdown().await;
        let mut files = Vec::new();
        read_all(world.folder.path(), Path::new(""), &mut files);
        Self { files, now: world.clock.0.load(Ordering::SeqCst) }
    }

    /// Puts copies of the files into a folder.
    pub(super) fn write_to(&self, folder: &Path) {
        for (place, bytes) in &self.files {
            let path = folder.join(place);
            let parent = path.parent().expect("a file is in a folder");
            std::fs::create_dir_all(parent).expect("a folder in a world's folder");
            std::fs::write(path, bytes).expect("a file in a world's folder");
        }
    }
}

/// Every file in a folder of the root and below, by its place in the root.
fn read_all(root: &Path, folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    let entries = std::fs::read_dir(root.join(folder)).expect("a world's folder");
    for entry in entries {
        let entry = entry.expect("a file of a world");
        let place = folder.join(entry.file_name());
        if entry.path().is_dir() {
            read_all(root, &place, files);
        } else {
            files.push((place, std::fs::read(entry.path()).expect("a file of a world")));
        }
    }
}
