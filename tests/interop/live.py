#!/usr/bin/env python3
"""The Python client against the real centre: the program as its own process, over HTTP on loopback.

    live.py SERVER       SERVER is the program clubbook-server

A club is set up on the command line of the centre. The phone of its secretary, which is client.py as a process of its own,
records a visit; a second phone, of the head, fetches the club and must have the same. The last line counts.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

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
        self.say("units", "add", "--code", "51", "--name", "Tỉnh Quảng Ngãi", "--kind", "province")
        self.say("units", "add", "--code", "21130", "--name", "Xã Sơn Hà", "--kind", "commune", "--parent", "51")
        self.say("club", "add", "--unit", "21130", "--number", CLUB, "--name", "CLB LTHTGN thôn Gò Deo")
        members = folder / "members.csv"
        members.write_text(MEMBERS, "utf-8")
        self.say("club", "import", "--number", CLUB, str(members))

    def say(self, *words):
        command = [self.program, "--data", str(self.folder / "data"), "--json", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def code(self, role):
        return self.say("code", "issue", "--club", CLUB, "--role", role)["digits"]

    def __enter__(self):
        """Starts to answer; the first line that it says comes when it does."""
        port_file = self.folder / "port"
        command = [self.program, "--data", str(self.folder / "data"), "serve", "--listen", "127.0.0.1:0"]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--port-file", str(port_file)], stdout=subprocess.PIPE, stderr=log, text=True
            )
        if not self.process.stdout.readline():
            sys.exit(f"the centre did not start: {(self.folder / 'log').read_text()}")
        self.address = port_file.read_text().strip()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        self.stopped = self.process.wait()


def client(*words):
    """What client.py reports, and how it ended."""
    done = subprocess.run([*CLIENT, *words], capture_output=True, text=True, check=False, env=os.environ)
    try:
        return done.returncode, json.loads(done.stdout)
    except json.JSONDecodeError:
        return done.returncode, {"error": done.stderr.strip()}


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="clubbook-interop-") as folder:
        centre = Centre(sys.argv[1], Path(folder))
        codes = {role: centre.code(role) for role in ("secretary", "club_head", "volunteer")}
        with centre:
            where = ["--centre", centre.address, "--club", CLUB, "--code"]
            status, sent = client("visit", *where, codes["secretary"], "--person", VISITED, "--note", NOTE)
            checks.equal("the client connects, sends a visit and ends well", (status, sent.get("error")), (0, None))
            checks.equal("it is connected as the person whom the code was for", sent.get("person"), "Hồ Thị Mai")
            checks.equal("it has all members", sent.get("members"), 6)
            checks.equal("it visited whom it should", sent.get("visited"), VISITED)
            checks.equal("nothing waits or was put aside", (sent.get("waiting"), sent.get("quarantined")), (0, 0))
            checks.equal("its sums are those of the centre", sent.get("sums"), "match")

            status, seen = client("read", *where, codes["club_head"])
            checks.equal("a second phone fetches the club", (status, seen.get("error")), (0, None))
            checks.equal("it has the visit as it was sent", seen.get("visits"), sent.get("visits"))
            notes = [(visit["id"], visit["note"]) for visit in seen.get("visits", [])]
            checks.equal("which is one visit, with its note", notes, [(sent.get("visit"), NOTE)])
            checks.equal("its sums are those of the centre, too", seen.get("sums"), "match")

            status, third = client("visit", *where, codes["volunteer"], "--person", "Y Liên", "--note", "Lần đầu")
            checks.equal("a volunteer opens a care part by a first visit", (status, third.get("error")), (0, None))
            checks.equal("and sees only that one", [v["note"] for v in third.get("visits", [])], ["Lần đầu"])

            status, refused = client("read", *where, "00000000")
            checks.equal("a wrong code is refused by its code", refused.get("error"), "the centre refused: code_wrong (403)")
            status, refused = client("read", *where, codes["secretary"])
            checks.equal("a used code is refused by its code", refused.get("error"), "the centre refused: code_used (403)")
        checks.equal("the centre stops when it is asked to", centre.stopped, 0)
        clubs = centre.say("club", "list")
        checks.equal("the centre counts three phones", [club["phones"] for club in clubs], [3])
        checks.equal("and two visits this month", [club["visits_this_month"] for club in clubs], [2])
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
