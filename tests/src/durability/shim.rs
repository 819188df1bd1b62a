//! The recording shim: builds it, and starts a writer under it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The built shim.
#[derive(Debug)]
pub struct Shim {
    library: PathBuf,
}

impl Shim {
    /// Builds the shim into a folder.
    ///
    /// # Panics
    /// When there is no C compiler (the one that builds SQLite), or the shim does not compile.
    pub fn build(folder: &Path) -> Self {
        let library = folder.join("librecord.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("shim/record.c");
        let mut compiler = Command::new(std::env::var_os("CC").as_deref().unwrap_or(OsStr::new("cc")));
        compiler.args(["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o"]).arg(&library).arg(source);
        let status = compiler.args(["-ldl", "-lpthread"]).status().expect("a C compiler is installed");
        assert!(status.success(), "the shim compiles");
        Self { library }
    }

    /// Lets a process record what it does to the files of a folder.
    pub fn record(&self, command: &mut Command, folder: &Path, recording: &Path) {
        self.watch(command, folder).env("CLUBBOOK_SHIM_LOG", recording);
    }

    /// Lets a process die by SIGKILL in place of the `n`-th change, counted from 1, that it makes to a folder.
    pub fn kill_at(&self, command: &mut Command, folder: &Path, n: u64) {
        self.watch(command, folder).env("CLUBBOOK_SHIM_KILL_AT", n.to_string());
    }

    fn watch<'a>(&self, command: &'a mut Command, folder: &Path) -> &'a mut Command {
        let folder = folder.canonicalize().expect("the folder is there");
        command.env("LD_PRELOAD", &self.library).env("CLUBBOOK_SHIM_FOLDER", folder)
    }
}
