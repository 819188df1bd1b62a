"""The words of both apps hold every rule of completeness.py, and what words.py makes of them is what it should be.

`scripts/test-words.sh` runs this.
"""

from __future__ import annotations

import plistlib
import sys
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path

import completeness
import words as source
from completeness import Project
from suite import run


class ThisProject(unittest.TestCase):
    """One test for each rule is added below."""

    maxDiff = None

    def test_is_read(self):
        words = Project(source.ROOT).iphone
        self.assertGreater(len(words["vi"]), 300)
        self.assertEqual(words["vi"]["visits_title"].forms[""], "Các lần thăm %1$s")


def holds(rule: Callable) -> Callable:
    return lambda self: self.assertEqual(list(rule(Project(source.ROOT))), [], rule.__doc__)


for rule in completeness.RULES:
    setattr(ThisProject, f"test_has_no_{rule.__name__}", holds(rule))


class Reading(unittest.TestCase):
    """Android's way of writing."""

    def test_what_android_escapes(self):
        self.assertEqual(text(r"Member\'s \"card\" \u00A0\@ \\ one\ntwo"), 'Member\'s "card" \u00a0@ \\ one\ntwo')
        self.assertEqual(text("&amp; &lt;3"), "& <3")

    def test_space_is_folded_but_for_that_in_quotes(self):
        self.assertEqual(text('  one\n      two "  three  " four '), "one two   three   four")

    def test_what_an_iphone_could_not_say_is_refused(self):
        for raw in ("a <b>word</b>", "  ", "%s came", "%d", "%2$s came", "%1$s and %3$d"):
            with self.subTest(raw), self.assertRaises(source.Unreadable):
                text(raw)
        for element in (
            '<plurals name="a_key"><item quantity="other">many</item></plurals>',
            '<string-array name="a_key"><item>one</item></string-array>',
            '<string name="a_key">a</string><string name="a_key">b</string>',
        ):
            with self.subTest(element), self.assertRaises(source.Unreadable):
                entry(element)


class Writing(unittest.TestCase):
    """The iPhone's."""

    def test_a_strings_file_reads_as_what_was_written(self):
        words = {"a_key": entry(r'<string name="a_key">%1$s \"%2$d\" \\ 100%%\u00A0x\ny</string>')}
        self.assertEqual(source.strings(words).splitlines()[-1], r'"a_key" = "%1$@ \"%2$lld\" \\ 100%%\U00A0x\ny";')

    def test_a_plural_has_its_forms(self):
        words = {
            "days": entry('<plurals name="days"><item quantity="one">%1$d day</item><item quantity="other">%1$d days</item></plurals>')
        }
        count = plistlib.loads(source.stringsdict(words).encode())["days"]["count"]
        self.assertEqual((count["one"], count["other"], count["NSStringFormatValueTypeKey"]), ("%lld day", "%lld days", "lld"))
        self.assertNotIn('"days"', source.strings(words))

    def test_accessors_take_what_is_filled_in(self):
        for element, code in (
            ('<string name="visits_title">To %1$s</string>', 'static func visitsTitle(_ a: String) -> String { text("visits_title", a) }'),
            ('<string name="a_b">%2$s %1$d %2$s</string>', 'static func aB(_ a: Int, _ b: String) -> String { text("a_b", a, b) }'),
            ('<string name="default">x</string>', 'static var `default`: String { text("default") }'),
            (
                '<plurals name="n"><item quantity="other">%1$d</item></plurals>',
                'static func n(_ count: Int) -> String { plural("n", count) }',
            ),
        ):
            self.assertIn(f"    {code}", "\n".join(source.swift({"vi": {"k": entry(element)}}).values()).splitlines())

    def test_two_keys_of_one_name_are_refused(self):
        with self.assertRaises(source.Unreadable):
            source.swift({"vi": {key: entry(f'<string name="{key}">x</string>') for key in ("a_b", "aB")}})


def entry(element: str) -> source.Entry:
    """What a resource says."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "some.xml").write_text(f"<resources>{element}</resources>", encoding="utf-8")
        return next(iter(source.read(Path(folder)).values()))


def text(raw: str) -> str:
    return entry(f'<string name="a_key">{raw}</string>').forms[""]


if __name__ == "__main__":
    sys.exit(run())
