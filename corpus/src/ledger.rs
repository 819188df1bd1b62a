//! The two funds: fees, loans, repayments, gifts, expenses, as lines of entries that sum to zero.

use crate::club::{Club, meeting_on};
use crate::history::instant;
use crate::person::Role;
use crate::rng::Rng;

/// A line of the append-only ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Lines of one entry share this number and sum to zero.
    pub entry: i64,
    /// Đồng, signed.
    pub amount: i64,
    /// The account: fund and what it is.
    pub account: &'static str,
    /// The day.
    pub on_day: i32,
    /// What for.
    pub memo: String,
    /// The line that this one reverses: its place in the ledger.
    pub reversal_of: Option<usize>,
    /// Who wrote it: place in the members.
    pub recorded_by: usize,
    /// When, seconds since 1970 UTC.
    pub recorded_at: i64,
}

/// A way money moves: how often, and what it is called.
#[derive(Clone, Copy)]
enum Move {
    Fee,
    Interest,
    Repayment,
    Loan,
    Gift,
    Expense,
}

/// Exactly so many lines (an odd number ends with an entry of three), spread over the meetings of two years.
pub(crate) fn postings(club: &Club, count: usize) -> Vec<Posting> {
    let mut rng = Rng::of(club.seed, "ledger");
    let keeper = club.with_role(Role::Bookkeeper).first().copied().unwrap_or(0);
    let mut postings: Vec<Posting> = Vec::with_capacity(count);
    let mut entry = 0;
    while postings.len() + 1 < count {
        let left = count - postings.len();
        entry += 1;
        let months_back = 23 - i32::try_from(postings.len() * 24 / count.max(1)).unwrap_or(23).min(23);
        let (month, meeting_day) = meeting_on(club, months_back);
        let day = meeting_day + if rng.chance(780) { 0 } else { i32::try_from(rng.between(1, 16)).expect("days") };
        let at = instant(day, rng.between(8 * 60, 11 * 60), rng.between(0, 59));
        let reversed = (left >= 4 && rng.chance(8)).then(|| reversal(&postings)).flatten();
        let lines = match reversed {
            Some(lines) => lines,
            None => lines(&mut rng, club, month, left),
        };
        for (amount, account, memo, reversal_of) in lines {
            postings.push(Posting {
                entry,
                amount,
                account,
                on_day: day,
                memo,
                reversal_of,
                recorded_by: keeper,
                recorded_at: at,
            });
        }
    }
    postings
}

type Line = (i64, &'static str, String, Option<usize>);

/// The last entry with the signs turned, when it has two lines and is not itself a reversal.
fn reversal(postings: &[Posting]) -> Option<Vec<Line>> {
    let entry = postings.last()?.entry;
    let lines: Vec<(usize, &Posting)> =
        postings.iter().enumerate().rev().take_while(|(_, p)| p.entry == entry).collect();
    if lines.len() != 2 || lines.iter().any(|(_, posting)| posting.reversal_of.is_some()) {
        return None;
    }
    let turned = lines.into_iter().rev();
    Some(turned.map(|(place, p)| (-p.amount, p.account, format!("Ghi nhầm: {}", p.memo), Some(place))).collect())
}

fn lines(rng: &mut Rng, club: &Club, month: i64, left: usize) -> Vec<Line> {
    let person = rng.pick(&club.members).full_name.clone();
    let of_year = month.rem_euclid(12) + 1;
    let loan = rng.pick(&[2_000_000_i64, 3_000_000, 5_000_000, 5_000_000, 7_000_000, 10_000_000]);
    let two = |amount: i64, debit, credit, memo: String| {
        vec![(amount, debit, memo.clone(), None), (-amount, credit, memo, None)]
    };
    // Two or four lines left cannot end with an entry of three; three left must.
    let three = left == 3 || (left > 4 && rng.chance(220));
    let kind = if three {
        Move::Repayment
    } else {
        *rng.weighted(&[(Move::Fee, 55), (Move::Interest, 16), (Move::Loan, 6), (Move::Gift, 8), (Move::Expense, 15)])
    };
    match kind {
        Move::Fee => {
            let amount = *rng.pick(&[2000, 3000, 5000, 5000, 5000, 10_000, 15_000]);
            two(amount, "hd.tien_mat", "hd.hoi_phi", format!("Hội phí tháng {of_year}: {person}"))
        }
        Move::Interest => two(loan / 100, "ttn.tien_mat", "ttn.lai", format!("Lãi tháng {of_year}: {person}")),
        Move::Repayment => {
            let principal = loan / rng.pick(&[6, 10, 12]) / 1000 * 1000;
            let interest = loan / 100 - rng.between(0, 9) * loan / 1000;
            let memo = format!("{person} trả kỳ {}", rng.between(1, 12));
            vec![
                (principal + interest, "ttn.tien_mat", memo.clone(), None),
                (-principal, "ttn.cho_vay", memo.clone(), None),
                (-interest, "ttn.lai", memo, None),
            ]
        }
        Move::Loan => {
            let uses = [
                "nuôi heo",
                "nuôi bò",
                "nuôi gà",
                "trồng keo",
                "trồng mì",
                "buôn bán nhỏ",
                "mua phân bón",
                "mua lưới",
                "sửa máy cày",
                "trồng tỏi",
            ];
            two(*loan, "ttn.cho_vay", "ttn.tien_mat", format!("Cho {person} vay {}", rng.pick(&uses)))
        }
        Move::Gift => {
            let givers = [
                "Hội NCT xã",
                "Chùa",
                "Con em xa quê",
                "Công ty mía đường",
                "Hội Chữ thập đỏ",
                "Quỹ tín dụng",
                "Gia đình",
            ];
            let giver = rng.pick(&givers);
            two(rng.between(1, 60) * 50_000, "hd.tien_mat", "hd.ung_ho", format!("{giver} {person} ủng hộ"))
        }
        Move::Expense => {
            let purposes = [
                "Thăm bệnh",
                "Viếng đám tang người nhà",
                "Mừng thọ",
                "Mua quà",
                "Giúp đột xuất",
                "Trả tiền nước uống, ghi giúp",
            ];
            let purpose = rng.pick(&purposes);
            two(rng.between(2, 40) * 10_000, "hd.chi", "hd.tien_mat", format!("{purpose} {person}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_entry_sums_to_zero_and_the_count_is_what_was_asked() {
        let club = crate::club(8, 0, 60);
        for count in [2, 3, 4, 5, 6, 7, 101, 5000] {
            let postings = postings(&club, count);
            assert_eq!(postings.len(), count);
            let mut sums: BTreeMap<i64, i64> = BTreeMap::new();
            for posting in &postings {
                *sums.entry(posting.entry).or_default() += posting.amount;
            }
            assert!(sums.values().all(|sum| *sum == 0));
        }
    }

    #[test]
    fn a_reversal_turns_the_sign_of_the_line_it_names() {
        let postings = postings(&crate::club(8, 0, 60), 5000);
        let reversals: Vec<_> = postings.iter().filter_map(|p| p.reversal_of.map(|of| (p, &postings[of]))).collect();
        assert!(reversals.len() >= 4);
        assert!(reversals.iter().all(|(line, of)| line.amount == -of.amount && line.account == of.account));
    }
}
