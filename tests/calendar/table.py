#!/usr/bin/env python3
"""Writes model/src/lunar/table.rs, the lunar years that the program knows by heart, from the moments that `ephem` computes.

    table.py [--check]       --check writes nothing, and fails where the file is another

Run it with the Python of the tests (target/venv/bin/python). Why there is a table: docs/adr/0015-the-lunar-calendar.md.
"""

import datetime
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import almanac  # noqa: E402

FILE = Path(__file__).parents[2] / "model/src/lunar/table.rs"
YEARS = range(almanac.FIRST.year - 1, almanac.LAST.year + 1)
HEAD = f"""//! The lunar years {YEARS[0]} to {YEARS[-1]}, as they begin and how long their months are.
//!
//! Written by `tests/calendar/table.py`; do not edit.
//!
//! Bits 0-3: the number of the month that has a leap month after it, or 0. Bits 4-16: from the first month on, leap month
//! and all, 1 where a month has 30 days and 0 where it has 29. From bit 17 on: days from 1 January to Tết.

/// The year of the first row.
pub(super) const FIRST_YEAR: u16 = {YEARS[0]};
"""


def row(months):
    """One lunar year."""
    first = months[0].first
    leap = next((month.number for month in months if month.is_leap), 0)
    long = sum(1 << index for index, month in enumerate(months) if month.length == 30)
    new_year = first - datetime.date(months[0].year, 1, 1).toordinal()
    return leap | long << 4 | new_year << 17


def text():
    sky = almanac.ephem_sky()
    parts = [HEAD]
    for name, zone in almanac.ZONES.items():
        months = almanac.months(sky, zone)
        rows = [row([month for month in months if month.year == year]) for year in YEARS]
        lines = [", ".join(f"{value:#010x}" for value in rows[at : at + 9]) for at in range(0, len(rows), 9)]
        parts.append(
            f"\n/// By {name}.\n#[rustfmt::skip]\npub(super) static {name.replace('+', '_')}: [u32; {len(rows)}] = [\n"
            + "".join(f"    {line},\n" for line in lines)
            + "];\n"
        )
    return "".join(parts)


def main():
    if sys.argv[1:] == ["--check"]:
        return 0 if FILE.read_text(encoding="utf-8") == text() else 1
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
