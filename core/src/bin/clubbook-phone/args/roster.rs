//! The arguments of memberships, the board, groups and households.

use std::path::PathBuf;

use clap::Subcommand;
use clubbook_model::entry::parse_partial_date;
use clubbook_model::time::PartialDate;
use clubbook_model::vocabulary::Role;

use super::parse::{DayArg, choice, field};

fn partial_date(text: &str) -> Result<PartialDate, String> {
    parse_partial_date(text).ok_or_else(|| "a date is 21/11/2026, 11/2026 or 2026".to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum Member {
    /// Makes somebody of the book a member, for the first time or again: each time is a membership of its own.
    Join {
        /// The person.
        person: String,
        /// Fields of the membership, as name=value: register_no=12, joined_on=3/2026, roles=volunteer.
        #[arg(value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
        /// Yes, this number, although somebody else has it.
        #[arg(long)]
        number_meant: bool,
    },
    /// Gives a member a number in the register, or says which number a form suggests.
    Number {
        /// The member.
        person: String,
        /// The number; without it, the one that is suggested: the member's own, or the next that nobody ever had.
        number: Option<i64>,
        /// Yes, this number, although somebody else has it.
        #[arg(long)]
        number_meant: bool,
    },
    /// Numbers of the register that several members have.
    NumbersTwice,
    /// Writes down that somebody died. Memberships and terms on the board end with it, nothing reminds of the person any
    /// longer, and what stands in the book is kept.
    Died {
        /// The person.
        person: String,
        /// When, as far as it is known: 21/11/2026, 11/2026 or 2026.
        #[arg(value_parser = partial_date, required_unless_present = "undo")]
        on: Option<PartialDate>,
        /// Takes it back: it was another person. What ended with it goes on.
        #[arg(long, conflicts_with = "on")]
        undo: bool,
    },
    /// Ends the membership of somebody who goes on in another club of the centre, and writes the slip that the other club
    /// takes in. Nothing that the law calls sensitive is on it.
    MoveOut {
        /// The person.
        person: String,
        /// The other club, by its name or number.
        #[arg(long)]
        to: String,
        /// The first day on which the person is no longer a member here.
        #[arg(long, default_value = "today")]
        on: DayArg,
        /// Writes the slip to a file; without it, the slip is printed.
        #[arg(long, value_name = "FILE")]
        slip: Option<PathBuf>,
    },
    /// Takes somebody in who comes from another club: a new person here, who says from which record they came.
    MoveIn {
        /// The slip of the other club.
        slip: PathBuf,
        /// Fields of the membership here, as name=value.
        #[arg(value_name = "FIELD=VALUE", value_parser = field)]
        membership: Vec<(String, String)>,
        /// No, it is another person of that name.
        #[arg(long)]
        another: bool,
        /// Yes, this number, although somebody else has it.
        #[arg(long)]
        number_meant: bool,
    },
    /// People of the book who were never members: who is helped, guests, relatives.
    Others,
    /// Volunteers: to whom each goes and with whom, and where a second one is missing.
    Volunteers,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Board {
    /// The posts, who holds them, and those that nobody holds.
    Show {
        /// On this day.
        #[arg(long, default_value = "today")]
        on: DayArg,
    },
    /// All terms, the latest first.
    Terms,
    /// Gives somebody a post.
    Appoint {
        /// The person.
        person: String,
        /// The post.
        #[arg(value_parser = choice::<Role>())]
        role: Role,
        /// The first day.
        #[arg(long, default_value = "today")]
        from: DayArg,
        /// The decision, for example 12/QĐ-UBND.
        #[arg(long)]
        decision: Option<String>,
        /// Yes, instead of whoever holds it: their term ends the day before.
        #[arg(long)]
        instead: bool,
    },
    /// Somebody gives a post up.
    End {
        /// The person.
        person: String,
        /// The post.
        #[arg(value_parser = choice::<Role>())]
        role: Role,
        /// The last day.
        #[arg(long, default_value = "today")]
        on: DayArg,
        /// Yes, although the author leads by this post alone.
        #[arg(long)]
        confirmed: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Group {
    /// The members by group, and who belongs to none.
    List,
    /// Makes a group.
    Create {
        /// Its name, for example "Tổ 2".
        name: String,
        /// The area that it covers.
        #[arg(long)]
        area: Option<String>,
        /// Who leads it; they get the task of a group leader.
        #[arg(long)]
        leader: Option<String>,
    },
    /// Changes a group.
    Change {
        /// The group, by its name or id.
        group: String,
        /// Another name.
        #[arg(long)]
        name: Option<String>,
        /// The area that it covers.
        #[arg(long)]
        area: Option<String>,
        /// Who leads it from now on; whoever led it before gives the task up.
        #[arg(long)]
        leader: Option<String>,
    },
    /// Puts members into a group.
    Put {
        /// The group, by its name or id.
        group: String,
        /// The members.
        #[arg(required = true)]
        people: Vec<String>,
    },
    /// Takes members out of their group.
    TakeOut {
        /// The members.
        #[arg(required = true)]
        people: Vec<String>,
    },
    /// Gives a group up: its members belong to none then.
    Dissolve {
        /// The group, by its name or id.
        group: String,
        /// On.
        #[arg(long, default_value = "today")]
        on: DayArg,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Household {
    /// The households, or those that words find: a name, the number, the hamlet, the address.
    List {
        /// Words.
        words: Vec<String>,
    },
    /// Makes a household.
    Create {
        /// Its head.
        head: String,
        /// Who else lives in it.
        people: Vec<String>,
        /// Number in the commune's list.
        #[arg(long)]
        number: Option<String>,
        /// Hamlet; the head's when nothing is said.
        #[arg(long)]
        hamlet: Option<String>,
        /// House or way to it; the head's when nothing is said.
        #[arg(long)]
        address: Option<String>,
    },
    /// Says that people live in a household.
    Put {
        /// The household, by its id or by words that only one has.
        household: String,
        /// The people.
        #[arg(required = true)]
        people: Vec<String>,
    },
    /// Says that people live in none that the book knows.
    TakeOut {
        /// The people.
        #[arg(required = true)]
        people: Vec<String>,
    },
    /// Says who is the head.
    Head {
        /// The household, by its id or by words that only one has.
        household: String,
        /// The head.
        person: String,
    },
    /// Members who live in no household that the book knows.
    Without,
}
