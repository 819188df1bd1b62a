//! The program `clubbook-server` as its operator calls it: real processes, a real folder, a real socket.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly, its functions too")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_clubbook-server");

const UNITS: &str = "code,name,type,province_code,province_name\n21130,Xã Ba Tơ,xã,51,Tỉnh Quảng Ngãi\n";

const MEMBERS: &str = "full_name,sex,membership.roles,membership.joined_on\n\
                       Phạm Thị Hoa,female,club_head,2024-03-01\n\
                       Đinh Văn Hùng,male,volunteer,2024-03-01\n\
                       Đinh Thị Lan,female,,2024-03-01\n";

/// A folder for a centre and what belongs to it.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, content: &str) -> String {
        std::fs::write(self.path(name), content).unwrap();
        self.path(name).display().to_string()
    }

    fn command(&self, data: &str, words: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.arg("--data").arg(self.path(data)).args(words).env_remove("CLUBBOOK_DATA").env_remove("RUST_LOG");
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command("data", words).output().unwrap()
    }

    /// What a command that succeeds says, as JSON.
    fn json(&self, words: &[&str]) -> Value {
        said(&self.run(&[words, &["--json"]].concat()))
    }

    /// Units, a club with three members, one of them its head.
    fn set_up(&self) {
        self.json(&["units", "load", &self.file("units.csv", UNITS)]);
        self.json(&[
            "club",
            "add",
            "--unit",
            "21130",
            "--number",
            "7",
            "--name",
            "CLB thôn Làng Rào",
            "--meeting-day",
            "5",
        ]);
        let taken = self.json(&["club", "import", "--number", "7", &self.file("members.csv", MEMBERS)]);
        assert_eq!(taken["people"].as_array().unwrap().len(), 3, "{taken}");
    }
}

fn said(output: &Output) -> Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// A command that fails: its exit code and what it says.
fn failed(output: &Output) -> (i32, String) {
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!output.status.success(), "{output:?}");
    (output.status.code().unwrap(), words)
}

/// A centre that answers; killed when the test ends before it.
struct Serving {
    child: Child,
    started: Value,
}

impl Serving {
    fn begin(place: &Place, words: &[&str]) -> Self {
        let mut child = place
            .command("data", &[&["serve", "--listen", "127.0.0.1:0", "--json"], words].concat())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(place.path("log")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let started = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        Self { child, started }
    }

    fn address(&self) -> &str {
        self.started["address"].as_str().unwrap().strip_prefix("http://").unwrap()
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: centre\r\nconnection: close\r\n\r\n").unwrap();
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).unwrap();
        String::from_utf8_lossy(&reply).into_owned()
    }

    /// Asks the program to end, as the system does.
    fn stop(mut self) -> i32 {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn help_is_there_for_every_command() {
    let help = |words: &[&str]| {
        let output = Command::new(PROGRAM).args(words).arg("--help").output().unwrap();
        assert!(output.status.success(), "{words:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    // The lines under "Commands:" name the commands below.
    let commands = |text: &str| -> Vec<String> {
        let list = text.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
        list.filter(|line| line.starts_with("  ") && !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
            .filter(|name| name != "help")
            .collect()
    };
    let top = commands(&help(&[]));
    assert_eq!(top.len(), 14, "{top:?}");
    for first in &top {
        let text = help(&[first]);
        assert!(text.contains("Usage: clubbook-server") && text.contains("--data"), "{text}");
        for second in commands(&text) {
            assert!(help(&[first, &second]).contains(&format!("Usage: clubbook-server {first} {second}")));
        }
    }
}

#[test]
fn a_club_is_set_up_and_a_code_issued() {
    let place = Place::new();
    place.set_up();
    let people = place.json(&["code", "people", "--club", "7"]);
    assert_eq!(people.as_array().unwrap().len(), 2, "only those with a task: {people}");
    let code =
        place.json(&["code", "issue", "--club", "7", "--role", "club_head", "--address", "https://clb.example.vn/"]);
    let digits = code["digits"].as_str().unwrap();
    assert!(digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    assert_eq!(code["link"], format!("https://clb.example.vn/e/7-{digits}"));
    let words = place.run(&["code", "list", "--club", "7"]);
    let words = String::from_utf8(words.stdout).unwrap();
    assert!(words.contains("Phạm Thị Hoa") && words.contains("open") && !words.contains(digits), "{words}");
    assert_eq!(place.json(&["code", "cancel", "--club", "7", "--name", "Phạm Thị Hoa"])["cancelled"], 1);
    assert_eq!(place.json(&["code", "list", "--club", "7"])[0]["state"], "cancelled");
    let clubs = place.json(&["club", "list"]);
    assert_eq!((&clubs[0]["number"], &clubs[0]["members"]), (&Value::from(7), &Value::from(3)));
    assert_eq!(place.json(&["rebuild"])["differed"], 0);
    assert_eq!(place.json(&["quarantine", "list"]), Value::Array(Vec::new()));
    assert_eq!(place.json(&["device", "list"]).as_array().map(Vec::len), Some(0));
}

#[test]
fn a_list_with_a_line_that_cannot_be_taken_is_refused_whole_and_the_line_named() {
    let place = Place::new();
    place.set_up();
    let list = "full_name,sex,nonsense\nĐinh Thị Mai,female,\nĐinh Văn Ba,neither,x\n";
    let (code, words) = failed(&place.run(&["club", "import", "--number", "7", &place.file("bad.csv", list)]));
    assert_eq!(code, 5, "{words}");
    assert!(words.contains("line 3") && words.contains("sex"), "{words}");
    assert!(!words.contains("Đinh"), "no name in an error: {words}");
    assert_eq!(place.json(&["club", "list"])[0]["members"], 3, "nothing was taken");
    let (code, words) = failed(&place.run(&["club", "import", "--number", "7", "/no/such/list.csv"]));
    assert!(code == 1 && words.contains("/no/such/list.csv"), "{words}");
}

#[test]
fn the_centre_answers_and_takes_commands_and_ends_when_it_is_told_to() {
    let place = Place::new();
    place.set_up();
    let port_file = place.path("address").display().to_string();
    let serving = Serving::begin(&place, &["--name", "Hội thử", "--port-file", &port_file, "--log", "json"]);
    assert_eq!(serving.started["name"], "Hội thử");
    assert!(serving.started["setup_link"].as_str().unwrap().contains("/setup/"));
    let written = std::fs::read_to_string(&port_file).unwrap();
    assert_eq!(written.trim(), serving.started["address"]);
    assert!(serving.get("/v1/centre").contains("Hội thử"));
    assert!(serving.get("/health").ends_with("ok\n"));

    place.json(&["club", "add", "--unit", "21130", "--number", "8", "--name", "CLB thôn Con Dóc"]);
    assert!(serving.get("/metrics").contains("\nclubbook_clubs 2\n"));
    for alone in [&["rebuild"][..], &["restore", "--from", "x", "--passphrase-file", &place.file("p", &"p".repeat(20))]]
    {
        let (code, words) = failed(&place.run(alone));
        assert!(code == 1 && words.contains("stop it first"), "{words}");
    }
    let (_, words) = failed(&place.run(&["serve", "--listen", "127.0.0.1:0"]));
    assert!(words.contains("is running"), "{words}");
    serving.get("/e/7-12345678");
    assert_eq!(serving.stop(), 0);
    let log = std::fs::read_to_string(place.path("log")).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let opened = lines.iter().find(|line| line["span"]["route"] == "/e/{link}").expect("a line for each request");
    assert_eq!(
        (&opened["level"], &opened["message"], &opened["status"]),
        (&"INFO".into(), &"served".into(), &200.into())
    );
    assert!(
        !log.contains("12345678") && !log.contains("/setup/") && !log.contains("Hoa"),
        "nothing secret, nobody: {log}"
    );
    assert_eq!(place.json(&["club", "list"]).as_array().unwrap().len(), 2);
    let again = Serving::begin(&place, &[]);
    assert_eq!(again.started["name"], "Hội thử", "the name is kept");
}

#[test]
fn a_port_that_is_taken_has_an_exit_code_of_its_own() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, words) = failed(&Place::new().run(&["serve", "--listen", &address]));
    assert!(code == 4 && words.contains(&address) && words.contains("taken"), "{words}");
    let (code, words) = failed(&Place::new().run(&["serve", "--listen", "0.0.0.0:0"]));
    assert!(code == 4 && words.contains("--tls-cert"), "{words}");
}

#[test]
fn a_folder_that_cannot_be_used_is_said_to_be_and_left_alone() {
    let place = Place::new();
    let (code, words) = failed(&place.run(&["club", "list"]));
    assert!(code == 3 && words.contains("there is no centre in"), "{words}");
    assert!(!place.path("data").exists(), "a mistyped folder is not made");

    place.file("file", "");
    let blocked = place.command("file/below", &["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    let (code, words) = failed(&blocked);
    assert!(code == 3 && words.contains("cannot be written"), "{words}");

    place.set_up();
    let set_version = |version: i64| {
        let connection = rusqlite::Connection::open(place.path("data/centre.db")).unwrap();
        connection.pragma_update(None, "user_version", version).unwrap();
    };
    let version: i64 = rusqlite::Connection::open(place.path("data/centre.db"))
        .unwrap()
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    set_version(900);
    for words in [&["club", "list"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        let (code, words) = failed(&place.run(words));
        assert!(code == 3 && words.contains("version 900") && words.contains("update the program"), "{words}");
    }
    set_version(version);
    assert_eq!(place.json(&["club", "list"])[0]["number"], 7);

    std::fs::write(place.path("data/centre.db"), "no database at all, whatever its name says".repeat(200)).unwrap();
    let (code, words) = failed(&place.run(&["club", "list"]));
    assert!(code == 3 && words.contains("not a Clubbook database"), "{words}");
    let output = Command::new(PROGRAM).args(["club", "list"]).env_remove("CLUBBOOK_DATA").output().unwrap();
    let (code, words) = failed(&output);
    assert!(code == 2 && words.contains("--data"), "{words}");
}

#[test]
fn what_a_script_reads_of_a_failure_is_json_too() {
    let (_, words) = failed(&Place::new().run(&["club", "list", "--json"]));
    let failure: Value = serde_json::from_str(&words).unwrap();
    assert_eq!(failure["error"], "no_centre");
}

#[test]
fn a_backup_of_a_running_centre_comes_back_on_another_disk() {
    let place = Place::new();
    place.set_up();
    let passphrase = place.file("passphrase", "trăng sáng vườn chè xưa\n");
    let backups = place.path("backups").display().to_string();
    let serving = Serving::begin(&place, &[]);
    let made = place.json(&["backup", "--to", &backups, "--passphrase-file", &passphrase]);
    let file = made["path"].as_str().unwrap().to_owned();
    assert!(made["records"].as_u64().unwrap() > 3, "{made}");
    let head = place.json(&["code", "people", "--club", "7"])[0]["person"].as_str().unwrap().to_owned();
    // Since the backup somebody was revoked and a club set up: the journal remembers the one, the other has to come back
    // from the phones.
    place.json(&["person", "revoke", "--club", "7", "--person", &head]);
    place.json(&["club", "add", "--unit", "21130", "--number", "8", "--name", "CLB thôn Con Dóc"]);
    assert_eq!(serving.stop(), 0);

    copy(&place.path("data/keys"), &place.path("fresh/keys"));
    std::fs::copy(place.path("data/journal.log"), place.path("fresh/journal.log")).unwrap();
    let restore = |from: &str| {
        let words = ["restore", "--from", from, "--passphrase-file", &passphrase, "--json"];
        place.command("fresh", &words).output().unwrap()
    };
    let mut damaged = std::fs::read(&file).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(place.path("damaged.age"), damaged).unwrap();
    let (code, words) = failed(&restore(&place.path("damaged.age").display().to_string()));
    assert!(code == 1 && words.contains("damaged"), "{words}");
    assert!(!place.path("fresh/centre.db").exists());

    let restored = said(&restore(&file));
    assert_eq!((&restored["had_journal"], &restored["records"]), (&Value::from(true), &made["records"]));
    let fresh = |words: &[&str]| said(&place.command("fresh", &[words, &["--json"]].concat()).output().unwrap());
    let clubs = fresh(&["club", "list"]);
    assert_eq!(clubs.as_array().unwrap().len(), 1);
    assert_eq!(clubs[0]["members"], 3);
    let issued = place.command("fresh", &["code", "issue", "--club", "7", "--person", &head]).output().unwrap();
    let (_, words) = failed(&issued);
    assert!(words.contains("revoked"), "the revocation is remembered: {words}");
    let (_, words) = failed(&restore(&file));
    assert!(words.contains("holds a database already"), "{words}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_new_centre_has_a_reference_book_and_a_rule_that_changes_is_taken_from_a_list() {
    let place = Place::new();
    place.set_up();
    let rules = |place: &Place| place.json(&["reference", "list", "--kind", "age_rule"]).as_array().unwrap().clone();
    let age_of = |rules: &[Value], from: &str| {
        let is_it = |rule: &&Value| rule["code"] == "social_pension:75" && rule["valid_from"] == from;
        rules.iter().find(is_it).map(|rule| rule["amount"].as_str().unwrap().to_owned())
    };
    assert_eq!(age_of(&rules(&place), "2025-07-01").as_deref(), Some("75"));
    assert_eq!(place.json(&["reference", "import"])["changed"], 0);
    let list = "reference_kind,code,valid_from,valid_to,amount\n\
                age_rule,social_pension:75,2025-07-01,2027-12-31,75\n\
                age_rule,social_pension:75,2028-01-01,,72\n";
    assert_eq!(place.json(&["reference", "import", &place.file("rules.csv", list)])["changed"], 2);
    assert_eq!(age_of(&rules(&place), "2028-01-01").as_deref(), Some("72"));
    let bad = place.file("bad.csv", "reference_kind,code,valid_from,amount\nage_rule,x,2028-01-01,old\n");
    assert_eq!(failed(&place.run(&["reference", "import", &bad])).0, 5);
}

#[test]
fn the_operator_takes_an_officer_s_code_away_reads_the_log_and_refuses_what_waits_with_a_reason() {
    let place = Place::new();
    place.set_up();
    place.json(&["officer", "add", "--login", "minh.tran", "--name", "Trần Thị Minh"]);
    let officers = place.json(&["officer", "list"]);
    assert_eq!(officers[0]["has_second_step"], Value::Bool(false), "{officers}");
    assert_eq!(place.json(&["officer", "reset-code", "--login", "minh.tran"])["reset"], "minh.tran");
    failed(&place.run(&["officer", "reset-code", "--login", "khong.ai"]));
    assert_eq!(place.json(&["log", "--officer", "minh.tran", "--day", "2026-11-24"]), Value::Array(Vec::new()));
    let (code, words) = failed(&place.run(&["log", "--day", "24/11/2026"]));
    assert!(code == 2 && words.contains("2026-11-24"), "{words}");
    let (_, words) = failed(&place.run(&["quarantine", "refuse", "00000000000000aa", "1", "--reason", "ghi nhầm"]));
    assert!(words.contains("no such device"), "{words}");
}

#[test]
fn a_club_s_own_record_is_shown_and_corrected_with_a_reason() {
    let place = Place::new();
    place.set_up();
    let correct = ["club", "correct", "--number", "7"];
    let shown = place.json(&correct);
    assert_eq!(
        (&shown["fields"][0]["field"], &shown["fields"][0]["values"][0]),
        (&"name".into(), &"CLB thôn Làng Rào".into())
    );
    let new = [&correct[..], &["--set", "meeting_day=6", "--set", "hamlets=Làng Rào; Gò Deo"]].concat();
    assert_eq!(failed(&place.run(&new)).0, 2, "a reason is wanted");
    let done = place.json(&[&new[..], &["--reason", "theo QĐ 12"]].concat());
    assert_eq!(done["changed"].as_array().unwrap().len(), 3, "{done}");
    let again = place.json(&[&new[..], &["--reason", "theo QĐ 12"]].concat());
    assert_eq!(again["changed"].as_array().unwrap().len(), 0, "{again}");
    let log = place.json(&["log"]);
    assert_eq!(log.as_array().unwrap().len(), 1, "{log}");
    assert_eq!((&log[0]["deed"], &log[0]["about"]), (&"corrected_club".into(), &"hamlets meeting_day".into()));
    let wrong = [&correct[..], &["--set", "number=8", "--reason", "x"]].concat();
    assert!(failed(&place.run(&wrong)).1.contains("the fields are name, status"));
}
