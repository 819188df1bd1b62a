//! Prints the lunar date of every day from 1900 to 2100, for `tests/calendar/judge.py`: the day, its date by UTC+7 and by
//! UTC+8, each date as year, month, 1 for a leap month, day.

use std::io::{BufWriter, Write as _};

use clubbook_model::lunar::{FIRST_DAY, LAST_DAY, LunarDate, Zone};
use clubbook_model::time::Day;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for day in (FIRST_DAY.0..=LAST_DAY.0).map(Day) {
        let (year, month, number) = day.ymd();
        write!(out, "{year}-{month:02}-{number:02}")?;
        for zone in [Zone::Utc7, Zone::Utc8] {
            let LunarDate { year, month, is_leap, day } = LunarDate::from_day(day, zone)?;
            write!(out, " {year}/{month}/{}/{day}", u8::from(is_leap))?;
        }
        writeln!(out)?;
    }
    Ok(out.flush()?)
}
