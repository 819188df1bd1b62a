//! The words of a status: one sentence for the top of the screen, and what to do about each trouble.

use clubbook_model::message::reason;
use clubbook_model::vocabulary::Language;

use super::views::{QuarantinedView, StatusView};
use crate::store::salvage::SalvageReport;
use crate::store::settings::{Standing, Trouble};
use crate::wording;

/// What a person who has just recorded something reads.
pub fn saved(language: Language) -> &'static str {
    match language {
        Language::Vi => "Đã lưu trong máy. Có mạng, máy sẽ tự gửi.",
        Language::En => "Saved on this phone. It will be sent when there is signal.",
    }
}

/// What a person who has just recorded something in the practice club reads.
pub fn saved_in_practice(language: Language) -> &'static str {
    match language {
        Language::Vi => "Đã lưu để tập. Không gửi đi đâu.",
        Language::En => "Saved for practice. It is sent nowhere.",
    }
}

/// What is said of a damaged file of which a part could not be read.
fn lost(language: Language) -> &'static str {
    match language {
        Language::Vi => {
            "Sổ trong máy từng bị hỏng, có phần không đọc lại được. Tệp hỏng vẫn giữ trong máy: đưa máy cho cán bộ."
        }
        Language::En => {
            "The book on this phone was damaged and part of it cannot be read. The damaged file is kept: show the phone to an officer."
        }
    }
}

/// What the salvage of a damaged file brought, as a person has to hear it.
pub fn salvaged(report: &SalvageReport, language: Language) -> String {
    let (rows, entities) = (report.journal_rows, report.entities);
    let said = match (report.unreadable, language) {
        (true, Language::Vi) => {
            "Sổ trong máy hỏng, không đọc lại được. Tệp hỏng vẫn giữ trong máy. Cần kết nối lại máy.".to_owned()
        }
        (true, Language::En) => {
            "The book could not be read. The damaged file is kept on this phone. Connect the phone again.".to_owned()
        }
        (false, Language::Vi) => {
            format!("Sổ trong máy hỏng một phần; đã cứu {rows} lần ghi và {entities} mục. Tệp hỏng vẫn giữ trong máy.")
        }
        (false, Language::En) => format!(
            "Part of the book was damaged; {rows} entries and {entities} records were saved. The damaged file is kept."
        ),
    };
    match (report.shown_only, language) {
        (0, _) => said,
        (lost, Language::Vi) => {
            format!("{said} {lost} lần ghi còn thấy trong máy nhưng máy không gửi đi được nữa: đưa máy cho cán bộ.")
        }
        (lost, Language::En) => {
            format!("{said} {lost} entries are still shown but cannot be sent from here: show the phone to an officer.")
        }
    }
}

/// What is said of the practice club.
fn practice(language: Language) -> &'static str {
    match language {
        Language::Vi => "Đang tập thử. Những gì ghi ở đây chỉ để tập, không gửi đi đâu và không tính vào sổ thật.",
        Language::En => "This is for practice. Nothing here is sent anywhere or counted.",
    }
}

impl StatusView {
    /// The one sentence that says where this phone stands.
    pub fn sentence(&self, language: Language) -> String {
        if self.is_practice {
            return practice(language).to_owned();
        }
        match (self.standing, language) {
            (Standing::Revoked, _) => return self.revoked(language),
            (Standing::Forked, Language::Vi) => {
                return format!(
                    "Trung tâm thấy một máy khác có cùng sổ với máy này. {} Nhờ chủ nhiệm hoặc cán bộ xác nhận máy này.",
                    self.kept(language)
                );
            }
            (Standing::Forked, Language::En) => {
                return format!(
                    "The centre sees another phone with the same book. {} Ask the club head or an officer to confirm this phone.",
                    self.kept(language)
                );
            }
            _ => {}
        }
        if self.waiting > 0 {
            return self.still_waiting(language);
        }
        if !self.quarantined.is_empty() || self.refused.iter().any(|record| !record.is_known) {
            return self.put_aside(language);
        }
        if !self.refused.is_empty() && self.lost_from.is_none() {
            return self.known_refusals(language);
        }
        match self.lost_from {
            Some(_) => lost(language).to_owned(),
            None => self.all_sent(language),
        }
    }

    /// What else has to be said: trouble with the exchange, a loss that the sentence leaves no room for, and each record that
    /// was put aside or refused.
    pub fn remarks(&self, language: Language) -> Vec<String> {
        let unknown = self.refused.iter().filter(|record| !record.is_known);
        let put_aside = self.quarantined.iter().chain(unknown).map(|record| record.words(self, language));
        self.troubles(language).into_iter().chain(put_aside).collect()
    }

    /// The remarks that are not about one record.
    pub fn troubles(&self, language: Language) -> Vec<String> {
        let trouble = self.trouble.map(|trouble| trouble_words(trouble, language).to_owned());
        let lost = self.lost_from.map(|_| lost(language).to_owned()).filter(|lost| *lost != self.sentence(language));
        trouble.into_iter().chain(lost).collect()
    }

    /// "Đã gửi, nhưng trung tâm để 2 lần ghi chờ xem lại. Cán bộ đã xem và không nhận 1 lần ghi. Vẫn giữ trong máy này." What
    /// was refused is never called sent.
    fn put_aside(&self, language: Language) -> String {
        let waits = self.quarantined.len();
        let waits = (waits > 0).then(|| match language {
            Language::Vi => format!("Đã gửi, nhưng trung tâm để {waits} lần ghi chờ xem lại."),
            Language::En => format!("Sent, but the centre put {waits} aside to be looked at."),
        });
        let refused = self.refused.len();
        let refused = (refused > 0).then(|| match language {
            Language::Vi => format!("Cán bộ đã xem và không nhận {refused} lần ghi."),
            Language::En => format!("An officer has looked and did not take {refused}."),
        });
        let kept = match language {
            Language::Vi => "Vẫn giữ trong máy này.",
            Language::En => "They are kept on this phone.",
        };
        let at = self.last_exchange.filter(|_| self.is_all_else_sent());
        let others = at.map(|at| wording::moment(at, self.now, language)).map(|at| match language {
            Language::Vi => format!("Những lần ghi khác đã gửi hết, lúc {at}."),
            Language::En => format!("All the others are sent, at {at}."),
        });
        waits.into_iter().chain(refused).chain([kept.to_owned()]).chain(others).collect::<Vec<_>>().join(" ")
    }

    /// "Không còn gì chờ gửi. Có 1 lần ghi cán bộ không nhận, vẫn giữ trong máy này." Whoever knows of a refusal is not asked to
    /// act any more, and is not told that all was sent either.
    fn known_refusals(&self, language: Language) -> String {
        let refused = self.refused.len();
        match language {
            Language::Vi => {
                format!("Không còn gì chờ gửi. Có {refused} lần ghi cán bộ không nhận, vẫn giữ trong máy này.")
            }
            Language::En => {
                format!("Nothing waits to be sent. What an officer did not take is kept on this phone ({refused}).")
            }
        }
    }

    fn all_sent(&self, language: Language) -> String {
        let at = self.last_exchange.map(|at| wording::moment(at, self.now, language));
        match (self.is_all_sent(), at, language) {
            (true, Some(at), Language::Vi) => format!("Đã gửi hết, lúc {at}."),
            (true, Some(at), Language::En) => format!("All sent, at {at}."),
            (true, None, Language::Vi) => "Đã gửi hết những gì đã ghi.".to_owned(),
            (true, None, Language::En) => "All that was recorded is sent.".to_owned(),
            (false, _, Language::Vi) if self.recorded == 0 => "Chưa ghi gì trong máy này.".to_owned(),
            (false, _, Language::En) if self.recorded == 0 => "Nothing is recorded on this phone yet.".to_owned(),
            // A standing of a newer version: what was sent is not known to stand.
            (false, _, Language::Vi) => {
                "Những gì đã ghi vẫn giữ trong máy này. Cập nhật Sổ CLB để xem tiếp.".to_owned()
            }
            (false, _, Language::En) => {
                "What was recorded is kept on this phone. Update Clubbook to see more.".to_owned()
            }
        }
    }

    /// "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này."
    fn still_waiting(&self, language: Language) -> String {
        let today = self.now.day_in_vietnam();
        let count = self.waiting;
        let since = self.oldest.map(|oldest| wording::day_near(oldest.day_in_vietnam(), today, language));
        match (language, since) {
            (Language::Vi, Some(since)) => format!("Còn {count} lần ghi chưa gửi, từ {since}. Vẫn giữ trong máy này."),
            (Language::Vi, None) => format!("Còn {count} lần ghi chưa gửi. Vẫn giữ trong máy này."),
            (Language::En, Some(since)) => {
                format!("{count} not sent yet, the oldest recorded {since}. They are kept on this phone.")
            }
            (Language::En, None) => format!("{count} not sent yet. They are kept on this phone."),
        }
    }

    /// What of this phone's records the centre has.
    fn kept(&self, language: Language) -> String {
        let put_aside = self.quarantined.len() as u64 + self.refused.len() as u64;
        let held = self.waiting.saturating_add(put_aside);
        match (held, language) {
            (0, Language::Vi) => "Những gì đã ghi đã gửi đủ.".to_owned(),
            (0, Language::En) => "All that was recorded was sent.".to_owned(),
            (held, Language::Vi) => format!("{held} lần ghi chưa vào sổ chung, vẫn giữ trong máy này."),
            (held, Language::En) => format!("{held} not in the common book yet; they are kept on this phone."),
        }
    }

    /// "Máy này không dùng Sổ CLB được nữa. Cần hỏi, gọi bà Hoa, chủ nhiệm: 09…"
    fn revoked(&self, language: Language) -> String {
        let kept = self.kept(language);
        let head = self.club_head.as_ref().map(|head| (head.said(language), head.phone.as_deref()));
        match (language, head) {
            (Language::Vi, Some((who, Some(phone)))) => {
                format!("Máy này không dùng Sổ CLB được nữa. Cần hỏi, gọi {who}, chủ nhiệm: {phone}. {kept}")
            }
            (Language::Vi, Some((who, None))) => {
                format!("Máy này không dùng Sổ CLB được nữa. Cần hỏi, gặp {who}, chủ nhiệm. {kept}")
            }
            (Language::Vi, None) => format!("Máy này không dùng Sổ CLB được nữa. Cần hỏi, gặp chủ nhiệm. {kept}"),
            (Language::En, Some((who, Some(phone)))) => {
                format!("This phone can no longer use Clubbook. To ask, call {who}, club head: {phone}. {kept}")
            }
            (Language::En, Some((who, None))) => {
                format!("This phone can no longer use Clubbook. To ask, see {who}, club head. {kept}")
            }
            (Language::En, None) => format!("This phone can no longer use Clubbook. Ask the club head. {kept}"),
        }
    }
}

/// What is the matter with the exchange, what was kept, and what to do.
pub fn trouble_words(trouble: Trouble, language: Language) -> &'static str {
    let (vi, en) = match trouble {
        Trouble::NoAnswer => (
            "Chưa nối được với trung tâm. Những gì đã ghi vẫn giữ trong máy. Có mạng, máy sẽ tự gửi.",
            "The centre does not answer. What was recorded is kept on this phone. It will be sent when there is signal.",
        ),
        Trouble::NotTheCentre => (
            "Mạng này đòi đăng nhập nên chưa tới được trung tâm. Những gì đã ghi vẫn giữ trong máy. Mở trình duyệt để đăng nhập mạng, hoặc dùng mạng khác.",
            "This network wants a sign-in, so the centre was not reached. What was recorded is kept on this phone. Open the browser to sign in, or use another network.",
        ),
        Trouble::Untrusted => (
            "Nơi trả lời không chứng minh được là trung tâm, nên máy không gửi gì. Những gì đã ghi vẫn giữ trong máy. Xem lại ngày giờ của máy, dùng mạng khác, hoặc hỏi cán bộ.",
            "Who answered could not prove to be the centre, so nothing was sent. What was recorded is kept on this phone. Check the phone's date and time, use another network, or ask an officer.",
        ),
        Trouble::CentreError => (
            "Trung tâm đang trục trặc. Những gì đã ghi vẫn giữ trong máy. Máy sẽ tự gửi lại.",
            "The centre has a fault. What was recorded is kept on this phone. It will be sent again by itself.",
        ),
        Trouble::Damaged => (
            "Dữ liệu nhận về bị hỏng trên đường, nên máy không dùng. Những gì đã ghi vẫn giữ trong máy. Máy sẽ tự nhận lại.",
            "What came from the centre was damaged on the way and was not used. What was recorded is kept on this phone. It will be fetched again by itself.",
        ),
        Trouble::TooOld => (
            "Sổ CLB trong máy này quá cũ nên trung tâm chưa nhận. Những gì đã ghi vẫn giữ trong máy. Cập nhật Sổ CLB rồi gửi lại.",
            "This Clubbook is too old for the centre. What was recorded is kept on this phone. Update Clubbook and it will be sent.",
        ),
        Trouble::Unknown(_) => (
            "Lần gửi trước chưa được. Những gì đã ghi vẫn giữ trong máy. Cập nhật Sổ CLB để xem lý do.",
            "The last exchange failed. What was recorded is kept on this phone. Update Clubbook to see why.",
        ),
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

/// Why the centre put a record aside, by the code of the reason: "người ghi chưa được giao sổ này".
pub fn reason_words(code: &str, language: Language) -> &'static str {
    let (vi, en) = match code {
        reason::NO_RIGHT => ("người ghi chưa được giao sổ này", "who recorded it was not given this book"),
        reason::WRONG_BOOK | reason::WRONG_KEY => ("ghi không đúng sổ", "it stands in the wrong book"),
        reason::WRONG_NAME => (
            "máy khác có cùng sổ đã ghi một điều khác vào chỗ này",
            "another phone with the same book wrote something else in its place",
        ),
        reason::RECORD_FULL => ("mục này đã sửa quá nhiều lần", "this entry was changed too often"),
        reason::BEHIND_QUARANTINED => (
            "một lần ghi trước của mục này đang chờ hoặc không được nhận",
            "an earlier record of the same thing waits or was not taken",
        ),
        reason::UNREADABLE => ("trung tâm chưa đọc được", "the centre cannot read it yet"),
        reason::HELD_AFTER_FORK => {
            ("hai máy có cùng một sổ, đang chờ xác nhận", "two phones have the same book; one has to be confirmed")
        }
        reason::REVOKED => {
            ("máy hoặc người ghi không còn dùng Sổ CLB", "the phone or the person may not use Clubbook any longer")
        }
        _ => ("lý do mới, cần cập nhật Sổ CLB", "a new reason, please update Clubbook"),
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

impl QuarantinedView {
    /// Why the centre put this record aside, what was kept, and what to do.
    pub fn words(&self, status: &StatusView, language: Language) -> String {
        let why = reason_words(&self.reason, language);
        let on = wording::day_near(self.made_at.day_in_vietnam(), status.now.day_in_vietnam(), language);
        match language {
            Language::Vi if self.is_refused() => format!(
                "Lần ghi {on}: cán bộ đã xem và không nhận. Vẫn giữ trong máy này. Cần hỏi, gặp chủ nhiệm hoặc cán bộ."
            ),
            Language::En if self.is_refused() => format!(
                "What was recorded {on}: an officer has looked and did not take it. It is kept on this phone. To ask, see the club head or an officer."
            ),
            Language::Vi => {
                format!("Lần ghi {on} chờ xem lại: {why}. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ.")
            }
            Language::En => format!(
                "What was recorded {on} waits to be looked at: {why}. It is kept on this phone. Ask the club head or an officer."
            ),
        }
    }
}
