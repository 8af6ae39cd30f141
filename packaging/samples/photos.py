"""Photographs that were never taken: boards, worksheets and paper slips drawn, tilted, lit and saved as JPEG."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import ExifTags, Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from samples.handwriting import strokes, width, wrap

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SIZE = (2880, 2160)
Colour = tuple[int, int, int]
INKS: tuple[Colour, ...] = ((38, 52, 110), (52, 54, 60), (120, 36, 44), (30, 92, 70))


def board(
    title: str, lines: Sequence[str], seed: str, *, white: bool = False, taken: str, turned: bool = False
) -> bytes:
    """A chalkboard or whiteboard with a title and lines; a line beginning with ``>`` is set in and coloured."""
    hand = Random(seed)
    ground: Colour = (244, 246, 245) if white else (38, 62, 54)
    picture = Image.new("RGB", SIZE, (214, 205, 188))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((90, 150, 2790, 1960), fill=(150, 112, 74) if not white else (176, 180, 184))
    draw.rectangle((134, 194, 2746, 1916), fill=ground)
    if not white:
        _smears(picture, hand)
    draw = ImageDraw.Draw(picture)
    inks: tuple[Colour, ...] = INKS if white else ((240, 240, 230), (250, 226, 140), (178, 220, 246))
    _hand(draw, (230, 270), title, 118, inks[0], hand, 15)
    draw.line((230, 430, 250 + width(title, 118), 424), fill=inks[1], width=9)
    top = 520
    for line in lines:
        inset = line.startswith(">")
        for each in wrap(line.lstrip("> "), 78, 2300 if inset else 2420):
            _hand(draw, (340 if inset else 230, top), each, 78, inks[1 + inset], hand, 11)
            top += 138
        top += 22
    draw.rectangle((60, 1940, 2820, 1996), fill=(132, 98, 64) if not white else (150, 154, 158))
    for place in range(4):
        left = 500 + place * 150 + hand.randrange(60)
        draw.rounded_rectangle((left, 1922, left + 92, 1946), 10, fill=inks[place % len(inks)])
    return _photo(picture, hand, taken, turned)


def worksheet(
    title: str, tasks: Sequence[tuple[str, str]], seed: str, *, taken: str, turned: bool = False
) -> bytes:
    """A printed page on a desk, each task answered by hand; no name is on it."""
    hand = Random(seed)
    picture = _desk(hand)
    paper = Image.new("RGB", (1640, 2060), (252, 250, 244))
    draw = ImageDraw.Draw(paper)
    draw.text((120, 100), title, font=_font("600SemiBold", 62), fill=(34, 36, 40))
    draw.line((120, 190, 1520, 190), fill=(120, 124, 130), width=3)
    top, ink = 240, INKS[hand.randrange(2)]
    for number, (task, answer) in enumerate(tasks, start=1):
        for each in _printed(f"{number}. {task}", _font("400Regular", 44), 1400):
            draw.text((120, top), each, font=_font("400Regular", 44), fill=(40, 42, 46))
            top += 58
        top += 26
        for each in wrap(answer, 46, 1340):
            draw.line((120, top + 60, 1520, top + 60), fill=(196, 202, 210), width=2)
            _hand(draw, (140, top), each, 46, ink, hand, 6)
            top += 92
        draw.line((120, top + 60, 1520, top + 60), fill=(196, 202, 210), width=2)
        top += 120
    _lay(picture, paper, (720, 70), hand.uniform(-4, 4))
    _pencil(picture, (360, 420))
    return _photo(picture, hand, taken, turned)


def slips(
    words: Sequence[str],
    seed: str,
    *,
    columns: int = 3,
    boards: bool = False,
    taken: str,
    turned: bool = False,
) -> bytes:
    """Exit tickets or small whiteboards, laid out side by side, one answer on each."""
    hand = Random(seed)
    picture = _desk(hand)
    rows = -(-len(words) // columns)
    wide, high = 2700 // columns, 2040 // rows
    tints = ((254, 249, 216), (226, 240, 252), (252, 230, 232), (230, 246, 230))
    for place, text in enumerate(words):
        fill: Colour = (248, 249, 250) if boards else tints[hand.randrange(4)]
        slip = Image.new("RGB", (wide - 70, high - 70), fill)
        draw = ImageDraw.Draw(slip)
        if boards:
            draw.rectangle((0, 0, wide - 71, high - 71), outline=(58, 78, 120), width=20)
        ink = INKS[hand.randrange(4)]
        size = 96 if len(text) < 16 else 64
        lines = wrap(text, size, wide - 240)
        top = max(50, (high - 70 - len(lines) * size * 1.6) / 2)
        for each in lines:
            _hand(draw, (80, top), each, size, ink, hand, 9 if boards else 7)
            top += size * 1.6
        left = 110 + (place % columns) * wide + hand.randrange(-12, 12)
        _lay(picture, slip, (left, 90 + (place // columns) * high), hand.uniform(-3.5, 3.5))
    return _photo(picture, hand, taken, turned)


def _hand(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    size: float,
    ink: Colour,
    hand: Random,
    pen: int,
) -> None:
    for stroke in strokes(text, size, hand):
        points = [(at[0] + x, at[1] + y) for x, y in stroke]
        draw.line(points, fill=ink, width=pen, joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=ink)


def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    path = FONTS / f"AtkinsonHyperlegibleNext_{face}.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _printed(text: str, font: ImageFont.FreeTypeFont, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if font.getlength(longer) <= room else [*lines, word]
    return lines


def _desk(hand: Random) -> Image.Image:
    picture = Image.new("RGB", SIZE, (186, 148, 106))
    draw = ImageDraw.Draw(picture)
    for _ in range(150):
        y = hand.randrange(-100, SIZE[1])
        tone = hand.randrange(-12, 12)
        points = [(x, y + hand.gauss(0, 5) + x * 0.03) for x in range(0, 3121, 240)]
        draw.line(
            points, fill=(182 + tone, 142 + tone, 98 + tone), width=hand.randrange(3, 15), joint="curve"
        )
    return picture.filter(ImageFilter.GaussianBlur(3))


def _lay(picture: Image.Image, paper: Image.Image, at: tuple[int, int], angle: float) -> None:
    turned = paper.convert("RGBA").rotate(angle, Image.Resampling.BICUBIC, expand=True)
    shadow = Image.new("RGBA", (turned.width + 80, turned.height + 80))
    shadow.paste((40, 26, 12, 120), (40, 40), turned.getchannel("A"))
    soft = shadow.filter(ImageFilter.GaussianBlur(16))
    picture.paste(soft, (at[0] - 22, at[1] - 18), soft)
    picture.paste(turned, at, turned)


def _pencil(picture: Image.Image, at: tuple[int, int]) -> None:
    pencil = Image.new("RGBA", (90, 1200))
    draw = ImageDraw.Draw(pencil)
    draw.rectangle((20, 120, 70, 1080), fill=(226, 168, 44, 255))
    draw.rectangle((20, 120, 36, 1080), fill=(240, 190, 82, 255))
    draw.polygon(((20, 1080), (70, 1080), (45, 1180)), fill=(232, 206, 166, 255))
    draw.polygon(((39, 1150), (51, 1150), (45, 1180)), fill=(50, 50, 54, 255))
    draw.rectangle((20, 60, 70, 120), fill=(214, 120, 124, 255))
    turned = pencil.rotate(-14, Image.Resampling.BICUBIC, expand=True)
    picture.paste(turned, at, turned)


def _smears(picture: Image.Image, hand: Random) -> None:
    veil = Image.new("L", (360, 270))
    draw = ImageDraw.Draw(veil)
    for _ in range(26):
        x, y = hand.randrange(20, 340), hand.randrange(30, 240)
        draw.line((x, y, x + hand.randrange(-70, 70), y + hand.randrange(-12, 12)), fill=26, width=12)
    soft = veil.filter(ImageFilter.GaussianBlur(9)).resize((2612, 1722), Image.Resampling.BICUBIC)
    picture.paste((196, 206, 200), (134, 194), soft)


def _photo(picture: Image.Image, hand: Random, taken: str, turned: bool) -> bytes:
    wide, high = SIZE
    corners = tuple(
        (x * wide + hand.uniform(10, 60) * (1 - 2 * x), y * high + hand.uniform(10, 50) * (1 - 2 * y))
        for x, y in ((0, 0), (0, 1), (1, 1), (1, 0))
    )
    quad = tuple(value for corner in corners for value in corner)
    tilted = picture.transform(SIZE, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    small = tilted.resize((1440, 1080), Image.Resampling.LANCZOS)
    light = Image.radial_gradient("L").resize((2400, 1800)).crop((420, 240, 1860, 1320))
    lit = ImageChops.multiply(small, Image.merge("RGB", [light.point(lambda v: 255 - v * 90 // 255)] * 3))
    grain = Image.frombytes("L", (720, 540), hand.randbytes(720 * 540)).resize((1440, 1080))
    final = Image.blend(lit, Image.merge("RGB", [grain] * 3), 0.022)
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Drawn"
    exif[ExifTags.Base.Model] = "Sample camera"
    exif[ExifTags.Base.Software] = "Reviewer samples"
    exif[ExifTags.Base.DateTime] = taken
    exif[ExifTags.Base.Orientation] = 6 if turned else 1
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = taken
    details[ExifTags.Base.ISOSpeedRatings] = 320
    details[ExifTags.Base.FNumber] = 1.8
    details[ExifTags.Base.ExposureTime] = 1 / 60
    if turned:
        final = final.transpose(Image.Transpose.ROTATE_90)
    out = BytesIO()
    final.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()
