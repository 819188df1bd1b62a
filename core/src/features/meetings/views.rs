//! What screens show of meetings, what they send, and what they are asked.

mod question;
mod request;
mod roll;

pub use question::MeetingQuestion;
pub use request::{AllButRequest, CloseMeetingRequest, MarkRequest, OpenMeetingRequest, PutOffRequest, UnmarkedAnswer};
pub use roll::{
    AttendedView, CountsView, LateMarkView, MarkedView, MeetingView, MissedView, RollOrder, RollRow, RollView,
    closed_words,
};
