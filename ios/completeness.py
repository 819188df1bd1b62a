"""What has to hold of the words of both apps, as rules over a tree of the project: each gives what is wrong, in words, or nothing.

`words_test.py` applies them to this project, and shows of each that a slip makes it speak.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import words as source
from words import INFO_PLIST, LANGUAGES, Words

KOTLIN = Path("android/app/src/main/kotlin")
MANIFEST = Path("android/app/src/main/AndroidManifest.xml")
VOCABULARY = Path("model/src/vocabulary.rs")
FIELDS = Path("model/src/label.rs")
REGISTRY = Path("model/src/snapshots/clubbook_model__registry__tests__the_registry_is_what_was_released.snap")

# Which plural forms a language has: https://cldr.unicode.org/index/cldr-spec/plural-rules.
PLURALS = {"vi": {"other"}, "en": {"one", "other"}}


@dataclass(frozen=True)
class Label:
    """What the model calls something, in each language."""

    name: str
    """The list and its code, as in mark.present, or field and the field's name."""
    words: dict[str, str]


class Project:
    """A tree of the project, with what its two apps say and ask for."""

    def __init__(self, root: Path):
        self.root = root

    @cached_property
    def android(self) -> dict[str, Words]:
        return {language: source.android_words(self.root, language) for language in LANGUAGES}

    @cached_property
    def changes(self) -> dict[str, Words]:
        return {language: source.iphone_changes(self.root, language) for language in LANGUAGES}

    @cached_property
    def iphone(self) -> dict[str, Words]:
        return {language: source.iphone_words(self.root, language) for language in LANGUAGES}

    @cached_property
    def exceptions(self) -> dict[str, Any]:
        """ios/words/exceptions.toml, where each exception has its reason."""
        return tomllib.loads((self.root / source.IPHONE / "exceptions.toml").read_text(encoding="utf-8"))

    @cached_property
    def asked_by_android(self) -> set[tuple[str, str]]:
        """Kind and key of each text that Kotlin, the resources or the manifest name."""
        texts = [file.read_text(encoding="utf-8") for file in (self.root / KOTLIN).rglob("*.kt")]
        resources = [self.root / MANIFEST, *(self.root / source.ANDROID).rglob("*.xml")]
        texts += [file.read_text(encoding="utf-8") for file in resources if file.exists()]
        return {found for text in texts for found in re.findall(r"(?:\bR\.|@)(string|plurals)[./](\w+)", text)}

    @cached_property
    def asked_by_iphone(self) -> set[str]:
        """The accessor of each text that Swift names; what Words itself is made of does not count."""
        own = self.root / source.TYPED
        files = [file for file in (self.root / source.APP).rglob("*.swift") if file.parent != own]
        names = {name for file in files for name in re.findall(r"\bWords\.(\w+)", file.read_text(encoding="utf-8"))}
        return names - {"language", "settleLanguage"}

    @cached_property
    def labels(self) -> list[Label]:
        """The choices of model's lists, then its fields."""
        lists = (self.root / VOCABULARY).read_text(encoding="utf-8")
        found, name = [], ""
        for line in lists.splitlines():
            if opened := re.match(r'    \w+ "(\w+)" \{$', line):
                name = opened[1]
            elif choice := re.match(r'        \w+ = \d+ "(\w+)" "([^"]*)" "([^"]*)",$', line):
                found.append(Label(f"{name}.{choice[1]}", {"vi": choice[2], "en": choice[3]}))
        fields = (self.root / FIELDS).read_text(encoding="utf-8")
        for names, vi, en in re.findall(r'^ +("\w+"(?: \| "\w+")*) => \("([^"]*)", "([^"]*)"\),$', fields, re.MULTILINE):
            found.append(Label(f"field.{names.split(' ')[0].strip(chr(34))}", {"vi": vi, "en": en}))
        return found


def as_read(text: str) -> str:
    """The words without what only the place asks for: capitals, spaces that do not break, the sign at the end."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(" .:?!").casefold()


def differing_keys(project: Project) -> Iterator[str]:
    """Both languages have the same keys, of the same kind, in a file of the same name; on each platform."""
    for platform, words in (("Android", project.android), ("ios/words", project.changes)):
        vi, en = words.values()
        for key in sorted({*vi, *en}):
            here = [language for language in LANGUAGES if key in words[language]]
            if len(here) < len(LANGUAGES):
                yield f"{platform}: {key} is said in {here[0]} alone"
            elif (vi[key].kind, vi[key].feature) != (en[key].kind, en[key].feature):
                yield f"{platform}: {key} is a {vi[key].kind} in {vi[key].feature} and a {en[key].kind} in {en[key].feature}"


def differing_forms(project: Project) -> Iterator[str]:
    """A key takes the same things to fill in in both languages and on both platforms, and has the forms that its language asks for."""
    for platform, words in (("Android", project.android), ("iPhone", project.iphone)):
        for key in sorted(set.intersection(*map(set, words.values()))):
            entries = {language: words[language][key] for language in LANGUAGES}
            for language, entry in entries.items():
                if entry.kind == "plurals" and set(entry.forms) != PLURALS[language]:
                    yield f"{platform}: {key} has in {language} the forms {', '.join(sorted(entry.forms))}"
            if len({entry.arguments for entry in entries.values()}) > 1:
                yield f"{platform}: {key} is filled in differently in {' and '.join(entries)}"
    for language, changes in project.changes.items():
        for key in changes.keys() & project.android[language].keys():
            if changes[key].arguments != project.android[language][key].arguments:
                yield f"{key} is filled in on the iPhone otherwise than on Android, in {language}"


def idle_changes(project: Project) -> Iterator[str]:
    """What ios/words says otherwise than Android differs from it, in one language at least."""
    for key in sorted(project.changes["vi"].keys() & project.android["vi"].keys()):
        if all(project.changes[each][key].forms == project.android[each].get(key, project.changes[each][key]).forms for each in LANGUAGES):
            yield f"ios/words says {key} as Android does"


def unknown_keys(project: Project) -> Iterator[str]:
    """Whatever code asks for is there."""
    known = {(entry.kind, key) for key, entry in project.android["vi"].items()}
    for kind, key in sorted(project.asked_by_android - known):
        yield f"Android asks for the {kind} {key}"
    accessors = {entry.accessor for entry in project.iphone["vi"].values() if entry.feature != INFO_PLIST}
    for name in sorted(project.asked_by_iphone - accessors):
        yield f"the iPhone asks for Words.{name}"


def unused_keys(project: Project) -> Iterator[str]:
    """Whatever is there is asked for on both platforms; by one alone only where exceptions.toml says why."""
    only_android, only_iphone = project.exceptions["only_android"], project.exceptions["only_iphone"]
    for key, entry in project.iphone["vi"].items():
        if entry.feature == INFO_PLIST:
            continue
        on_android = (entry.kind, key) in project.asked_by_android
        on_iphone = entry.accessor in project.asked_by_iphone or key == "app_name"
        if not on_android and not on_iphone:
            yield f"nobody asks for {key}"
        elif on_iphone and not on_android and key not in only_iphone:
            yield f"the iPhone alone asks for {key}"
        elif on_android and not on_iphone and key not in only_android:
            yield f"Android alone asks for {key}"
        elif on_iphone and key in only_android:
            yield f"only_android names {key}, which the iPhone asks for"
        elif on_android and key in only_iphone:
            yield f"only_iphone names {key}, which Android asks for"
    for key in sorted({*only_android, *only_iphone} - project.iphone["vi"].keys()):
        yield f"exceptions.toml names {key}, which is not there"


def incomplete_labels(project: Project) -> Iterator[str]:
    """Every choice of the model's lists has words in both languages, and none was overlooked here: they are those that were released."""
    for label in project.labels:
        for language in LANGUAGES:
            if not label.words[language].strip():
                yield f"{label.name} has no words in {language}"
    lines = (project.root / REGISTRY).read_text(encoding="utf-8").splitlines()
    released = [line for line in lines if re.match(r"[a-z_]+ \d+ [a-z0-9_]+ ", line)]
    choices = [label for label in project.labels if not label.name.startswith("field.")]
    shown = [f"{label.name.replace('.', ' N ')} {label.words['vi']} {label.words['en']}" for label in choices]
    for line in sorted({re.sub(r" \d+ ", " N ", line, count=1) for line in released} ^ set(shown)):
        yield f"the model's lists and their snapshot differ: {line}"


def repeated_labels(project: Project) -> Iterator[str]:
    """No key says again what the model says already, in either language, but for those of exceptions.toml, which stay as equal as there."""
    listed = {(key, name): entry for key, names in project.exceptions["labels"].items() for name, entry in names.items()}
    found = {}
    for key, entry in project.iphone["vi"].items():
        for label in project.labels:
            equal = [
                language
                for language in LANGUAGES
                if as_read(label.words[language]) in map(as_read, project.iphone[language].get(key, entry).forms.values())
            ]
            if equal:
                found[key, label.name] = equal
    for (key, name), equal in found.items():
        if (key, name) not in listed:
            yield f"{key} says what the model calls {name}, in {' and '.join(equal)}"
        elif equal != listed[key, name]["in"]:
            yield f"{key} and {name} are equal in {' and '.join(equal)}, and were so in {' and '.join(listed[key, name]['in'])}"
    for key, name in listed.keys() - found.keys():
        yield f"exceptions.toml has {key} say what {name} says, and it does not"


def exceptions_without_reason(project: Project) -> Iterator[str]:
    """A reason is a sentence."""
    reasons = {
        f"only_{platform}: {key}": why for platform in ("android", "iphone") for key, why in project.exceptions[f"only_{platform}"].items()
    }
    for key, names in project.exceptions["labels"].items():
        reasons |= {f"labels: {key}, {name}": entry["why"] for name, entry in names.items()}
    for where, why in reasons.items():
        if len(why.split()) < 4:
            yield f"{where}: no reason"


def stale_files(project: Project) -> Iterator[str]:
    """What is made from the words is made from these."""
    yield from (f"{file} is not current: run ios/words.py" for file in source.stale(project.root))


RULES = (
    differing_keys,
    differing_forms,
    idle_changes,
    unknown_keys,
    unused_keys,
    incomplete_labels,
    repeated_labels,
    exceptions_without_reason,
    stale_files,
)
