//! Commands, one file for each feature: arguments become a request, the view becomes an answer.

mod agenda;
mod care;
mod entitlements;
pub(crate) mod exchange;
mod follow_up;
mod meetings;
mod memberships;
mod people;
mod readings;
mod roster;
mod support;
mod today;
mod visits;

use std::path::PathBuf;
use std::sync::Arc;

use clubbook_core::clock::Clock;
use clubbook_core::features::status::words::{saved, saved_in_practice};
use clubbook_core::features::{Commanded, Pen};
use clubbook_core::phone::{Phone, Question, Saved};
use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Language;
use serde_json::{Value, json};

use crate::answer::{Answer, Answered, Failure};
use crate::args::Command;
use crate::clock::ScriptClock;

/// An open phone and how it answers.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) phone: Phone,
    pub(crate) clock: Arc<ScriptClock>,
    pub(crate) language: Language,
    pub(crate) journal: Option<PathBuf>,
}

impl Session {
    /// The day as the phone knows it; a store that cannot be read says so with the command itself.
    pub(crate) fn today(&self) -> Day {
        self.phone.today().unwrap_or_else(|_| self.clock.now().day_in_vietnam())
    }

    pub(crate) fn query<T>(&self, look: impl FnOnce(&Question<'_>) -> Commanded<T>) -> Result<T, Failure> {
        self.phone.query(look).map_err(|error| Failure::of(&error, self.language))
    }

    pub(crate) fn command<T>(&self, change: impl FnOnce(&mut Pen<'_>) -> Commanded<T>) -> Result<Saved<T>, Failure> {
        self.phone.command(change).map_err(|error| Failure::of(&error, self.language))
    }

    /// The answer to a command: what was recorded, what it shows, and "saved" in words.
    pub(crate) fn saved<T>(&self, saved_now: &Saved<T>, shown: &Value, mut lines: Vec<String>) -> Answer {
        let ops: Vec<Value> = saved_now
            .ops
            .iter()
            .map(|op| {
                let kind = clubbook_model::registry::kind(op.kind).map(|kind| kind.name);
                json!({ "device": op.id.device.to_string(), "seq": op.id.seq, "kind": kind, "entity": op.entity.to_string() })
            })
            .collect();
        lines.push(match (saved_now.ops.is_empty(), self.language) {
            (false, language) if self.phone.is_practice().unwrap_or(false) => saved_in_practice(language).to_owned(),
            (false, language) => saved(language).to_owned(),
            (true, Language::Vi) => "Không có gì thay đổi.".to_owned(),
            (true, Language::En) => "Nothing had to change.".to_owned(),
        });
        Answer::new(json!({ "ops": ops, "shown": shown }), lines)
    }
}

/// The id of a record, as it was typed.
pub(crate) fn record(said: &str) -> Result<RecordId, Failure> {
    RecordId::from_hex(said)
        .ok_or_else(|| Failure::usage("which_record", "the id of a record is 32 hexadecimal digits"))
}

/// Runs a command.
pub(crate) async fn run(session: &Session, command: Command) -> Answered {
    match command {
        Command::LookUp { url } => exchange::look_up(session, &url).await,
        Command::Enrol { url, club, code, fingerprint } => {
            exchange::enrol(session, &url, &club, &code, fingerprint.as_deref()).await
        }
        Command::Sync => exchange::sync(session).await,
        Command::Status => exchange::status(session),
        Command::Members { all } => people::members(session, all),
        Command::Find { name, limit } => people::find(session, &name.join(" "), limit),
        Command::Doubles { answered: false } => people::doubles(session),
        Command::Doubles { answered: true } => people::answered(session),
        Command::Card { person } => people::card(session, &person),
        Command::Add { name, fields, membership, no_member, another, number_meant } => {
            people::add(session, &name, &fields, (!no_member).then_some(&membership), (another, number_meant))
        }
        Command::Correct { record, fields, membership } => people::correct(session, &record, &fields, membership),
        Command::Settle { record, field, value } => people::settle(session, &record, &field, &value),
        Command::Link { one, other, undo } => people::link(session, &one, &other, !undo),
        Command::EndMembership { person, reason, on, undo } => {
            people::end_membership(session, &person, reason.filter(|_| !undo), on, undo)
        }
        Command::Member(member) => memberships::run(session, member),
        Command::Board(board) => roster::board(session, board),
        Command::Group(group) => roster::group(session, group),
        Command::Household(household) => roster::household(session, household),
        Command::Care(care) => care::run(session, care),
        Command::Meeting(meeting) => meetings::run(session, meeting),
        Command::Composition { on } => people::composition(session, on),
        Command::Birthdays { month } => people::birthdays(session, month),
        Command::Visit(visit) => visits::run(session, visit),
        Command::Readings(readings) => readings::run(session, readings),
        Command::FollowUp(what) => follow_up::run(session, what),
        Command::Today => today::show_today(session),
        Command::MonthReport { month, undo } => today::report(session, month, undo),
        Command::Due { until, volunteer } => visits::due(session, until, volunteer.as_deref()),
        Command::Entitlements(entitlements) => entitlements::run(session, entitlements),
        Command::Notices { read, answer } => people::notices(session, read.as_deref(), answer.as_deref()),
        Command::Users(users) => people::users(session, users),
        Command::Export { what: crate::args::Export::Support } => support::export(session),
        Command::Check => support::check(session),
        Command::JournalVerify { file } => support::verify(session, file),
        Command::Watch | Command::Play { .. } | Command::Practice { .. } => {
            Err(Failure::usage("usage", "this command stands alone"))
        }
    }
}
