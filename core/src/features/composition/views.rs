//! What screens show of a club's composition.

use clubbook_model::entry::show_decimal;
use clubbook_model::value::Decimal;
use clubbook_model::vocabulary::Language;

/// Between two numbers: the same when everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// For sure.
    pub least: usize,
    /// With everybody of whom it is not known.
    pub most: usize,
}

impl Span {
    /// Nothing is open.
    pub fn is_exact(self) -> bool {
        self.least == self.most
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indicator {
    /// Members.
    Members,
    /// Women among the members.
    Women,
    /// Older people among the members.
    Older,
    /// Younger people among the members.
    Younger,
    /// Women among the older members.
    OlderWomen,
    /// Members of poor or near-poor households.
    Poor,
}

impl Indicator {
    /// The indicator of a target, by the part of its code behind the colon.
    pub fn of_code(code: &str) -> Option<Self> {
        Some(match code.rsplit_once(':').map_or(code, |(_, indicator)| indicator) {
            "members" => Self::Members,
            "women_percent" => Self::Women,
            "older_percent" => Self::Older,
            "younger_percent" => Self::Younger,
            "older_women_percent" => Self::OlderWomen,
            "poor_percent" => Self::Poor,
            _ => return None,
        })
    }

    /// How it is worked out: "số nữ ÷ số thành viên".
    pub fn formula(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Members => ("số thành viên", "members"),
            Self::Women => ("số nữ ÷ số thành viên", "women ÷ members"),
            Self::Older => ("số người cao tuổi ÷ số thành viên", "older people ÷ members"),
            Self::Younger => ("số người chưa cao tuổi ÷ số thành viên", "younger people ÷ members"),
            Self::OlderWomen => ("số nữ cao tuổi ÷ số người cao tuổi", "women among older people ÷ older people"),
            Self::Poor => {
                ("số người hộ nghèo, cận nghèo ÷ số thành viên", "people of poor and near-poor households ÷ members")
            }
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

/// How a figure stands to a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Within it.
    Within,
    /// Below it.
    Below,
    /// Above it.
    Above,
    /// It depends on people of whom something is not known.
    Open,
}

/// A target and the club's figure.
#[derive(Debug, Clone, PartialEq)]
pub struct CompositionView {
    /// Code of the target in the reference book.
    pub code: String,
    /// What is counted.
    pub indicator: Indicator,
    /// The target's name in Vietnamese.
    pub label_vi: String,
    /// In English.
    pub label_en: String,
    /// Counted.
    pub part: Span,
    /// Of so many; none for a plain number.
    pub whole: Option<Span>,
    /// The share, hundredths rounded down and up; none for a plain number or of nobody.
    pub percent: Option<Span>,
    /// The lower end of the target.
    pub at_least: Option<Decimal>,
    /// The upper end.
    pub at_most: Option<Decimal>,
    /// How the club stands.
    pub standing: Standing,
    /// The document.
    pub document: Option<String>,
}

impl CompositionView {
    /// "Tỷ lệ phụ nữ: 34/52 người, 65 %; chỉ tiêu 60 đến 70 %. Đạt. (số nữ ÷ số thành viên; Quyết định 1336/QĐ-TTg)"
    pub fn words(&self, language: Language) -> String {
        let label = match language {
            Language::Vi => &self.label_vi,
            Language::En => &self.label_en,
        };
        let people = match language {
            Language::Vi => "người",
            Language::En => "people",
        };
        let (to, target) = match language {
            Language::Vi => ("đến", "chỉ tiêu"),
            Language::En => ("to", "target"),
        };
        let span = |span: Span| {
            if span.is_exact() { span.least.to_string() } else { format!("{} {to} {}", span.least, span.most) }
        };
        let whole = self.whole.map(|whole| format!("/{}", span(whole))).unwrap_or_default();
        let percent = self.percent.map(|percent| format!(", {} %", span(percent))).unwrap_or_default();
        let unit = if self.whole.is_some() { " %" } else { "" };
        let range = match (self.at_least.map(show_decimal), self.at_most.map(show_decimal), language) {
            (Some(least), Some(most), _) => format!("{target} {least} {to} {most}{unit}"),
            (Some(least), None, Language::Vi) => format!("{target} từ {least}{unit}"),
            (Some(least), None, Language::En) => format!("{target} at least {least}{unit}"),
            (None, Some(most), Language::Vi) => format!("{target} không quá {most}{unit}"),
            (None, Some(most), Language::En) => format!("{target} at most {most}{unit}"),
            (None, None, _) => target.to_owned(),
        };
        let standing = match (self.standing, language) {
            (Standing::Within, Language::Vi) => "Đạt",
            (Standing::Within, Language::En) => "Met",
            (Standing::Below, Language::Vi) => "Còn thấp",
            (Standing::Below, Language::En) => "Below it",
            (Standing::Above, Language::Vi) => "Cao hơn",
            (Standing::Above, Language::En) => "Above it",
            (Standing::Open, Language::Vi) => "Chưa rõ, vì có người chưa ghi đủ",
            (Standing::Open, Language::En) => "Open: something is not known of some people",
        };
        let source = self.document.as_ref().map(|document| format!("; {document}")).unwrap_or_default();
        let label = crate::wording::sentence(label);
        let formula = self.indicator.formula(language);
        format!("{label}: {}{whole} {people}{percent}; {range}. {standing}. ({formula}{source})", span(self.part))
    }
}
