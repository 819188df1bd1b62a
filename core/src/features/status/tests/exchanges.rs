//! The words of the last exchanges.

use clubbook_model::time::Instant;

use super::*;
use crate::features::status::exchanges::{what, when};
use crate::store::exchanges::Exchange;

fn ended(phone: &Handset, trouble: Option<Trouble>, moved: [u64; 3]) -> Exchange {
    let at = phone.clock.now();
    let [sent, put_aside, received] = moved;
    Exchange { first_at: at, last_at: at, times: 1, trouble, sent, put_aside, received }
}

#[test]
fn an_exchange_is_said_by_what_it_moved_and_how_it_ended() {
    let phone = Handset::new(1);
    let said = |trouble, moved| what(&ended(&phone, trouble, moved), Language::Vi);
    assert_eq!(said(None, [12, 0, 3]), "Gửi xong 12 lần ghi. Nhận 3 thay đổi.");
    assert_eq!(said(None, [0, 1, 0]), "Trung tâm để 1 lần ghi chờ xem lại.");
    assert_eq!(said(None, [0, 0, 0]), "Không có gì mới.");
    assert_eq!(said(Some(Trouble::NoAnswer), [0, 0, 0]), "Chưa nối được với trung tâm.");
    assert_eq!(
        said(Some(Trouble::NoAnswer), [5, 0, 0]),
        "Gửi được 5 lần ghi. Rồi bị ngắt: chưa nối được với trung tâm.",
        "what did not go to its end is not called done"
    );
    assert_eq!(what(&ended(&phone, None, [12, 0, 3]), Language::En), "Records sent: 12. Changes received: 3.");
}

#[test]
fn exchanges_that_were_alike_say_how_many_they_were_and_since_when() {
    let phone = Handset::new(1);
    let mut exchange = ended(&phone, Some(Trouble::NoAnswer), [0, 0, 0]);
    assert_eq!(when(&exchange, phone.clock.now(), Language::Vi), "9 giờ sáng nay");
    exchange.first_at = Instant(exchange.last_at.0 - 2 * 3600);
    exchange.times = 5;
    assert_eq!(when(&exchange, phone.clock.now(), Language::Vi), "9 giờ sáng nay (5 lần, từ 7 giờ sáng nay)");
}
