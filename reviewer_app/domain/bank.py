"""The comment bank: entries ranked for the criterion and level at hand, searched, filled in, and told as a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.feedback import fingerprint
from reviewer_app.domain.folding import fold, tokens

FORMAT = "reviewer-comment-bank"
PLACEHOLDERS = ("alias", "criterion", "level", "floor", "evidence", "title")
"""What a text may leave open; ``evidence`` is the label of the latest citation."""
MOST_SHARED = 1_000
"""Comments that one person shares at most."""
LONGEST = 4_000
MOST = 5_000
_GAP = re.compile(r"\{([^\W\d][\w ]{0,30}|)\}")


@dataclass(frozen=True)
class BankEntry:
    """One comment to use again: where it belongs, how often and when it was last said, whether it is pinned.

    An empty ``criterion`` is the comment on the whole; an empty ``level`` fits every level. ``source`` is own, file or
    hub.
    """

    id: str
    microcredential: str
    criterion: str
    level: str
    text: str
    uses: int = 0
    last: str = ""
    pinned: bool = False
    source: str = "own"


@dataclass(frozen=True)
class Filled:
    """A text with its gaps filled as far as they are known, and the first one left, to be typed over."""

    text: str
    start: int
    end: int


def derived_id(microcredential: str, criterion: str, level: str, text: str) -> str:
    """The id of an entry that grew from use: the same words at the same place are one entry."""
    return fingerprint(f"{microcredential}\n{criterion}\n{level}\n{text}")[:32]


def ranked(
    entries: Iterable[BankEntry], criterion: str, level: str = "", typed: str = ""
) -> tuple[BankEntry, ...]:
    """The entries that hold every word typed (as beginnings of words), best first.

    Those of this criterion come first, then those of this level, then pinned ones, then by use, then the latest. Other
    criteria are only shown when something is typed, after this one's.
    """
    wanted = tokens(fold(typed))
    found = [
        each for each in entries if (each.criterion == criterion or wanted) and _holds(each.text, wanted)
    ]
    found.sort(key=lambda each: (each.last, each.id), reverse=True)
    found.sort(
        key=lambda each: (
            each.criterion != criterion,
            bool(level) and each.level not in (level, ""),
            not each.pinned,
            -each.uses,
        )
    )
    return tuple(found)


def _holds(text: str, wanted: tuple[str, ...]) -> bool:
    words = tokens(fold(text)) if wanted else ()
    return all(any(each.startswith(word) for each in words) for word in wanted)


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """A text with its gaps filled from ``values``; the first gap nothing is known for is what to type over."""
    pieces: list[str] = []
    length = 0
    gap: tuple[int, int] | None = None
    at = 0
    for found in _GAP.finditer(text):
        value = values.get(found.group(1).strip().lower(), "")
        before = text[at : found.start()]
        piece = value or found.group()
        if not value and gap is None:
            gap = (length + len(before), length + len(before) + len(piece))
        pieces += [before, piece]
        length += len(before) + len(piece)
        at = found.end()
    whole = "".join([*pieces, text[at:]])
    start, end = gap or (len(whole), len(whole))
    return Filled(whole, start, end)


def generalised(text: str, values: Mapping[str, str]) -> str:
    """A text as the bank keeps it: what belongs to one submission alone becomes a gap again."""
    for name, value in values.items():
        if value.strip():
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"{{{name}}}", text)
    return text


def bank_document(entries: Iterable[BankEntry]) -> dict[str, Any]:
    """The bank as a JSON file (schema bank-1): words and where they belong, nothing of any submission."""
    return {
        "format": FORMAT,
        "version": 1,
        "entries": [
            {
                "microcredential": each.microcredential,
                "criterion": each.criterion,
                "level": each.level,
                "text": each.text,
                "pinned": each.pinned,
            }
            for each in entries
        ],
    }


def entries_from(document: Any) -> tuple[BankEntry, ...]:
    """The entries of a JSON file; a FileError says what is wrong, and then none are taken."""
    if (
        not isinstance(document, Mapping)
        or document.get("format") != FORMAT
        or document.get("version") != 1
        or not isinstance(document.get("entries"), list)
    ):
        raise refused("it is no comment bank this program knows")
    return entries_of_rows(document["entries"])


def entries_of_rows(rows: Iterable[Any]) -> tuple[BankEntry, ...]:
    """Entries of rows with the fields of the format; the same words at the same place come once."""
    made: dict[str, BankEntry] = {}
    for number, row in enumerate(rows, 1):
        if number > MOST:
            raise refused(f"it holds more than {MOST} comments")
        if not isinstance(row, Mapping):
            raise refused(f"comment {number} is no entry")
        text = row.get("text")
        fields = [row.get(name, "") or "" for name in ("microcredential", "criterion", "level")]
        if not isinstance(text, str) or not text.strip() or not all(isinstance(x, str) for x in fields):
            raise refused(f"comment {number} has no text, or a field that is not text")
        if not fields[0].strip() or max(map(len, fields)) > 100 or len(text) > LONGEST:
            raise refused(f"comment {number} names no micro-credential, or a field is too long")
        microcredential, criterion, level = (each.strip() for each in fields)
        own = derived_id(microcredential, criterion, level, text)
        pinned = row.get("pinned") in (True, "true", "yes", "1", 1)
        made.setdefault(own, BankEntry(own, microcredential, criterion, level, text.strip(), pinned=pinned))
    return tuple(made.values())


def refused(why: str) -> FileError:
    """Why a file of comments cannot be taken."""
    return FileError(
        "bank-file",
        "The comments were not taken in",
        f"This file cannot be used: {why}.",
        "Nothing was changed. Choose a file written by “bank export”, or correct it.",
    )
