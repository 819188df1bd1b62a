use clubbook_model::message::SyncAnswer;
use clubbook_model::registry::Person;

use crate::testing::{HandPhone, Site};

/// Fills the club with enough history for a snapshot of several parts.
async fn fill(site: &Site, phone: &mut HandPhone, visits: u64) {
    for number in 0..visits {
        // Numbers that press badly, so that the parts are as large as they may be.
        let note: String =
            (0..40).map(|part| format!("{:x}", (number * 41 + part).wrapping_mul(0x9e37_79b9_7f4a))).collect();
        site.visit(phone, &note);
        if number % 500 == 499 {
            phone.sync(&site.centre).await.unwrap();
        }
    }
    phone.sync(&site.centre).await.unwrap();
}

fn assert_same(a: &HandPhone, b: &HandPhone) {
    for (grant, _) in a.books.values() {
        assert_eq!(a.sum(&grant.book), b.sum(&grant.book), "{:?}", grant.book.kind);
    }
}

#[tokio::test]
async fn every_phone_arrives_at_the_centre_s_sums() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    site.visit(&mut minh, "một");
    site.edit(&mut hoa, site.lan, Person::phone, "0905 000 001");
    site.edit(&mut minh, site.lan, Person::phone, "0905 000 002");
    for is_minh in [true, false, true] {
        let phone = if is_minh { &mut minh } else { &mut hoa };
        let answer = phone.sync(&site.centre).await.unwrap();
        for state in &answer.sums {
            let (grant, cursor) = phone.books[&state.handle];
            assert_eq!((cursor, phone.sum(&grant.book)), (state.seq, state.sum));
        }
    }
    assert_same(&minh, &hoa);
    assert_eq!(hoa.state(site.roster(), site.lan).unsettled().count(), 1);
}

#[tokio::test]
async fn an_answer_that_says_nothing_new_is_small_and_writes_no_new_challenge() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    minh.sync(&site.centre).await.unwrap();
    let before = minh.sync(&site.centre).await.unwrap();
    let answer = minh.sync(&site.centre).await.unwrap();
    assert_eq!(answer.challenge, before.challenge);
    assert_eq!((answer.frames.len(), answer.sums.len(), answer.grants.len()), (0, 0, 0));
    assert!(answer.to_bytes().len() <= 120, "{}", answer.to_bytes().len());
    site.clock.pass(2 * 86_400);
    assert_ne!(minh.sync(&site.centre).await.unwrap().challenge, before.challenge);
}

#[tokio::test]
async fn a_phone_does_not_get_its_own_ops_back_but_its_cursor_goes_on() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    minh.sync(&site.centre).await.unwrap();
    minh.sync(&site.centre).await.unwrap();
    for note in ["một", "hai", "ba"] {
        site.visit(&mut minh, note);
    }
    let answer = minh.send(&site.centre, &minh.request()).await.unwrap();
    let frame = clubbook_model::frame::CentreFrame::decode(
        &answer.frames[0],
        &minh.centre_key,
        &clubbook_model::frame::Limits::default(),
    )
    .unwrap();
    assert_eq!((answer.frames.len(), frame.rows.len(), answer.more), (1, 0, false));
    assert!(answer.to_bytes().len() < 500, "{}", answer.to_bytes().len());
    let answer = minh.send(&site.centre, &minh.request()).await.unwrap();
    assert_eq!((answer.frames.len(), answer.sums.len(), answer.send_cursors), (0, 0, false));
}

#[tokio::test]
async fn a_first_sync_goes_on_where_it_was_cut_and_costs_one_frame() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    fill(&site, &mut minh, 600).await;
    let mut whole = site.phone(site.hoa, 2).await;
    whole.sync(&site.centre).await.unwrap();
    let mut cut = site.phone(site.hoa, 3).await;
    let mut applied = 0;
    let mut seen: Vec<Vec<u8>> = Vec::new();
    loop {
        assert!(seen.len() < 100, "it begins again and again");
        let mut request = cut.request();
        request.answer_limit = 100_000;
        let mut answer: SyncAnswer = site.centre.sync(request.sign(&cut.key)).await.unwrap();
        let is_end = !answer.more;
        assert!(answer.frames.iter().all(|frame| frame.len() <= 32 << 10));
        if !is_end {
            // The last frame was lost on the way.
            answer.frames.pop();
        }
        assert!(!answer.frames.is_empty() || is_end);
        seen.extend(answer.frames.clone());
        applied += answer.frames.len();
        cut.apply(&answer);
        if is_end {
            break;
        }
    }
    assert!(applied > 3, "{applied} frames");
    let distinct: std::collections::BTreeSet<Vec<u8>> = seen.iter().cloned().collect();
    assert_eq!(distinct.len(), seen.len(), "no frame came twice");
    assert_same(&cut, &whole);
}

#[tokio::test]
async fn the_member_list_is_in_the_first_frame_of_a_first_sync() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    fill(&site, &mut minh, 300).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    let answer = site.centre.sync(hoa.request().sign(&hoa.key)).await.unwrap();
    let mut first = answer.clone();
    first.frames.truncate(1);
    first.more = true;
    hoa.apply(&first);
    for person in [site.hoa, site.minh, site.thu, site.lan, site.tu] {
        assert!(!hoa.state(site.roster(), person).is_empty());
    }
}

#[tokio::test]
async fn a_lost_answer_costs_one_question_for_the_cursors_and_no_op() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    site.visit(&mut minh, "một");
    minh.sync(&site.centre).await.unwrap();
    let lost = site.centre.sync(hoa.request().sign(&hoa.key)).await.unwrap();
    assert_eq!(lost.frames.len(), 1);
    let answer = hoa.send(&site.centre, &hoa.request()).await.unwrap();
    assert_eq!((answer.send_cursors, answer.frames.len()), (true, 0));
    hoa.sync(&site.centre).await.unwrap();
    assert_same(&hoa, &minh);
}

#[tokio::test]
async fn a_book_whose_sum_differs_is_repaired_bucket_by_bucket() {
    let site = Site::new().await;
    let mut minh = site.phone(site.minh, 1).await;
    let mut hoa = site.phone(site.hoa, 2).await;
    for _ in 0..20 {
        site.visit(&mut minh, "một");
    }
    minh.sync(&site.centre).await.unwrap();
    hoa.sync(&site.centre).await.unwrap();
    let care = site.care(site.lan);
    let lost = hoa.states.keys().find(|(book, _)| *book == care).copied().unwrap();
    hoa.states.remove(&lost);
    let answer = hoa.sync(&site.centre).await.unwrap();
    let differing: Vec<u64> = answer
        .sums
        .iter()
        .filter(|state| hoa.sum(&hoa.books[&state.handle].0.book) != state.sum)
        .map(|state| state.handle)
        .collect();
    assert_eq!(differing.len(), 1);
    let mut request = hoa.request();
    request.buckets = vec![(differing[0], hoa.buckets(&care).to_vec())];
    let answer = hoa.send(&site.centre, &request).await.unwrap();
    let rows: usize = answer
        .frames
        .iter()
        .map(|frame| {
            let limits = clubbook_model::frame::Limits::default();
            clubbook_model::frame::CentreFrame::decode(frame, &hoa.centre_key, &limits).unwrap().rows.len()
        })
        .sum();
    assert!((1..20).contains(&rows), "{rows} rows");
    assert_same(&hoa, &minh);
    assert!(hoa.sync(&site.centre).await.unwrap().sums.is_empty());
}

#[tokio::test]
async fn an_answer_holds_what_the_device_wants_at_most_and_at_least_one_frame() {
    let site = Site::new().await;
    let mut hoa = site.phone(site.hoa, 2).await;
    hoa.sync(&site.centre).await.unwrap();
    let mut minh = site.phone(site.minh, 1).await;
    fill(&site, &mut minh, 600).await;
    let mut requests = 0;
    loop {
        assert!(requests < 100, "it never ends");
        let mut request = hoa.request();
        request.answer_limit = 1;
        let answer = hoa.send(&site.centre, &request).await.unwrap();
        assert!(answer.frames.len() <= 1);
        requests += 1;
        if !answer.more && !answer.send_cursors {
            break;
        }
    }
    assert!(requests >= 3, "{requests} requests");
    assert_same(&hoa, &minh);
}
