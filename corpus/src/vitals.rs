//! Readings that hang together: each person has a level, which drifts, and today is like last time.

use crate::person::{Person, Sex, age};
use crate::rng::Rng;

/// Readings of one person at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Vitals {
    /// Tenths of a kilogram.
    pub weight_tenths: Option<i64>,
    /// Systolic pressure, mmHg.
    pub systolic: Option<i64>,
    /// Diastolic pressure, mmHg.
    pub diastolic: Option<i64>,
    /// Beats a minute.
    pub pulse: Option<i64>,
    /// Tenths of a mmol/l of glucose.
    pub glucose_tenths: Option<i64>,
    /// Waist, tenths of a centimetre.
    pub waist_tenths: Option<i64>,
    /// Tenths of a degree Celsius.
    pub temperature_tenths: Option<i64>,
}

/// A level with a deviation that fades: an autoregressive process of order 1, in thousandths.
#[derive(Debug, Clone)]
struct Level {
    mean: i64,
    deviation: i64,
    /// How much of the deviation is left next time, in thousandths.
    keep: i64,
    /// Standard deviation of what comes new each time.
    sigma: i64,
}

impl Level {
    fn new(rng: &mut Rng, mean: i64, between_people: i64, keep: i64, sigma: i64) -> Self {
        Self { mean: mean * 1000 + rng.deviation(between_people * 1000), deviation: 0, keep, sigma }
    }

    fn next(&mut self, rng: &mut Rng) -> i64 {
        self.deviation = self.deviation * self.keep / 1000 + rng.deviation(self.sigma);
        (self.mean + self.deviation + 500) / 1000
    }
}

/// The body of one person over the years.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    weight: Level,
    systolic: Level,
    pulse_pressure: Level,
    pulse: Level,
    glucose: Level,
    waist: Level,
    temperature: Level,
}

impl Body {
    pub(crate) fn of(rng: &mut Rng, person: &Person) -> Self {
        let years = i64::from(age(person.birth));
        let kilograms = if person.sex == Sex::Female { 495 } else { 560 };
        Self {
            weight: Level::new(rng, kilograms - (years - 60).max(0) * 2, 75, 965, 3200),
            systolic: Level::new(rng, 112 + years / 3, 12, 620, 7200),
            pulse_pressure: Level::new(rng, 40 + years / 6, 5, 500, 4200),
            pulse: Level::new(rng, 76, 6, 450, 5200),
            glucose: Level::new(rng, 62, 11, 700, 5600),
            waist: Level::new(rng, if person.sex == Sex::Female { 780 } else { 810 }, 65, 900, 5500),
            temperature: Level::new(rng, 367, 1, 300, 2300),
        }
    }

    /// Blood pressure and pulse, with the rarer readings as often as on a visit at home.
    pub(crate) fn on_visit(&mut self, rng: &mut Rng) -> Vitals {
        Vitals {
            weight_tenths: rng.chance(180).then(|| self.weight.next(rng)),
            glucose_tenths: rng.chance(80).then(|| self.glucose.next(rng).max(35)),
            temperature_tenths: rng.chance(250).then(|| self.temperature.next(rng)),
            ..self.pressure(rng)
        }
    }

    /// The scales of a meeting, with blood pressure for some and the tape for a few.
    pub(crate) fn at_meeting(&mut self, rng: &mut Rng) -> Vitals {
        let pressure = if rng.chance(400) { self.pressure(rng) } else { Vitals::default() };
        Vitals {
            weight_tenths: Some(self.weight.next(rng)),
            waist_tenths: rng.chance(100).then(|| self.waist.next(rng) / 5 * 5),
            ..pressure
        }
    }

    fn pressure(&mut self, rng: &mut Rng) -> Vitals {
        let systolic = self.systolic.next(rng).clamp(82, 218);
        let diastolic = (systolic - self.pulse_pressure.next(rng).max(22)).clamp(44, 128);
        Vitals {
            systolic: Some(systolic),
            diastolic: Some(diastolic),
            pulse: Some(self.pulse.next(rng).clamp(46, 128)),
            ..Vitals::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_of_a_person_resemble_each_other_more_than_those_of_two_people() {
        let club = crate::club(3, 0, 60);
        let mut rng = Rng::of(3, "bodies");
        let series: Vec<Vec<i64>> = (club.members.iter())
            .map(|person| {
                let mut body = Body::of(&mut rng, person);
                (0..40).filter_map(|_| body.on_visit(&mut rng).systolic).collect()
            })
            .collect();
        let distance =
            |pairs: Vec<(i64, i64)>| pairs.iter().map(|(a, b)| (a - b).abs()).sum::<i64>() * 100 / pairs.len() as i64;
        let next = distance(series.iter().flat_map(|s| s.iter().copied().zip(s.iter().copied().skip(1))).collect());
        let far = distance(series.iter().flat_map(|s| s.iter().copied().zip(s.iter().copied().skip(20))).collect());
        let others = distance(series.windows(2).flat_map(|w| w[0].iter().copied().zip(w[1].iter().copied())).collect());
        assert!(next < far && far < others, "next {next}, far {far}, others {others}");
    }

    #[test]
    fn diastolic_stays_below_systolic() {
        let club = crate::club(4, 1, 60);
        let mut rng = Rng::of(4, "bodies");
        for person in &club.members {
            let mut body = Body::of(&mut rng, person);
            for _ in 0..50 {
                let vitals = body.on_visit(&mut rng);
                assert!(vitals.diastolic < vitals.systolic, "{vitals:?}");
            }
        }
    }
}
