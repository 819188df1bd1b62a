//! Connecting the phone with its club, and who uses it.

use std::sync::Arc;

use clubbook_core::features::rights::WithTaskView;
use clubbook_core::phone::users;
use clubbook_core::sync::enrol::{self, EnrolmentCode, EnrolmentLink};
use clubbook_model::id::RecordId;
use clubbook_model::message::CentreCard;
use clubbook_model::vocabulary::{Language, Vocabulary};

use crate::changes::Topic;
use crate::clubbook::{Asks, Clubbook};
use crate::error::ClubbookError;
use crate::people::PersonView;

/// A centre: a person looks at its name and fingerprint before the code is handed in.
#[derive(uniffi::Object)]
pub struct Centre {
    address: String,
    card: CentreCard,
}

#[uniffi::export]
impl Centre {
    /// "Hội Người cao tuổi tỉnh Quảng Ngãi".
    pub fn name(&self) -> String {
        self.card.name.clone()
    }

    /// By which it is told from another: groups of letters and digits.
    pub fn fingerprint(&self) -> String {
        self.card.key.fingerprint()
    }

    /// Where it is.
    pub fn address(&self) -> String {
        self.address.clone()
    }
}

/// That the phone is connected.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConnectedView {
    /// The club.
    pub club_name: String,
    /// The person whom the code was for: they are at the phone now.
    pub person: RecordId,
    /// Their name.
    pub person_name: String,
}

/// A person who uses the phone.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct UserView {
    /// The person.
    pub person: RecordId,
    /// The name, as far as the book knows it.
    pub name: String,
    /// Whether a PIN is asked for.
    pub has_pin: bool,
}

/// Somebody who may be added to the people of this phone.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct PossibleUserView {
    /// The person.
    pub person: PersonView,
    /// Their tasks in the club: "tình nguyện viên, thủ quỹ".
    pub tasks: String,
}

impl From<users::UserView> for UserView {
    fn from(user: users::UserView) -> Self {
        Self { person: user.person, name: user.name, has_pin: user.has_pin }
    }
}

/// What a link says that connects a phone: which centre, which club, which code.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct EnrolLink {
    /// For [`Clubbook::look_up`].
    pub centre: String,
    /// For [`Clubbook::connect`].
    pub club_number: String,
    /// For [`Clubbook::connect`].
    pub digits: String,
}

/// Reads a link that was opened, pasted or scanned: `https://centre/e/17-12345678`, or the same under `clubbook://`. None for
/// anything else. Whether the centre is to be trusted is for a person to say.
#[uniffi::export]
pub fn read_enrol_link(link: String) -> Option<EnrolLink> {
    let EnrolmentLink { centre, code } = EnrolmentLink::parse(&link)?;
    Some(EnrolLink { centre, club_number: code.club_number.to_string(), digits: code.digits })
}

#[uniffi::export]
impl Clubbook {
    /// Whether the phone is connected with a club. The practice club is.
    pub fn is_connected(&self) -> Asks<bool> {
        Ok(self.told(self.phone().is_practice())? || !self.told(self.phone().users())?.is_empty())
    }

    /// Asks the centre at an address who it is. An address without a scheme is meant with TLS.
    pub async fn look_up(&self, address: String) -> Asks<Arc<Centre>> {
        let (phone, at) = (self.phone().clone(), enrol::address(&address));
        let asked = at.clone();
        let card = self.detached(async move { phone.look_up(&asked).await }).await?;
        Ok(Arc::new(Centre { address: at, card }))
    }

    /// Hands in the club's number and the eight digits. The same code can be tried again after a lost answer.
    pub async fn connect(&self, centre: Arc<Centre>, club_number: String, digits: String) -> Asks<ConnectedView> {
        let code = EnrolmentCode::parse(&club_number, &digits).ok_or_else(|| {
            let words = match self.words_in() {
                Language::Vi => "Mã có tám chữ số, kèm số của câu lạc bộ. Không có gì thay đổi. Xem lại rồi gõ lại.",
                Language::En => "A code has eight digits, with the club's number. Nothing was changed. Check it.",
            };
            ClubbookError::not_recorded("code", words.to_owned())
        })?;
        let phone = self.phone().clone();
        let answer = self.detached(async move { phone.enrol(&centre.address, &centre.card, &code).await }).await?;
        self.announce(Topic::ALL);
        Ok(ConnectedView { club_name: answer.club_name, person: answer.person, person_name: answer.person_name })
    }

    /// Everybody who uses the phone, by name.
    pub fn users(&self) -> Asks<Vec<UserView>> {
        Ok(self.told(self.phone().users())?.into_iter().map(UserView::from).collect())
    }

    /// Somebody comes to the phone. Where one person uses it without a PIN, the digits do not matter.
    pub fn sign_in(&self, person: RecordId, pin: String) -> Asks<()> {
        self.told(self.phone().sign_in(person, &pin))?;
        self.announce(Topic::ALL);
        Ok(())
    }

    /// Whoever is at the phone leaves it.
    pub fn sign_out(&self) -> Asks<()> {
        self.told(self.phone().sign_out())
    }

    /// Who may be added to the people of this phone, as a list of names: whoever has a task in the club and does not use it yet. Refused
    /// where [`Clubbook::add_user`] would be, whomever it were about.
    pub fn possible_users(&self) -> Asks<Vec<PossibleUserView>> {
        let language = self.words_in();
        let view = |one: WithTaskView| {
            let tasks: Vec<&str> = one.roles.iter().map(|role| role.label(language)).collect();
            PossibleUserView { tasks: tasks.join(", "), person: PersonView::of(one.person, language) }
        };
        Ok(self.told(self.phone().possible_users())?.into_iter().map(view).collect())
    }

    /// Lets one more person use the phone: somebody with a task in the club, who chooses a PIN here and now. Whoever is at the
    /// phone needs one already.
    pub fn add_user(&self, person: RecordId, pin: String) -> Asks<()> {
        self.told(self.phone().add_user(person, &pin))
    }

    /// Takes somebody off the phone: oneself, or anybody where the head or the deputy does it.
    pub fn remove_user(&self, person: RecordId) -> Asks<()> {
        self.told(self.phone().remove_user(person))
    }

    /// The person at the phone chooses a PIN of four digits; `None` goes without, where nobody else uses the phone.
    pub fn set_pin(&self, pin: Option<String>) -> Asks<()> {
        self.told(self.phone().set_pin(pin.as_deref()))
    }

    /// With the head or the deputy at the phone, somebody who forgot their PIN chooses another, offline.
    pub fn reset_pin(&self, person: RecordId, pin: String) -> Asks<()> {
        self.told(self.phone().reset_pin(person, &pin))
    }
}
