//! The first exchange of a new phone, over real HTTP: what people can use while the rest is still arriving.
#![cfg(test)]

use clubbook_corpus::small_club;
use clubbook_tests::bench::site::Site;
use clubbook_tests::fixture;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_member_list_is_whole_after_the_first_frame_and_the_rest_arrives_behind_it() {
    let mut history = small_club(1);
    history.postings.clear();
    let site = Site::open(false).await.unwrap();
    let people = site.add_club(&history.club).await.unwrap();
    site.play(&history, &people).await.unwrap();
    let phone = site.phone(&history.club, people.member(fixture::head(&history))).await.unwrap();
    let mut told = Vec::new();
    let report = phone
        .sync_and_tell(&site.url(), |report| told.push((report.received, phone.members_shown().unwrap())))
        .await
        .unwrap();
    let (rows_first, shown_first) = told[0];
    assert_eq!(shown_first, history.club.members.len());
    assert!(rows_first < report.received, "there was more than one frame: {told:?}");
    assert!(told.iter().all(|(_, shown)| *shown == shown_first));
    site.close().await.unwrap();
}
