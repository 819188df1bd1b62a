#!/usr/bin/env python3
"""Holds that the type check of the views sees a slip: each of these is planted in a copy of one file, and has to be an error.

Needs what scripts/test-ios.sh has built. The compiler only checks; nothing is built anew.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VIEWS = ROOT / "ios/Sources/App"
COPY = ROOT / "target/swift/slip"
MODULES = ROOT / "target/swift/build/debug/Modules"
CORE = ROOT / "ios/Sources/ClubbookCore/module.modulemap"


@dataclass(frozen=True)
class Slip:
    """A slip in one view: what stands there, what somebody wrote instead, and what the compiler says of it."""

    name: str
    file: str
    right: str
    wrong: str
    said: str


CONNECT = "Connect/ConnectScreen.swift"
SCREENS = "Root/ClubScreens.swift"
TODAY = "Today/TodayScreen.swift"
SLIPS = (
    Slip("a property that the model does not have", TODAY, "today.visitsWords", "today.visitsWord", "has no member 'visitsWord'"),
    Slip("an argument left out", CONNECT, "receiving(club, person)\n", "receiving(club)\n", "missing argument for parameter #2"),
    Slip("a case left out", CONNECT, "            case .waiting: waiting\n", "", "must be exhaustive"),
    Slip("a way that leads nowhere", SCREENS, "        case .decisions: DecisionsScreen(book: book)\n", "", "must be exhaustive"),
    Slip("a screen without its form", SCREENS, "RollScreen(book: book, form: form)", "RollScreen(book: book)", "missing argument for parameter 'form'"),
    Slip("a word that nobody wrote", TODAY, "Words.todayVisits)", "Words.todayVisit1)", "has no member 'todayVisit1'"),
    Slip("a modifier that SwiftUI does not have", TODAY, ".task {", ".tasks {", "has no member 'tasks'"),
)


def errors(slip: Slip | None) -> str:
    """What the compiler says of all views, with the slip in its file; empty where they are right."""
    files = {path.relative_to(VIEWS): path for path in sorted(VIEWS.rglob("*.swift"))}
    if slip is not None:
        place = Path(slip.file)
        text = files[place].read_text(encoding="utf-8")
        if slip.right not in text:
            return f"{slip.file} does not have what the slip is about: {slip.right!r}"
        COPY.mkdir(parents=True, exist_ok=True)
        files[place] = COPY / place.name
        files[place].write_text(text.replace(slip.right, slip.wrong), encoding="utf-8")
    command = [ROOT / "scripts/swift.sh", "swiftc", "-typecheck", "-module-name", "ClubbookApp", "-swift-version", "6"]
    command += ["-D", "SWIFT_PACKAGE", "-package-name", "ios", "-I", MODULES, "-Xcc", f"-fmodule-map-file={CORE}"]
    # The bundle of the package's resources, which the build writes.
    command += sorted(MODULES.parent.glob("ClubbookApp.build/DerivedSources/*.swift"))
    checked = subprocess.run([*map(str, command), *map(str, files.values())], capture_output=True, text=True, check=False)
    if checked.returncode != 0 and "error:" not in checked.stderr + checked.stdout:
        raise SystemExit(checked.stderr)
    return "\n".join(line for line in (checked.stderr + checked.stdout).splitlines() if "error:" in line)


def main() -> int:
    failed = 0
    found = errors(None)
    if found:
        print(f"FAILED: the views as they are\n{found}")
        failed += 1
    for slip in SLIPS:
        found = errors(slip)
        if slip.said not in found:
            print(f"FAILED: {slip.name}: the compiler says {found or 'nothing'}")
            failed += 1
    print(f"{len(SLIPS) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
