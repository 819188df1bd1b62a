//! Lunar dates and years in words. Capital letters after Decree 30/2020/NĐ-CP, Appendix II, V.8.

use std::fmt;

use super::LunarDate;
use crate::text;

const CAN: [&str; 10] = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"];
const CHI: [&str; 12] = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"];

/// The name of a lunar year in the cycle of sixty: Giáp Tý, Ất Sửu … Quý Hợi.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CanChi {
    /// The heavenly stem (thiên can).
    pub can: &'static str,
    /// The earthly branch (địa chi), the animal.
    pub chi: &'static str,
}

impl CanChi {
    /// The name of the lunar year that begins in this solar year. The year 4 was a Giáp Tý, as 1984.
    pub fn of_year(year: u16) -> Self {
        let since = i32::from(year) - 4;
        let at = |names: &'static [&'static str]| {
            let index = since.rem_euclid(names.len() as i32) as usize;
            names.get(index).copied().unwrap_or_default()
        };
        Self { can: at(&CAN), chi: at(&CHI) }
    }
}

impl fmt::Display for CanChi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.can, self.chi)
    }
}

impl LunarDate {
    /// Day and month as people say them: "mùng 5 tháng Giêng", "rằm tháng Tám", "23 tháng Chạp", "mùng 1 tháng Tư nhuận".
    pub fn spoken(self) -> String {
        let day = match self.day {
            15 => "rằm".to_owned(),
            day @ 1..=10 => format!("mùng {day}"),
            day => day.to_string(),
        };
        let month = match self.month {
            1 => "Giêng",
            2 => "Hai",
            3 => "Ba",
            4 => "Tư",
            5 => "Năm",
            6 => "Sáu",
            7 => "Bảy",
            8 => "Tám",
            9 => "Chín",
            10 => "Mười",
            11 => "Mười một",
            12 => "Chạp",
            _ => return format!("{day} tháng {}", self.month),
        };
        format!("{day} tháng {month}{}", if self.is_leap { " nhuận" } else { "" })
    }
}

impl LunarDate {
    /// As papers write it, without the word "âm": "15/08/1955", of a leap month "01/03 nhuận/1955".
    pub fn written(self) -> String {
        let leap = if self.is_leap { " nhuận" } else { "" };
        format!("{:02}/{:02}{leap}/{}", self.day, self.month, self.year)
    }

    /// A date as it is written or said: "15/8/1955", "1/3 nhuận/1955", "1/3n/1955", "rằm tháng Tám năm 1955", "mùng 5 tháng Giêng
    /// 1956". Whether there was such a day is not asked here.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = text::fold(text);
        let words: Vec<&str> =
            folded.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        if words.contains(&"thang") { said(&words) } else { numbers(&words) }
    }
}

/// "15/8/1955", "1/3 nhuận/1955", "1/3n/1955", folded.
fn numbers(words: &[&str]) -> Option<LunarDate> {
    let (day, month, year, is_leap) = match words {
        [day, month, "nhuan", year] => (*day, *month, *year, true),
        [day, month, year] => match month.strip_suffix("nhuan").or(month.strip_suffix('n')) {
            Some(month) => (*day, month, *year, true),
            None => (*day, *month, *year, false),
        },
        _ => return None,
    };
    valid(day.parse().ok()?, month.parse().ok()?, year.parse().ok()?, is_leap)
}

/// "rằm tháng Tám năm 1955", folded.
fn said(words: &[&str]) -> Option<LunarDate> {
    let at = words.iter().position(|word| *word == "thang")?;
    let (before, after) = (words.get(..at)?, words.get(at + 1..)?);
    let day = match before.iter().rev().find(|word| **word != "ngay")? {
        &"ram" => 15,
        number => number.parse().ok()?,
    };
    let (month, rest) = match after {
        ["gieng", rest @ ..] => (1, rest),
        ["hai", rest @ ..] => (2, rest),
        ["ba", rest @ ..] => (3, rest),
        ["tu", rest @ ..] => (4, rest),
        ["nam", rest @ ..] => (5, rest),
        ["sau", rest @ ..] => (6, rest),
        ["bay", rest @ ..] => (7, rest),
        ["tam", rest @ ..] => (8, rest),
        ["chin", rest @ ..] => (9, rest),
        ["muoi", "mot", rest @ ..] | ["mot", rest @ ..] => (11, rest),
        ["muoi", "hai", rest @ ..] | ["chap", rest @ ..] => (12, rest),
        ["muoi", rest @ ..] => (10, rest),
        [number, rest @ ..] => (number.parse().ok()?, rest),
        [] => return None,
    };
    let (is_leap, rest) = match rest {
        ["nhuan", rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let year = rest.iter().find(|word| **word != "nam")?.parse().ok()?;
    valid(day, month, year, is_leap)
}

fn valid(day: u8, month: u8, year: u16, is_leap: bool) -> Option<LunarDate> {
    let exists = (1..=30).contains(&day) && (1..=12).contains(&month);
    exists.then_some(LunarDate { year, month, is_leap, day })
}

/// What stands before "âm lịch", "âm", "(âl)" at the end of a date that was told by the lunar calendar; `None` where nothing
/// says so.
pub fn told_by_lunar(text: &str) -> Option<&str> {
    let trimmed = text.trim().trim_end_matches(['.', ')']).trim_end();
    let lower = trimmed.to_lowercase();
    // Lower case has as many letters, and may have more bytes: what is cut off is counted in letters.
    let marker = ["âm lịch", "am lich", "âm", "am", "âl", "al"].into_iter().find(|marker| lower.ends_with(marker))?;
    let kept = trimmed.chars().count().checked_sub(marker.chars().count())?;
    let end = trimmed.char_indices().nth(kept).map(|(at, _)| at)?;
    let before = trimmed.get(..end)?.trim_end_matches(['(', ' ', ',']);
    before.ends_with(|letter: char| letter.is_ascii_digit()).then_some(before)
}

/// With the name of the year: "rằm tháng Tám năm Giáp Thìn".
impl fmt::Display for LunarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} năm {}", self.spoken(), CanChi::of_year(self.year))
    }
}
