//! How the last exchanges with the centre went, in plain words. No personal data: moments and counts.

use clubbook_model::time::Instant;
use clubbook_model::vocabulary::Language;

use crate::store::exchanges::Exchange;
use crate::store::settings::Trouble;
use crate::wording;

/// When it was: "8 giờ sáng nay"; with how often, where several stand for one.
pub fn when(exchange: &Exchange, now: Instant, language: Language) -> String {
    let last = wording::moment(exchange.last_at, now, language);
    if exchange.times < 2 {
        return last;
    }
    let (times, first) = (exchange.times, wording::moment(exchange.first_at, now, language));
    match language {
        Language::Vi => format!("{last} ({times} lần, từ {first})"),
        Language::En => format!("{last} ({times} times, since {first})"),
    }
}

/// What came of it: "Gửi xong 12 lần ghi. Nhận 3 thay đổi."
pub fn what(exchange: &Exchange, language: Language) -> String {
    let is_whole = exchange.trouble.is_none();
    let moved = [
        (
            exchange.sent,
            match (is_whole, language) {
                (true, Language::Vi) => "Gửi xong # lần ghi.",
                (false, Language::Vi) => "Gửi được # lần ghi.",
                (_, Language::En) => "Records sent: #.",
            },
        ),
        (
            exchange.put_aside,
            match language {
                Language::Vi => "Trung tâm để # lần ghi chờ xem lại.",
                Language::En => "Put aside by the centre: #.",
            },
        ),
        (
            exchange.received,
            match language {
                Language::Vi => "Nhận # thay đổi.",
                Language::En => "Changes received: #.",
            },
        ),
    ];
    let moved = moved.iter().filter(|(count, _)| *count > 0).map(|(count, said)| said.replace('#', &count.to_string()));
    let end = match (exchange.trouble, exchange.is_still(), language) {
        (None, true, Language::Vi) => Some("Không có gì mới.".to_owned()),
        (None, true, Language::En) => Some("Nothing new.".to_owned()),
        (None, false, _) => None,
        (Some(trouble), true, _) => Some(wording::sentence(ended_by(trouble, language))),
        (Some(trouble), false, Language::Vi) => Some(format!("Rồi bị ngắt: {}", ended_by(trouble, language))),
        (Some(trouble), false, Language::En) => Some(format!("Then it was cut off: {}", ended_by(trouble, language))),
    };
    moved.chain(end).collect::<Vec<_>>().join(" ")
}

fn ended_by(trouble: Trouble, language: Language) -> &'static str {
    let (vi, en) = match trouble {
        Trouble::NoAnswer => ("chưa nối được với trung tâm.", "the centre did not answer."),
        Trouble::NotTheCentre => {
            ("mạng đòi đăng nhập, chưa tới được trung tâm.", "the network wanted a sign-in before the centre.")
        }
        Trouble::Untrusted => {
            ("nơi trả lời không chứng minh được là trung tâm.", "who answered could not prove to be the centre.")
        }
        Trouble::CentreError => ("trung tâm trục trặc.", "the centre had a fault."),
        Trouble::Damaged => {
            ("dữ liệu nhận về bị hỏng trên đường, máy không dùng.", "what came was damaged on the way and not used.")
        }
        Trouble::TooOld => {
            ("Sổ CLB trong máy quá cũ, trung tâm chưa nhận.", "this Clubbook was too old for the centre.")
        }
        Trouble::Unknown(_) => ("chưa gửi được, lý do mới.", "it failed for a new reason."),
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}
