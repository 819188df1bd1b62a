//! The card of a person.

use clubbook_core::features::care::lives_alone::{self, LastDay as CoreLastDay};
use clubbook_core::features::care::queries::{consent as consent_to, holding};
use clubbook_core::features::care::views::ConsentState as CoreConsent;
use clubbook_core::features::care::why_asked;
use clubbook_core::features::households::queries as households;
use clubbook_core::features::people::card::CallView as CoreCall;
use clubbook_core::features::people::queries;
use clubbook_model::entry::show_value;
use clubbook_model::id::RecordId;
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::Day;
use clubbook_model::vocabulary::{CircumstanceKind, Purpose, Vocabulary};

use crate::clubbook::{Asks, Clubbook};
use crate::consents::{ConsentState, ConsentView};
use crate::memberships::group_of;
use crate::people::{MemberView, PersonView, UnsettledView, label, of_people};
use crate::values::Choice;

/// A line of a card: what, and what stands there.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CardLine {
    /// The field's name in the registry.
    pub field: String,
    /// "Số điện thoại".
    pub label: String,
    /// As people read it.
    pub value: String,
}

/// A card: everything about a person that the one at the phone may see.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct CardView {
    /// The person.
    pub person: PersonView,
    /// The numbers to call: the person's own, then that of somebody close.
    pub calls: Vec<CallView>,
    /// What stands in the roster besides the name and those numbers.
    pub lines: Vec<CardLine>,
    /// Memberships, the present one last.
    pub memberships: Vec<MemberView>,
    /// A member of today, under any of their records.
    pub is_member: bool,
    /// The group of the club: "Tổ 1 (xóm Trên): 12 người, tổ trưởng bà Đinh Thị Lan".
    pub group: Option<String>,
    /// The household: "Hộ ông Phạm Văn Tùng, Gò Deo: 3 người".
    pub household: Option<String>,
    /// Who lives in it besides.
    pub household_people: Vec<PersonView>,
    /// Consents.
    pub consents: Vec<ConsentView>,
    /// "4 đồng ý · 2 chưa hỏi".
    pub consents_words: String,
    /// The circumstances of today, where they may be shown.
    pub circumstances: Vec<String>,
    /// Whether they live alone, where that may be shown.
    #[uniffi(default = None)]
    pub lives_alone: Option<bool>,
    /// Where the consent stands without which no circumstance is shown.
    pub circumstances_consent: ConsentState,
    /// What several people entered differently.
    pub unsettled: Vec<UnsettledView>,
    /// Other records of the same person.
    pub same_person: Vec<PersonView>,
    /// The day of the last visit: "hôm qua", "thứ Bảy 21/11".
    pub last_visit: Option<String>,
}

/// A number to call.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CallView {
    /// As it stands in the book.
    pub number: String,
    /// The person's own; else of somebody close.
    pub is_own: bool,
    /// Who that is, where the name is known.
    pub of: Option<String>,
}

/// What had to be written for that somebody lives alone, or no longer does: goes back to [`Clubbook::take_back_lives_alone`].
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SaidAlone {
    /// Nothing, where it stood so already.
    pub last_days: Vec<LastDay>,
}

/// The last day of a circumstance, which was written.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct LastDay {
    /// Which circumstance.
    pub of: RecordId,
    /// What stood there.
    pub former: Option<Day>,
    /// What was written: none, where it holds on.
    pub written: Option<Day>,
}

impl From<CoreLastDay> for LastDay {
    fn from(CoreLastDay { of, former, written }: CoreLastDay) -> Self {
        Self { of, former, written }
    }
}

impl From<LastDay> for CoreLastDay {
    fn from(LastDay { of, former, written }: LastDay) -> Self {
        Self { of, former, written }
    }
}

impl From<CoreCall> for CallView {
    fn from(call: CoreCall) -> Self {
        Self { number: call.number, is_own: call.is_own, of: call.of }
    }
}

#[uniffi::export]
impl Clubbook {
    /// The card of a person.
    pub fn card(&self, person: RecordId) -> Asks<CardView> {
        let language = self.words_in();
        self.query(|q| {
            let card = queries::card(q.connection, q.club, person, q.today)?;
            let line = |(name, value): &(&'static str, clubbook_model::value::Value)| CardLine {
                field: (*name).to_owned(),
                label: label(name, language),
                value: show_value(Person::DEF.field_by_name(name), value, language),
            };
            let consent = |(purpose, state): &(Purpose, CoreConsent)| ConsentView {
                purpose: Choice::of(*purpose, language),
                state: (*state).into(),
                why: why_asked::purpose(*purpose, language).to_owned(),
            };
            let held = holding(q.connection, person, q.today)?.shown();
            let circumstances = held.iter().flatten().map(|kind| kind.label(language).to_owned()).collect();
            let household = households::of_person(q.connection, q.club, person, q.today)?;
            let household_people = household.as_ref().map(|household| {
                let others = household.people.iter().filter(|one| one.id != card.person.id);
                of_people(others.cloned().collect(), language)
            });
            Ok(CardView {
                group: group_of(q, person)?.map(|group| group.words(language)),
                household: household.map(|household| household.words(language)),
                household_people: household_people.unwrap_or_default(),
                calls: card.calls(language).into_iter().map(CallView::from).collect(),
                lines: card.other_fields().map(line).collect(),
                is_member: card.is_member,
                consents_words: card.consents_words(language),
                consents: card.consents.iter().map(consent).collect(),
                circumstances,
                lives_alone: held.map(|held| held.contains(&CircumstanceKind::LivesAlone)),
                circumstances_consent: consent_to(q.connection, person, Purpose::Circumstances)?.into(),
                unsettled: card.unsettled.iter().map(|one| UnsettledView::of(one, q.today, language)).collect(),
                memberships: card.memberships.into_iter().map(|one| MemberView::of(one, language)).collect(),
                same_person: of_people(card.same_person, language),
                last_visit: card.last_visit.map(|on| clubbook_core::wording::day_near(on, q.today, language)),
                person: PersonView::of(card.person, language),
            })
        })
    }

    /// Writes down that somebody lives alone, or no longer does. Without their consent it is kept and not shown.
    pub fn say_lives_alone(&self, person: RecordId, lives_alone: bool) -> Asks<SaidAlone> {
        let said = self.command(|pen| lives_alone::say(pen, person, lives_alone))?;
        Ok(SaidAlone { last_days: said.into_iter().map(LastDay::from).collect() })
    }

    /// The undo of [`Clubbook::say_lives_alone`]. Refused, where somebody wrote another last day since.
    pub fn take_back_lives_alone(&self, said: SaidAlone) -> Asks<()> {
        let last_days: Vec<_> = said.last_days.into_iter().map(CoreLastDay::from).collect();
        self.command(|pen| lives_alone::take_back(pen, &last_days))
    }
}
