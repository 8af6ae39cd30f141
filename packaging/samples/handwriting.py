"""A hand of our own: letters as single strokes on a small grid, shaken a little, for boards and student work."""

from __future__ import annotations

from random import Random

Point = tuple[float, float]

# Two digits a point (x, then y downwards: 0 cap, 3 x-height, 6 baseline, 8 descender); ~ draws a curve.
_GLYPHS = {
    "a": "~3323130405162635 3336", "b": "0006 ~0413233435261605", "c": "~331304051636",
    "d": "~3423130405162635 3036", "e": "~043423130405162635", "f": "~30201116 0323",
    "g": "~3423130405162635 ~3337281807", "h": "0006 ~0413233436", "i": "1316 1111", "j": "~23271808 2121",
    "k": "0006 3305 1436", "l": "~10151626", "m": "0306 ~04132426 ~24334446", "n": "0306 ~0413233436",
    "o": "~231304051626353423", "p": "0308 ~0413233435261605", "q": "~3423130405162635 3338",
    "r": "0306 ~05132333", "s": "~33130425352606", "t": "~11152636 0333", "u": "~0305162635 3336",
    "v": "031633", "w": "0316243643", "x": "0336 3306", "y": "0316 331608", "z": "03330636",
    "A": "062046 1434", "B": "0006 ~002031322303 ~032334352606", "C": "~4130100105163645",
    "D": "0006 ~002042442606", "E": "40000646 0333", "F": "400006 0333", "G": "~413010010516364544 4424",
    "H": "0006 4046 0343", "I": "1016", "J": "~3035261605", "K": "0006 400346", "L": "000646",
    "M": "0600234046", "N": "06004640", "O": "~20100105163645413020", "P": "0006 ~002031322303",
    "Q": "~20100105163645413020 3446", "R": "0006 ~002031322303 1346", "S": "~4120011234452605",
    "T": "0040 2026", "U": "~000416364440", "V": "002640", "W": "0016223640", "X": "0046 4006",
    "Y": "002340 2326", "Z": "00400646",
    "0": "~201001051626353120", "1": "022026", "2": "~011020313206 0636", "3": "~011020313213 ~132334352605",
    "4": "200444 3236", "5": "300002 ~022234352606", "6": "~3011040516263534231304", "7": "003016",
    "8": "~13020110203132231304051626353423", "9": "~33130201102031332616",
    ".": "1616", ",": "1607", "?": "~0110203122 2224 2626", "!": "1014 1616", "-": "0434", "+": "0434 1315",
    "=": "0323 0525", ":": "1414 1616", "/": "3006", "'": "1011", '"': "1011 2021", "(": "~21120516",
    ")": "~01121506", "%": "3006 0101 3535", ">": "023406", "<": "320436", "°": "~1001112110",
}  # fmt: skip
_NARROW = {
    "i": 1.9,
    "l": 2.2,
    "I": 2.2,
    ".": 2,
    ",": 2,
    "'": 2,
    ":": 2,
    "!": 2,
    "j": 2.6,
    "1": 2.8,
    "t": 3.4,
    "f": 3.3,
}
_WIDE = {"m": 5, "w": 5}


def advance(character: str) -> float:
    """How far the hand moves on, in grid units."""
    if character == " ":
        return 2.8
    wide = 5.0 if character.isupper() else 4.0
    return _NARROW.get(character, _WIDE.get(character, wide))


def width(text: str, size: float) -> float:
    """The length of one written line; ``size`` is the height of a capital."""
    return sum(advance(each) for each in text) * size / 6


def wrap(text: str, size: float, room: float) -> list[str]:
    """The lines a text takes when the hand has this much room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def strokes(text: str, size: float, hand: Random) -> list[list[Point]]:
    """The strokes of one line from its left end at the cap line, y downwards."""
    unit, at, drift = size / 6, 0.0, 0.0
    made: list[list[Point]] = []
    for character in text:
        drift = drift * 0.7 + hand.gauss(0, 0.16)
        lean, grow = hand.gauss(0.07, 0.03), hand.gauss(1, 0.04)
        for stroke in _GLYPHS.get(character, "").split():
            curve = stroke.startswith("~")
            digits = stroke.lstrip("~")
            points = [
                (int(digits[k]) + hand.gauss(0, 0.11), int(digits[k + 1]) + hand.gauss(0, 0.11))
                for k in range(0, len(digits), 2)
            ]
            placed = [
                ((at + (x * 0.86 + (6 - y) * lean) * grow) * unit, (6 - (6 - y) * grow + drift) * unit)
                for x, y in (_smooth(points) if curve else points)
            ]
            made.append(placed)
        at += advance(character) + hand.gauss(0, 0.12)
    return made


def _smooth(points: list[Point]) -> list[Point]:
    """The points joined by a Catmull-Rom curve."""
    ends = [points[0], *points, points[-1]]
    made: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(5):
            t = step / 5
            made.append((_curve(a[0], b[0], c[0], d[0], t), _curve(a[1], b[1], c[1], d[1], t)))
    return [*made, points[-1]]


def _curve(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
