#!/usr/bin/env python3
"""Writes the words of the iPhone app, from the one source that both apps have.

That source is Android's resources, android/app/src/main/res/values-vi and values. What the iPhone says otherwise (the same key again)
or besides stands in ios/words/vi and ios/words/en, in the same form. From both come, and are checked in:

  ios/Sources/App/Resources/*.lproj/Localizable.strings      what people read
                                    Localizable.stringsdict  where it goes by a number
                                    InfoPlist.strings        what the system says in the app's name (ios/words/*/info_plist.xml)
  ios/Sources/App/Words/*Words.swift                         typed access, a file for each of Android's: visits_title is Words.visitsTitle
"""

from __future__ import annotations

import argparse
import plistlib
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANDROID = Path("android/app/src/main/res")
IPHONE = Path("ios/words")
APP = Path("ios/Sources/App")
TYPED = APP / "Words"

# Each language with Android's folder of it, the one first in which the app speaks until somebody chooses otherwise.
LANGUAGES = {"vi": "values-vi", "en": "values"}

# The file of ios/words whose keys are Info.plist's; what the icon is called there is app_name.
INFO_PLIST = "info_plist"
DISPLAY_NAME = "CFBundleDisplayName"

PLACEHOLDER = re.compile(r"%(\d+)\$([ds])")
SWIFT_TYPE = {"d": "Int", "s": "String"}
OBJC_FORMAT = {"d": "lld", "s": "@"}
SWIFT_KEYWORDS = frozenset(
    "as break case catch class continue default defer do else enum extension false for func guard if import in init is "
    "let nil operator protocol return self static struct subscript super switch throw true try var where while".split()
)


class Unreadable(Exception):
    """Words that cannot be told on both platforms; says where and why."""


@dataclass(frozen=True)
class Entry:
    """What stands under a key in one language."""

    key: str
    kind: str
    """string or plurals."""
    feature: str
    """The file's name without its ending."""
    forms: Mapping[str, str] = field(hash=False)
    """The text: of a string under "", of a plural under one and other."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The kind of each placeholder, d or s, in the order of their numbers."""
        found = {int(number): kind for text in self.forms.values() for number, kind in PLACEHOLDER.findall(text)}
        return tuple(found[number] for number in sorted(found))

    @property
    def accessor(self) -> str:
        return camel(self.key)


Words = dict[str, Entry]


def camel(key: str) -> str:
    first, *others = key.split("_")
    return first + "".join(other[:1].upper() + other[1:] for other in others)


def unescaped(raw: str) -> str:
    """The text as Android shows it: https://developer.android.com/guide/topics/resources/string-resource#escaping_quotes."""
    text, quoted = "", False
    for code, escape, quote, space, other in re.findall(r'\\u([0-9A-Fa-f]{4})|\\(.)|(")|([ \t\r\n]+)|(.)', raw, re.DOTALL):
        if code:
            text += chr(int(code, 16))
        elif escape:
            text += {"n": "\n", "t": "\t"}.get(escape, escape)
        elif quote:
            quoted = not quoted
        elif space:
            text += space if quoted else " "
        else:
            text += other
    return text.strip(" ")


def read_text(element: ElementTree.Element, where: str) -> str:
    if len(element):
        raise Unreadable(f"{where}: markup, which an iPhone would show as it stands")
    text = unescaped(element.text or "")
    if not text:
        raise Unreadable(f"{where}: says nothing")
    numbers = sorted({int(number) for number, _ in PLACEHOLDER.findall(text)})
    if re.search(r"%[a-z@]", text) or numbers != list(range(1, len(numbers) + 1)):
        raise Unreadable(f"{where}: placeholders are %1$d and %1$s, %2$d and so on")
    return text


def read_entry(element: ElementTree.Element, file: Path) -> Entry:
    key = element.get("name", "")
    where = f"{file.parent.name}/{file.name}: {key}"
    if element.tag == "string-array":
        raise Unreadable(f"{where}: a list; give each of it a key of its own")
    forms = {"": element} if element.tag == "string" else {item.get("quantity", ""): item for item in element}
    entry = Entry(key, element.tag, file.stem, {name: read_text(item, where) for name, item in forms.items()})
    if element.tag == "plurals" and entry.arguments != ("d",):
        raise Unreadable(f"{where}: a plural has one placeholder, %1$d")
    return entry


def read(folder: Path) -> Words:
    """The words of a folder in one language."""
    words: Words = {}
    for file in sorted(folder.glob("*.xml")):
        for element in ElementTree.parse(file).getroot():
            if element.tag not in ("string", "plurals", "string-array"):
                continue
            entry = read_entry(element, file)
            if entry.key in words:
                raise Unreadable(f"{folder.name}: {entry.key} stands twice, in {words[entry.key].feature} and {entry.feature}")
            words[entry.key] = entry
    return words


def android_words(root: Path, language: str) -> Words:
    return read(root / ANDROID / LANGUAGES[language])


def iphone_changes(root: Path, language: str) -> Words:
    """What the iPhone says otherwise or besides."""
    return read(root / IPHONE / language)


def iphone_words(root: Path, language: str) -> Words:
    """All that the iPhone says: what it says otherwise stays where Android has it."""
    words = android_words(root, language)
    for key, change in iphone_changes(root, language).items():
        feature = words[key].feature if key in words else change.feature
        words[key] = Entry(key, change.kind, feature, change.forms)
    return words


def quoted(text: str) -> str:
    for sign, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\u00a0", "\\U00A0")):
        text = text.replace(sign, escape)
    return f'"{text}"'


def formatted(text: str) -> str:
    """With the placeholders of the iPhone."""
    return PLACEHOLDER.sub(lambda found: f"%{found[1]}${OBJC_FORMAT[found[2]]}", text)


def by_feature(words: Words) -> Iterator[tuple[str, list[Entry]]]:
    entries = [entry for entry in words.values() if entry.feature != INFO_PLIST]
    for feature in sorted({entry.feature for entry in entries}):
        yield feature, [entry for entry in entries if entry.feature == feature]


def strings(words: Words) -> str:
    lines = ["/* Made by ios/words.py; do not edit. */"]
    for feature, entries in by_feature(words):
        lines += ["", f"/* {feature} */"]
        for entry in entries:
            if entry.kind == "string":
                lines.append(f"{quoted(entry.key)} = {quoted(formatted(entry.forms['']))};")
    return "\n".join([*lines, ""])


def stringsdict(words: Words) -> str:
    """A plural's number is its only placeholder, and in its forms the only one there is."""
    plurals = {
        entry.key: {
            "NSStringLocalizedFormatKey": "%#@count@",
            "count": {
                "NSStringFormatSpecTypeKey": "NSStringPluralRuleType",
                "NSStringFormatValueTypeKey": OBJC_FORMAT["d"],
                **{form: PLACEHOLDER.sub(f"%{OBJC_FORMAT['d']}", text) for form, text in entry.forms.items()},
            },
        }
        for entry in words.values()
        if entry.kind == "plurals"
    }
    return plistlib.dumps(plurals, sort_keys=False).decode("utf-8")


def info_plist_words(words: Words) -> dict[str, str]:
    """What the system says in the app's name."""
    asked = {entry.key: entry.forms[""] for entry in words.values() if entry.feature == INFO_PLIST}
    return {DISPLAY_NAME: words["app_name"].forms[""], **asked}


def info_plist_strings(words: Words) -> str:
    lines = [f"{quoted(key)} = {quoted(text)};" for key, text in info_plist_words(words).items()]
    return "\n".join(["/* Made by ios/words.py; do not edit. */", "", *lines, ""])


def accessor(entry: Entry, others: Iterable[Entry]) -> list[str]:
    said = " | ".join(one_line(formatted(list(each.forms.values())[-1])) for each in (entry, *others))
    name = f"`{entry.accessor}`" if entry.accessor in SWIFT_KEYWORDS else entry.accessor
    if entry.kind == "plurals":
        code = f'static func {name}(_ count: Int) -> String {{ plural("{entry.key}", count) }}'
    elif entry.arguments:
        names = [chr(ord("a") + index) for index in range(len(entry.arguments))]
        parameters = ", ".join(f"_ {name}: {SWIFT_TYPE[kind]}" for name, kind in zip(names, entry.arguments, strict=True))
        code = f'static func {name}({parameters}) -> String {{ text("{entry.key}", {", ".join(names)}) }}'
    else:
        code = f'static var {name}: String {{ text("{entry.key}") }}'
    return [f"    /// {said}", f"    {code}"]


def one_line(text: str, most: int = 60) -> str:
    text = re.sub(r"\s", " ", text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def swift(words: Mapping[str, Words]) -> dict[Path, str]:
    """Typed access, a file for each of Android's."""
    first, *others = words.values()
    names = [entry.accessor for entry in first.values()]
    for name in names:
        if names.count(name) > 1:
            raise Unreadable(f"two keys become Words.{name}")
    made = {}
    for feature, entries in by_feature(first):
        lines = ["// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.", "", "extension Words {"]
        for entry in entries:
            lines += [*accessor(entry, [other[entry.key] for other in others if entry.key in other]), ""]
        lines[-1] = "}"
        made[TYPED / f"{feature.title().replace('_', '')}Words.swift"] = "\n".join([*lines, ""])
    return made


def files(root: Path) -> dict[Path, str]:
    """What has to stand in which file."""
    words = {language: iphone_words(root, language) for language in LANGUAGES}
    made = swift(words)
    for language, said in words.items():
        folder = APP / "Resources" / f"{language}.lproj"
        made[folder / "Localizable.strings"] = strings(said)
        made[folder / "Localizable.stringsdict"] = stringsdict(said)
        made[folder / "InfoPlist.strings"] = info_plist_strings(said)
    return made


def stale(root: Path) -> list[str]:
    """The files that are not what would be written now, and those that nobody would write."""
    made = files(root)
    stale = [path for path, text in made.items() if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text]
    left_over = {path.relative_to(root) for path in (root / TYPED).glob("?*Words.swift")} - made.keys()
    return [str(path) for path in [*stale, *sorted(left_over)]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not what would be written")
    try:
        if parser.parse_args().check:
            if found := stale(ROOT):
                sys.exit(f"words: run ios/words.py; not current: {', '.join(found)}")
            return
        for path, text in files(ROOT).items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
    except Unreadable as why:
        sys.exit(f"words: {why}")


if __name__ == "__main__":
    main()
