//! What screens show of entitlements.

use clubbook_model::age_rule::{ByAge, Conditions};
use clubbook_model::entry::show_day;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Language;

use crate::features::people::views::PersonView;
use crate::wording;

/// A rule by age as it stands for one person on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct HintView {
    /// The rule's code.
    pub code: String,
    /// What it is about, in Vietnamese.
    pub label_vi: String,
    /// What it is about, in English.
    pub label_en: String,
    /// Completed years.
    pub years: i32,
    /// From when the age is reached.
    pub by_age: ByAge,
    /// Whether the circumstances that it asks for hold.
    pub conditions: Conditions,
    /// What to do.
    pub instruction: Option<String>,
    /// Where the rule stands.
    pub document: Option<String>,
    /// The day for which this holds.
    pub on: Day,
}

impl HintView {
    /// "Đã đủ 75 tuổi, áp dụng từ 12/03/2026: trợ cấp hưu trí xã hội từ 75 tuổi. Làm đơn… (Theo Nghị định 176/2025/NĐ-CP.)" Who had the
    /// age before the rule came into force has it from the rule's first day.
    pub fn words(&self, language: Language) -> String {
        let (years, label) = (self.years, self.label(language));
        let mut words = match (self.by_age, language) {
            (ByAge::Since(since), Language::Vi) => {
                format!("Đã đủ {years} tuổi, áp dụng từ {}: {label}.", show_day(since))
            }
            (ByAge::Since(since), Language::En) => {
                format!("{years} years completed, applies from {}: {label}.", show_day(since))
            }
            (ByAge::InThisYear, Language::Vi) => {
                format!("Đủ {years} tuổi trong năm nay, sổ không ghi ngày sinh: {label}.")
            }
            (ByAge::InThisYear, Language::En) => {
                format!("Completes {years} years this year, the book has no birthday: {label}.")
            }
            (ByAge::From(from), Language::Vi) => format!("Từ {} mới đủ {years} tuổi: {label}.", show_day(from)),
            (ByAge::From(from), Language::En) => {
                format!("Completes {years} years not before {}: {label}.", show_day(from))
            }
        };
        if self.conditions == Conditions::Unknown {
            words.push_str(match language {
                Language::Vi => " Còn tùy hoàn cảnh, sổ chưa ghi.",
                Language::En => " It depends on circumstances that the book has not.",
            });
        }
        for more in [self.instruction.clone(), self.document.as_ref().map(|document| by(document, language))] {
            words.extend(more.filter(|more| !more.is_empty()).map(|more| format!(" {more}")));
        }
        words
    }

    fn label(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.label_vi,
            Language::En => &self.label_en,
        }
    }
}

fn by(document: &str, language: Language) -> String {
    match language {
        Language::Vi => format!("(Theo {document}.)"),
        Language::En => format!("(According to {document}.)"),
    }
}

impl CompletingView {
    /// "12/03/2027  bà Đinh Thị Lan  75  Chúc thọ".
    pub fn words(&self, language: Language) -> String {
        let label = match language {
            Language::Vi => &self.label_vi,
            Language::En => &self.label_en,
        };
        format!("{}  {}  {}  {label}", self.when(language), self.person.titled(), self.years)
    }

    /// When it is, as well as the papers say: "12/03/2027", "trong tháng 6/2027", "trong năm 2027".
    pub fn when(&self, language: Language) -> String {
        let (year, month, _) = self.first.ymd();
        if self.first == self.last {
            return show_day(self.first);
        }
        match (self.first.month() == self.last.month(), language) {
            (true, Language::Vi) => format!("trong tháng {month}/{year}"),
            (true, Language::En) => wording::month(self.first.month(), language),
            (false, Language::Vi) => format!("trong năm {year}"),
            (false, Language::En) => format!("in {year}"),
        }
    }
}

/// Somebody in the list of those who complete an age of the rules in a year.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletingView {
    /// The person.
    pub person: PersonView,
    /// Completed years.
    pub years: i32,
    /// The first day on which it can be.
    pub first: Day,
    /// The last day; the same when the birth date is known in full.
    pub last: Day,
    /// The rule, in Vietnamese.
    pub label_vi: String,
    /// The rule, in English.
    pub label_en: String,
}
