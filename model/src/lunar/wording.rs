//! Lunar dates and years in words. Capital letters after Decree 30/2020/NĐ-CP, Appendix II, V.8.

use std::fmt;

use super::LunarDate;

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

/// With the name of the year: "rằm tháng Tám năm Giáp Thìn".
impl fmt::Display for LunarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} năm {}", self.spoken(), CanChi::of_year(self.year))
    }
}
