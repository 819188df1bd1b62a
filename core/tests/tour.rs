//! The tour in `docs/tour.md`: its commands are run in the practice club, and what they print is what stands there.
//!
//! `UPDATE_TOUR=1 cargo test -p clubbook-core --test tour` writes the output anew; look at the difference before it is
//! committed.

#![cfg(test)]
#![cfg(feature = "cli")]

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The moment at which the tour takes place.
const AT: &str = "2026-11-24T09:00";
const PROGRAM: &str = "clubbook-phone ";

fn tour() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tour.md")
}

/// The words of a command line, those in quotes as one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('"').enumerate() {
        match number % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

/// The ids of records in a text, which differ from run to run.
fn ids(text: &str) -> Vec<&str> {
    let is_id = |word: &&str| word.len() == 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_id).collect()
}

/// Runs the commands of a page; returns the page with what they print, every id as `ID`. `ID` in a command is the first id
/// that the command before printed.
fn played(page: &str, folder: &Path) -> String {
    let mut out = Vec::new();
    let (mut in_block, mut last_id) = (false, String::new());
    for line in page.lines() {
        if line.starts_with("```") {
            in_block = line == "```console";
            out.push(line.to_owned());
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| in_block) {
            out.push(line.to_owned());
            let arguments = command.strip_prefix(PROGRAM).expect("the tour shows the phone only");
            let arguments = words(&arguments.replace("ID", &last_id));
            let output = Command::new(env!("CARGO_BIN_EXE_clubbook-phone"))
                .args(["--at", AT, "--db"])
                .arg(folder.join("tap-thu.db"))
                .args(arguments)
                .env_remove("CLUBBOOK_DB")
                .output()
                .unwrap();
            let mut said = String::from_utf8(output.stdout).unwrap();
            // Questions are on stderr, with an exit code of their own.
            if output.status.code() == Some(3) {
                said.push_str(std::str::from_utf8(&output.stderr).unwrap());
            } else {
                assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
            }
            if let Some(id) = ids(&said).first() {
                last_id = (*id).to_owned();
            }
            for id in ids(&said.clone()) {
                said = said.replace(id, "ID");
            }
            out.extend(said.lines().map(|line| line.trim_end().to_owned()));
        } else if !in_block {
            out.push(line.to_owned());
        }
    }
    out.join("\n") + "\n"
}

#[test]
fn the_tour_prints_what_it_says() {
    let folder = TempDir::new().unwrap();
    let page = std::fs::read_to_string(tour()).unwrap();
    let played = played(&page, folder.path());
    if std::env::var_os("UPDATE_TOUR").is_some() {
        std::fs::write(tour(), &played).unwrap();
        return;
    }
    let differs = page.lines().zip(played.lines()).find(|(stands, printed)| stands != printed);
    assert!(page == played, "docs/tour.md is out of date (UPDATE_TOUR=1 writes it): {differs:?}");
}

#[test]
fn commands_are_split_as_a_shell_does_and_ids_are_found() {
    assert_eq!(words(r##"find "lan go deo" #7"##), ["find", "lan go deo", "#7"]);
    assert_eq!(ids("a 02dda9d7b401b8bc00000000003a0000  b"), ["02dda9d7b401b8bc00000000003a0000"]);
}
