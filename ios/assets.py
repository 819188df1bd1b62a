#!/usr/bin/env python3
"""Writes ios/AppBundle/Assets.xcassets from what Android has: the icon from the drawing of its launcher's, the colours from its palette.

  AppIcon             res/drawable/ic_launcher_foreground.xml on the colour of icon_background; for a dark home screen the drawing alone,
                      for a tinted one the outline of ic_launcher_monochrome.xml
  Primary, Error, …   each colour that Swift names as Color("…"), by day and by night, from design/Palette.kt
  AccentColor         what is tapped: Primary

Needs the packages of scripts/requirements.txt.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
CATALOG = Path("ios/AppBundle/Assets.xcassets")
RESOURCES = Path("android/app/src/main/res")
PALETTE = Path("android/app/src/main/kotlin/vn/clubbook/app/design/Palette.kt")
VIEWS = Path("ios/Sources/App")
ANDROID = "{http://schemas.android.com/apk/res/android}"

SIZE = 1024
# The icon is drawn larger and then made smaller, for soft edges.
FINER = 4
# Of Android's drawing of 108 dp a launcher shows the middle 72.
SHOWN = (18, 72)

Point = tuple[float, float]
Colour = tuple[int, int, int]


class Unreadable(Exception):
    """A drawing or a palette in a form that this does not know."""


@dataclass(frozen=True)
class Shape:
    """A path of the drawing: lines through points, filled or drawn along."""

    lines: list[list[Point]]
    fill: Colour | None
    stroke: Colour | None
    width: float


def colour(text: str) -> Colour:
    """Of #RRGGBB or Android's #AARRGGBB, which has to be opaque."""
    digits = text.removeprefix("#")
    if len(digits) == 8 and digits[:2].upper() == "FF":
        digits = digits[2:]
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        raise Unreadable(f"the colour {text}")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def arc(start: Point, end: Point, radius: float, large: bool, clockwise: bool) -> list[Point]:
    """Points along the circle from start to end, without the start: https://www.w3.org/TR/SVG11/implnote.html#ArcImplementationNotes."""
    half = ((end[0] - start[0]) / 2, (end[1] - start[1]) / 2)
    reach = math.hypot(*half)
    radius = max(radius, reach)
    away = math.sqrt(max(radius**2 - reach**2, 0)) / reach
    side = -1 if large != clockwise else 1
    centre = (start[0] + half[0] + side * away * half[1], start[1] + half[1] - side * away * half[0])
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    last = math.atan2(end[1] - centre[1], end[0] - centre[0])
    turn = (last - first) % math.tau if clockwise else -((first - last) % math.tau)
    steps = max(2, math.ceil(abs(turn) / math.radians(2)))
    angles = [first + turn * step / steps for step in range(1, steps + 1)]
    return [(centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)) for angle in angles]


def path_lines(data: str) -> list[list[Point]]:
    """The lines of a path, of the commands that the drawings use: M, L, H, V, Z and arcs of circles, in both cases."""
    lines: list[list[Point]] = []
    at = (0.0, 0.0)
    for command, text in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        x, y = at if command.islower() else (0.0, 0.0)
        match [command.upper(), *(float(number) for number in re.findall(r"-?\d*\.?\d+", text))]:
            case "M", right, down:
                lines.append([(x + right, y + down)])
            case "L", right, down:
                lines[-1].append((x + right, y + down))
            case "H", right:
                lines[-1].append((x + right, at[1]))
            case "V", down:
                lines[-1].append((at[0], y + down))
            case "A", radius, other, _, large, clockwise, right, down if radius == other:
                lines[-1] += arc(at, (x + right, y + down), radius, bool(large), bool(clockwise))
            case ["Z"]:
                lines[-1].append(lines[-1][0])
            case _:
                raise Unreadable(f"{command}{text} in a path")
        at = lines[-1][-1]
    return lines


def shapes(drawing: Path) -> Iterator[Shape]:
    """The paths of a vector drawing, the lowest first."""
    for path in ElementTree.parse(drawing).getroot().iter("path"):
        fill, stroke = (path.get(f"{ANDROID}{name}Color") for name in ("fill", "stroke"))
        yield Shape(
            path_lines(path.get(f"{ANDROID}pathData", "")),
            colour(fill) if fill else None,
            colour(stroke) if stroke else None,
            float(path.get(f"{ANDROID}strokeWidth", "0")),
        )


def drawn(drawing: Path, ground: Colour | None, ink: Colour | None = None) -> Image.Image:
    """The drawing at the icon's size, on a ground or on nothing; in one ink, where one is given."""
    scale = SIZE * FINER / SHOWN[1]
    picture = Image.new("RGBA", (SIZE * FINER, SIZE * FINER), (*(ground or (0, 0, 0)), 255 if ground else 0))
    pen = ImageDraw.Draw(picture)
    for shape in shapes(drawing):
        for line in shape.lines:
            points = [((x - SHOWN[0]) * scale, (y - SHOWN[0]) * scale) for x, y in line]
            if shape.fill:
                pen.polygon(points, fill=(*(ink or shape.fill), 255))
            if shape.stroke:
                stroke(pen, points, shape.width * scale, ink or shape.stroke)
    picture = picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    return picture.convert("RGB") if ground else picture


def stroke(pen: ImageDraw.ImageDraw, points: list[Point], width: float, ink: Colour) -> None:
    """A line with round ends and corners."""
    half = width / 2
    for start, end in zip(points, points[1:], strict=False):
        if start == end:
            continue
        length = math.dist(start, end)
        across = (half * (start[1] - end[1]) / length, half * (end[0] - start[0]) / length)
        corners = [(start, 1), (end, 1), (end, -1), (start, -1)]
        pen.polygon([(x + side * across[0], y + side * across[1]) for (x, y), side in corners], fill=(*ink, 255))
    for x, y in points:
        pen.ellipse((x - half, y - half, x + half, y + half), fill=(*ink, 255))


# The usual one, and those that a dark and a tinted home screen show.
ICONS = ("icon.png", "icon-dark.png", "icon-tinted.png")


def icons(root: Path) -> dict[str, Image.Image]:
    """The icon by the name of its file."""
    drawings = root / RESOURCES / "drawable"
    ground = resource_colour(root, "values", "icon_background")
    usual = drawn(drawings / "ic_launcher_foreground.xml", ground)
    dark = drawn(drawings / "ic_launcher_foreground.xml", None)
    tinted = drawn(drawings / "ic_launcher_monochrome.xml", (0, 0, 0), ink=(255, 255, 255))
    return dict(zip(ICONS, (usual, dark, tinted), strict=True))


def resource_colour(root: Path, folder: str, name: str) -> Colour:
    for element in ElementTree.parse(root / RESOURCES / folder / "colors.xml").getroot():
        if element.get("name") == name:
            return colour(element.text or "")
    raise Unreadable(f"{folder}/colors.xml has no {name}")


def palette(root: Path) -> dict[str, tuple[Colour, Colour]]:
    """Each colour of Palette.kt by day and by night, named as in an asset catalogue."""
    text = (root / PALETTE).read_text(encoding="utf-8")
    day, night = (dict(re.findall(r"(\w+) = Color\(0x(\w{8})\)", part)) for part in text.split("NightColors", 1))
    return {name[0].upper() + name[1:]: (colour(day[name]), colour(night[name])) for name in day}


def named_colours(root: Path) -> set[str]:
    """The colours that Swift asks the catalogue for."""
    return {name for file in (root / VIEWS).rglob("*.swift") for name in re.findall(r'Color\("(\w+)"', file.read_text(encoding="utf-8"))}


def as_json(what: dict[str, object]) -> bytes:
    return (json.dumps({**what, "info": {"author": "xcode", "version": 1}}, indent=2) + "\n").encode()


def colour_set(day: Colour, night: Colour) -> bytes:
    def entry(value: Colour) -> dict[str, object]:
        parts = dict(zip(("red", "green", "blue"), (f"0x{part:02X}" for part in value), strict=True))
        return {"idiom": "universal", "color": {"color-space": "srgb", "components": {**parts, "alpha": "1.000"}}}

    dark = {"appearances": [{"appearance": "luminosity", "value": "dark"}]}
    return as_json({"colors": [entry(day), {**dark, **entry(night)}]})


def icon_set() -> bytes:
    def entry(name: str) -> dict[str, object]:
        look = name.removesuffix(".png").removeprefix("icon").lstrip("-")
        appearances = {"appearances": [{"appearance": "luminosity", "value": look}]} if look else {}
        return {**appearances, "filename": name, "idiom": "universal", "platform": "ios", "size": f"{SIZE}x{SIZE}"}

    return as_json({"images": [entry(name) for name in ICONS]})


def files(root: Path) -> dict[Path, bytes]:
    """What has to stand in which file of the catalogue, without the pictures."""
    colours = palette(root)
    asked = {name: colours[name] for name in sorted(named_colours(root))}
    sets = {
        CATALOG / f"{name}.colorset/Contents.json": colour_set(*pair) for name, pair in {**asked, "AccentColor": colours["Primary"]}.items()
    }
    return {
        CATALOG / "Contents.json": as_json({}),
        CATALOG / "AppIcon.appiconset/Contents.json": icon_set(),
        **sets,
    }


def stale(root: Path) -> list[str]:
    """The files that are not what would be written now; pictures are compared by what they show, whoever packed them."""
    made = files(root)
    wrong = [str(path) for path, text in made.items() if not (root / path).exists() or (root / path).read_bytes() != text]
    pictures = {CATALOG / "AppIcon.appiconset" / name: picture for name, picture in icons(root).items()}
    for path, picture in pictures.items():
        if not (root / path).exists() or not same(Image.open(root / path), picture):
            wrong.append(str(path))
    known = {*made, *pictures}
    left_over = {path.relative_to(root) for path in (root / CATALOG).rglob("*") if path.is_file()} - known
    return wrong + sorted(map(str, left_over))


def same(one: Image.Image, other: Image.Image) -> bool:
    return (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is not what would be written")
    try:
        if parser.parse_args().check:
            if found := stale(ROOT):
                sys.exit(f"assets: run ios/assets.py; not current: {', '.join(found)}")
            return
        made = files(ROOT)
        for name, picture in icons(ROOT).items():
            packed = io.BytesIO()
            picture.save(packed, "PNG", optimize=True)
            made[CATALOG / "AppIcon.appiconset" / name] = packed.getvalue()
        for path, content in made.items():
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_bytes(content)
    except Unreadable as why:
        sys.exit(f"assets: {why}")


if __name__ == "__main__":
    main()
