"""How well a few typed letters fit the words of many choices, and in which order the choices are offered."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WHOLE, _BEGINS, _WORD, _STARTS, _INSIDE, _SCATTERED, _ASIDE = 1000, 900, 800, 700, 500, 200, 100
_RECENT = 90
_SPREAD_MOST = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it is called, and what else it may be found by, such as its group or its key."""

    name: str
    text: str
    also: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A choice that fits, how well, and which of its letters were meant."""

    choice: Choice
    score: float
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How one typed word fits a text."""

    score: float
    places: tuple[int, ...]


def rank(typed: str, choices: Sequence[Choice], recent: Sequence[str] = ()) -> list[Found]:
    """The choices that fit all typed words, best first; what was used last comes first among equals, then what
    stands first in the list.

    What cannot be done now stands below everything that can. With nothing typed, everything fits.
    """
    words = _plain(typed).split()
    late = {name: place for place, name in enumerate(recent)}
    found: list[Found] = []
    for choice in choices:
        fits = [_best(word, choice) for word in words]
        if any(fit is None for fit in fits):
            continue
        score = sum(fit.score for fit in fits if fit is not None) / max(1, len(words))
        if choice.name in late:
            score += _RECENT * (1 - late[choice.name] / len(late))
        places = {place for fit in fits if fit is not None for place in fit.places}
        found.append(Found(choice, score, tuple(sorted(places))))
    return sorted(found, key=lambda each: (not each.choice.enabled, -each.score))


def fit(word: str, text: str) -> Fit | None:
    """How one typed word fits a text: at its beginning, at a word, by first letters, inside, or scattered."""
    word, text = _plain(word), _plain(text)
    if not word or not _has(word, text):
        return None
    at = text.find(word)
    while at >= 0 and at not in _starts(text):
        at = text.find(word, at + 1)
    if at >= 0:
        tier = _WHOLE if word == text else _BEGINS if at == 0 else _WORD
        return Fit(tier - at / 10, tuple(range(at, at + len(word))))
    by_starts = _by_starts(word, 0, text, 0)
    if by_starts is not None:
        return Fit(_STARTS - (by_starts[-1] - by_starts[0] - len(word)) / 10, by_starts)
    at = text.find(word)
    if at >= 0:
        return Fit(_INSIDE - at / 10, tuple(range(at, at + len(word))))
    return _scattered(word, text)


def _best(word: str, choice: Choice) -> Fit | None:
    found = fit(word, choice.text)
    if found is not None and found.score > _ASIDE:
        return found
    for also in choice.also:
        plain = _plain(also)
        if plain.startswith(word) or f" {word}" in plain:
            return Fit(_INSIDE + 50 if plain == word else _ASIDE, ())
    return found


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The text in small letters without accents, each letter in its place."""
    return "".join((unicodedata.normalize("NFD", each)[0].lower() or each)[0] for each in text)


@lru_cache(maxsize=4096)
def _starts(text: str) -> frozenset[int]:
    return frozenset(
        place for place, each in enumerate(text) if each.isalnum() and not text[place - 1 : place].isalnum()
    )


@lru_cache(maxsize=4096)
def _letters(text: str) -> frozenset[str]:
    return frozenset(text)


def _has(word: str, text: str) -> bool:
    if not _letters(word) <= _letters(text):
        return False
    left = iter(text)
    return all(letter in left for letter in word)


@lru_cache(maxsize=4096)
def _by_starts(word: str, done: int, text: str, after: int) -> tuple[int, ...] | None:
    """Places of a word's letters where each begins a word of the text or follows the one before."""
    if done == len(word):
        return ()
    for place in sorted(start for start in _starts(text) if start >= after):
        run = 0
        while done + run < len(word) and place + run < len(text) and text[place + run] == word[done + run]:
            run += 1
        for length in range(run, 0, -1):
            rest = _by_starts(word, done + length, text, place + length)
            if rest is not None:
                return (*range(place, place + length), *rest)
    return None


def _scattered(word: str, text: str) -> Fit | None:
    """Letters in their order, begun at a word and not too far apart: a slip of the fingers, not another word."""
    for start in sorted(_starts(text)):
        if text[start] != word[0]:
            continue
        places = [start]
        for letter in word[1:]:
            at = text.find(letter, places[-1] + 1)
            if at < 0:
                break
            places.append(at)
        else:
            spread = places[-1] - places[0] + 1
            if spread <= _SPREAD_MOST * len(word):
                return Fit(_SCATTERED - spread, tuple(places))
    return None
