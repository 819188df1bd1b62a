//! Schedules: what people do and what goes wrong, drawn from a seed. Every event makes sense at any time, so any part of a
//! schedule is a schedule, and one that fails can be shrunk.

use clubbook_corpus::Rng;

use super::network::Fault;

/// What somebody does on a phone, or what happens to it. Numbers choose among what there is then, modulo how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Adds a member.
    AddMember(u16),
    /// Opens the form of a member and leaves it open.
    OpenForm(u16),
    /// Writes into the form that was opened last, however long ago, and saves.
    SaveForm(u16),
    /// Settles the first field that two people entered differently.
    Settle,
    /// Opens this month's meeting.
    OpenMeeting,
    /// Marks somebody: who, which mark.
    Mark(u16, u16),
    /// Everybody else is present.
    AllBut,
    /// A guest by name.
    Guest(u16),
    /// Closes the meeting.
    CloseMeeting,
    /// Care for somebody begins.
    OpenCare(u16),
    /// Records a visit: whom, what.
    Visit(u16, u16),
    /// Voids a visit.
    VoidVisit(u16),
    /// Ends somebody's membership.
    EndMembership(u16),
    /// Writes down that somebody died, or takes it back.
    Death(u16, bool),
    /// Somebody who left comes back.
    Join(u16),
    /// Adds an item to the agenda, or moves one: what, whereto.
    Agenda(u16, u16),
    /// Says of two members that they are one person, or that they are not.
    Link(u16, u16, bool),
    /// The phone's process dies.
    Crash,
    /// The system puts the app to sleep and wakes it.
    Sleep,
    /// The phone is switched off and on: its monotonic clock begins anew.
    Restart,
    /// Somebody sets the wall clock, by so many hours.
    SetClock(i32),
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// On a phone.
    On(u8, Act),
    /// A phone exchanges with the centre; its requests meet these faults, one after the other.
    Sync(u8, Vec<Fault>),
    /// Time passes, seconds.
    Pass(u32),
    /// The centre's process dies and is started again.
    RestartCentre,
    /// A copy is made of a phone's file, as a backup of the phone does.
    CopyFile(u8),
    /// A phone's file is put back from its last copy: what was not sent since is lost with it.
    PutBack(u8),
    /// A second phone begins with the last copy of a phone's file, or with the file as it is. Both go on.
    Clone(u8),
    /// An officer lets every phone in that waits after a fork.
    LetIn,
    /// A backup is made of the centre's database.
    CopyCentre,
    /// The centre's database is lost and put back from the last backup.
    RestoreCentre,
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The seed, from which also keys and salts are drawn.
    pub seed: u64,
    /// The events.
    pub events: Vec<Event>,
}

impl Schedule {
    /// The schedule of a seed: 12 to 45 events.
    pub fn of_seed(seed: u64) -> Self {
        let mut rng = Rng::of(seed, "schedule");
        let count = rng.between(12, 45);
        Self { seed, events: (0..count).map(|_| event(&mut rng)).collect() }
    }

    /// The schedule of a seed in which the centre is lost and put back, and no phone is copied.
    pub fn with_restores(seed: u64) -> Self {
        let mut rng = Rng::of(seed, "restores");
        let count = rng.between(15, 60);
        let event = |rng: &mut Rng| match rng.below(100) {
            0..5 => Event::CopyCentre,
            5..9 => Event::RestoreCentre,
            _ => match event(rng) {
                Event::CopyFile(_) | Event::PutBack(_) | Event::Clone(_) => Event::CopyCentre,
                other => other,
            },
        };
        Self { seed, events: (0..count).map(|_| event(&mut rng)).collect() }
    }
}

fn small(rng: &mut Rng) -> u16 {
    rng.below(1 << 16) as u16
}

fn event(rng: &mut Rng) -> Event {
    // More than there are at the beginning: clones are among them.
    let phone = rng.below(12) as u8;
    match rng.below(100) {
        0..57 => Event::On(phone, act(rng)),
        57..83 => {
            let count = rng.below(4);
            Event::Sync(phone, (0..count).map(|_| fault(rng)).collect())
        }
        83..89 => Event::Pass(rng.between(1, 200_000) as u32),
        89..91 => Event::RestartCentre,
        91..93 => Event::CopyFile(phone),
        93..95 => Event::PutBack(phone),
        95..99 => Event::Clone(phone),
        _ => Event::LetIn,
    }
}

fn act(rng: &mut Rng) -> Act {
    let (a, b) = (small(rng), small(rng));
    match rng.below(100) {
        0..9 => Act::AddMember(a),
        9..21 => Act::OpenForm(a),
        21..37 => Act::SaveForm(a),
        37..40 => Act::Settle,
        40..47 => Act::OpenMeeting,
        47..58 => Act::Mark(a, b),
        58..60 => Act::AllBut,
        60..61 => Act::Guest(a),
        61..62 => Act::Agenda(a, b),
        62..65 => Act::CloseMeeting,
        65..68 => Act::OpenCare(a),
        68..82 => Act::Visit(a, b),
        82..85 => Act::VoidVisit(a),
        85..86 => Act::EndMembership(a),
        86..87 => match b % 3 {
            0 => Act::Join(a),
            1 => Act::Death(a, true),
            _ => Act::Death(a, false),
        },
        // Among few records, so that links meet in chains and circles.
        87..90 => Act::Link(a % 7, b % 7, rng.chance(650)),
        90..93 => Act::Crash,
        93..94 => Act::Sleep,
        94..96 => Act::Restart,
        // From minutes to more than a year off, either way.
        _ => Act::SetClock(*rng.pick(&[-9000, -800, -30, -1, 1, 5, 24, 800, 9000])),
    }
}

fn fault(rng: &mut Rng) -> Fault {
    let place = rng.below(1000) as u16;
    match rng.below(100) {
        0..14 => Fault::None,
        14..26 => Fault::LoseRequest,
        26..42 => Fault::LoseAnswer,
        42..50 => Fault::Double,
        50..58 => Fault::Late,
        58..72 => Fault::Cut(place),
        72..78 => Fault::CorruptRequest(place),
        78..86 => Fault::CorruptAnswer(place),
        86..88 => Fault::DieBefore,
        88..91 => Fault::DieAfter,
        91..94 => Fault::DieWhile(place),
        94..95 => Fault::CaptivePortal,
        95..97 => Fault::ServerError,
        97..98 => Fault::TooManyRequests,
        _ => Fault::TooLarge,
    }
}
