//! What has not reached the centre's books, how the last exchanges went, and whether Sổ CLB may be erased.

use clubbook_core::features::status::unsent::{ThingView, UnsentView as CoreUnsent};
use clubbook_core::features::status::{exchanges, queries};
use clubbook_core::phone::erase::Erasable;
use clubbook_model::time::Instant;
use clubbook_model::vocabulary::Language;

use crate::changes::Topic;
use crate::clubbook::{Asks, Clubbook};

/// What has not reached the centre's books, as the person at the phone may see it. Nothing that was measured or noted.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct UnsentView {
    /// What waits, oldest first, one line each: "Lần thăm bà Đinh Thị Lan, hôm qua".
    pub waiting: Vec<String>,
    /// What the centre put aside, or an officer did not take, oldest first.
    pub put_aside: Vec<PutAsideView>,
    /// What others recorded on this phone: counted, not described.
    pub of_others: Vec<String>,
}

/// What the centre put aside, or an officer did not take.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PutAsideView {
    /// "Lần thăm bà Đinh Thị Lan, hôm qua".
    pub what: String,
    /// Why, what was kept, and what to do.
    pub why: String,
    /// An officer has looked and did not take it: with [`Clubbook::know_refusals`] it is not told again.
    pub is_refused: bool,
    /// What is handed back.
    pub seqs: Vec<u64>,
}

/// How an exchange went, or several in a row that were alike.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct ExchangeView {
    /// "8 giờ sáng nay".
    pub when: String,
    /// "Gửi xong 12 lần ghi. Nhận 3 thay đổi."
    pub what: String,
    /// It did not come to its end.
    pub has_failed: bool,
}

/// Whether Sổ CLB may be erased from this phone.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct EraseView {
    /// Nothing is on it that the centre does not have. Only then may an app erase it, and asks again just before.
    pub may_erase: bool,
    /// How things stand.
    pub sentence: String,
    /// What erasing does, or what has to be done before.
    pub next: String,
    /// What stands in the way is something that waits or was put aside: lead there.
    pub is_unsent: bool,
}

impl UnsentView {
    fn of(unsent: &CoreUnsent, now: Instant, language: Language) -> Self {
        let put_aside = |thing: &ThingView| PutAsideView {
            what: thing.words(now, language),
            why: thing.why(language),
            is_refused: thing.is_refused(),
            seqs: thing.seqs.clone(),
        };
        Self {
            waiting: unsent.waiting.iter().map(|thing| thing.words(now, language)).collect(),
            put_aside: unsent.put_aside.iter().map(put_aside).collect(),
            of_others: unsent.of_others(language),
        }
    }
}

/// So many exchanges are told.
const EXCHANGES: u64 = 20;

#[uniffi::export]
impl Clubbook {
    /// What has not reached the centre's books.
    pub fn unsent(&self) -> Asks<UnsentView> {
        let language = self.words_in();
        let wall = self.phone().clock().now();
        self.query(|ask| {
            let unsent = queries::unsent(ask.connection, ask.person, ask.now, wall)?;
            Ok(UnsentView::of(&unsent, ask.now, language))
        })
    }

    /// "Đã rõ": the person at the phone knows that these were refused, and is not told again. What was recorded stays.
    pub fn know_refusals(&self, seqs: Vec<u64>) -> Asks<()> {
        self.told(self.phone().know_refusals(&seqs))?;
        self.announce([Topic::Status]);
        Ok(())
    }

    /// How the last 20 exchanges went, newest first. Nobody needs to be signed in.
    pub fn last_exchanges(&self) -> Asks<Vec<ExchangeView>> {
        let (language, now) = (self.words_in(), self.phone().clock().now());
        let last = self.told(self.phone().last_exchanges(EXCHANGES))?;
        let view = |one: &clubbook_core::store::exchanges::Exchange| ExchangeView {
            when: exchanges::when(one, now, language),
            what: exchanges::what(one, language),
            has_failed: one.trouble.is_some(),
        };
        Ok(last.iter().map(view).collect())
    }

    /// Whether Sổ CLB may be erased from this phone. The practice club refuses to say: the club's own book lies beside it.
    pub fn may_erase(&self) -> Asks<EraseView> {
        let language = self.words_in();
        let erasable = self.told(self.phone().may_erase())?;
        Ok(EraseView {
            may_erase: matches!(erasable, Erasable::Yes { .. }),
            sentence: erasable.sentence(language),
            next: erasable.next(language).to_owned(),
            is_unsent: matches!(erasable, Erasable::NotYet(_)),
        })
    }
}
