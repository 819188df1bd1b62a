"""Each rule of completeness.py is red once: a small project holds all of them, a slip is made in it, and the rule says which.

`scripts/test-words.sh` runs this.
"""

from __future__ import annotations

import sys
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path

import completeness
import words as source
from completeness import Project
from suite import run

VI, EN = (f"{source.ANDROID}/{folder}/roll.xml" for folder in source.LANGUAGES.values())
IPHONE_VI, IPHONE_EN = (f"{source.IPHONE}/{language}/changes.xml" for language in source.LANGUAGES)
EXCEPTIONS = f"{source.IPHONE}/exceptions.toml"
SCREEN = f"{completeness.KOTLIN}/RollScreen.kt"
VIEW = f"{source.APP}/RollView.swift"

# Two screens, of which the iPhone has the roll only.
FILES = {
    VI: """<resources>
        <string name="app_name">Sổ CLB</string>
        <string name="roll_title">Gọi tên</string>
        <string name="roll_born">%1$s, sinh %2$d</string>
        <plurals name="roll_left"><item quantity="other">%1$d người</item></plurals>
        <string name="roll_late">Đến trễ</string>
        <string name="roll_channel">Nhắc việc</string>
    </resources>""",
    EN: """<resources>
        <string name="app_name">Clubbook</string>
        <string name="roll_title">Roll</string>
        <string name="roll_born">%1$s, born in %2$d</string>
        <plurals name="roll_left"><item quantity="one">%1$d person</item><item quantity="other">%1$d people</item></plurals>
        <string name="roll_late">Late</string>
        <string name="roll_channel">Reminders</string>
    </resources>""",
    IPHONE_VI: '<resources><string name="roll_title">Gọi tên, vuốt</string><string name="roll_swipe">Vuốt</string></resources>',
    IPHONE_EN: '<resources><string name="roll_title">Roll, swipe</string><string name="roll_swipe">Swipe</string></resources>',
    EXCEPTIONS: """
        [only_android]
        roll_channel = "An iPhone has no channels."
        [only_iphone]
        roll_swipe = "Android has no swiping here."
        [labels.roll_late]
        "mark.late" = { in = ["vi", "en"], why = "A button, while a mark has none." }
    """,
    str(completeness.MANIFEST): '<application android:label="@string/app_name" />',
    SCREEN: "R.string.roll_title R.string.roll_born R.plurals.roll_left R.string.roll_late R.string.roll_channel",
    VIEW: "Words.rollTitle Words.rollBorn Words.rollLeft Words.rollLate Words.rollSwipe Words.language",
    str(completeness.VOCABULARY): """vocabularies! {
    Mark "mark" {
        Late = 2 "late" "đến trễ" "late",
        Absent = 4 "absent" "vắng" "absent",
    }
}""",
    str(completeness.FIELDS): '        "roll" | "rolls" => ("Danh sách", "The list"),\n',
    str(completeness.REGISTRY): """1 club in roster key []
  1 name Register type 58
mark 2 late đến trễ late
mark 4 absent vắng absent
""",
}


class Tree:
    """That project in a folder, to slip in."""

    def __init__(self, root: Path):
        self.root = root
        for file, text in FILES.items():
            self.write(Path(file), text)
        self.write_words()

    def write(self, file: Path, text: str) -> None:
        (self.root / file).parent.mkdir(parents=True, exist_ok=True)
        (self.root / file).write_text(text, encoding="utf-8")

    def write_words(self) -> None:
        for file, text in source.files(self.root).items():
            self.write(file, text)

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old}"
        self.write(Path(file), text.replace(old, new, 1))


class Slips(unittest.TestCase):
    maxDiff = None

    def check(self, rule: Callable, wanted: str | list[str], *slips: tuple[str, str, str]) -> None:
        """After the slips, each a file with what stood there and what stands there now, the rule says just this."""
        wanted = [wanted] if isinstance(wanted, str) else wanted
        with tempfile.TemporaryDirectory() as folder:
            tree = Tree(Path(folder))
            self.assertEqual([what for each in completeness.RULES for what in each(Project(tree.root))], [], "without the slip")
            for slip in slips:
                tree.change(*slip)
            self.assertEqual(list(rule(Project(tree.root))), wanted)

    def test_a_key_that_one_language_lacks(self):
        cut = (EN, '<string name="roll_late">Late</string>', "")
        self.check(completeness.differing_keys, "Android: roll_late is said in vi alone", cut)

    def test_a_key_of_the_iphone_that_one_language_lacks(self):
        cut = (IPHONE_VI, '<string name="roll_swipe">Vuốt</string>', "")
        self.check(completeness.differing_keys, "ios/words: roll_swipe is said in en alone", cut)

    def test_a_key_that_is_of_another_kind(self):
        other = (EN, '<string name="roll_late">Late</string>', '<plurals name="roll_late"><item quantity="one">%1$d</item></plurals>')
        self.check(completeness.differing_keys, "Android: roll_late is a string in roll and a plurals in roll", other)

    def test_a_placeholder_that_one_language_lacks(self):
        cut = (IPHONE_EN, "Swipe", "Swipe %1$s")
        self.check(completeness.differing_forms, "iPhone: roll_swipe is filled in differently in vi and en", cut)

    def test_a_placeholder_of_another_type(self):
        wanted = [f"{platform}: roll_born is filled in differently in vi and en" for platform in ("Android", "iPhone")]
        self.check(completeness.differing_forms, wanted, (VI, "sinh %2$d", "sinh %2$s"))

    def test_a_change_for_the_iphone_that_is_filled_in_otherwise(self):
        wanted = [f"roll_title is filled in on the iPhone otherwise than on Android, in {language}" for language in source.LANGUAGES]
        self.check(completeness.differing_forms, wanted, (IPHONE_VI, "vuốt", "%1$s"), (IPHONE_EN, "swipe", "%1$s"))

    def test_a_plural_form_that_is_lacking(self):
        wanted = [f"{platform}: roll_left has in en the forms other" for platform in ("Android", "iPhone")]
        self.check(completeness.differing_forms, wanted, (EN, '<item quantity="one">%1$d person</item>', ""))

    def test_a_change_for_the_iphone_that_changes_nothing(self):
        same = [(IPHONE_VI, "Gọi tên, vuốt", "Gọi tên"), (IPHONE_EN, "Roll, swipe", "Roll")]
        self.check(completeness.idle_changes, "ios/words says roll_title as Android does", *same)

    def test_a_key_that_kotlin_asks_for_and_nobody_has(self):
        self.check(completeness.unknown_keys, "Android asks for the string roll_tilte", (SCREEN, "roll_title", "roll_tilte"))

    def test_a_key_that_kotlin_asks_for_as_another_kind(self):
        self.check(completeness.unknown_keys, "Android asks for the plurals roll_late", (SCREEN, "string.roll_late", "plurals.roll_late"))

    def test_a_key_that_the_manifest_asks_for_and_nobody_has(self):
        self.check(completeness.unknown_keys, "Android asks for the string app_nmae", (str(completeness.MANIFEST), "app_name", "app_nmae"))

    def test_a_key_that_swift_asks_for_and_nobody_has(self):
        self.check(completeness.unknown_keys, "the iPhone asks for Words.rollTilte", (VIEW, "rollTitle", "rollTilte"))

    def test_words_that_swift_asks_for_by_a_key_of_its_own_making(self):
        self.check(completeness.unknown_keys, "the iPhone asks for Words.text", (VIEW, "Words.rollTitle", 'Words.text("roll_" + name)'))

    def test_a_key_that_nobody_asks_for(self):
        self.check(
            completeness.unused_keys, "nobody asks for roll_late", (SCREEN, "roll_late", "roll_title"), (VIEW, "rollLate", "rollTitle")
        )

    def test_a_key_that_android_alone_asks_for(self):
        self.check(completeness.unused_keys, "Android alone asks for roll_late", (VIEW, "Words.rollLate", ""))

    def test_a_key_that_the_iphone_alone_asks_for(self):
        self.check(completeness.unused_keys, "the iPhone alone asks for roll_late", (SCREEN, "R.string.roll_late", ""))

    def test_a_reason_that_no_longer_holds(self):
        wanted = "only_android names roll_channel, which the iPhone asks for"
        self.check(completeness.unused_keys, wanted, (VIEW, "Words.rollLate", "Words.rollLate Words.rollChannel"))
        self.check(
            completeness.unused_keys,
            "only_iphone names roll_swipe, which Android asks for",
            (SCREEN, "R.string", "R.string.roll_swipe R.string"),
        )

    def test_a_reason_for_a_key_that_is_gone(self):
        added = (EXCEPTIONS, "[only_iphone]", '[only_iphone]\nroll_shake = "Android has no shaking here."')
        self.check(completeness.unused_keys, "exceptions.toml names roll_shake, which is not there", added)

    def test_a_label_without_words(self):
        cut = [(str(completeness.VOCABULARY), '"absent",', '"",'), (str(completeness.REGISTRY), "vắng absent", "vắng ")]
        self.check(completeness.incomplete_labels, "mark.absent has no words in en", *cut)

    def test_a_label_that_was_not_found_in_the_models_lists(self):
        wanted = "the model's lists and their snapshot differ: mark N absent vắng absent"
        self.check(completeness.incomplete_labels, wanted, (str(completeness.VOCABULARY), "Absent = 4", "Absent = 0x4"))

    def test_a_key_that_repeats_a_label(self):
        again = [(VI, "Nhắc việc", "Vắng:"), (EN, "Reminders", "Absent")]
        self.check(completeness.repeated_labels, "roll_channel says what the model calls mark.absent, in vi and en", *again)

    def test_a_key_of_the_iphone_that_repeats_a_field(self):
        again = (IPHONE_VI, "Vuốt", "danh sách")
        self.check(completeness.repeated_labels, "roll_swipe says what the model calls field.roll, in vi", again)

    def test_a_repeated_label_that_is_changed_on_one_side(self):
        wanted = "roll_late and mark.late are equal in vi, and were so in vi and en"
        self.check(completeness.repeated_labels, wanted, (str(completeness.VOCABULARY), '"late",', '"too late",'))

    def test_an_exception_for_what_is_no_label_any_more(self):
        wanted = "exceptions.toml has roll_late say what mark.late says, and it does not"
        self.check(completeness.repeated_labels, wanted, (VI, "Đến trễ", "Muộn"), (EN, "Late", "Behind"))

    def test_an_exception_without_a_reason(self):
        self.check(
            completeness.exceptions_without_reason,
            "labels: roll_late, mark.late: no reason",
            (EXCEPTIONS, "A button, while a mark has none.", "Other."),
        )
        self.check(
            completeness.exceptions_without_reason, "only_android: roll_channel: no reason", (EXCEPTIONS, "An iPhone has no channels.", "")
        )

    def test_words_that_were_changed_and_not_written(self):
        files = ["Words/RollWords.swift", "Resources/vi.lproj/Localizable.strings", "Resources/vi.lproj/InfoPlist.strings"]
        wanted = [f"{source.APP}/{file} is not current: run ios/words.py" for file in files]
        self.check(completeness.stale_files, wanted, (VI, "Sổ CLB", "Sổ câu lạc bộ"))


if __name__ == "__main__":
    sys.exit(run())
