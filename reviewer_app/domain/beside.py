"""Two texts as rows to set side by side: paragraph beside paragraph, with the words that changed marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviewer_app.domain.differing import Part, Run, word_runs

_MOST_ROWS = 4_000
_ALIKE = 0.4
"""Paragraphs that share less of their letters than this are another text, not a change of one; from 0 to 1."""


@dataclass(frozen=True)
class Piece:
    """Some of a paragraph's text, and whether the other side does not have it."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Row:
    """A paragraph of before beside one of now; None where the other side has nothing to go with it."""

    before: tuple[Piece, ...] | None
    now: tuple[Piece, ...] | None

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.before == self.now


def side_by_side(before: str, now: str) -> tuple[Row, ...]:
    """The two texts paragraph by paragraph; joined again, each side is the text it came from, blank lines left out."""
    left, right = _paragraphs(before), _paragraphs(now)
    if max(len(left), len(right)) > _MOST_ROWS:
        left, right = _lumped(left), _lumped(right)
    rows: list[Row] = []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [Row((Piece(text),), (Piece(text),)) for text in left[a:b]]
        else:
            rows += _changed(left[a:b], right[c:d])
    return tuple(rows)


def around(rows: Sequence[Row], context: int = 1) -> tuple[Row | int, ...]:
    """The rows that changed with a few that did not beside them; a number stands for so many that are left out."""
    near = {at + step for at, row in enumerate(rows) if not row.same for step in range(-context, context + 1)}
    made: list[Row | int] = []
    for at, row in enumerate(rows):
        last = made[-1] if made else None
        if at in near:
            made.append(row)
        elif isinstance(last, int):
            made[-1] = last + 1
        else:
            made.append(1)
    return tuple(made)


def _changed(before: Sequence[str], now: Sequence[str]) -> list[Row]:
    rows = [_pair(old, new) for old, new in zip(before, now, strict=False)]
    rows += [Row((Piece(text, True),), None) for text in before[len(now) :]]
    rows += [Row(None, (Piece(text, True),)) for text in now[len(before) :]]
    return rows


def _pair(before: str, now: str) -> Row:
    runs = word_runs(before, now)
    shared = sum(len(run.text) for run in runs if run.part is Part.BOTH)
    if 2 * shared < _ALIKE * (len(before) + len(now)):
        return Row((Piece(before, True),), (Piece(now, True),))
    return Row(_side(runs, Part.BEFORE), _side(runs, Part.AFTER))


def _side(runs: Sequence[Run], own: Part) -> tuple[Piece, ...]:
    """One side's pieces; a change begins at a word, not at the blank before it."""
    made: list[Piece] = []
    for run in runs:
        if run.part is Part.BOTH:
            made.append(Piece(run.text))
        elif run.part is own:
            words = run.text.lstrip()
            if made and words:
                made[-1] = Piece(made[-1].text + run.text.removesuffix(words))
                made.append(Piece(words, True))
            else:
                made.append(Piece(run.text, True))
    return tuple(made)


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


def _lumped(lines: list[str]) -> list[str]:
    size = -(-len(lines) // _MOST_ROWS)
    return [" ".join(lines[at : at + size]) for at in range(0, len(lines), size)]
