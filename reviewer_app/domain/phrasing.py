"""Phrases as data: a small pattern language over words, matched in a text with the places they stand at.

A phrase is words parted by blanks. ``a|b`` is either, ``word*`` any ending, ``*word`` any beginning, ``word?`` may be
left out, ``<list>`` any word of a named list, ``!<list>`` any word that is not on it, ``_`` any one word, ``#`` a
number, ``…`` up to three words; ``^`` in front binds it to the start of a sentence. Nothing in it can take long: there
is no other repetition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviewer_app.domain.folding import fold

_GAP_MOST = 3
_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ`´]")
# A full stop ends a sentence before a capital, a quotation or the end; “p. 4” and “2.2” go on.
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[^a-z0-9\s]|\s*$)|\n+")

# Short forms whose stop ends no sentence.
_SHORT = re.compile(r"\b(?:mr|mrs|ms|mx|dr|dra|sr|sra|srta|st|vs|pp?|págs?|núm|fig)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is compared, the characters it stands at, and the number of its sentence."""

    folded: str
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: the tokens from ``first`` up to ``after``, and the characters they stand at."""

    first: int
    after: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Element:
    words: frozenset[str]
    stems: tuple[str, ...]
    optional: bool = False
    any: bool = False
    number: bool = False
    gap: bool = False
    endings: tuple[str, ...] = ()
    barred: bool = False

    def takes(self, word: str) -> bool:
        if self.any:
            return True
        if self.number:
            return word[0].isdigit()
        if self.barred:
            return word not in self.words and not word[0].isdigit()
        if word in self.words or (bool(self.stems) and word.startswith(self.stems)):
            return True
        return bool(self.endings) and word.endswith(self.endings) and word not in self.endings


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, ready to be matched; ``source`` is how it was written."""

    source: str
    elements: tuple[_Element, ...]
    at_start: bool


def folded_token(word: str) -> str:
    """A word as it is compared: without case, accents and apostrophes."""
    return _APOSTROPHES.sub("", fold(word)).replace(" ", "")


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text in order, each with the number of its sentence."""
    ends = [each.end() for each in _END.finditer(text) if not _SHORT.search(text, 0, each.start())]
    found: list[Token] = []
    sentence = 0
    for each in _TOKEN.finditer(text):
        while sentence < len(ends) and each.start() >= ends[sentence]:
            sentence += 1
        folded = folded_token(each.group())
        if folded:
            found.append(Token(folded, each.start(), each.end(), sentence))
    return tuple(found)


class Phrases:
    """Some phrases that mean the same, found in any text at once."""

    def __init__(self, sources: Iterable[str], lists: Mapping[str, Sequence[str]] | None = None) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        self._open: list[Phrase] = []
        for source in sources:
            phrase = read_phrase(source, lists or {})
            first = phrase.elements[0]
            if first.optional or first.stems or first.any or first.number or first.endings or first.barred:
                self._open.append(phrase)
                continue
            for word in first.words:
                self._by_word.setdefault(word, []).append(phrase)

    def all_in(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        """Where phrases stand, the longest at each place, in order; none reaches into the next sentence."""
        found: list[Match] = []
        at = 0
        while at < len(tokens):
            after = self._longest(tokens, at)
            if after > at:
                found.append(Match(at, after, tokens[at].start, tokens[after - 1].end))
            at = max(after, at + 1)
        return tuple(found)

    def any_in(self, tokens: Sequence[Token]) -> bool:
        """Whether any phrase stands in these words."""
        return any(self._longest(tokens, at) > at for at in range(len(tokens)))

    def _longest(self, tokens: Sequence[Token], at: int) -> int:
        here = (*self._by_word.get(tokens[at].folded, ()), *self._open)
        starts = at == 0 or tokens[at - 1].sentence != tokens[at].sentence
        return max(
            (_match(each.elements, 0, tokens, at, at) for each in here if starts or not each.at_start),
            default=at,
        )


def read_phrase(source: str, lists: Mapping[str, Sequence[str]]) -> Phrase:
    """A phrase from how it is written; a ValueError says what cannot be read."""
    text = source.strip()
    at_start = text.startswith("^")
    elements = tuple(_element(each, source, lists) for each in text.lstrip("^").split())
    if not elements or all(each.optional or each.gap for each in elements) or elements[0].gap:
        raise ValueError(f"the phrase “{source}” must begin with a word, and cannot be empty")
    return Phrase(source, elements, at_start)


def _element(written: str, source: str, lists: Mapping[str, Sequence[str]]) -> _Element:
    optional = written.endswith("?") and len(written) > 1
    bare = written[:-1] if optional else written
    none: frozenset[str] = frozenset()
    if bare == "…":
        return _Element(none, (), gap=True)
    if bare in ("_", "#"):
        return _Element(none, (), optional, any=bare == "_", number=bare == "#")
    words: set[str] = set()
    stems: set[str] = set()
    endings: set[str] = set()
    barred = bare.startswith("!")
    for choice in bare.removeprefix("!").split("|"):
        if choice.startswith("<") and choice.endswith(">"):
            if choice[1:-1] not in lists:
                raise ValueError(f"the phrase “{source}” names the list “{choice[1:-1]}”, which is not there")
            members: Sequence[str] = lists[choice[1:-1]]
        else:
            members = [choice]
        for member in members:
            word = folded_token(member.strip("*"))
            if not word or not word.isalnum():
                raise ValueError(f"the phrase “{source}” holds “{member}”, which is no single word")
            kind = stems if member.endswith("*") else endings if member.startswith("*") else words
            kind.add(word)
    return _Element(
        frozenset(words), tuple(sorted(stems)), optional, endings=tuple(sorted(endings)), barred=barred
    )


def _match(elements: tuple[_Element, ...], which: int, tokens: Sequence[Token], at: int, first: int) -> int:
    """Where the rest of a phrase ends that goes on at ``at``; ``first`` where it does not fit."""
    if which == len(elements):
        return at
    element = elements[which]
    longest = first
    if element.gap:
        for skipped in range(_GAP_MOST + 1):
            if skipped and not _inside(tokens, at + skipped - 1, first):
                break
            longest = max(longest, _match(elements, which + 1, tokens, at + skipped, first))
        return longest
    if _inside(tokens, at, first) and element.takes(tokens[at].folded) and _joined(element, tokens, at):
        longest = max(longest, _match(elements, which + 1, tokens, at + 1, first))
    if element.optional:
        longest = max(longest, _match(elements, which + 1, tokens, at, first))
    return longest


def _joined(element: _Element, tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be any but some stands right before the next: “Timing: the start” is no order."""
    return not element.barred or (at + 1 < len(tokens) and tokens[at + 1].start - tokens[at].end == 1)


def _inside(tokens: Sequence[Token], at: int, first: int) -> bool:
    return at < len(tokens) and tokens[at].sentence == tokens[first].sentence
