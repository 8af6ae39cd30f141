"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

MOST_WORDS = 3000
"""Texts of more words than this together are compared as a whole: the person would wait for their words."""
_WORDS = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")


class Part(StrEnum):
    """Which of two texts a run of words is in."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Run:
    """Words that stand in one or in both of two texts."""

    part: Part
    text: str


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Both texts as one row of runs: what was taken out stands before what came in its place.

    A word is the same word whatever blanks are before it. Very long texts are compared as a whole.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS and before != after:
        return _joined((Run(Part.BEFORE, before), Run(Part.AFTER, after)))
    matcher = SequenceMatcher(None, [x.strip() for x in old], [x.strip() for x in new], autojunk=False)
    runs: list[Run] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            for was, now in zip(old[i:j], new[k:m], strict=True):
                runs += _kept(was, now)
        else:
            runs += [Run(Part.BEFORE, "".join(old[i:j])), Run(Part.AFTER, "".join(new[k:m]))]
    return _joined(runs)


def shortened(runs: tuple[Run, ...], around: int = 24) -> tuple[Run, ...]:
    """The runs with long stretches that stand in both cut to what is near a change."""
    made = []
    for at, run in enumerate(runs):
        text = run.text
        if run.part is Part.BOTH and len(runs) > 1:
            first, last = at == 0, at == len(runs) - 1
            if first and len(text) > around:
                text = f"… {_from_a_word(text[-around:])}"
            elif last and len(text) > around:
                text = f"{_to_a_word(text[:around])} …"
            elif not first and not last and len(text) > 2 * around:
                text = f"{_to_a_word(text[:around])} … {_from_a_word(text[-around:])}"
        made.append(Run(run.part, text))
    return tuple(made)


def _kept(was: str, now: str) -> tuple[Run, ...]:
    """A word that stands in both; the blanks before it may differ."""
    if was == now:
        return (Run(Part.BOTH, was),)
    word = was.strip()
    return (
        Run(Part.BEFORE, was.removesuffix(word)),
        Run(Part.AFTER, now.removesuffix(word)),
        Run(Part.BOTH, word),
    )


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Between words that stand in both, all that was taken out is one run, and so is all that came in."""
    made: list[Run] = []
    for _both, group in groupby((run for run in runs if run.text), key=lambda run: run.part is Part.BOTH):
        together = tuple(group)
        for part in Part:
            text = "".join(run.text for run in together if run.part is part)
            if text:
                made.append(Run(part, text))
    return tuple(made)


def _from_a_word(text: str) -> str:
    """The text from its first whole word on; a single long word is cut."""
    _part, blank, rest = text.partition(" ")
    return rest.lstrip() if blank and rest.strip() else text


def _to_a_word(text: str) -> str:
    """The text up to the end of its last whole word; a single long word is cut."""
    rest, blank, _part = text.rpartition(" ")
    return rest.rstrip() if blank and rest.strip() else text.rstrip()
