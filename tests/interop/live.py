#!/usr/bin/env python3
"""The Python client against the real centre: the program as its own process, over HTTP on loopback.

    live.py SERVER       SERVER is the program clubbook-server

A club is set up on the command line of the centre; then phones that share no code with the project live through what
the protocol's document describes. The last line counts.
"""

import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import client as clb  # noqa: E402

CLIENT = [sys.executable, "-B", str(Path(__file__).with_name("client.py"))]
CLUB = "17"
VISITED = "Đinh Thị Lan"
NOTE = "Bà khỏe, ăn được"
MEMBERS = """full_name,sex,birth,hamlet,membership.register_no,membership.joined_on,membership.roles
Nguyễn Thị Hoa,female,1955,Gò Deo,1,2021,club_head
Hồ Thị Mai,female,1961,Gò Deo,2,2021,secretary
Phạm Văn Hùng,male,1958,Gò Deo,3,2021,volunteer
Đinh Thị Lan,female,1947,Gò Deo,4,2021,
Y Liên,female,1949,Gò Deo,5,2022,
A Hùng,male,1952,Gò Deo,6,2022,
"""


class Checks:
    """Counts, and tells what was not as it should be."""

    def __init__(self):
        self.passed = self.failed = 0

    def equal(self, what, is_so, should):
        if is_so == should:
            self.passed += 1
            print(f"ok      {what}")
        else:
            self.failed += 1
            print(f"FAILED  {what}\n  is:     {is_so}\n  should: {should}")


class Centre:
    """A centre in a folder of its own."""

    def __init__(self, program, folder):
        self.program, self.folder, self.process = program, folder, None
        self.data = folder / "data"
        self.say("units", "add", "--code", "51", "--name", "Tỉnh Quảng Ngãi", "--kind", "province")
        self.say("units", "add", "--code", "21130", "--name", "Xã Sơn Hà", "--kind", "commune", "--parent", "51")
        self.say("club", "add", "--unit", "21130", "--number", CLUB, "--name", "CLB LTHTGN thôn Gò Deo")
        members = folder / "members.csv"
        members.write_text(MEMBERS, "utf-8")
        self.say("club", "import", "--number", CLUB, str(members))

    def say(self, *words):
        """A command of the centre's command line."""
        command = [self.program, "--data", str(self.data), "--json", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def code(self, role):
        return self.say("code", "issue", "--club", CLUB, "--role", role)["digits"]

    def start(self):
        """Starts to answer; the first line that it says comes when it does."""
        port_file = self.folder / "port"
        command = [self.program, "--data", str(self.data), "serve", "--listen", "127.0.0.1:0"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port-file", str(port_file)], stdout=subprocess.PIPE, stderr=log, text=True
            )
        if not self.process.stdout.readline():
            sys.exit(f"the centre did not start: {(self.folder / 'log').read_text()}")
        self.address = port_file.read_text().strip()

    def stop(self):
        """Asks it to stop, and says how it ended."""
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        return self.process.wait()

    def phone(self, role):
        """A new phone of the person with this task, connected and in step."""
        phone = clb.Phone(self.address)
        phone.enrol(int(CLUB), self.code(role))
        phone.sync()
        return phone


def run_client(*words):
    """What client.py as a process of its own reports, and how it ended."""
    done = subprocess.run([*CLIENT, *words], capture_output=True, text=True, check=False)
    try:
        return done.returncode, json.loads(done.stdout)
    except json.JSONDecodeError:
        return done.returncode, {"error": done.stderr.strip()}


def in_step(*phones):
    """Exchanges until each has what the others sent; whether the sums of all books are then those of the centre."""
    for phone in phones:
        phone.sync()
    for phone in phones:
        phone.sync()
        phone.compared = phone.differed = 0
        phone.sync(ask_for_all_sums=True)
    return all(phone.compared >= len(phone.readable()) and not phone.differed for phone in phones)


def states(phone, books):
    """The confirmed state of every record in these books."""
    return {book: {entity: s.encode() for entity, s in phone.books[book].states.items()} for book in books}


def care_of(phone, name):
    person = next(person for person, full_name in phone.members().items() if full_name == name)
    return person, clb.Book(phone.club, clb.CARE, person)


def correct_note(phone, book, visit, words):
    return phone.record(book, clb.HOME_VISIT, visit, [(8, clb.text(words))])


def notes(phone, book, visit):
    found = phone.shown(book, visit).fields.get((clb.tag(8), b""))
    values = found.shown() if found else []
    return sorted(value.payload.decode() for value in values if value.type == clb.TEXT)


def processes_exchange_a_visit(checks, centre):
    codes = {role: centre.code(role) for role in ("secretary", "club_head", "volunteer")}
    where = ["--centre", centre.address, "--club", CLUB, "--code"]
    status, sent = run_client("visit", *where, codes["secretary"], "--person", VISITED, "--note", NOTE)
    checks.equal("the client connects, sends a visit and ends well", (status, sent.get("error")), (0, None))
    checks.equal("it is connected as the person whom the code was for", sent.get("person"), "Hồ Thị Mai")
    checks.equal("it has all members", sent.get("members"), 6)
    checks.equal("it visited whom it should", sent.get("visited"), VISITED)
    checks.equal("nothing waits or was put aside", (sent.get("waiting"), sent.get("quarantined")), (0, 0))
    checks.equal("its sums are those of the centre", sent.get("sums"), "match")

    status, seen = run_client("read", *where, codes["club_head"])
    checks.equal("a second phone fetches the club", (status, seen.get("error")), (0, None))
    checks.equal("it has the visit as it was sent", seen.get("visits"), sent.get("visits"))
    found = [(visit["id"], visit["note"]) for visit in seen.get("visits", [])]
    checks.equal("which is one visit, with its note", found, [(sent.get("visit"), NOTE)])
    checks.equal("its sums are those of the centre, too", seen.get("sums"), "match")

    status, third = run_client("visit", *where, codes["volunteer"], "--person", "Y Liên", "--note", "Lần đầu")
    checks.equal("a volunteer opens a care part by a first visit", (status, third.get("error")), (0, None))
    checks.equal("and sees only that one", [v["note"] for v in third.get("visits", [])], ["Lần đầu"])

    status, refused = run_client("read", *where, "00000000")
    checks.equal("a wrong code is refused by its code", refused.get("error"), "the centre refused: code_wrong (403)")
    status, refused = run_client("read", *where, codes["secretary"])
    checks.equal("a used code is refused by its code", refused.get("error"), "the centre refused: code_used (403)")


def two_who_write_at_once_are_both_kept(checks, mai, hoa):
    person, book = care_of(mai, VISITED)
    visit = mai.record_visit(person, "Bà khỏe").entity
    checks.equal("a visit goes from one phone to another", in_step(mai, hoa), True)
    correct_note(mai, book, visit, "Bà khỏe, ăn được")
    correct_note(hoa, book, visit, "Bà khỏe, đi lại được")
    checks.equal("two correct it at once", in_step(mai, hoa), True)
    both = ["Bà khỏe, ăn được", "Bà khỏe, đi lại được"]
    checks.equal("both are kept on both phones", (notes(mai, book, visit), notes(hoa, book, visit)), (both, both))
    checks.equal("with equal bytes of the state", states(mai, [book]), states(hoa, [book]))
    correct_note(hoa, book, visit, "Bà khỏe, ăn được, đi lại được")
    checks.equal("one of them settles it", in_step(hoa, mai), True)
    checks.equal("for both", notes(mai, book, visit), ["Bà khỏe, ăn được, đi lại được"])
    return book, visit


def a_long_journal_arrives(checks, mai, hoa):
    people = sorted(mai.members())
    for number in range(700):
        mai.record_visit(people[number % len(people)], f"Lần thăm thứ {number}" if number % 3 == 0 else "")
    before = hoa.requests
    checks.equal("700 visits over three segments of salts arrive", in_step(mai, hoa), True)
    checks.equal("nothing waits", (len(mai.journal) - mai.acknowledged, mai.quarantine), (0, {}))
    books = [book for book in mai.books if book.kind == clb.CARE]
    checks.equal("all of them", states(mai, books), states(hoa, books))
    print(f"        in {hoa.requests - before} requests")


def a_wrong_clock_is_clamped(checks, mai, hoa):
    person, book = care_of(mai, "A Hùng")
    right = mai.told
    mai.told += 400 * 86_400
    visit = mai.record_visit(person, "Đồng hồ sai").entity
    mai.told = right
    wrong = mai.journal[-1].hlc
    checks.equal("a clock that is a year ahead", in_step(mai, hoa), True)
    readings = {s.fields[clb.tag(8), b""].heads[mai.journal[-1].id].hlc for s in
                (phone.books[book].states[visit] for phone in (mai, hoa))}  # fmt: skip
    checks.equal("gets one reading everywhere, not its own", (len(readings), max(readings) < wrong), (1, True))
    checks.equal("from which the phone goes on", mai.record_visit(person, "").hlc < wrong, True)


def what_may_not_be_is_put_aside_and_may_be_released(checks, centre, hung, hoa):
    membership, roles = next((entity, state) for _, entity, state in hung.of_kind(clb.MEMBERSHIP))
    book = clb.Book(hung.club, clb.ROSTER)
    op = hung.record(book, clb.MEMBERSHIP, membership, [], [(8, clb.choice(5))])
    person, _ = care_of(hung, "Y Liên")
    hung.record_visit(person, "Sau đó")
    checks.equal("a volunteer gives somebody a task", in_step(hung, hoa), True)
    checks.equal("which waits for review, alone", hung.quarantine, {op.id.seq: "no_right"})
    held = centre.say("quarantine", "list", "--club", CLUB)
    checks.equal("as the centre says", [(row["first"], row["reason"]) for row in held], [(op.id.seq, "no_right")])
    centre.say("quarantine", "refuse", held[0]["device"], str(op.id.seq), "--reason", "Chưa ai giao việc này")
    checks.equal("refused by an officer", in_step(hung, hoa), True)
    checks.equal("the phone hears of it", hung.quarantine, {op.id.seq: "refused"})
    centre.say("quarantine", "release", held[0]["device"], str(op.id.seq))
    checks.equal("released", in_step(hung, hoa), True)
    tasks = hoa.shown(book, membership).elements(clb.tag(8, clb.SET))
    checks.equal("it is there for everybody", (hung.quarantine, clb.choice(5) in tasks), ({}, True))


def a_difference_is_found_and_repaired(checks, hoa):
    book = next(book for book in hoa.books if book.kind == clb.CARE and len(hoa.books[book].states) > 50)
    lost = sorted(hoa.books[book].states)[7]
    whole = states(hoa, [book])
    del hoa.books[book].states[lost]
    hoa.compared = hoa.differed = 0
    hoa.sync()
    checks.equal("a record that was lost without a trace is found by the sums", hoa.differed, 1)
    checks.equal("and fetched again by its bucket", states(hoa, [book]), whole)


def a_challenge_of_long_ago_is_replaced(checks, mai):
    mai.challenge = bytes(40)
    before = mai.requests
    mai.sync()
    checks.equal("a challenge of long ago costs one request", mai.requests - before, 2)


def an_erased_record_is_gone_everywhere(checks, centre, book, visit, mai, hoa):
    words = ["erase", "--kind", "home_visit", "--id", visit.hex(), "--document", "12/QĐ", "--yes-for-good"]
    centre.say(*words)
    checks.equal("a visit is erased", in_step(mai, hoa), True)
    checks.equal("its note is gone", [notes(phone, book, visit) for phone in (mai, hoa)], [[], []])
    correct_note(mai, book, visit, "Ghi lại")
    checks.equal("what is written on it later", in_step(mai, hoa), True)
    states_now = {phone.books[book].states[visit].encode() for phone in (mai, hoa)}
    checks.equal("is a stub, too, with the same bytes", (len(states_now), b"Ghi" in states_now.pop()), (1, False))
    fresh = centre.phone("club_head")
    came = [clb.read_centre_frame(data, fresh.centre_key) for _, data in fresh.received]
    rows = [op for frame in came for op, _, _ in frame.rows if op.entity == visit]
    values = {change.value for op in rows for change in op.changes}
    checks.equal("a new phone never sees what it held", (len(rows) > 0, values), (True, {clb.ERASED_VALUE}))
    checks.equal("and has the same stub", states(fresh, [book]), states(mai, [book]))


def a_restored_centre_gets_back_what_it_lost(checks, centre, mai, hoa):
    passphrase = centre.folder / "passphrase"
    passphrase.write_text("bốn từ ngẫu nhiên dài\n", "utf-8")
    key = ["--passphrase-file", str(passphrase)]
    centre.say("backup", "--to", str(centre.folder / "backups"), *key)
    person, book = care_of(mai, "A Hùng")
    mai.told += 400 * 86_400
    after = mai.record_visit(person, "Sau bản sao lưu, đồng hồ sai").entity
    mai.told -= 400 * 86_400
    clamped = mai.journal[-1].id
    from_hoa = hoa.record_visit(person, "Của Hoa, sau bản sao lưu").entity
    checks.equal("two visits are sent after the backup", in_step(mai, hoa), True)
    given = hoa.books[book].states[after].fields[clb.tag(8), b""].heads[clamped].hlc
    late = centre.phone("secretary")
    checks.equal("the centre stops when it is asked to", centre.stop(), 0)

    backup = next((centre.folder / "backups").glob("*.age"))
    for name in ("centre.db", "centre.db-wal", "centre.db-shm"):
        (centre.data / name).unlink(missing_ok=True)
    centre.say("restore", "--from", str(backup), *key)
    centre.start()
    for phone in (mai, hoa, late):
        phone.centre = clb.Centre(centre.address)
    epoch = mai.epoch
    # Hoa's phone never comes back: what she wrote comes from the others, who had received it.
    checks.equal("the restored centre and the phones are in step", in_step(mai, late), True)
    checks.equal("in another epoch", mai.epoch != epoch, True)
    readings = {phone.books[book].states[after].fields[clb.tag(8), b""].heads[clamped].hlc for phone in (mai, late)}
    checks.equal("with the clock reading that was given before", readings, {given})
    fresh = centre.phone("club_head")
    found = [entity in fresh.books[book].states for entity in (after, from_hoa)]
    checks.equal("what came after the backup is there again, also of a phone that never came back", found, [True, True])
    known = [row["device"] for row in centre.say("device", "list", "--club", CLUB)]
    checks.equal("a phone that was connected after the backup is known again", late.key.device.hex() in known, True)


def a_revoked_phone_is_held(checks, centre, mai):
    centre.say("device", "revoke", mai.key.device.hex())
    person, _ = care_of(mai, "A Hùng")
    mai.record_visit(person, "Sau khi thu hồi")
    try:
        mai.sync()
        said = "nothing"
    except clb.Damaged as error:
        said = str(error)
    checks.equal("a revoked phone is told so", said, "the centre holds what this device sends (forked or revoked)")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="clubbook-interop-") as folder:
        centre = Centre(sys.argv[1], Path(folder))
        centre.start()
        try:
            processes_exchange_a_visit(checks, centre)
            mai, hoa, hung = (centre.phone(role) for role in ("secretary", "club_head", "volunteer"))
            book, visit = two_who_write_at_once_are_both_kept(checks, mai, hoa)
            a_long_journal_arrives(checks, mai, hoa)
            a_wrong_clock_is_clamped(checks, mai, hoa)
            what_may_not_be_is_put_aside_and_may_be_released(checks, centre, hung, hoa)
            a_difference_is_found_and_repaired(checks, hoa)
            a_challenge_of_long_ago_is_replaced(checks, mai)
            an_erased_record_is_gone_everywhere(checks, centre, book, visit, mai, hoa)
            a_restored_centre_gets_back_what_it_lost(checks, centre, mai, hoa)
            a_revoked_phone_is_held(checks, centre, mai)
        finally:
            if centre.process.poll() is None:
                centre.stop()
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
