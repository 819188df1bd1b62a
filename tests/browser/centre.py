"""The real program on loopback, with a fresh folder, driven by its own command line."""

import json
import os
import re
import subprocess
import tempfile
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

SERVER = os.environ["CLUBBOOK_SERVER"]
LOG = Path("target/test/browser-server.log")

# Code, name and kind as in the public list of units; two communes of one province, one of another.
UNITS = """code,name,type,province_code,province_name
21001,Xã Sơn Hà,xã,51,Tỉnh Quảng Ngãi
21002,Phường Trương Quang Trọng,phường,51,Tỉnh Quảng Ngãi
00004,Phường Ba Đình,phường,01,Thành phố Hà Nội
"""


class Centre:
    """A centre that runs until `stop`."""

    def __init__(self, options=()):
        self.options = list(options)
        self._folder = tempfile.TemporaryDirectory(prefix="clubbook-browser-")
        self.data = Path(self._folder.name) / "data"
        units = Path(self._folder.name) / "units.csv"
        units.write_text(UNITS, encoding="utf-8")
        self.command("units", "load", str(units))
        self._process = None
        self.address = None
        self.link = None

    def start(self):
        """Starts the program, on its old address after a halt, and waits until it says where it listens."""
        listen = self.address.removeprefix("http://") if self.address else "127.0.0.1:0"
        self._log = open(LOG, "a", encoding="utf-8")
        self._process = subprocess.Popen(
            [SERVER, "--data", str(self.data), "serve", "--listen", listen, *self.options],
            stdout=subprocess.PIPE, stderr=self._log, text=True, encoding="utf-8",
        )
        # Its words tell the address and, on the first run, the one-time link.
        said = ""
        while not re.search(r"http://127\.0\.0\.1:\d+", said) or (self.link is None and "/setup/" not in said):
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError("the centre ended before it listened; see " + str(LOG))
            said += line
        self.address = re.search(r"http://127\.0\.0\.1:\d+", said).group()
        found = re.search(r"/setup/\S+", said)
        if found:
            self.link = self.address + found.group()
        return self

    def command(self, *words):
        """Runs a command of the program; what it printed."""
        done = subprocess.run([SERVER, "--data", str(self.data), *words], capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr}")
        return done.stdout

    def add_club(self, number, name, unit="21001"):
        self.command("club", "add", "--unit", unit, "--number", str(number), "--name", name, "--meeting-day", "5")

    def add_people(self, number, people):
        """Takes a list of people, CSV, into a club."""
        file = Path(self._folder.name) / "people.csv"
        file.write_text(people, encoding="utf-8")
        self.command("club", "import", "--number", str(number), str(file))

    def add_officer(self, login, name, unit):
        """Adds an officer; the one-time link."""
        said = self.command("officer", "add", "--login", login, "--name", name, "--unit", unit)
        return self.address + re.search(r"/setup/[0-9a-f]+", said).group()

    def today(self):
        """The day in Vietnam."""
        return datetime.now(timezone(timedelta(hours=7))).date()

    def get(self, path, cookie=None):
        """Asks without a browser: status, headers, body."""
        request = urllib.request.Request(self.address + path, headers={"Cookie": cookie} if cookie else {})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    def halt(self):
        """Ends the program as an operator does, and waits for it; the exit code."""
        self._process.terminate()
        code = self._process.wait(timeout=60)
        self._process.stdout.close()
        self._log.close()
        return code

    def stop(self):
        if self._process and self._process.poll() is None:
            self.halt()
        self._folder.cleanup()
