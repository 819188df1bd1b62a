//! The arguments of home visits.

use clap::{Args, Subcommand};
use clubbook_model::time::Month;
use clubbook_model::vocabulary::{Condition, Duration, Service, VisitAlert};

use super::parse::{DayArg, choice, field, month};

/// What was measured.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Measured {
    /// Blood pressure, as 130/80.
    #[arg(long, value_name = "UPPER/LOWER")]
    pub(crate) pressure: Option<String>,
    /// Beats a minute.
    #[arg(long)]
    pub(crate) pulse: Option<i64>,
    /// Weight in kg, as 54,3.
    #[arg(long)]
    pub(crate) weight: Option<String>,
    /// Blood glucose, mmol/l.
    #[arg(long)]
    pub(crate) glucose: Option<String>,
    /// Waist in cm.
    #[arg(long)]
    pub(crate) waist: Option<String>,
    /// Temperature in °C.
    #[arg(long)]
    pub(crate) temperature: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Visit {
    /// What an empty form begins with.
    New {
        /// The person.
        person: String,
    },
    /// Records a visit.
    Add {
        /// The person visited.
        person: String,
        /// All who went. When nobody is named, those of the last visit if who is at the phone was among them, else who is at the
        /// phone.
        #[arg(long, value_delimiter = ',')]
        visitors: Vec<String>,
        /// The day.
        #[arg(long)]
        on: Option<DayArg>,
        /// How long.
        #[arg(long, value_parser = choice::<Duration>())]
        duration: Option<Duration>,
        /// What was done; as on the last visit when nothing is said.
        #[arg(long, value_parser = choice::<Service>(), value_delimiter = ',')]
        services: Vec<Service>,
        /// How the person is.
        #[arg(long, value_parser = choice::<Condition>())]
        condition: Option<Condition>,
        /// What was noticed.
        #[arg(long, value_parser = choice::<VisitAlert>(), value_delimiter = ',')]
        alerts: Vec<VisitAlert>,
        /// A note.
        #[arg(long)]
        note: Option<String>,
        /// Nobody was at home.
        #[arg(long)]
        not_at_home: bool,
        /// Next visit.
        #[arg(long)]
        next_due: Option<DayArg>,
        /// Who of the commune went along.
        #[arg(long)]
        partner: Option<String>,
        /// Who has to act on what was noticed.
        #[arg(long, requires = "alerts")]
        follow_up_by: Option<String>,
        /// Until when.
        #[arg(long, requires = "alerts")]
        follow_up_until: Option<DayArg>,
        #[command(flatten)]
        measured: Measured,
        /// It is the same visit as this record's.
        #[arg(long, value_name = "VISIT")]
        same_as: Option<String>,
        /// It is another visit on the same day.
        #[arg(long, conflicts_with = "same_as")]
        another: bool,
    },
    /// Corrects a visit.
    Correct {
        /// The visit's id.
        visit: String,
        /// Fields, as name=value.
        #[arg(value_name = "FIELD=VALUE", value_parser = field)]
        fields: Vec<(String, String)>,
        #[command(flatten)]
        measured: Measured,
        /// Why, once the month was reported.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Enters a month from somebody's paper: one person, the days on which somebody went. The ops say whose paper it is.
    Paper {
        /// The person visited.
        person: String,
        /// The days of the month that are ticked, such as 3 6-8 21.
        #[arg(required = true)]
        days: Vec<String>,
        /// Who went: the paper is the first one's.
        #[arg(long, required = true, value_delimiter = ',')]
        visitors: Vec<String>,
        /// The month, as 2026-11; today's when nothing is said.
        #[arg(long, value_parser = month)]
        month: Option<Month>,
        /// On days that are recorded already these are the same visits: nothing is added.
        #[arg(long, conflicts_with = "others")]
        same: bool,
        /// On days that are recorded already these are other visits.
        #[arg(long)]
        others: bool,
    },
    /// Voids a record of a visit.
    Void {
        /// The visit's id.
        visit: String,
        /// Why.
        #[arg(default_value = "")]
        reason: String,
        /// Takes it back.
        #[arg(long)]
        undo: bool,
    },
    /// Answers whether two records are one visit.
    Same {
        /// The visit's id.
        visit: String,
        /// The other record; without it, they are two visits.
        other: Option<String>,
    },
    /// The visits of a person, or of a month.
    List {
        /// The person.
        person: Option<String>,
        /// The month, as 2026-11; today's when nothing is said.
        #[arg(long, value_parser = month, conflicts_with = "person")]
        month: Option<Month>,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// One visit.
    Show {
        /// The visit's id.
        visit: String,
    },
}
