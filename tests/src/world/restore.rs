//! The disaster: the centre's database is lost and put back from a copy; its keys and its journal are still there.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use super::World;

/// The centre's database as a backup holds it.
#[derive(Debug, Clone)]
pub struct CentreCopy(Vec<u8>);

impl World {
    fn database(&self) -> PathBuf {
        self.centre.database()
    }

    /// A copy of the centre's database as it is now.
    ///
    /// # Panics
    /// It cannot be read.
    pub async fn copy_centre(&mut self) -> CentreCopy {
        // Closing brings everything into the one file.
        self.centre.shutdown().await;
        let copy = std::fs::read(self.database()).expect("the centre's database");
        self.restart_centre();
        CentreCopy(copy)
    }

    /// The database is lost; the centre goes on from the copy, in a new epoch.
    ///
    /// # Panics
    /// It cannot be put back.
    pub async fn restore_centre(&mut self, copy: &CentreCopy) {
        self.centre.shutdown().await;
        let database = self.database();
        for suffix in ["-wal", "-shm"] {
            let mut beside = database.clone().into_os_string();
            beside.push(suffix);
            // Not there after a clean end.
            let _ = std::fs::remove_file(beside);
        }
        std::fs::write(&database, &copy.0).expect("the copy in its place");
        // Another seed: a restored centre must not give the challenges and epochs of its former life.
        self.random.0.fetch_add(1_000_003, Ordering::SeqCst);
        self.restart_centre();
        self.was_restored = true;
        self.centre.begin_epoch_after_restore().await.expect("a new epoch");
    }
}
