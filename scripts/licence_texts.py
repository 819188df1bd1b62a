"""The texts of the licences of what is handed out: gathered from the crates, and written down for people and for the Android app.

A work that comes without a text of its licence gets the one that its licence is published with. Standard library only.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|copyright|notice|unlicense)([-._].*)?$", re.IGNORECASE)

# The first that a licence offers is used, as THIRD-PARTY.md says.
PUBLISHED = {
    "Apache-2.0": ROOT / "LICENSE",
    "MIT": ROOT / "scripts" / "licences" / "MIT.txt",
    "MPL-2.0": ROOT / "scripts" / "licences" / "MPL-2.0.txt",
}


def texts_of(crate):
    """(file's name, text) of each licence that comes with the crate or, where none does, of the one that it is used under."""
    files = sorted(
        path
        for path in crate.folder.rglob("*")
        if LICENCE_FILE.match(path.name) and path.is_file() and len(path.relative_to(crate.folder).parts) <= 3
    )
    if files:
        return [(str(path.relative_to(crate.folder)), read(path)) for path in files]
    return [published(crate.licence, crate.authors or [f"the authors of {crate.name}"])]


def text_of_library(licence):
    """(name, text) for a library that comes as a binary, without a text."""
    return published(licence, [])


def published(licence, authors):
    offered = [] if " AND " in licence else re.split(r"[^\w.-]+", licence)
    name = next((name for name in PUBLISHED if name in offered), None)
    if name is None:
        raise SystemExit(f"inventory: there is no text for {licence}; add it to scripts/licences")
    return name, read(PUBLISHED[name]).replace("<AUTHORS>", ", ".join(authors))


def read(path):
    return path.read_text(encoding="utf-8", errors="replace").replace("\f", "\n").strip()


def for_people(works):
    """One file of all the texts, each once under the names of all the works that have it. `works`: (name with version, texts)."""
    by_text = {}
    for name, texts in works:
        for file, text in texts:
            by_text.setdefault(text, set()).add(f"{name} ({file})")
    rule = "=" * 100
    return "\n".join("\n".join([rule, *sorted(names), rule, "", text, ""]) for text, names in by_text.items())


def for_app(folder, works):
    """Two resources of an app, in `folder`. `works`: (name, version, licence, texts).

    `third_party`: name, version and licence of a work, and then number and file's name of each of its texts, apart by tabs, one work
    a line. `third_party_texts`: the texts, apart by form feeds, numbered from 0.
    """
    numbers, lines = {}, []
    for name, version, licence, texts in works:
        kept = [f"{numbers.setdefault(text, len(numbers))} {file}" for file, text in texts]
        lines.append("\t".join([name, version, licence, *kept]) + "\n")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "third_party.txt").write_text("".join(lines), encoding="utf-8", newline="\n")
    (folder / "third_party_texts.txt").write_text("\f".join(numbers), encoding="utf-8", newline="\n")
