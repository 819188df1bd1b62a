//! What a phone that lies on a table reminds of, once a day: that people wait for a visit, that something waits for long to be
//! sent. It names nobody.

use clubbook_model::vocabulary::Language;

use super::status::views::StatusView;
use super::visits::due::DueView;
use crate::store::settings::Standing;

/// After so many seconds without an exchange somebody is reminded of what waits: seven days.
pub const LONG_UNSENT: i64 = 7 * 86_400;

/// Something that the person at the phone is reminded of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReminderView {
    /// Something has waited for long to be sent.
    Unsent {
        /// Where the phone stands.
        sentence: String,
    },
    /// People wait for a visit of the person at the phone.
    Visits {
        /// How many.
        people: usize,
    },
}

impl ReminderView {
    /// What it is about: "Có người cần đến thăm".
    pub fn title(&self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Unsent { .. }, Language::Vi) => "Sổ CLB chưa gửi từ lâu",
            (Self::Unsent { .. }, Language::En) => "Clubbook has not sent for long",
            (Self::Visits { .. }, Language::Vi) => "Có người cần đến thăm",
            (Self::Visits { .. }, Language::En) => "Visits are due",
        }
    }

    /// How things stand and what to do.
    pub fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Unsent { sentence }, Language::Vi) => format!("{sentence} Tới chỗ có mạng rồi mở Sổ CLB."),
            (Self::Unsent { sentence }, Language::En) => {
                format!("{sentence} Go where there is signal and open Clubbook.")
            }
            (Self::Visits { people }, Language::Vi) => format!("Mở Sổ CLB để xem là ai. Số người: {people}"),
            (Self::Visits { people }, Language::En) => format!("Open Clubbook to see to whom. People: {people}"),
        }
    }
}

/// What is to be said now, of where the phone stands and of who is due for a visit as the person at the phone sees it: nobody
/// where nobody is at it. A phone that may not be used any longer says whom to ask, by name, and so nothing here; the practice club
/// reminds nobody.
pub fn reminders(status: &StatusView, due: &[DueView], language: Language) -> Vec<ReminderView> {
    if status.is_practice || status.standing == Standing::Revoked {
        return Vec::new();
    }
    let long_ago = status.now.0.saturating_sub(LONG_UNSENT);
    let is_long = status.waiting > 0 && status.oldest.is_some_and(|oldest| oldest.0 <= long_ago);
    let unsent = is_long.then(|| ReminderView::Unsent { sentence: status.sentence(language) });
    let people = due.iter().filter(|due| due.is_mine).count();
    let visits = (people > 0).then_some(ReminderView::Visits { people });
    unsent.into_iter().chain(visits).collect()
}

#[cfg(test)]
mod tests {
    use clubbook_model::time::Instant;

    use super::*;
    use crate::features::care::commands::open as open_care;
    use crate::features::care::views::OpenCareRequest;
    use crate::features::status::queries::status;
    use crate::features::testing::{CLUB, Club};
    use crate::features::today::queries::today;

    /// Where Minh's phone stands when what waits on it has waited for so many seconds.
    fn waiting_for(club: &Club, seconds: i64) -> StatusView {
        let phone = &club.minh;
        let mut status = phone.sees(|conn| status(conn, CLUB, phone.now()));
        (status.waiting, status.oldest) = (1, Some(Instant(status.now.0 - seconds)));
        status
    }

    #[test]
    fn after_a_week_somebody_is_reminded_and_not_a_second_before_nor_when_all_is_sent() {
        let club = Club::new();
        let said = |status: &StatusView| reminders(status, &[], Language::Vi);
        let week = waiting_for(&club, LONG_UNSENT);
        let [unsent] = &said(&week)[..] else { panic!("{:?}", said(&week)) };
        assert_eq!(
            unsent.words(Language::Vi),
            "Còn 1 lần ghi chưa gửi, từ thứ Ba 17/11. Vẫn giữ trong máy này. Tới chỗ có mạng rồi mở Sổ CLB."
        );
        assert_eq!(said(&waiting_for(&club, LONG_UNSENT - 1)), []);
        assert_eq!(said(&StatusView { waiting: 0, ..week.clone() }), []);
        assert_eq!(said(&StatusView { oldest: None, ..week.clone() }), []);
        assert_eq!(said(&StatusView { is_practice: true, ..week }), []);
    }

    #[test]
    fn people_to_visit_are_counted_and_not_named_and_only_for_who_goes_there() {
        let club = Club::new();
        for (person, volunteer) in [(club.lan, club.minh.user), (club.tung, club.hoa.user)] {
            let care = OpenCareRequest { volunteers: vec![volunteer], ..OpenCareRequest::of(person) };
            club.hoa.does(|pen| open_care(pen, &care));
        }
        club.meet();
        let head = club.hoa.user;
        let phone = &club.minh;
        let due = |viewer| phone.sees(|conn| today(conn, CLUB, viewer, phone.today())).visits;
        assert_eq!((due(head).len(), due(phone.user).len()), (2, 1));
        for viewer in [head, phone.user] {
            let said = reminders(&waiting_for(&club, 0), &due(viewer), Language::Vi);
            let words: Vec<String> = said.iter().map(|one| one.words(Language::Vi)).collect();
            assert_eq!(words, ["Mở Sổ CLB để xem là ai. Số người: 1"]);
        }
        assert_eq!(reminders(&waiting_for(&club, 0), &[], Language::Vi), [], "nobody is at the phone");
    }

    #[test]
    fn a_phone_that_may_not_be_used_any_longer_names_nobody_on_the_table() {
        let club = Club::new();
        let revoked = StatusView { standing: Standing::Revoked, ..waiting_for(&club, LONG_UNSENT) };
        assert!(revoked.sentence(Language::Vi).contains("Hoa"), "it would name the head");
        assert_eq!(reminders(&revoked, &[], Language::Vi), []);
    }
}
