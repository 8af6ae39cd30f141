"""Names in submitted work: a salted list to find the earner's by, and how a name is written where none may show."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

ALGORITHM = "pbkdf2-sha256"
ROUNDS = 1_000
ROUNDS_LEAST, ROUNDS_MOST = 100, 20_000
HASHES_MOST = 64
STAND_IN = "(name)"
HIDDEN = "hidden"

_HASH_BYTES = 16
_ALONE_LETTERS = 3
_AUTHOR_WORDS_MOST = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*")
_PARTED = frozenset({"-", "-\n", "-\r\n", "\u2010", "\u2010\n", "\u00ad", "\u00ad\n", "\u00ad\r\n"})
"""What stands between the halves of a word that did not fit on its line."""
_APOSTROPHES = re.compile(r"['’ʼ`´]")
# What stands where an author's name should: programs, roles and things, which name nobody.
_PROGRAMS_AND_ROLES = (
    "admin administrator adobe apple author canon canva classroom computer copy default department district "
    "document education educator excel google home ilovepdf ipad iphone laptop learning lesson libreoffice "
    "microsoft none office openpyxl owner pages plan powerpoint python reportlab samsung scan scanner school "
    "science student students teacher teachers template test the unknown user windows word work"
)
_NO_NAMES = frozenset(_PROGRAMS_AND_ROLES.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text as it is compared (``folded``), with the characters it stands at."""

    folded: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters ``start`` to ``end`` of a text read like a name; ``whole`` when two of its words stand together."""

    start: int
    end: int
    whole: bool


def folded_word(word: str) -> str:
    """A word as it is compared: NFKC, without case, marks and apostrophes."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    letters = "".join(each for each in bare if not unicodedata.combining(each))
    return _APOSTROPHES.sub("", unicodedata.normalize("NFKC", letters).casefold())


def words_of(text: str, *, humps: bool = False) -> tuple[Word, ...]:
    """The words of a text in order; digits, signs and underscores stand between them.

    ``humps`` parts words like ``MariaGomez`` too, as file names have them.
    """
    found = []
    for each in _WORD.finditer(text):
        for start, end in _humps(text, each.start(), each.end()) if humps else [each.span()]:
            folded = folded_word(text[start:end])
            if folded:
                first = text[start]
                # Scripts without capitals have only one way to write a name.
                found.append(Word(folded, start, end, first.isupper() or not first.islower()))
    return tuple(found)


def _humps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [at for at in range(start + 1, end) if text[at - 1].islower() and text[at].isupper()]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


@dataclass(frozen=True)
class NameList:
    """Salted hashes of the words of a name and of its neighbouring pairs; the name itself is not in it."""

    salt: str
    rounds: int
    hashes: frozenset[str]
    algorithm: str = ALGORITHM
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, phrase: str) -> bool:
        """Whether a folded word, or two with a blank between, is on the list."""
        found = self._known.get(phrase)
        if found is None:
            found = self._known[phrase] = _hashed(phrase, self.salt, self.rounds) in self.hashes
        return found

    def document(self) -> dict[str, Any]:
        """The list as it stands in submission.json."""
        return {
            "algorithm": self.algorithm,
            "salt": self.salt,
            "rounds": self.rounds,
            "hashes": sorted(self.hashes),
        }


def name_list(names: Iterable[str], salt: bytes, rounds: int = ROUNDS) -> NameList:
    """The list for these spellings of one person's name; ``salt`` is fresh chance for every submission."""
    phrases: set[str] = set()
    for name in names:
        words = [each.folded for each in words_of(name)]
        phrases.update(each for each in words if len(each) > 1)
        phrases.update(
            f"{one}{gap}{two}" for one in words for two in words if one != two for gap in ("", " ")
        )
    hashes = frozenset(_hashed(each, salt.hex(), rounds) for each in sorted(phrases)[:HASHES_MOST])
    return NameList(salt.hex(), rounds, hashes)


def name_list_from(document: Mapping[str, Any]) -> NameList | None:
    """The list of a submission's JSON; None where it has none or one this program cannot compare with."""
    told = document.get("names") or {}
    rounds = told.get("rounds", 0)
    if told.get("algorithm") != ALGORITHM or not ROUNDS_LEAST <= rounds <= ROUNDS_MOST:
        return None
    return NameList(told["salt"], rounds, frozenset(told["hashes"][:HASHES_MOST]))


def hits_in(text: str, names: NameList, *, any_case: bool = False, humps: bool = False) -> tuple[Hit, ...]:
    """Where a text reads like the name: two of its words together, or one alone that is written like a name.

    ``any_case`` takes a word in small letters too, and ``humps`` parts ``MariaGomez``, as file names have them.
    """
    words = _mended(text, words_of(text, humps=humps), names)
    listed = [names.holds(each.folded) for each in words]
    found: list[Hit] = []
    at = 0
    while at < len(words):
        if not listed[at]:
            at += 1
            continue
        last = at
        while (
            last + 1 < len(words)
            and listed[last + 1]
            and words[last + 1].start - words[last].end <= 2
            and names.holds(f"{words[last].folded} {words[last + 1].folded}")
        ):
            last += 1
        one = words[at]
        alone = len(one.folded) >= _ALONE_LETTERS or not one.folded.isascii()
        if last > at or (alone and (any_case or one.capital)):
            found.append(Hit(one.start, words[last].end, last > at))
        at = last + 1
    return tuple(found)


def _mended(text: str, words: tuple[Word, ...], names: NameList) -> tuple[Word, ...]:
    """The words, with a name that was parted at the end of a line made whole again."""
    made: list[Word] = []
    for each in words:
        last = made[-1] if made else None
        if last is not None and not each.capital and text[last.end : each.start] in _PARTED:
            folded = last.folded + each.folded
            if names.holds(folded):
                made[-1] = Word(folded, last.start, each.end, last.capital)
                continue
        made.append(each)
    return tuple(made)


def is_persons(value: str) -> bool:
    """Whether what stands as an author could be a person's name, not a program's or a role's."""
    words = [each.folded for each in words_of(value)]
    return 0 < len(words) <= _AUTHOR_WORDS_MOST and not set(words) & _NO_NAMES


def persons_hits(text: str, persons: Iterable[str]) -> tuple[Hit, ...]:
    """Where a file name or title holds words of these persons' names, whatever its case."""
    known = {
        word.folded
        for person in persons
        if is_persons(person)
        for word in words_of(person)
        if len(word.folded) >= _ALONE_LETTERS
    }
    known |= {f"{one}{two}" for one in known for two in known if one != two}
    seen = (*words_of(text), *words_of(text, humps=True))
    return tuple(Hit(each.start, each.end, False) for each in seen if each.folded in known)


def masked(text: str, hits: Iterable[Hit]) -> str:
    """The text with a stand-in for each name, neighbouring ones taken together."""
    spans: list[list[int]] = []
    for hit in sorted(hits, key=lambda each: each.start):
        if spans and not any(each.isalnum() or each == "." for each in text[spans[-1][1] : hit.start]):
            spans[-1][1] = max(spans[-1][1], hit.end)
        else:
            spans.append([hit.start, hit.end])
    for start, end in reversed(spans):
        text = f"{text[:start]}{STAND_IN}{text[end:]}"
    return text


def blind_name(name: str, names: NameList | None, persons: Iterable[str] = ()) -> str:
    """A file name or title as it may be shown: without the earner's name, or a name its metadata give."""
    hits: list[Hit] = list(persons_hits(name, persons))
    if names is not None:
        hits += hits_in(name, names, any_case=True)
        hits += hits_in(name, names, any_case=True, humps=True)
    return masked(name, hits)


def around(text: str, hit: Hit, hits: Iterable[Hit] = (), letters: int = 40) -> str:
    """The words around a hit, in one line, this name and the neighbouring ``hits`` left out."""
    start, end = max(0, hit.start - letters), min(len(text), hit.end + letters)
    # Words that were cut in two say nothing.
    while 0 < start < hit.start and not text[start - 1].isspace():
        start += 1
    while hit.end < end < len(text) and not text[end].isspace():
        end -= 1
    near = [
        Hit(max(each.start, start) - start, min(each.end, end) - start, each.whole)
        for each in (hit, *hits)
        if each.start < end and each.end > start
    ]
    said = f"{'…' if start else ''}{masked(text[start:end], near)}{'…' if end < len(text) else ''}"
    return " ".join(said.split())


def _hashed(phrase: str, salt: str, rounds: int) -> str:
    made = hashlib.pbkdf2_hmac("sha256", phrase.encode(), bytes.fromhex(salt), rounds, _HASH_BYTES)
    return made.hex()
