"""The guide's pictures, as the screen tests of the Android app draw them.

take      copies those that the guide names from the tests' output, and puts the contact sheets together
compare   says which of them no longer look like what the tests draw (exit code 1)
"""

import io
import sys
from pathlib import Path

from PIL import Image, ImageChops

from source import CONTACT_SHEET, LANGUAGES, PICTURES, pictures, sheet_of

DRAWN = Path("android/app/target/pictures")

# The screens have few colours; so a picture takes 15 KB, two thirds of what it would take as a PNG.
COLOURS = 32
# So large a part of a picture may differ before somebody has to look: the cursor of a field, the edges of letters.
TOLERATED = 0.001

SHEET_WIDTH, GAP, GREY = 250, 10, (128, 128, 128)


def drawn(file: str) -> Path:
    """`roll-70-people-end.vi.webp` in the guide is `roll-70-people-vi-360x640-1.0-day-end.png` of the tests."""
    state, language, _ = file.rsplit(".", 2)
    end = "-end" if state.endswith("-end") else ""
    return DRAWN / f"{state.removesuffix('-end')}-{language}-360x640-1.0-day{end}.png"


def small(picture: Image.Image) -> Image.Image:
    return picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def sheet(language: str) -> Image.Image:
    screens = [Image.open(drawn(f"{screen}.{language}.webp")).convert("RGB") for screen in CONTACT_SHEET]
    screens = [screen.resize((SHEET_WIDTH, screen.height * SHEET_WIDTH // screen.width), Image.Resampling.LANCZOS) for screen in screens]
    whole = Image.new("RGB", (GAP + len(screens) * (SHEET_WIDTH + GAP), screens[0].height + 2 * GAP), GREY)
    for at, screen in enumerate(screens):
        whole.paste(screen, (GAP + at * (SHEET_WIDTH + GAP), GAP))
    return small(whole)


def fresh() -> dict[str, Image.Image]:
    """Every picture anew; a missing one ends the run with what to do."""
    wanted = [file for language in LANGUAGES for file in pictures(language)]
    in_sheets = [f"{screen}.{language}.webp" for language in LANGUAGES for screen in CONTACT_SHEET]
    missing = sorted({drawn(file).name for file in wanted + in_sheets if not drawn(file).exists()})
    if missing:
        sys.exit("guide: no test has drawn " + ", ".join(missing) + "\nguide: scripts/guide.sh --pictures draws them.")
    made = {file: small(Image.open(drawn(file))) for file in wanted}
    return made | {sheet_of(language): sheet(language) for language in LANGUAGES}


def differs(one: Image.Image, other: Image.Image) -> bool:
    if one.size != other.size:
        return True
    apart = ImageChops.difference(one.convert("L"), other.convert("L")).point(lambda level: 255 * (level > 48))
    return apart.histogram()[255] > TOLERATED * one.width * one.height


def older(made: dict[str, Image.Image]) -> list[str]:
    """Those that are not there yet or look different from what the tests draw."""
    return [file for file, picture in made.items() if not (PICTURES / file).exists() or differs(Image.open(PICTURES / file), picture)]


def take() -> None:
    made = fresh()
    changed = older(made)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for file in changed:
        out = io.BytesIO()
        made[file].convert("RGB").save(out, "WEBP", lossless=True, quality=100)
        (PICTURES / file).write_bytes(out.getvalue())
    for file in PICTURES.glob("*.webp"):
        if file.name not in made:
            file.unlink()
    print(f"guide: {len(changed)} of {len(made)} pictures are new" + "".join(f"\n  {file}" for file in changed))


def compare() -> None:
    changed = older(fresh())
    if changed:
        print(f"guide: {len(changed)} pictures no longer look like the screens (`make guide PICTURES=new`): " + ", ".join(changed))
        sys.exit(1)


if __name__ == "__main__":
    {"take": take, "compare": compare}[sys.argv[1]]()
