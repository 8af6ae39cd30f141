"""What a person typed into the search box, and where a text answers to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewer_app.domain.folding import fold, fold_with_places, tokens

MOST_WORDS = 16
LONGEST_WORD = 64
_TOKENS_MOST = 64
_PIECE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')
_BEFORE, _AFTER = 60, 110
_QUOTE = 40


@dataclass(frozen=True)
class Wanted:
    """One thing every hit must hold: these words in a row; ``open`` when the last may go on."""

    words: tuple[str, ...]
    open: bool


@dataclass(frozen=True)
class Snippet:
    """A line around a hit with the (start, end) of each hit in it, and the hit as it stands in the text."""

    text: str
    marks: tuple[tuple[int, int], ...]
    quote: str


def wanted(typed: str) -> tuple[Wanted, ...]:
    """What is looked for: each word as the beginning of one, words in quotes as they stand; none for nothing."""
    found: list[Wanted] = []
    for quoted, bare in _PIECE.findall(typed.replace("\0", " ")):
        words = tuple(each[:LONGEST_WORD] for each in tokens(fold(quoted or bare)))[:_TOKENS_MOST]
        if words and Wanted(words, not quoted) not in found:
            found.append(Wanted(words, not quoted))
    return tuple(found[:MOST_WORDS])


def snippet(text: str, looked_for: Sequence[Wanted]) -> Snippet:
    """The line of a text that shows best why it was found; its beginning where no word is found again."""
    folded, places = fold_with_places(text)
    ways = [_pattern(each) for each in looked_for]
    first = [found for way in ways if (found := way.search(folded))]
    if not first:
        return Snippet(" ".join(text[: _BEFORE + _AFTER].split()), (), "")
    # The rarest word is not known here; the longest is the likeliest to be it.
    start, end = _place(max(first, key=lambda each: each.end() - each.start()), places)
    left, right = _window(text, start, end)
    around, spots = fold_with_places(text[left:right])
    marks = sorted(_place(found, spots) for way in ways for found in way.finditer(around))
    line, kept = _in_one_line(text[left:right], _merged(marks))
    dots = "… " if left else ""
    line = f"{dots}{line}{' …' if right < len(text) else ''}"
    return Snippet(line, tuple((a + len(dots), b + len(dots)) for a, b in kept), _quote(text, start, end))


@lru_cache(maxsize=64)
def _pattern(one: Wanted) -> re.Pattern[str]:
    row = r"[\W_]+".join(re.escape(word) for word in one.words)
    return re.compile(rf"(?<![^\W_]){row}" + ("" if one.open else r"(?![^\W_])"))


def _place(found: re.Match[str], places: list[int] | None) -> tuple[int, int]:
    start, end = found.span()
    return (start, end) if places is None else (places[start], places[end - 1] + 1)


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a text to show around a hit, cut between words where there are any."""
    left = max(0, start - _BEFORE)
    if left and (gap := re.search(r"\s", text[left:start])):
        left += gap.end()
    right = min(len(text), max(end, start + _AFTER))
    if right < len(text) and (gap := re.search(r"\s\S*$", text[end:right])):
        right = end + gap.start()
    return left, right


def _merged(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in marks:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _in_one_line(text: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A text with each run of white space as one space, and the marks where they are now."""
    if text == " ".join(text.split()):
        return text, marks
    places = [0] * (len(text) + 1)
    out: list[str] = []
    for at, letter in enumerate(text):
        if not letter.isspace():
            out.append(letter)
        elif out and out[-1] != " ":
            out.append(" ")
        places[at + 1] = len(out)
    # Where a letter stands is one before where the next would be put.
    return "".join(out).rstrip(), [(max(0, places[a + 1] - 1), places[b]) for a, b in marks]


def _quote(text: str, start: int, end: int) -> str:
    """The hit and a few words more, so that the same word elsewhere is not taken for it."""
    stop = min(len(text), max(end, start + _QUOTE))
    tail = re.match(r"[^\W_]*", text[stop:])
    if stop < len(text) and stop > end and tail and tail.end():
        cut = text.rfind(" ", end, stop)
        stop = cut if cut > 0 else stop + tail.end()
    elif tail:
        stop += tail.end()
    line = text[start:stop]
    # A quotation that crosses a line is found less surely than one that does not.
    first = line.splitlines()[0] if line.splitlines() else line
    return (first if len(first) >= end - start else line).strip()
