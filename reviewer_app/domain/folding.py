"""Words as they are compared in searches, in any language: case, accents and width left out, one token a Han sign."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_HAN = (
    (0x2E80, 0x2FDF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Signs written without spaces between words; each is a word of its own, so that any part of a sentence is found."""


@lru_cache(maxsize=8192)
def fold_letter(letter: str) -> str:
    """One letter as it is compared: none, one or several letters; folding letter by letter folds the whole."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    if any(low <= ord(each) <= high for each in bare for low, high in _HAN):
        return "".join(f" {each} " for each in bare)
    return bare


def fold(text: str) -> str:
    """Text as it is compared."""
    if text.isascii():
        return text.lower()
    return "".join(map(fold_letter, text))


def fold_with_places(text: str) -> tuple[str, list[int] | None]:
    """Text as it is compared, and the place in the text of each of its letters; None where they are the same."""
    if text.isascii():
        return text.lower(), None
    pieces: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        piece = fold_letter(letter)
        pieces.append(piece)
        places.extend([place] * len(piece))
    return "".join(pieces), places


def tokens(folded: str) -> tuple[str, ...]:
    """The words of a folded text: runs of letters, digits and marks."""
    return tuple("".join(each if _wordy(each) else " " for each in folded).split())


def _wordy(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"
