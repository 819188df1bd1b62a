"""The guide on A4: target/guide/*.html and, by Chromium, *.pdf. Fails where a page of the text needs more than one sheet."""

import html
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token
from pypdf import PdfReader

from source import FOLDER, LANGUAGES, Page, documents, markdown, pages

OUT = Path("target/guide")
STYLE = Path("scripts/guide/paper.css")


def with_numbers(tokens: list[Token], number_of: dict[str, int]) -> list[Token]:
    """A link to a page of the same text gets the number of that page behind it."""
    told, href = [], None
    for token in tokens:
        told.append(token)
        if token.type == "link_open":
            href = unquote(token.attrGet("href"))
        elif token.type == "link_close" and href and href.startswith("#"):
            told.append(Token("html_inline", "", 0, content=f'<span class="leaf">{number_of[href[1:]]}</span>'))
    return told


def as_html(file: Path, language: str) -> str:
    found = pages(file)
    number_of = {page.anchor: number for number, page in enumerate(found, 1)}
    for token in (token for page in found for token in page.tokens):
        if token.children:
            token.children = with_numbers(token.children, number_of)
    render = markdown()
    body = "\n".join(section(page, render.renderer.render(page.tokens, render.options, {})) for page in found)
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(found[0].title)}</title>
<base href="{FOLDER.resolve().as_uri()}/"><link rel="stylesheet" href="{STYLE.resolve().as_uri()}"></head>
<body class="{file.name.split(".")[0]}">{body}</body></html>"""


def section(page: Page, content: str) -> str:
    return f'<section id="{page.anchor}">{content}</section>'


def print_pdf(source: Path, pdf: Path) -> None:
    chromium = shutil.which("chromium") or sys.exit("guide: Chromium is not there: run scripts/setup.sh guide")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"]
    done = subprocess.run([chromium, *flags, f"--print-to-pdf={pdf}", source.resolve().as_uri()], capture_output=True, text=True)
    if done.returncode or not pdf.exists():
        sys.exit(f"guide: Chromium printed nothing.\n{done.stderr}")


def letters(text: str) -> str:
    """Letters alone: a PDF breaks lines where it likes, joins "ff", and gives the numbers of pages first."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalpha())


def torn(pdf: Path, found: list[Page]) -> list[str]:
    """What is not on one sheet of its own."""
    sheets = [letters(sheet.extract_text()) for sheet in PdfReader(pdf).pages]
    if len(sheets) == len(found):
        return []
    expected = [letters(page.title) for page in found]
    for at, title in enumerate(expected):
        if at >= len(sheets) or not sheets[at].startswith(title):
            return [f"{pdf.name}: {len(sheets)} sheets for {len(found)} pages; “{found[max(at - 1, 0)].title}” needs more than one"]
    return [f"{pdf.name}: {len(sheets)} sheets for {len(found)} pages; the last needs more than one"]


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    findings = []
    for language in LANGUAGES:
        for file in documents(language):
            name = f"{file.name.split('.')[0]}-{language}"
            source, pdf = OUT / f"{name}.html", OUT / f"{name}.pdf"
            source.write_text(as_html(file, language), encoding="utf-8")
            pdf.unlink(missing_ok=True)
            print_pdf(source, pdf)
            findings += torn(pdf, pages(file))
            print(f"{pdf}: {len(PdfReader(pdf).pages)} sheets of A4")
    if findings:
        sys.exit("\n".join(findings))


if __name__ == "__main__":
    main()
