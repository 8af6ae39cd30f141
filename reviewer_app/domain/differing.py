"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 3000
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

    Very long texts are compared as a whole, so that this never takes long.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS and before != after:
        return tuple(run for run in (Run(Part.BEFORE, before), Run(Part.AFTER, after)) if run.text)
    runs: list[Run] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run(Part.BOTH, "".join(old[i:j])))
            continue
        if j > i:
            runs.append(Run(Part.BEFORE, "".join(old[i:j])))
        if m > k:
            runs.append(Run(Part.AFTER, "".join(new[k:m])))
    return tuple(runs)


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


def _from_a_word(text: str) -> str:
    """The text from its first whole word on; a single long word is cut."""
    _part, blank, rest = text.partition(" ")
    return rest.lstrip() if blank and rest.strip() else text


def _to_a_word(text: str) -> str:
    """The text up to the end of its last whole word; a single long word is cut."""
    rest, blank, _part = text.rpartition(" ")
    return rest.rstrip() if blank and rest.strip() else text.rstrip()
