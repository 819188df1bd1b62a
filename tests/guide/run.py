"""The club's guide against the app: the words it names, the pictures it shows. `scripts/test-guide.sh` prepares what this needs."""

import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts/guide"))

from source import CONTACT_SHEET, LANGUAGES, PICTURES, documents, pages, pictures, sheet_of

RESOURCES = Path("android/app/src/main/res")
SCREEN_TESTS = Path("android/app/src/test/kotlin")
FOLDER_OF = {"vi": "values-vi", "en": "values"}

# Words that a volunteer need not know, and a "you" of which Vietnamese has none that is right for everybody (the wording of the app).
NEVER = re.compile(r"\b(bạn|quý vị|đồng bộ|cách ly|mật khẩu|PIN|viếng|xung đột|bản ghi|dữ liệu|thiết bị|đăng nhập|click)\b", re.IGNORECASE)

# Longer ones are hard to follow with a phone in the other hand.
MOST_WORDS = 26

# All pictures together, in bytes: a clone has to stay small.
MOST_BYTES = 1_600_000


def plain(words):
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ")).strip()


@cache
def on_screen(language):
    """What the app's resources of a language say; what is filled in there is any words."""
    patterns = []
    for file in sorted((RESOURCES / FOLDER_OF[language]).glob("*.xml")):
        for element in ElementTree.parse(file).iter():
            if element.tag in ("string", "item") and element.text:
                words = plain(element.text.replace(r"\u00A0", " ").replace(r"\'", "'"))
                literal = re.split(r"%\d\$[sd]", words)
                # "%1$s và %2$s" alone would be anything.
                if len(literal) == 1 or sum(map(len, literal)) > 3:
                    patterns.append(re.compile(".+".join(map(re.escape, literal))))
    return patterns


def is_on_screen(words, language):
    return any(pattern.fullmatch(plain(words)) for pattern in on_screen(language))


@cache
def said():
    """Everything that the core and the app can say, in one text."""
    rust = [file.read_text(encoding="utf-8") for crate in ("core/src", "model/src") for file in sorted(Path(crate).rglob("*.rs"))]
    words = [file.read_text(encoding="utf-8") for folder in FOLDER_OF.values() for file in sorted((RESOURCES / folder).glob("*.xml"))]
    return plain(re.sub(r"\\\n\s*", "", "\n".join(rust + words)))


@cache
def drawn():
    """The states of screens that tests draw, as pictures are called after them."""
    found = set()
    for file in SCREEN_TESTS.rglob("*.kt"):
        for screen, states in re.findall(r'screenshots\.of\(\s*"([^"]+)"(.*?)(?=screenshots\.of\(|@Test|\Z)', file.read_text(encoding="utf-8"), re.DOTALL):
            found |= {f"{screen}-{state}" for state in re.findall(r'"([^"]+)" to\s*\{', states)}
    return {re.sub(r"[^A-Za-z0-9.]+", "-", name) for name in found}


def sentences(page):
    """A button's name is read as one thing."""
    names = re.compile("|".join(map(re.escape, page.marked())) or "$^")
    return [sentence for text in page.texts() for sentence in re.split(r"(?<=[.?!:])\s", names.sub("X", text))]


def shape(page):
    """What has to be the same in each language."""
    return [i.file.split(".")[0] for i in page.images()], [t.type for t in page.tokens if t.type in ("list_item_open", "heading_open")]


def everywhere():
    """Each page with its language and where it stands."""
    return [(language, f"{file.name}: {page.title}", page) for language in LANGUAGES for file in documents(language) for page in pages(file)]


class Guide(unittest.TestCase):
    maxDiff = None

    def nowhere(self, found, advice=""):
        """What was found by the place where it stands has to be nothing."""
        self.assertEqual({where: what for where, what in found if what}, {}, advice)

    def test_words_in_bold_are_on_the_screen_letter_for_letter(self):
        self.nowhere(
            ((where, [words for words in page.marked() if not is_on_screen(words, language)]) for language, where, page in everywhere()),
            "no string of the app's resources of this language says this",
        )

    def test_words_in_quotes_are_said_by_the_app(self):
        self.nowhere((where, [words for words in page.quoted() if plain(words) not in said()]) for _, where, page in everywhere())

    def test_every_picture_is_there_and_drawn_by_a_test(self):
        wanted = {file for language in LANGUAGES for file in pictures(language)}
        states = {file: file.rsplit(".", 2)[0].removesuffix("-end") for file in wanted}
        self.assertEqual([file for file, state in states.items() if state not in drawn()], [], "no screen test draws these states")
        there = {file.name for file in PICTURES.iterdir()}
        self.assertEqual(sorted(wanted - there), [], "make guide PICTURES=new")

    def test_the_first_picture_is_of_screens_that_the_guide_shows(self):
        for language in LANGUAGES:
            self.assertLessEqual({f"{screen}.{language}.webp" for screen in CONTACT_SHEET}, set(pictures(language)))

    def test_no_picture_is_left_over_and_all_are_small(self):
        wanted = {file for language in LANGUAGES for file in [*pictures(language), sheet_of(language)]}
        there = {file.name: file.stat().st_size for file in PICTURES.iterdir()}
        self.assertEqual(set(there) - wanted, set())
        self.assertLess(sum(there.values()), MOST_BYTES)

    def test_every_picture_is_of_the_language_of_the_text_and_told_in_words(self):
        self.nowhere(
            (where, [i.file for i in page.images() if i.file.rsplit(".", 2)[1] != language or len(i.alt) < 6])
            for language, where, page in everywhere()
        )

    def test_both_languages_have_the_same_pages_pictures_and_steps(self):
        vietnamese, english = ([(file.name.split(".")[0], pages(file)) for file in documents(language)] for language in LANGUAGES)
        self.assertEqual([name for name, _ in vietnamese], [name for name, _ in english])
        for (_, one), (_, other) in zip(vietnamese, english):
            for a, b in zip(one, other, strict=True):
                with self.subTest(f"{a.title}: {b.title}"):
                    self.assertEqual(shape(a), shape(b))

    def test_links_lead_to_a_page_of_the_same_text(self):
        for language in LANGUAGES:
            for file in documents(language):
                anchors = {f"#{page.anchor}" for page in pages(file)}
                self.assertLessEqual({link for page in pages(file) for link in page.links()}, anchors)

    def test_the_list_of_pages_is_complete(self):
        for language in LANGUAGES:
            first, *others = pages(next(file for file in documents(language) if len(pages(file)) > 1))
            self.assertEqual(first.links(), [f"#{page.anchor}" for page in others])

    def test_the_vietnamese_is_that_of_the_app(self):
        self.nowhere((where, NEVER.findall("\n".join(page.texts()))) for language, where, page in everywhere() if language == "vi")

    def test_sentences_are_short(self):
        self.nowhere((where, [s for s in sentences(page) if len(s.split()) > MOST_WORDS]) for _, where, page in everywhere())


if __name__ == "__main__":
    result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromTestCase(Guide))
    failed = len({str(getattr(test, "test_case", test)) for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(not result.wasSuccessful())
