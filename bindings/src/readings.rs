//! Readings as they are typed, and what to do about them.

use clubbook_core::features::readings::advice::AdviceView as CoreAdvice;
use clubbook_core::features::readings::{self, Reading};
use clubbook_model::entry::{FieldEdit, show_decimal};
use clubbook_model::registry::{Entity, HealthMeasurement};
use clubbook_model::value::{Decimal, Value};
use clubbook_model::vocabulary::Language;

use crate::clubbook::{Asks, Clubbook};
use crate::error::ClubbookError;

/// Readings as they are typed: "54,3" and "54.3" are one. Empty ones were not measured.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Record)]
pub struct Readings {
    /// Kilograms.
    #[uniffi(default = "")]
    pub weight: String,
    /// The upper number of the blood pressure, mmHg.
    #[uniffi(default = "")]
    pub systolic: String,
    /// The lower number of the blood pressure, mmHg.
    #[uniffi(default = "")]
    pub diastolic: String,
    /// Beats per minute.
    #[uniffi(default = "")]
    pub pulse: String,
    /// Blood sugar, mmol/l.
    #[uniffi(default = "")]
    pub glucose: String,
    /// Centimetres.
    #[uniffi(default = "")]
    pub waist: String,
    /// Degrees Celsius.
    #[uniffi(default = "")]
    pub temperature: String,
}

impl Readings {
    pub(crate) fn of(readings: &readings::Readings) -> Self {
        let text = |reading| readings.get(reading).map(show_decimal).unwrap_or_default();
        Self {
            weight: text(Reading::Weight),
            systolic: text(Reading::Systolic),
            diastolic: text(Reading::Diastolic),
            pulse: text(Reading::Pulse),
            glucose: text(Reading::Glucose),
            waist: text(Reading::Waist),
            temperature: text(Reading::Temperature),
        }
    }
}

/// What to do about a reading.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AdviceView {
    /// "Huyết áp 190/120, rất cao. Cho bà nghỉ 5 phút rồi đo lại. …"
    pub words: String,
    /// The numbers that stand in it to be called, in their order.
    pub calls: Vec<String>,
}

impl AdviceView {
    pub(crate) fn of(advice: &CoreAdvice, language: Language) -> Self {
        Self { words: advice.words(language), calls: advice.calls.clone() }
    }
}

impl Clubbook {
    /// What was typed, as readings.
    pub(crate) fn readings(&self, typed: &Readings) -> Asks<readings::Readings> {
        let decimal = |name: &'static str, text: &str| {
            self.typed(name, text, |value| match value {
                Value::Decimal(decimal) => Some(decimal),
                _ => None,
            })
        };
        let whole = |name: &'static str, text: &str| {
            self.typed(name, text, |value| match value {
                Value::Int(number) => Some(number),
                _ => None,
            })
        };
        Ok(readings::Readings {
            weight: decimal("weight", &typed.weight)?,
            systolic: whole("systolic", &typed.systolic)?,
            diastolic: whole("diastolic", &typed.diastolic)?,
            pulse: whole("pulse", &typed.pulse)?,
            glucose: decimal("glucose", &typed.glucose)?,
            waist: decimal("waist", &typed.waist)?,
            temperature: decimal("temperature", &typed.temperature)?,
        })
    }

    fn typed<T>(&self, name: &'static str, text: &str, pick: impl FnOnce(Value) -> Option<T>) -> Asks<Option<T>> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let edit = FieldEdit::parse(HealthMeasurement::DEF, name, text).ok();
        let value = edit.and_then(|edit| pick(edit.value));
        value.map(Some).ok_or_else(|| {
            let language = self.words_in();
            let label = Reading::ALL.into_iter().find(|reading| reading.field() == name);
            let label = clubbook_core::wording::sentence(label.map(|label| label.label(language)).unwrap_or_default());
            let words = match language {
                Language::Vi => format!("{label} chỉ ghi bằng số. Chưa ghi gì. Xem lại rồi ghi lại."),
                Language::En => format!("{label} is a number. Nothing was recorded. Check it and record it again."),
            };
            ClubbookError::not_recorded("invalid", words)
        })
    }
}

/// A decimal as a number, for a chart.
pub(crate) fn number(decimal: Decimal) -> f64 {
    let scale = 10_f64.powi(i32::from(decimal.scale));
    #[expect(clippy::cast_precision_loss, reason = "readings have at most five digits")]
    let mantissa = decimal.mantissa as f64;
    mantissa / scale
}
