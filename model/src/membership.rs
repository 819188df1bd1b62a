//! On which days a membership holds: the one rule by which phones and centre count members.

use crate::registry::Membership;
use crate::time::Day;
use crate::vocabulary::LeavingReason;

/// Days from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first; none: since ever.
    pub from: Option<Day>,
    /// The first one after; none while it lasts.
    pub to: Option<Day>,
}

impl Days {
    /// Whether a day is one of them.
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

/// The days of a membership; none at all when it was entered by mistake. Of a date of joining that is known in part, the
/// first day that it may mean counts.
pub fn days(membership: &Membership) -> Option<Days> {
    let by_mistake = membership.leaving_reason == Some(LeavingReason::EnteredByMistake);
    let from = membership.joined_on.map(|joined| joined.span().0);
    (!by_mistake).then_some(Days { from, to: membership.left_on })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::RecordId;
    use crate::merge::EntityState;
    use crate::registry::Entity;
    use crate::time::PartialDate;

    #[test]
    fn a_membership_holds_from_the_first_day_it_may_have_begun_and_not_on_the_day_of_leaving() {
        let day = |month, day| Day::from_ymd(2026, month, day).unwrap();
        let mut membership = Membership::read(RecordId::NIL, &EntityState::new());
        let holds = |membership: &Membership, on: Day| days(membership).is_some_and(|days| days.contains(on));
        assert!(holds(&membership, day(1, 1)), "nothing is known");
        membership.joined_on = PartialDate::new(2026, Some(3), None);
        assert!(!holds(&membership, day(2, 28)) && holds(&membership, day(3, 1)));
        membership.left_on = Some(day(11, 24));
        assert!(holds(&membership, day(11, 23)) && !holds(&membership, day(11, 24)));
        membership.leaving_reason = Some(LeavingReason::EnteredByMistake);
        assert!(!holds(&membership, day(11, 23)));
    }
}
