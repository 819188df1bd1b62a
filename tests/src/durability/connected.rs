//! A phone with a file of its own that is connected with the World's centre over a socket.

use std::path::Path;

use clubbook_core::features::care::{commands as care, views::OpenCareRequest};
use clubbook_core::features::people::queries::{self as people, Which};
use clubbook_core::phone::{Phone, PhoneOptions};
use clubbook_core::store::{Durability, Stored, books, journal, settings};
use clubbook_core::sync::enrol::EnrolmentCode;
use clubbook_model::id::{Book, DeviceId};
use clubbook_model::op::Op;
use clubbook_model::sum::StateSum;
use clubbook_server::http::{HttpOptions, Stop, listen, router};

use super::writer::options;
use crate::world::{CLUB_NUMBER, World};

/// The World's centre on a loopback socket, as long as the runtime lives in which this is called. Returns its address.
///
/// # Panics
/// There is no socket.
pub fn serve(world: &World) -> String {
    let (tell, _) = Stop::new();
    // One address asks for all: no limit of how often.
    let http = HttpOptions { rate: None, enrol_rate: None, ..HttpOptions::default() };
    let address = "127.0.0.1:0".parse().expect("an address");
    let listening = listen(address, None, false).expect("a socket");
    let address = listening.url();
    let router = router(world.centre().clone(), http);
    tokio::spawn(async move { listening.serve(router, tell, std::future::pending()).await.expect("it serves") });
    address
}

/// Opens the phone of a folder, as its app does.
///
/// # Panics
/// It does not open.
pub fn open(folder: &Path) -> Phone {
    let options = PhoneOptions::new(options(folder, Durability::Full), "clubbook-writer 1");
    Phone::open(options).expect("the phone opens")
}

/// Connects the phone of a folder and opens care for every member, so that whoever is visited has a book. Returns its
/// device and where its journal ends.
///
/// # Panics
/// Something of it fails.
pub async fn enrol(world: &mut World, address: &str, folder: &Path) -> (DeviceId, u64) {
    let head = world.phone("lan").phone().user().expect("Lan's phone has a user");
    let code = world.centre().issue_code(CLUB_NUMBER, head).await.expect("a code");
    let phone = open(folder);
    let card = phone.look_up(address).await.expect("the centre's card");
    let code = EnrolmentCode { club_number: CLUB_NUMBER, digits: code.digits };
    phone.enrol(address, &card, &code).await.expect("the phone is connected");
    phone.sync().await.expect("a first exchange");
    let members = phone.query(|q| people::members(q.connection, q.club, Which::Ever, q.today)).expect("a list");
    assert!(!members.is_empty(), "the club has members");
    for member in members {
        phone.command(|pen| care::open(pen, &OpenCareRequest::of(member.person.id))).expect("care begins");
    }
    phone.sync().await.expect("a second exchange");
    let look = |conn: &rusqlite::Connection| Stored::Ok((settings::device(conn)?.0, journal::head(conn)?.seq));
    let begun = phone.store().read(look).expect("the end of the journal");
    phone.shutdown().expect("the phone closes");
    begun
}

/// The centre has every op of the phone's journal once, at its number, with the same bytes, and in its book. Returns how many.
///
/// # Panics
/// It has not.
pub async fn compare_with_centre(world: &World, phone: &Phone, device: DeviceId) -> usize {
    let received = world.centre().received_ops(device).await.expect("the ops of a device");
    let rows = phone.store().read(|conn| journal::rows(conn, 1, usize::MAX)).expect("the journal");
    let at_centre: Vec<_> = received.iter().map(|op| (op.seq, op.hash)).collect();
    let on_phone: Vec<_> = rows.iter().map(|row| (row.seq, Op::hash(&row.bytes))).collect();
    assert_eq!(at_centre, on_phone, "the centre has each op once");
    assert!(received.iter().all(|op| op.book_seq.is_some()), "nothing waits for review");
    received.len()
}

/// The sum of the club's roster on a phone.
///
/// # Panics
/// The phone has none.
pub fn roster_sum(phone: &Phone) -> StateSum {
    let sum = |conn: &rusqlite::Connection| {
        let roster = Book::roster(settings::CLUB.need(conn)?);
        books::find(conn, &roster)?.map(|number| books::sum(conn, number)).transpose()
    };
    phone.store().read(sum).expect("the sums").expect("the roster")
}
