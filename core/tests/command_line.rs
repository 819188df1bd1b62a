//! The command-line phone as its own process: what it answers, with which exit code, and what it leaves on the disk.

#![cfg(test)]
#![cfg(feature = "cli")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use clubbook_core::store::{DatabaseKey, Store, StoreError, StoreOptions, settings};
use clubbook_model::id::RecordId;
use clubbook_model::key::KeyPair;
use serde_json::{Value, json};
use tempfile::TempDir;

struct Bench {
    folder: TempDir,
}

/// What a run of the program said.
struct Said {
    exit: i32,
    json: Vec<Value>,
    words: String,
}

impl Bench {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A phone that is connected with a club whose centre is nowhere.
    fn connected() -> Self {
        let bench = Self::new();
        std::fs::write(bench.path("so.db.key"), "05".repeat(32)).unwrap();
        let store = Store::open(StoreOptions::new(bench.path("so.db"), DatabaseKey::new([5; 32]))).unwrap();
        store
            .write(|tx| -> Result<(), StoreError> {
                settings::put_key_pair(tx, &KeyPair::from_secret(&[7; 32]))?;
                settings::CLUB.put(tx, &RecordId([1; 16]))?;
                settings::PERSON.put(tx, &RecordId([2; 16]))?;
                settings::CERTIFICATE.put(tx, &vec![1])?;
                settings::CENTRE_URL.put(tx, &"http://127.0.0.1:1".to_owned())?;
                settings::CENTRE_KEY.put(tx, &KeyPair::from_secret(&[8; 32]).public())?;
                tx.execute("INSERT INTO phone_user (person) VALUES (?1)", [[2; 16]])?;
                Ok(())
            })
            .unwrap();
        store.shutdown().unwrap();
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clubbook-phone"));
        command.arg("--json").arg("--lang").arg("en").arg("--db").arg(self.path("so.db"));
        command.arg("--journal").arg(self.path("so.journal"));
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        said(&self.command().args(args).output().unwrap())
    }

    /// What people read on stdout and stderr, in this language.
    fn words(&self, language: &str, args: &[&str]) -> (String, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_clubbook-phone"));
        let output = program.args(["--lang", language, "--db"]).arg(self.path("so.db")).args(args).output().unwrap();
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn play(&self, lines: &[Value]) -> Said {
        let mut program = self
            .command()
            .args(["play", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut script = program.stdin.take().unwrap();
        lines.iter().for_each(|line| writeln!(script, "{line}").unwrap());
        drop(script);
        said(&program.wait_with_output().unwrap())
    }
}

fn said(output: &Output) -> Said {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    Said {
        exit: output.status.code().unwrap_or(-1),
        json: text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        words: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

#[test]
fn a_phone_that_is_not_connected_makes_its_files_and_says_what_to_do() {
    let bench = Bench::new();
    let said = bench.run(&["members"]);
    assert_eq!((said.exit, &said.json[0]["code"]), (4, &json!("not_enrolled")));
    assert!(said.words.contains("stands in for the phone's Keystore"), "{}", said.words);
    assert!(said.words.contains("not connected with a club"), "{}", said.words);
    assert!(bench.path("so.db").exists() && bench.path("so.db.key").exists());
    let again = bench.run(&["members"]);
    assert!(!again.words.contains("Keystore"), "the key is made once");
}

#[test]
fn another_key_opens_nothing_and_changes_nothing() {
    let bench = Bench::connected();
    let before = std::fs::read(bench.path("so.db")).unwrap();
    std::fs::write(bench.path("so.db.key"), "06".repeat(32)).unwrap();
    let said = bench.run(&["members"]);
    assert_eq!((said.exit, &said.json[0]["code"]), (1, &json!("wrong_key")));
    assert!(said.words.contains("untouched"), "{}", said.words);
    assert_eq!(std::fs::read(bench.path("so.db")).unwrap(), before);
}

#[test]
fn a_question_is_asked_with_an_exit_code_of_its_own_and_answered_by_a_flag() {
    let bench = Bench::connected();
    assert_eq!(bench.run(&["add", "Đinh Thị Lan", "birth=1955"]).exit, 0);
    let asked = bench.run(&["add", "dinh thi lan", "birth=1955"]);
    assert_eq!((asked.exit, &asked.json[0]["question"]["kind"]), (3, &json!("duplicate")));
    assert!(asked.words.contains("Is it the same person?"), "{}", asked.words);
    assert_eq!(bench.run(&["add", "dinh thi lan", "birth=1955", "--another"]).exit, 0);
    assert_eq!(bench.run(&["members"]).json[0].as_array().unwrap().len(), 2);
    let wrong = bench.run(&["add", "Hoa", "birthday=1955"]);
    assert_eq!((wrong.exit, &wrong.json[0]["code"]), (2, &json!("field")));
    assert_eq!(bench.run(&["add", "Hoa", "birth=31/2/1955"]).exit, 2);
}

#[test]
fn a_visit_is_shown_with_readings_and_note_or_with_what_hides_them() {
    let bench = Bench::connected();
    assert_eq!(bench.run(&["add", "Hồ Thị Mười", "sex=female", "birth=1944", "--membership", "register_no=3"]).exit, 0);
    let added = bench.run(&["visit", "add", "#3", "--pressure", "150/90", "--pulse", "80", "--note", "đau chân"]);
    let visit = added.json[0]["shown"]["visit"]["id"].as_str().unwrap().to_owned();

    let (hidden, _) = bench.words("vi", &["visit", "show", &visit]);
    assert!(!hidden.contains("150/90") && !hidden.contains("đau chân"), "{hidden}");
    assert!(hidden.contains("Số đo: không hiện, vì chưa ghi là bà Mười đồng ý (số đo sức khỏe)"), "{hidden}");
    assert!(hidden.contains("Nhận xét và ghi chú: không hiện"), "{hidden}");
    let (hidden, _) = bench.words("en", &["visit", "show", &visit]);
    assert!(hidden.contains("Readings: not shown") && hidden.contains("care consent … health given"), "{hidden}");

    for purpose in ["health", "home_care"] {
        assert_eq!(bench.run(&["care", "consent", "#3", purpose, "given"]).exit, 0);
    }
    let (shown, _) = bench.words("vi", &["visit", "show", &visit]);
    assert!(shown.contains("huyết áp 150/90, mạch 80") && shown.contains("ghi chú: đau chân"), "{shown}");
    assert!(!shown.lines().next().unwrap().ends_with(": "), "{shown:?}");

    bench.run(&["care", "consent", "#3", "health", "withdrawn"]);
    let (shown, _) = bench.words("en", &["visit", "show", &visit]);
    assert!(shown.contains("no longer consents") && !shown.contains("150/90"), "{shown}");
    assert!(shown.contains("note: đau chân"), "the other consent stands: {shown}");
}

#[test]
fn the_question_about_the_same_visit_says_how_it_is_answered() {
    let bench = Bench::connected();
    bench.run(&["add", "Hồ Thị Mười", "--membership", "register_no=3"]);
    let added = bench.run(&["visit", "add", "#3"]);
    let visit = added.json[0]["shown"]["visit"]["id"].as_str().unwrap().to_owned();
    let (_, asked) = bench.words("en", &["visit", "add", "#3"]);
    assert!(asked.contains(&format!("--same-as {visit}")) && asked.contains("--another"), "{asked}");
    assert_eq!(bench.run(&["visit", "add", "#3", "--same-as", &visit]).exit, 0);
}

#[test]
fn a_script_plays_a_month_in_one_process_and_every_line_is_answered() {
    let bench = Bench::connected();
    let said = bench.play(&[
        json!({ "id": 1, "args": ["add", "Đinh Thị Lan", "--membership", "register_no=1"] }),
        json!({ "id": "two", "args": ["care", "open", "#1"], "at": "2026-10-30T08:00" }),
        json!({ "id": 3, "args": ["visit", "add", "#1", "--pressure", "135/85"], "at": "2026-11-02T09:15" }),
        json!({ "id": 4, "args": ["visit", "add", "#1", "--pressure", "13585"], "at": "2026-11-03T09:15" }),
        json!({ "id": 5, "args": ["visit", "list", "#1"] }),
        json!({ "id": 6, "args": ["play", "-"] }),
        json!({ "id": 7, "args": ["sync"] }),
        json!({ "id": 8, "args": ["status"] }),
    ]);
    assert_eq!(said.exit, 0, "{}", said.words);
    let ids: Vec<&Value> = said.json.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!("two"), &json!(3), &json!(4), &json!(5), &json!(6), &json!(7), &json!(8)]);
    let visit = &said.json[2]["result"]["shown"]["visit"];
    assert_eq!(visit["visited_on"], "2026-11-02", "the clock stood there: {visit}");
    assert_eq!(said.json[3]["code"], "reading");
    assert_eq!(said.json[4]["result"].as_array().unwrap().len(), 1);
    assert_eq!(said.json[5]["code"], "script");
    assert_eq!(said.json[6]["code"], "no_answer");
    // Person, membership, care case, visit and measurement.
    assert_eq!(said.json[7]["result"]["waiting"], 5);

    let journal = std::fs::read_to_string(bench.path("so.journal")).unwrap();
    assert_eq!(journal.lines().count(), 5);
    assert!(!journal.contains("Lan"));
    let path = bench.path("so.journal");
    let verified = bench.run(&["journal-verify", path.to_str().unwrap()]);
    assert_eq!((verified.exit, &verified.json[0]["held"], &verified.json[0]["waiting"]), (0, &json!(5), &json!(5)));
    let other = bench.path("other.journal");
    std::fs::write(&other, journal.replace("\"seq\":5", "\"seq\":6")).unwrap();
    let lost = bench.run(&["journal-verify", other.to_str().unwrap()]);
    assert_eq!((lost.exit, lost.json[0]["lost"].as_array().unwrap().len()), (6, 1));
    assert_eq!(bench.run(&["check"]).exit, 0);
}

#[test]
fn without_a_centre_the_exchange_says_what_was_kept() {
    let bench = Bench::connected();
    bench.run(&["add", "Đinh Thị Lan"]);
    let said = bench.run(&["sync"]);
    assert_eq!((said.exit, &said.json[0]["code"]), (5, &json!("no_answer")));
    assert!(!said.words.is_empty());
    let status = bench.run(&["status"]);
    assert_eq!((status.exit, &status.json[0]["all_sent"]), (0, &json!(false)));
    assert_eq!(bench.run(&["look-up", "http://centre.example.vn"]).exit, 2, "without TLS only on this machine");
}

#[test]
fn people_who_share_the_phone_say_who_they_are() {
    let bench = Bench::connected();
    let added = bench.run(&["add", "Hồ Văn Hùng", "--membership", "roles=volunteer"]);
    let hung = added.json[0]["shown"]["person"]["id"].as_str().unwrap().to_owned();
    assert_eq!(bench.run(&["add", "Y Liên"]).exit, 0);
    assert_eq!(bench.run(&["users", "pin", "1234"]).exit, 0);
    let locked = bench.run(&["members"]);
    assert_eq!((locked.exit, &locked.json[0]["code"]), (4, &json!("locked")));
    let me = RecordId([2; 16]).to_string();
    let without_task = bench.run(&["--user", &me, "--pin", "1234", "users", "add", "y lien", "4321"]);
    assert_eq!(without_task.json[0]["code"], "no_task", "{}", without_task.words);
    assert_eq!(bench.run(&["--user", &me, "--pin", "1234", "users", "add", &hung, "4321"]).exit, 0);
    let wrong = bench.run(&["--user", &me, "--pin", "9999", "members"]);
    assert_eq!((wrong.exit, &wrong.json[0]["code"]), (4, &json!("wrong_pin")));
    assert_eq!(bench.run(&["--user", "ho van hung", "members"]).exit, 4);
    assert_eq!(bench.run(&["--user", "ho van hung", "--pin", "4321", "members"]).exit, 0);
}

#[test]
fn a_roster_is_kept_with_numbers_board_groups_households_deaths_and_moves() {
    let bench = Bench::connected();
    let add = |name: &str, number: &str| {
        let register_no = format!("register_no={number}");
        let said = bench.run(&[
            "add",
            name,
            "sex=female",
            "birth=15/8/1955 âm",
            "hamlet=Gò Deo",
            "--membership",
            &register_no,
        ]);
        assert_eq!(said.exit, 0, "{}", said.words);
        said.json[0]["shown"]["person"]["id"].as_str().unwrap().to_owned()
    };
    let lan = add("Đinh Thị Lan", "1");
    add("Hồ Thị Mười", "2");
    add("Y Liên", "3");
    // The moon's date is kept beside the day of the sun.
    let card = bench.run(&["card", "#1"]);
    assert_eq!(card.json[0]["fields"]["birth"], "30/09/1955");
    assert_eq!(card.json[0]["fields"]["birth_lunar"], "15/08/1955");
    let taken = bench.run(&["add", "Trần Thị Hòa", "--membership", "register_no=2"]);
    assert_eq!((taken.exit, &taken.json[0]["question"]["kind"]), (3, &json!("register_no")));
    assert_eq!(taken.json[0]["question"]["next_free"], 4);
    assert_eq!(bench.run(&["add", "Trần Thị Hòa", "--membership", "register_no=4"]).exit, 0);
    assert_eq!(bench.run(&["member", "number", "#4"]).json[0]["suggested"], 4);

    let (shown, _) = bench.words("vi", &["board", "show"]);
    assert!(shown.contains("Chưa có ai làm: chủ nhiệm, phó chủ nhiệm"), "{shown}");
    assert_eq!(
        bench.run(&["board", "appoint", "#1", "club_head", "--from", "2026-01-01", "--decision", "12/QĐ"]).exit,
        0
    );
    let asked = bench.run(&["board", "appoint", "#2", "club_head"]);
    assert_eq!((asked.exit, &asked.json[0]["question"]["kind"]), (3, &json!("post_held")));
    assert_eq!(bench.run(&["board", "appoint", "#2", "club_head", "--instead"]).exit, 0);
    assert_eq!(bench.run(&["board", "terms"]).json[0].as_array().unwrap().len(), 2);

    assert_eq!(bench.run(&["group", "create", "Tổ 1", "--leader", "#3"]).exit, 0);
    assert_eq!(bench.run(&["group", "put", "to 1", "#1", "#4"]).exit, 0);
    let (groups, _) = bench.words("vi", &["group", "list"]);
    assert!(groups.starts_with("Tổ 1: 3 người, tổ trưởng bà Y Liên"), "{groups}");
    assert_eq!(bench.run(&["household", "create", "#1", "#4", "--number", "H 12"]).exit, 0);
    assert_eq!(bench.run(&["household", "list", "hoa"]).json[0][0]["people"].as_array().unwrap().len(), 2);
    assert_eq!(bench.run(&["household", "without"]).json[0].as_array().unwrap().len(), 2);

    let slip = bench.path("chuyen.json");
    assert_eq!(
        bench.run(&["member", "move-out", "#4", "--to", "CLB Làng Teng", "--slip", slip.to_str().unwrap()]).exit,
        0
    );
    let other = Bench::connected();
    let taken_in = other.run(&["member", "move-in", slip.to_str().unwrap(), "register_no=9"]);
    assert_eq!(taken_in.exit, 0, "{}", taken_in.words);
    let card = other.run(&["card", "#9"]);
    assert_eq!(card.json[0]["person"]["name"], "Trần Thị Hòa");
    assert!(card.json[0]["fields"]["moved_from"].is_string() && card.json[0]["fields"]["hamlet"].is_null());

    assert_eq!(bench.run(&["member", "died", "#1", "11/2020"]).exit, 0);
    let (card, _) = bench.words("vi", &["card", &lan]);
    assert!(card.contains("bà Đinh Thị Lan, 30/09/1955, đã mất 11/2020"), "{card}");
    let members = bench.run(&["members"]);
    assert_eq!(members.json[0].as_array().unwrap().len(), 2);
    assert_eq!(bench.run(&["member", "died", "#1", "--undo"]).exit, 0);
    assert_eq!(bench.run(&["members"]).json[0].as_array().unwrap().len(), 3);
}

#[test]
fn records_of_one_person_stand_in_the_list_once_with_the_other_beneath() {
    let bench = Bench::connected();
    for number in ["1", "2"] {
        let register_no = format!("register_no={number}");
        bench.run(&["add", "Đinh Thị Lan", "--another", "--membership", &register_no]);
    }
    let linked = bench.run(&["link", "#1", "#2"]);
    assert_eq!(linked.json[0]["shown"], json!({ "linked": true, "are_one": true }));
    let (list, _) = bench.words("vi", &["members"]);
    assert_eq!(list.lines().filter(|line| line.contains("cùng người: ")).count(), 1, "{list}");
    assert!(list.ends_with("1 người.\n"), "{list}");
    let (answers, _) = bench.words("vi", &["doubles", "--answered"]);
    assert!(answers.starts_with("Đinh Thị Lan và Đinh Thị Lan: cùng một người."), "{answers}");
    assert_eq!(bench.run(&["link", "#1", "dinh thi lan", "--undo"]).exit, 2, "by name and by number it is one record");
}

#[test]
fn a_meeting_goes_from_the_printed_sheet_to_the_closed_roll() {
    let bench = Bench::connected();
    let at = |args: &[&str]| json!({ "args": args, "at": "2026-11-24T08:00" });
    let mut script = Vec::new();
    for (name, number) in [("Đinh Thị Lan", "1"), ("Hồ Thị Mười", "2"), ("Y Liên", "3"), ("A Hùng", "5")] {
        let register_no = format!("register_no={number}");
        script.push(at(&["add", name, "birth=24/11/1950", "--membership", &register_no]));
    }
    script.push(at(&["meeting", "plan", "24/11/2026", "--place", "Nhà văn hóa"]));
    script.push(at(&["meeting", "next"]));
    script.push(at(&["meeting", "agenda", "usual"]));
    script.push(at(&["meeting", "agenda", "case", "#3", "--by", "#2", "--title", "cần gạo"]));
    script.push(at(&["meeting", "agenda", "move", "8", "1"]));
    script.push(at(&["meeting", "agenda", "minutes", "1", "nhất trí giúp"]));
    script.push(at(&["meeting", "agenda", "show"]));
    script.push(at(&["birthdays"]));
    let planned = bench.play(&script);
    let results: Vec<&Value> = planned.json.iter().map(|line| &line["result"]).collect();
    assert!(planned.json.iter().all(|line| line["ok"] == true), "{:?}", planned.json);
    assert_eq!(results[5]["next"]["on"], "2026-11-24");
    let items = results[10]["items"].as_array().unwrap();
    assert_eq!(
        (items.len(), &items[0]["title"], &items[0]["minutes"]),
        (8, &json!("cần gạo"), &json!("nhất trí giúp"))
    );
    assert_eq!(results[11].as_array().unwrap().len(), 4);

    let html = bench.path("to.html");
    let printed = bench.play(&[at(&["meeting", "sheet", "--html", html.to_str().unwrap()])]);
    assert_eq!(printed.json[0]["result"]["rows"].as_array().unwrap().len(), 4);
    assert!(std::fs::read_to_string(&html).unwrap().contains("size: A4 portrait"));
    let (text, _) = bench.words("vi", &["--at", "2026-11-24T08:00", "meeting", "sheet"]);
    assert!(text.contains("|1   |Đinh Thị Lan                     |1950    |"), "{text}");

    let meeting = bench.play(&[
        at(&["meeting", "open"]),
        at(&["meeting", "enter", "1-2 4"]),
        at(&["meeting", "enter", "1-2", "--late", "5", "--for-person", "#2"]),
        at(&["meeting", "enter", "1-3"]),
        at(&["meeting", "close", "--heads", "4"]),
        at(&["meeting", "close", "--heads", "4", "--mark", "#3=excused"]),
        at(&["meeting", "attended", "#3"]),
        at(&["meeting", "missed", "--least", "1"]),
        at(&["meeting", "next"]),
    ]);
    let line = |number: usize| &meeting.json[number];
    assert_eq!((&line(1)["code"], &line(1)["ok"]), (&json!("invalid"), &json!(false)));
    assert_eq!((&line(2)["result"]["shown"]["present"], &line(2)["result"]["shown"]["late"]), (&json!(3), &json!(1)));
    assert_eq!(line(3)["question"]["kind"], "sheet_again");
    assert_eq!(line(4)["question"]["kind"], "unmarked");
    let closed = &line(5)["result"]["shown"];
    assert_eq!((&closed["present"], &closed["excused"], &closed["difference"]), (&json!(3), &json!(1), &json!(1)));
    assert_eq!(line(6)["result"][0]["mark"], "excused");
    assert_eq!(line(7)["result"].as_array().unwrap().len(), 1);
    assert_eq!(line(8)["result"]["next"], Value::Null, "no fixed day, and nothing is planned");
}

#[test]
fn the_help_of_every_command_tells_what_it_does() {
    let help = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_clubbook-phone")).args(args).arg("--help").output().unwrap();
        assert!(output.status.success(), "{args:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let commands = |text: &str| -> Vec<String> {
        let listed = text.split("Commands:").nth(1).unwrap_or_default().split("Options:").next().unwrap_or_default();
        let first =
            |line: &str| line.strip_prefix("  ")?.split(' ').next().filter(|word| !word.is_empty()).map(str::to_owned);
        listed.lines().filter_map(first).filter(|name| name != "help").collect()
    };
    let mut told = 0;
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = waiting.pop() {
        let args: Vec<&str> = path.iter().map(String::as_str).collect();
        let text = help(&args);
        assert!(text.trim_start().len() > 40 && !text.starts_with("Usage:"), "{path:?} says nothing: {text}");
        told += 1;
        waiting.extend(commands(&text).into_iter().map(|name| [path.clone(), vec![name]].concat()));
    }
    assert!(told > 60, "{told}");
}
