"""Numbers as a sheet shows them: percent, currency, thousands and decimals, by the format a cell was given."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    **dict.fromkeys((5, 6), "$#,##0_);($#,##0)"),
    **dict.fromkeys((7, 8), "$#,##0.00_);($#,##0.00)"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    41: "#,##0_);(#,##0)",
    42: "$#,##0_);($#,##0)",
    43: "#,##0.00_);(#,##0.00)",
    44: "$#,##0.00_);($#,##0.00)",
}
"""The formats that files name by number alone, where they are not about dates."""

_LONGEST = 200
_PLACES_MOST = 30
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<number>[#0?][#0?,.]*|\.[#0?]+)|(?P<general>General)|(?P<power>E[+-]0+)"
    r"|(?P<percent>%)|(?P<plain>[ $€£¥₹()+\-:'~^{}=<>!&])",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^;])*', re.DOTALL)
_COLOURS = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)", re.IGNORECASE)


class _Section:
    """One of the up to three ways of a format: for numbers above, below and at nought."""

    def __init__(self, code: str) -> None:
        self.before, self.after, self.number = "", "", ""
        self.percents, self.general, self.power = 0, False, 0
        at = 0
        while at < len(code):
            found = _PIECE.match(code, at)
            if found is None:
                raise ValueError("not a format of plain numbers")
            at = found.end()
            self._take(found)
        if self.number and self.general:
            raise ValueError("two numbers in one")

    def _take(self, found: re.Match[str]) -> None:
        kind, words = found.lastgroup, found[0]
        if kind == "number":
            if self.number:
                raise ValueError("digits in several places")
            self.number = words
        elif kind == "power":
            self.power = len(words) - 2
        elif kind == "general":
            self.general = True
        elif kind == "bracket":
            if not _COLOURS.fullmatch(found["bracket"]):
                raise ValueError("a condition or a time")
        elif kind is not None:
            self.percents += kind == "percent"
            self._say(words if kind in ("percent", "plain") else found[kind])
        elif words.startswith("_") or words == "* ":
            self._say(" ")

    def _say(self, words: str) -> None:
        if self.number or self.general:
            self.after += words
        else:
            self.before += words

    def words(self, value: float, signed: bool) -> str:
        """The number, with a minus of its own where the format has none for it."""
        if not (self.number or self.general):
            return self.before.strip()
        digits = _general(value) if self.general else self._digits(value)
        minus = "-" if signed and value < 0 and any(each in "123456789" for each in digits) else ""
        return " ".join((minus + self.before + digits + self.after).split())

    def _digits(self, value: float) -> str:
        whole, _, rest = self.number.partition(".")
        if "." in rest:
            raise ValueError("two points")
        scaled = whole if rest or "." in self.number else self.number
        thousands = len(scaled) - len(scaled.rstrip(","))
        places, least = len(rest.replace(",", "")), rest.count("0")
        if places > _PLACES_MOST:
            raise ValueError("more places than any number has")
        exact = abs(Decimal(repr(float(value)))).scaleb(2 * self.percents - 3 * thousands)
        if self.power:
            return self._powers(exact, places)
        text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
        front, _, back = text.partition(".")
        while len(back) > least and back.endswith("0"):
            back = back[:-1]
        front = front.zfill(whole.count("0")) if "0" in whole else front.lstrip("0")
        if "," in whole.strip(","):
            front = f"{int(front or 0):,}" if not front.startswith("0") or front == "0" else front
        return front + ("." + back if "." in self.number else "")

    def _powers(self, exact: Decimal, places: int) -> str:
        mantissa, _, power = f"{exact:.{places}E}".partition("E")
        number = int(power)
        return f"{mantissa}E{'-' if number < 0 else '+'}{abs(number):0{self.power}d}"


def _general(value: float) -> str:
    size = abs(value)
    return str(int(size)) if float(size).is_integer() and size < 1e15 else f"{size:.15g}"


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...] | None:
    if not code or len(code) > _LONGEST:
        return None
    parts: list[str] = []
    at = 0
    while at <= len(code) and len(parts) < 4:
        found = _SECTION.match(code, at)
        parts.append(found[0] if found else "")
        at += len(parts[-1]) + 1
    try:
        return tuple(_Section(each) for each in parts[:3])
    except ValueError:
        return None


def told(code: str) -> bool:
    """Whether a format says more of a number than that it is one, and is understood."""
    return code.lower() != "general" and _sections(code) is not None


def shown(value: float, code: str) -> str | None:
    """The number as its format shows it; None where the format is not understood, and the number stands bare."""
    sections = _sections(code)
    if sections is None:
        return None
    own = len(sections) > 1 and value < 0
    section = sections[1 if own else 2 if len(sections) > 2 and value == 0 else 0]
    try:
        return section.words(value, signed=not own)
    except (ValueError, InvalidOperation, OverflowError):
        return None
