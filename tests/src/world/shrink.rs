//! Finding a short schedule that still fails.

use super::schedule::{Event, Schedule};

/// Leaves events out, first many at once, then one by one, then faults of an exchange, as long as `fails` says yes.
pub fn shrink(schedule: &Schedule, mut fails: impl FnMut(&Schedule) -> bool) -> Schedule {
    let mut shortest = schedule.clone();
    let mut size = shortest.events.len().div_ceil(2);
    while size > 0 {
        let mut begin = 0;
        while begin < shortest.events.len() {
            let mut events = shortest.events.clone();
            events.drain(begin..(begin + size).min(events.len()));
            let shorter = Schedule { events, ..shortest.clone() };
            if fails(&shorter) {
                shortest = shorter;
            } else {
                begin += size;
            }
        }
        size /= 2;
    }
    for place in 0..shortest.events.len() {
        while let Some(Event::Sync(phone, faults)) = shortest.events.get(place).cloned() {
            let Some((_, fewer)) = faults.split_last() else { break };
            let mut milder = shortest.clone();
            if let Some(event) = milder.events.get_mut(place) {
                *event = Event::Sync(phone, fewer.to_vec());
            }
            if !fails(&milder) {
                break;
            }
            shortest = milder;
        }
    }
    shortest
}

#[cfg(test)]
mod tests {
    use super::super::network::Fault;
    use super::super::schedule::Act;
    use super::*;

    #[test]
    fn what_is_left_is_what_is_needed() {
        let mut events: Vec<Event> = (0..30).map(Event::Pass).collect();
        events.insert(7, Event::On(1, Act::Crash));
        events.insert(21, Event::Sync(1, vec![Fault::Double, Fault::LoseAnswer]));
        let needs = |schedule: &Schedule| {
            let crash = schedule.events.iter().position(|event| *event == Event::On(1, Act::Crash));
            let sync = schedule.events.iter().position(|event| matches!(event, Event::Sync(1, f) if !f.is_empty()));
            matches!((crash, sync), (Some(crash), Some(sync)) if crash < sync)
        };
        let shortest = shrink(&Schedule { seed: 1, events }, needs);
        assert_eq!(shortest.events, [Event::On(1, Act::Crash), Event::Sync(1, vec![Fault::Double])]);
    }
}
