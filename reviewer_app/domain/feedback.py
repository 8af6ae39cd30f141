"""Words for the earner as the feedback check reads them, and what it finds: reason, severity, fixes, and a name.

Rules are data by language (``feedback_rules``), applied in ``feedback_check``. The check finds; the person decides:
every finding can be overruled with a reason, and only some keep a decision from being signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewer_app.domain.feedback_rules import Severity
from reviewer_app.domain.judging import not_judged
from reviewer_app.domain.phrasing import folded_token, tokens_of
from reviewer_app.domain.review import OVERALL, ReviewState

if TYPE_CHECKING:
    from reviewer_app.domain.anonymity import NameList
    from reviewer_app.domain.rubric import Microcredential


@dataclass(frozen=True)
class Fix:
    """One change of a text: characters ``start`` to ``end`` become ``text``, and typing goes on ``after`` it."""

    label: str
    start: int
    end: int
    text: str

    def applied(self, text: str) -> str:
        """The text after this fix."""
        return text[: self.start] + self.text + text[self.end :]

    @property
    def after(self) -> int:
        """Where to go on typing."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Finding:
    """What one rule found in the words said on one criterion, at characters ``start`` to ``end``.

    ``key`` names it among the findings of its criterion and stays the same while the words do; ``citation`` is the pin
    in whose note the words stand, "" for the comment.
    """

    rule: str
    criterion: str
    start: int
    end: int
    title: str
    reason: str
    severity: Severity
    fixes: tuple[Fix, ...] = ()
    key: str = ""
    citation: str = ""

    @property
    def place(self) -> str:
        """What a reason to overrule it is kept under."""
        return f"{self.criterion}:{self.key}"

    @property
    def must(self) -> bool:
        """Whether it keeps a decision from being signed until it is fixed or overruled."""
        return self.severity is Severity.MUST


@dataclass(frozen=True)
class Entry:
    """Words the earner will read: a comment on a criterion, on the whole, or on a pin.

    ``floor`` is the title of the level that was not reached, "" where nothing is below its floor.
    """

    criterion: str
    text: str
    floor: str = ""
    cited: bool = False
    rubric: tuple[str, ...] = ()
    citation: str = ""


@dataclass(frozen=True)
class Feedback:
    """All words of one review that the earner will read, and what they are held against.

    ``elsewhere`` holds ``fingerprint`` of what the person said on other submissions; ``ordinary`` the folded words of
    rubric and evidence, which are no names.
    """

    submission: str
    entries: tuple[Entry, ...]
    language: str = "en"
    names: NameList | None = None
    elsewhere: frozenset[str] = frozenset()
    ordinary: frozenset[str] = field(default_factory=frozenset)


def entries_of(rubric: Microcredential, state: ReviewState) -> tuple[Entry, ...]:
    """The words of a review as it stands; criteria without words are left to what is missing."""
    made: list[Entry] = []
    left_out = not_judged(rubric, state.scores)
    for each in rubric.criteria:
        if each.id in left_out:
            continue
        level = state.scores.get(each.id)
        pins = [citation for citation in state.citations if citation.criterion == each.id]
        if (text := state.comments.get(each.id, "")).strip():
            below = level is not None and not each.meets(level)
            floor = each.level(each.floor).title if below else ""
            descriptors = tuple(level.descriptor for level in each.levels)
            made.append(Entry(each.id, text, floor, bool(pins), descriptors))
        made += [Entry(each.id, pin.note, citation=pin.id) for pin in pins if pin.note.strip()]
    if (text := state.comments.get(OVERALL, "")).strip():
        made.append(Entry(OVERALL, text))
    return tuple(made)


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of texts that name things, not persons."""
    return frozenset(each.folded for text in texts for each in tokens_of(text))


def fingerprint(text: str) -> str:
    """What two texts share when they say the same words."""
    said = " ".join(each.folded for each in tokens_of(text))
    return hashlib.sha256(said.encode()).hexdigest()


def standing(findings: Iterable[Finding], overruled: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings that nobody overruled; ``overruled`` has reasons as ``ReviewState`` keeps them."""
    return tuple(each for each in findings if not overruled.get(each.place, "").strip())


def finding_key(submission: str, rule: str, words: str) -> str:
    """How a finding is named in a record: by its rule and, where it is about some words, a mark of them."""
    if not words:
        return rule
    said = f"{submission}\0{' '.join(folded_token(each) for each in words.split())}"
    return f"{rule}:{hashlib.sha256(said.encode()).hexdigest()[:12]}"
