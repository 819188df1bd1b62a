"""The club's guide as it is written: docs/huong-dan/*.md, one page of paper for each heading of the second level."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path("docs/huong-dan")
PICTURES = Path("docs/images/app")
LANGUAGES = ("vi", "en")

# The screens of the guide's first picture, in the order in which somebody meets them.
CONTACT_SHEET = ["today-70-people", "roll-70-people", "weigh-entry-typed", "members-typed", "visit-as-it-opens", "sent-all-sent"]

QUOTED = re.compile("“([^”]+)”")


@dataclass
class Image:
    """A picture as the text names it: `roll-70-people.vi.webp`, or the contact sheet."""

    file: str
    alt: str


@dataclass
class Page:
    """What stands on one sheet of paper."""

    title: str
    tokens: list[Token] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """As code hosts make it of a heading."""
        return re.sub(r"[^\w\- ]", "", self.title.lower()).replace(" ", "-")

    def inline(self) -> list[Token]:
        return [child for token in self.tokens for child in token.children or []]

    def marked(self) -> list[str]:
        """The words in bold: what is written on the screen, letter for letter."""
        words, inside = [], None
        for token in self.inline():
            if token.type == "strong_open":
                inside = ""
            elif token.type == "strong_close":
                words.append(inside)
                inside = None
            elif inside is not None:
                inside += token.content
        return words

    def texts(self) -> list[str]:
        """Each paragraph, cell or item as it is read."""
        kinds = ("text", "code_inline")
        texts = ["".join(c.content if c.type in kinds else " " * (c.type == "softbreak") for c in t.children or []) for t in self.tokens]
        return [text for text in texts if text.strip()]

    def quoted(self) -> list[str]:
        """What the app says, in its own words."""
        return [words for text in self.texts() for words in QUOTED.findall(text)]

    def images(self) -> list[Image]:
        html = [token for token in self.tokens + self.inline() if token.type in ("html_block", "html_inline")]
        return [image for token in html for image in images_in(token.content)]

    def links(self) -> list[str]:
        return [unquote(token.attrGet("href")) for token in self.inline() if token.type == "link_open"]


class _Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            of = dict(attrs)
            self.found.append(Image(Path(of.get("src", "")).name, of.get("alt", "")))


def images_in(html: str) -> list[Image]:
    parser = _Images()
    parser.feed(html)
    return parser.found


def markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def pages(file: Path) -> list[Page]:
    """The first is what stands before the first heading of the second level."""
    tokens = markdown().parse(file.read_text(encoding="utf-8"))
    found = [Page("")]
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            found.append(Page(unescape(tokens[at + 1].content)))
        if token.type == "heading_open" and token.tag == "h1":
            found[0].title = unescape(tokens[at + 1].content)
        found[-1].tokens.append(token)
    return found


def documents(language: str) -> list[Path]:
    return sorted(FOLDER.glob(f"*.{language}.md"))


def pictures(language: str) -> list[str]:
    """The screens that the texts of a language show, each once."""
    named = {image.file for file in documents(language) for page in pages(file) for image in page.images()}
    return sorted(named - {sheet_of(language)})


def sheet_of(language: str) -> str:
    return f"screens.{language}.webp"
