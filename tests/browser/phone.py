"""Phones of a club, so that pages have figures: the client in Python that was written from the protocol's document."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "interop"))

import client as clb

MEETING, ATTENDANCE, CARE_CASE, HOME_VISIT, CIRCUMSTANCE, CONSENT = 7, 8, 10, 11, 13, 14
PERSON, CLUB = 2, 1
NOBODY = bytes(16)
REGULAR, CLOSED, CANCELLED, PRESENT, ABSENT = 1, 3, 5, 1, 4
CIRCUMSTANCES, POOR, LIVES_ALONE = 4, 1, 4


def day_number(day):
    return (day - date(1970, 1, 1)).days


class ClubPhone:
    """The phone of a club's head."""

    def __init__(self, centre, number):
        said = centre.command("--json", "code", "issue", "--club", str(number), "--role", "club_head")
        self.phone = clb.Phone(centre.address)
        self.phone.enrol(number, json.loads(said)["digits"])
        self.phone.sync()
        self.roster = clb.Book(self.phone.club, clb.ROSTER, NOBODY)
        self.people = {name: person for person, name in self.phone.members().items()}

    def sync(self):
        self.phone.sync()

    def person(self, name):
        return clb.reference(PERSON, self.people[name])

    def care(self, name):
        return clb.Book(self.phone.club, clb.CARE, self.people[name])

    def meet(self, day, status, absent=()):
        """A regular meeting; closed ones with everybody on the roll but some present."""
        month = day.year * 12 + day.month - 1
        club = clb.reference(CLUB, self.phone.club)
        meeting = clb.derived_record(MEETING, [club, clb.integer(month), clb.choice(REGULAR)])
        values = [(1, club), (2, clb.integer(month)), (3, clb.choice(REGULAR)), (4, clb.day(day_number(day)))]
        if status == CLOSED:
            values += [(5, clb.day(day_number(day))), (9, clb.choice(PRESENT))]
        roll = [(10, self.person(name)) for name in self.people] if status == CLOSED else []
        self.phone.record(self.roster, MEETING, meeting, values + [(7, clb.choice(status))], roll)
        for name in absent:
            key = [clb.reference(MEETING, meeting), self.person(name)]
            mark = clb.derived_record(ATTENDANCE, key)
            self.phone.record(self.roster, ATTENDANCE, mark, [(1, key[0]), (2, key[1]), (3, clb.choice(ABSENT))])

    def misplace(self, place):
        """A meeting under an id that does not follow from its month: the centre puts it aside."""
        self.phone.record(self.roster, MEETING, self.phone.next_record(), [(6, clb.text(place))])

    def meet_at(self, place):
        """Writes down where the club meets."""
        self.phone.record(self.roster, CLUB, self.phone.club, [(11, clb.text(place))])

    def care_for(self, name, every_days):
        case = clb.derived_record(CARE_CASE, [self.person(name)])
        values = [(1, self.person(name)), (2, clb.choice(1)), (7, clb.integer(every_days))]
        self.phone.record(self.care(name), CARE_CASE, case, values)

    def visit(self, name, day):
        values = [(1, self.person(name)), (3, clb.day(day_number(day)))]
        self.phone.record(self.care(name), HOME_VISIT, self.phone.next_record(), values)

    def agree(self, name):
        purpose = clb.choice(CIRCUMSTANCES)
        consent = clb.derived_record(CONSENT, [self.person(name), purpose])
        self.phone.record(self.care(name), CONSENT, consent, [(1, self.person(name)), (2, purpose), (3, clb.YES)])

    def circumstance(self, name, kind):
        record = self.phone.next_record()
        self.phone.record(self.care(name), CIRCUMSTANCE, record, [(1, self.person(name)), (2, clb.choice(kind))])

    def live_a_year(self, today):
        """A year of a small club: meetings, visits, who agreed to what."""
        names = sorted(self.people)
        for back in range(1, 11):
            first = (today.replace(day=1) - timedelta(days=30 * back)).replace(day=5)
            status = CANCELLED if back == 4 else CLOSED
            self.meet(first, status, names[: back % 3])
        cared_for = names[0], names[3]
        for name, days in zip(cared_for, (7, 14)):
            self.care_for(name, days)
        for week in range(40):
            self.visit(cared_for[0], today - timedelta(days=8 * week + 1))
            if week % 2:
                self.visit(cared_for[1], today - timedelta(days=9 * week + 6))
        for name in names[:5]:
            self.agree(name)
        self.circumstance(names[0], POOR)
        self.circumstance(names[3], LIVES_ALONE)
        self.circumstance(names[4], LIVES_ALONE)
        self.sync()
