"""The Android libraries that the app carries, out of the bundles of gradle/libs.versions.toml, with their licences; for scripts/inventory.py.

An owner whose licence is not known here ends the build.
"""

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


def libraries() -> list[tuple[str, str, str]]:
    """Module, version and licence of each library in the Android app."""
    listed = tomllib.loads((HERE / "gradle/libs.versions.toml").read_text(encoding="utf-8"))
    rows = []
    for name in [*listed["bundles"]["app-aar"], *listed["bundles"]["app-jar"], "jna"]:
        library = listed["libraries"][name]
        licence = next((licence for owner, licence in LICENCES.items() if library["module"].startswith(owner)), None)
        if licence is None:
            sys.exit(f"licences: nothing is known about {library['module']}")
        rows.append((library["module"], listed["versions"][library["version"]["ref"]], licence))
    return rows
