//! Readings of a person, and whether they can be. The ranges are what a living person and the instruments of a club can
//! show: they catch slips of the finger, such as 1200/80, and judge nobody's health.

use clubbook_model::edit::Draft;
use clubbook_model::entry::show_decimal;
use clubbook_model::field::{Field, FieldType, Scalar};
use clubbook_model::registry::HealthMeasurement;
use clubbook_model::value::{Decimal, Unit};
use clubbook_model::vocabulary::Language;

/// Readings taken together; what was not measured is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Readings {
    /// Weight in kg.
    pub weight: Option<Decimal>,
    /// Systolic pressure, mmHg.
    pub systolic: Option<i64>,
    /// Diastolic pressure, mmHg.
    pub diastolic: Option<i64>,
    /// Beats a minute.
    pub pulse: Option<i64>,
    /// Blood glucose, mmol/l.
    pub glucose: Option<Decimal>,
    /// Waist in cm.
    pub waist: Option<Decimal>,
    /// Temperature in °C.
    pub temperature: Option<Decimal>,
}

/// Which reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Weight in kg.
    Weight,
    /// Systolic pressure, mmHg.
    Systolic,
    /// Diastolic pressure, mmHg.
    Diastolic,
    /// Beats a minute.
    Pulse,
    /// Blood glucose, mmol/l.
    Glucose,
    /// Waist in cm.
    Waist,
    /// Temperature in °C.
    Temperature,
}

impl Reading {
    /// Every reading.
    pub const ALL: [Self; 7] =
        [Self::Weight, Self::Systolic, Self::Diastolic, Self::Pulse, Self::Glucose, Self::Waist, Self::Temperature];

    /// The name of its field in the registry.
    pub fn field(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Systolic => "systolic",
            Self::Diastolic => "diastolic",
            Self::Pulse => "pulse",
            Self::Glucose => "glucose",
            Self::Waist => "waist",
            Self::Temperature => "temperature",
        }
    }

    /// What people call it.
    pub fn label(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Weight => ("cân nặng", "weight"),
            Self::Systolic | Self::Diastolic => ("huyết áp", "blood pressure"),
            Self::Pulse => ("mạch", "pulse"),
            Self::Glucose => ("đường huyết", "blood glucose"),
            Self::Waist => ("vòng bụng", "waist"),
            Self::Temperature => ("thân nhiệt", "temperature"),
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    /// The smallest and the largest value that can be, in whole units of the reading.
    fn range(self) -> (i64, i64) {
        match self {
            Self::Weight => (15, 250),
            Self::Systolic => (50, 300),
            Self::Diastolic => (20, 200),
            Self::Pulse => (20, 250),
            Self::Glucose => (1, 60),
            Self::Waist => (30, 200),
            Self::Temperature => (30, 44),
        }
    }

    fn unit(self) -> Unit {
        match self {
            Self::Weight => Unit::Kilogram,
            Self::Glucose => Unit::MillimolePerLitre,
            Self::Waist => Unit::Centimetre,
            Self::Temperature => Unit::Celsius,
            Self::Systolic | Self::Diastolic | Self::Pulse => Unit::One,
        }
    }
}

/// A reading that cannot be. The message names the reading only; its value is for the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImpossibleReading {
    /// Outside of what an instrument shows of a living person.
    #[error("the reading {} is out of its possible range", .0.field())]
    OutOfRange(Reading, Decimal),
    /// The first number of the blood pressure is not the larger one.
    #[error("the systolic pressure is not above the diastolic one")]
    PressureReversed(i64, i64),
    /// Only one of the two numbers of the blood pressure.
    #[error("blood pressure has two numbers")]
    HalfPressure,
}

impl ImpossibleReading {
    /// What cannot be, that nothing was recorded, and what to do.
    pub fn words(&self, language: Language) -> String {
        let what = match self {
            Self::OutOfRange(reading, value) => {
                let value = clubbook_model::entry::show_decimal(*value);
                match (reading, language) {
                    (Reading::Systolic, Language::Vi) => format!("Số trên của huyết áp {value}"),
                    (Reading::Diastolic, Language::Vi) => format!("Số dưới của huyết áp {value}"),
                    (Reading::Systolic, Language::En) => format!("Upper blood pressure {value}"),
                    (Reading::Diastolic, Language::En) => format!("Lower blood pressure {value}"),
                    _ => crate::wording::sentence(&format!("{} {value}", reading.label(language))),
                }
            }
            Self::PressureReversed(systolic, diastolic) => match language {
                Language::Vi => format!("Huyết áp {systolic}/{diastolic}"),
                Language::En => format!("Blood pressure {systolic}/{diastolic}"),
            },
            Self::HalfPressure => {
                return match language {
                    Language::Vi => "Huyết áp cần đủ hai số, ví dụ 120/80. Chưa ghi gì. Xem lại máy đo rồi ghi lại.",
                    Language::En => {
                        "Blood pressure needs both numbers, such as 120/80. Nothing was recorded. Look at the instrument."
                    }
                }
                .to_owned();
            }
        };
        match language {
            Language::Vi => format!("{what} là không thể có. Chưa ghi gì. Xem lại máy đo rồi ghi lại."),
            Language::En => format!("{what} cannot be. Nothing was recorded. Look at the instrument and try again."),
        }
    }
}

impl Readings {
    /// The readings of a measurement.
    pub fn of(measurement: &HealthMeasurement) -> Self {
        Self {
            weight: measurement.weight,
            systolic: measurement.systolic,
            diastolic: measurement.diastolic,
            pulse: measurement.pulse,
            glucose: measurement.glucose,
            waist: measurement.waist,
            temperature: measurement.temperature,
        }
    }

    /// Only the blood pressure.
    pub fn pressure(systolic: i64, diastolic: i64) -> Self {
        Self { systolic: Some(systolic), diastolic: Some(diastolic), ..Self::default() }
    }

    /// Whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// One of them.
    pub fn get(&self, reading: Reading) -> Option<Decimal> {
        let whole = |number: i64| Decimal { mantissa: number, scale: 0, unit: Unit::One as u8 };
        let decimal = match reading {
            Reading::Weight => self.weight,
            Reading::Systolic => self.systolic.map(whole),
            Reading::Diastolic => self.diastolic.map(whole),
            Reading::Pulse => self.pulse.map(whole),
            Reading::Glucose => self.glucose,
            Reading::Waist => self.waist,
            Reading::Temperature => self.temperature,
        };
        decimal.map(|decimal| Decimal { unit: reading.unit() as u8, ..decimal })
    }

    /// "huyết áp 150/90, cân nặng 54,3".
    pub fn said(&self, language: Language) -> String {
        let text = |reading: Reading| {
            let value = show_decimal(self.get(reading)?);
            match (reading, self.get(Reading::Diastolic)) {
                (Reading::Systolic, Some(lower)) => {
                    Some(format!("{} {value}/{}", reading.label(language), show_decimal(lower)))
                }
                (Reading::Diastolic, _) if self.systolic.is_some() => None,
                _ => Some(format!("{} {value}", reading.label(language))),
            }
        };
        Reading::ALL.into_iter().filter_map(text).collect::<Vec<_>>().join(", ")
    }

    /// Whether all of them can be.
    ///
    /// # Errors
    /// The first that cannot.
    pub fn check(&self) -> Result<(), ImpossibleReading> {
        for reading in Reading::ALL {
            let (least, most) = reading.range();
            if let Some(value) = self.get(reading)
                && !(at_least(value, least) && at_least(negated(value), -most))
            {
                return Err(ImpossibleReading::OutOfRange(reading, value));
            }
        }
        match (self.systolic, self.diastolic) {
            (Some(systolic), Some(diastolic)) if systolic <= diastolic => {
                Err(ImpossibleReading::PressureReversed(systolic, diastolic))
            }
            (Some(_), None) | (None, Some(_)) => Err(ImpossibleReading::HalfPressure),
            _ => Ok(()),
        }
    }

    /// Puts them into a form; one that is not there any longer is cleared, each with the unit of its field.
    pub(crate) fn apply(&self, draft: &mut Draft) {
        put(draft, HealthMeasurement::weight, self.get(Reading::Weight));
        put(draft, HealthMeasurement::glucose, self.get(Reading::Glucose));
        put(draft, HealthMeasurement::waist, self.get(Reading::Waist));
        put(draft, HealthMeasurement::temperature, self.get(Reading::Temperature));
        put(draft, HealthMeasurement::systolic, self.systolic);
        put(draft, HealthMeasurement::diastolic, self.diastolic);
        put(draft, HealthMeasurement::pulse, self.pulse);
    }
}

impl Readings {
    /// Puts only what was measured into a form: what somebody else measured and this person was not shown stays.
    pub(crate) fn add_to(&self, draft: &mut Draft) {
        draft
            .set_some(HealthMeasurement::weight, self.get(Reading::Weight))
            .set_some(HealthMeasurement::glucose, self.get(Reading::Glucose))
            .set_some(HealthMeasurement::waist, self.get(Reading::Waist))
            .set_some(HealthMeasurement::temperature, self.get(Reading::Temperature))
            .set_some(HealthMeasurement::systolic, self.systolic)
            .set_some(HealthMeasurement::diastolic, self.diastolic)
            .set_some(HealthMeasurement::pulse, self.pulse);
    }
}

fn put<T: Scalar + FieldType>(draft: &mut Draft, field: Field<T>, value: Option<T>) {
    match value {
        Some(value) => draft.set(field, value),
        None => draft.clear(field),
    };
}

fn negated(value: Decimal) -> Decimal {
    Decimal { mantissa: value.mantissa.saturating_neg(), ..value }
}

/// Whether a decimal is at least a whole number.
fn at_least(value: Decimal, limit: i64) -> bool {
    let limit = Decimal { mantissa: limit, scale: 0, unit: value.unit };
    compare(value, limit).is_ge()
}

/// Compares two decimals as numbers, whatever their scales.
pub(crate) fn compare(a: Decimal, b: Decimal) -> std::cmp::Ordering {
    let scale = u32::from(a.scale.max(b.scale));
    let scaled = |value: Decimal| i128::from(value.mantissa) * 10i128.pow(scale - u32::from(value.scale));
    scaled(a).cmp(&scaled(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kilograms(mantissa: i64, scale: u8) -> Readings {
        Readings { weight: Decimal::new(mantissa, scale, Unit::Kilogram), ..Readings::default() }
    }

    #[test]
    fn slips_of_the_finger_are_refused_with_the_value_in_words_but_not_in_the_message() {
        let slip = Readings::pressure(1200, 80).check().unwrap_err();
        assert_eq!(
            slip.words(Language::Vi),
            "Số trên của huyết áp 1200 là không thể có. Chưa ghi gì. Xem lại máy đo rồi ghi lại."
        );
        assert_eq!(slip.to_string(), "the reading systolic is out of its possible range");
        assert_eq!(Readings::pressure(80, 120).check(), Err(ImpossibleReading::PressureReversed(80, 120)));
        let half = Readings { systolic: Some(120), ..Readings::default() };
        assert_eq!(half.check(), Err(ImpossibleReading::HalfPressure));
        assert!(kilograms(543, 0).check().is_err());
        assert!(kilograms(543, 2).check().is_err());
    }

    #[test]
    fn whatever_a_living_person_can_have_is_taken_however_bad() {
        for (systolic, diastolic) in [(50, 20), (70, 40), (120, 80), (190, 120), (300, 200)] {
            assert_eq!(Readings::pressure(systolic, diastolic).check(), Ok(()));
        }
        for weight in [kilograms(15, 0), kilograms(543, 1), kilograms(25_000, 2)] {
            assert_eq!(weight.check(), Ok(()));
        }
        assert_eq!(Readings::default().check(), Ok(()));
    }

    #[test]
    fn decimals_compare_as_numbers() {
        let decimal = |mantissa, scale| Decimal::new(mantissa, scale, Unit::One).unwrap();
        assert!(compare(decimal(70, 1), decimal(7, 0)).is_eq());
        assert!(compare(decimal(69, 1), decimal(7, 0)).is_lt());
        assert!(compare(decimal(701, 2), decimal(7, 0)).is_gt());
    }
}
