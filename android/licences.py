#!/usr/bin/env python3
"""Lists the works of others that the app carries: name, version and licence, apart by tabs, one a line.

Rust crates come from THIRD-PARTY.md (those that are in a phone, and what they carry inside), Android libraries from the bundles of
gradle/libs.versions.toml. An owner whose licence is not known here ends the build.
"""

import re
import sys
from pathlib import Path

import tomllib

HERE = Path(__file__).resolve().parent

# By the first part of the module's name that fits; each offers Apache-2.0. Looked up in the libraries' own poms.
LICENCES = {
    "androidx.": "Apache-2.0",
    "com.google.guava:listenablefuture": "Apache-2.0",
    "net.java.dev.jna:jna": "Apache-2.0 OR LGPL-2.1-or-later",
    "org.jetbrains.kotlin:": "Apache-2.0",
    "org.jetbrains.kotlinx:": "Apache-2.0",
    "org.jspecify:": "Apache-2.0",
}


def crates() -> list[tuple[str, str, str]]:
    rows = []
    for line in (HERE.parent / "THIRD-PARTY.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and "phone" in cells[3].split(", "):
            rows.append((cells[0], cells[1], cells[2]))
        elif len(cells) == 2 and re.match(r"\S+ \d", cells[0]):
            name, version = cells[0].split(" ", 1)
            rows.append((f"{name}, inside", version, cells[1]))
    return rows


def libraries() -> list[tuple[str, str, str]]:
    """Module, version and licence of each library in the Android app; THIRD-PARTY.md and the bill of materials list them too."""
    listed = tomllib.loads((HERE / "gradle/libs.versions.toml").read_text(encoding="utf-8"))
    rows = []
    for name in [*listed["bundles"]["app-aar"], *listed["bundles"]["app-jar"], "jna"]:
        library = listed["libraries"][name]
        licence = next((licence for owner, licence in LICENCES.items() if library["module"].startswith(owner)), None)
        if licence is None:
            sys.exit(f"licences: nothing is known about {library['module']}")
        rows.append((library["module"], listed["versions"][library["version"]["ref"]], licence))
    return rows


def main():
    rows = sorted(crates() + libraries(), key=lambda row: (row[0].lower(), row[1]))
    if len(rows) < 100:
        sys.exit("licences: THIRD-PARTY.md has another form")
    for row in rows:
        print("\t".join(row))


if __name__ == "__main__":
    main()
