//! Whether Sổ CLB may be erased from this phone: only when nothing is on it that the centre does not have.

use clubbook_model::vocabulary::Language;

use super::{Asked, Phone};
use crate::features::status::views::StatusView;
use crate::store::settings::Standing;
use crate::store::{StoreError, salvage};
use crate::sync::SyncError;

/// Whether Sổ CLB may be erased from this phone.
#[derive(Debug, Clone, PartialEq)]
pub enum Erasable {
    /// The centre has everything that was recorded here.
    Yes {
        /// Ops that an officer did not take: the centre keeps them, out of its books.
        refused: u64,
    },
    /// Something has not reached the centre's books, or nobody knows whether it has.
    NotYet(Box<StatusView>),
    /// A part of what was recorded here cannot be read, and lies in a damaged file that was set aside.
    Damaged,
}

impl Phone {
    /// Whether Sổ CLB may be erased from this phone. Nobody needs to be signed in, nor need the phone be connected.
    ///
    /// # Errors
    /// The practice club, which says nothing of the club's own book; SQL; the folder cannot be read.
    pub fn may_erase(&self) -> Asked<Erasable> {
        if self.is_practice()? {
            return Err(SyncError::Practice.into());
        }
        let database = &self.inner.store.options().path;
        let holds_more = self.inner.store.read(|connection| salvage::may_hold_more(connection, database))?;
        let status = match self.status() {
            Ok(status) => status,
            Err(error) if matches!(error.store(), Some(StoreError::NotEnrolled)) => {
                return Ok(if holds_more { Erasable::Damaged } else { Erasable::Yes { refused: 0 } });
            }
            Err(error) => return Err(error),
        };
        let is_known = matches!(status.standing, Standing::Good | Standing::Revoked);
        if status.waiting > 0 || !status.quarantined.is_empty() || !is_known {
            return Ok(Erasable::NotYet(Box::new(status)));
        }
        if holds_more || status.lost_from.is_some() {
            return Ok(Erasable::Damaged);
        }
        Ok(Erasable::Yes { refused: u64::try_from(status.refused.len()).unwrap_or(u64::MAX) })
    }
}

impl Erasable {
    /// How things stand.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Self::Yes { refused: 0 }, Language::Vi) => "Trung tâm đã có mọi thứ ghi trong máy này.".to_owned(),
            (Self::Yes { refused: 0 }, Language::En) => {
                "The centre has all that was recorded on this phone.".to_owned()
            }
            (Self::Yes { refused }, Language::Vi) => {
                format!("Trung tâm đã có mọi thứ ghi trong máy này, cả {refused} lần ghi mà cán bộ không nhận.")
            }
            (Self::Yes { refused }, Language::En) => format!(
                "The centre has all that was recorded on this phone, also what an officer did not take ({refused})."
            ),
            (Self::NotYet(status), _) => status.sentence(language),
            (Self::Damaged, Language::Vi) => {
                "Trong máy còn tệp sổ hỏng chưa đọc lại được hết. Trong tệp có thể còn lần ghi chưa gửi.".to_owned()
            }
            (Self::Damaged, Language::En) => {
                "A damaged file of the book on this phone could not be read whole. It may hold records that were not sent."
                    .to_owned()
            }
        }
    }

    /// What comes next: what erasing does, or what has to be done before.
    pub fn next(&self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Yes { .. } => (
                "Xóa rồi, Sổ CLB đóng lại và trong máy không còn sổ. Muốn dùng lại thì xin mã mới.",
                "Clubbook then closes and its book is gone from here. To use it again, ask for a new code.",
            ),
            Self::NotYet(status) if status.waiting > 0 => {
                ("Phải gửi hết rồi mới xóa được.", "Everything has to be sent first.")
            }
            Self::NotYet(status) if !status.quarantined.is_empty() => (
                "Đợi cán bộ xem lại rồi mới xóa được.",
                "It can be erased when an officer has looked at what was put aside.",
            ),
            Self::NotYet(_) => (
                "Đợi chủ nhiệm hoặc cán bộ xác nhận máy này rồi mới xóa được.",
                "It can be erased when the club head or an officer has confirmed this phone.",
            ),
            Self::Damaged => (
                "Đưa máy cho cán bộ trước. Tệp ấy vẫn giữ trong máy.",
                "Show the phone to an officer first. The file is kept on this phone.",
            ),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}
