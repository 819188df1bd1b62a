//! On which days a membership holds: the one rule by which phones and centre count members.

use std::collections::BTreeMap;

use crate::id::RecordId;
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

/// The days of the memberships of everybody.
pub fn days_by_person(memberships: &[Membership]) -> BTreeMap<RecordId, Vec<Days>> {
    let mut by_person: BTreeMap<RecordId, Vec<Days>> = BTreeMap::new();
    for membership in memberships {
        if let Some((person, days)) = membership.person.zip(days(membership)) {
            by_person.entry(person.id).or_default().push(days);
        }
    }
    by_person
}

/// As many days of a post as its holder stays in the club: it ends with the membership, and whoever comes back later does not
/// have it again. A post stands as it is when no membership of its holder is known, or nobody said since when they hold it;
/// so do the tasks of a membership, which end with it by themselves.
pub fn days_of_post(post: Days, memberships: &[Days]) -> Days {
    let Some(from) = post.from else { return post };
    let is_member = |day: Day| memberships.iter().any(|held| held.contains(day));
    let ends = memberships.iter().filter_map(|held| held.to);
    let left = ends.filter(|end| from <= *end && !is_member(*end)).min();
    Days { to: post.to.into_iter().chain(left).min(), ..post }
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

    #[test]
    fn a_post_ends_when_its_holder_leaves_and_does_not_come_back_with_them() {
        let days = |from, to| Days { from, to };
        let day = |number| Some(Day(number));
        let post = days(day(100), None);
        let ends_at = |memberships: &[Days]| days_of_post(post, memberships).to;
        assert_eq!(ends_at(&[]), None, "somebody who never was a member");
        assert_eq!(ends_at(&[days(day(10), None)]), None);
        assert_eq!(ends_at(&[days(day(10), day(150))]), day(150));
        assert_eq!(ends_at(&[days(day(10), day(150)), days(day(300), None)]), day(150), "came back");
        assert_eq!(ends_at(&[days(day(10), day(150)), days(day(150), None)]), None, "was written down anew");
        assert_eq!(ends_at(&[days(day(10), day(150)), days(None, None)]), None, "is a member besides");
        assert_eq!(ends_at(&[days(day(10), day(90))]), None, "the post was given after it");
        assert_eq!(ends_at(&[days(day(10), day(100))]), day(100), "left on its first day");
        let short = days(day(100), day(120));
        assert_eq!(days_of_post(short, &[days(day(10), day(150))]), short);
        let since_ever = days(None, None);
        let came_back = [days(day(10), day(50)), days(day(60), None)];
        assert_eq!(days_of_post(since_ever, &came_back), since_ever, "nobody knows when it was given");
    }
}
