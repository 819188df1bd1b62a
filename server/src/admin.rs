//! What officers and the command line do: units, clubs, people, codes, phones, what waits for review.

mod views;

pub use views::{
    ClubFilter, ClubSummary, ClubView, CodeState, CodeSummary, DeviceStanding, DeviceSummary, HeldOp, ImportRow,
    Imported, ImportedPerson, IssuedCode, NewClub, PersonSummary, Rebuilt, ReceivedOp, RefusedLine, Unit, UnitKind,
};
