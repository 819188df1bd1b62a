//! Realistic clubs of Quảng Ngãi, made by rule from a seed, for the demo, the tests and the benches.
//!
//! The same seed gives the same clubs on every machine and for ever (`a_seed_gives_the_same_bytes_for_ever`). Everything is a
//! plain type: days are `i32` since 1 January 1970, instants `i64` seconds since 1970 UTC, people are named by their place in
//! [`Club::members`], lists of choices by the numbers of the model's vocabulary. Nothing here knows the model.
//!
//! - [`clubs`] makes clubs of 50 to 70 people, [`people`] any number of people; [`history`](history()) fills a club with visits,
//!   meetings, weighings and postings; [`bench_club`] and [`small_club`] are those of the bench.
//! - [`baseline_json`] and [`documents_json`] say the same history as a REST API and a document database would.
//! - [`measure`] says how much there is in the notes. Those of `bench_club(1)`: 2,100 notes on 7,000 visits (30 %), 1,987 of them
//!   different, 73 characters on average, 5.13 bits per character at order 0 and 3.23 at order 1; `small_club(1)`: 312 notes on
//!   1,040 visits, 307 different, 5.10 and 3.17 bits. A test holds the rate and the floors.
//! - gzip (level 6) of [`baseline_json`]: 744 KB for `bench_club(1)`, 87 KB for `small_club(1)`.

mod baseline;
mod club;
mod day;
mod entropy;
mod history;
mod json;
mod ledger;
mod lists;
mod notes;
mod person;
mod rng;
mod visits;
mod vitals;

pub use baseline::{baseline_json, documents_json, visit_documents_json};
pub use club::{Club, club, clubs, people};
pub use day::{civil, days_in_month, iso, iso_instant, number as day_number};
pub use entropy::{TextMeasure, measure};
pub use history::{
    Attendance, BENCH_SHAPE, History, Mark, Meeting, PUSH_SHAPE, SMALL_SHAPE, Shape, Weighing, bench_club, history,
    small_club,
};
pub use ledger::Posting;
pub use lists::{Commune, communes};
pub use person::{Birth, Generation, LAST_DAY, People, Person, Role, Sex};
pub use rng::Rng;
pub use visits::{ALERT_CODES, CareCase, Condition, SERVICE_CODES, Visit};
pub use vitals::Vitals;

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    fn hash(text: &str) -> String {
        Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// A new hash is a new corpus: figures of the bench from before and after cannot be compared.
    #[test]
    fn a_seed_gives_the_same_bytes_for_ever() {
        let bench = bench_club(1);
        assert_eq!(hash(&format!("{:?}", clubs(1, 8))), "19468f19237696c1");
        assert_eq!(hash(&format!("{bench:?}")), "442b5022986f20e0");
        assert_eq!(hash(&baseline_json(&bench)), "89d8e9d65e9b4fe7");
        assert_eq!(hash(&documents_json(&bench)), "dccabd397c031cc0");
        assert_eq!(hash(&format!("{:?}", small_club(1))), "3ea24515422c851d");
        assert_ne!(format!("{:?}", clubs(1, 2)), format!("{:?}", clubs(2, 2)));
    }

    #[test]
    fn the_clubs_of_the_bench_have_the_size_that_they_promise() {
        let figures = |history: &History| {
            let marks: usize = history.meetings.iter().map(|meeting| meeting.attendance.len()).sum();
            let sizes = (history.club.members.len(), history.visits.len(), history.meetings.len());
            (sizes, (marks, history.weighings.len(), history.postings.len()))
        };
        let bench = bench_club(1);
        assert_eq!(figures(&bench), ((70, 7000, 24), (24 * 60, 24 * 60, 5000)));
        assert!(bench.visits.iter().all(|visit| visit.vitals.is_some_and(|vitals| vitals.systolic.is_some())));
        let small = small_club(1);
        assert_eq!(figures(&small), ((70, 1040, 24), (24 * 60, 0, 0)));
        let measured = small.visits.iter().filter(|visit| visit.vitals.is_some()).count();
        assert!((400..640).contains(&measured), "{measured}");
    }

    #[test]
    fn notes_stand_on_three_visits_of_ten_and_are_not_made_easy_by_repetition() {
        for seed in 1..=3 {
            for history in [bench_club(seed), small_club(seed)] {
                let notes: Vec<&str> = history.notes().collect();
                let rate = notes.len() as f64 * 100.0 / history.visits.len() as f64;
                assert!((29.0..=31.0).contains(&rate), "{rate} % of visits have a note");
                let measured = measure(notes);
                assert!(measured.order0_bits >= 5.0 && measured.order1_bits >= 3.1, "{measured:?}");
                assert!(measured.distinct * 100 >= measured.count * 93, "{measured:?}");
                assert!(measured.mean_chars >= 65.0, "{measured:?}");
            }
        }
    }

    #[test]
    fn everything_that_is_named_exists_and_happened_after_the_founding() {
        for history in [bench_club(4), small_club(4)] {
            let people = history.club.members.len();
            for visit in &history.visits {
                assert!(visit.person < people && visit.visitors.iter().all(|place| *place < people));
                assert!(!visit.visitors.is_empty() && !visit.visitors.contains(&visit.person));
                assert!((history.club.founded_on..=LAST_DAY).contains(&visit.visited_on));
                assert!(visit.recorded_at >= i64::from(visit.visited_on) * 86_400 - 7 * 3600);
            }
            let later = history.visits.windows(2).all(|pair| pair[0].recorded_at <= pair[1].recorded_at);
            assert!(later, "visits stand in the order in which they were recorded");
            assert!(history.weighings.iter().all(|w| w.meeting < 24 && w.vitals.weight_tenths.is_some()));
        }
    }

    #[test]
    fn all_text_is_composed() {
        let text = format!("{:?}", bench_club(2));
        let combining = text.chars().find(|letter| ('\u{300}'..='\u{36f}').contains(letter));
        assert_eq!(combining, None);
    }
}
