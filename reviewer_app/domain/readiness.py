"""The safe-to-leave check as a rule: from what was found on this laptop to what is missing and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

RESERVE = 200 << 20
"""Bytes that must stay free for work itself: records, backups, letters."""


class Opened(StrEnum):
    """What came of opening a file once."""

    SHOWN = "shown"
    EXPLAINED = "explained"
    REFUSED = "refused"


class GapKind(StrEnum):
    """What can be missing; the value is the stable word for ``--json``."""

    NOT_HERE = "not-here"
    DAMAGED = "damaged"
    LOCKED = "locked"
    DOES_NOT_OPEN = "does-not-open"
    NOT_SHOWN = "not-shown"
    DOES_NOT_PLAY = "does-not-play"
    NO_SNAPSHOT = "no-snapshot"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What was found of one evidence item; ``sound`` is whether every byte is as it was when it came.

    ``opened`` is None where the item was not opened because it is not here, damaged or a link; ``code`` and
    ``sentence`` say why it was not shown. ``plays`` is None for what is no recording.
    """

    title: str
    size: int = 0
    link: bool = False
    snapshot: bool = False
    here: bool = True
    sound: bool = True
    opened: Opened | None = Opened.SHOWN
    code: str = ""
    sentence: str = ""
    plays: bool | None = None


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """What was found of one submission: its items by their ids."""

    submission: str
    alias: str
    title: str
    attempt: int
    items: Mapping[str, ItemFacts]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: what, in a sentence, and what to do before leaving."""

    kind: GapKind
    submission: str
    evidence: str
    sentence: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """What a check came to; ``free`` and ``to_come`` are bytes of the disk and of files still to be fetched."""

    submissions: tuple[SubmissionFacts, ...]
    gaps: tuple[Gap, ...]
    size: int
    free: int
    to_come: int
    checked_at: datetime

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps

    def of(self, submission: str) -> tuple[Gap, ...]:
        """What is missing of one submission; "" gives what concerns all."""
        return tuple(each for each in self.gaps if each.submission == submission)


def readiness(submissions: Iterable[SubmissionFacts], free: int, checked_at: datetime) -> Readiness:
    """The check's outcome from its facts."""
    facts = tuple(submissions)
    items = [item for each in facts for item in each.items.values()]
    to_come = sum(each.size for each in items if not each.here and not each.link)
    gaps: list[Gap] = []
    if free < to_come + RESERVE:
        gaps.append(
            Gap(
                GapKind.SPACE,
                "",
                "",
                "The disk has too little room for what is still to come and for your work.",
                "Free some space on this laptop, then check again.",
            )
        )
    for each in facts:
        for own, item in each.items.items():
            found = _gap(item)
            if found is not None:
                kind, sentence, step = found
                gaps.append(Gap(kind, each.submission, own, sentence, step))
    size = sum(each.size for each in items if each.here)
    return Readiness(facts, tuple(gaps), size, free, to_come, checked_at)


def _gap(item: ItemFacts) -> tuple[GapKind, str, str] | None:
    called = f"“{item.title}”"
    if item.link:
        if item.snapshot:
            return None
        return (
            GapKind.NO_SNAPSHOT,
            f"{called} is a web address without a snapshot.",
            "Look at it while you are connected, or ask the coordinator for a bundle with a snapshot.",
        )
    if not item.here:
        return (
            GapKind.NOT_HERE,
            f"{called} is not on this laptop yet.",
            "Sync now, or import the rest from a stick.",
        )
    if not item.sound:
        return (
            GapKind.DAMAGED,
            f"{called} was damaged on this disk.",
            "Import its bundle again while you can still get it.",
        )
    if item.code == "password":
        return (
            GapKind.LOCKED,
            f"{called} is locked with a password.",
            "Ask for the password, or for a copy without one, before you leave.",
        )
    if item.plays is False:
        return (
            GapKind.DOES_NOT_PLAY,
            f"{called} cannot be played on this laptop.",
            "Ask for an MP4 or MP3, or save a copy and see that another program here plays it.",
        )
    if item.opened is Opened.EXPLAINED:
        return (
            GapKind.NOT_SHOWN,
            f"{called}: {item.sentence or 'Reviewer cannot show it.'}",
            "Save a copy and see that another program here opens it.",
        )
    if item.opened is not Opened.SHOWN:
        return (
            GapKind.DOES_NOT_OPEN,
            f"{called} does not open{_because(item.sentence)}",
            "Ask for the file again, or report a problem with this evidence.",
        )
    return None


def _because(sentence: str) -> str:
    if not sentence:
        return "."
    if ": " in sentence:
        return f". {sentence}"
    # “Reviewer” keeps its capital in the middle of a sentence, and so does “PDF document”.
    keeps = sentence.startswith("Reviewer") or sentence[1:2].isupper()
    return f": {sentence if keeps else sentence[0].lower() + sentence[1:]}"
