"""What became of submissions that were given or taken back, in words: how many, and which not, each with why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.hosting.held_words import some_of
from reviewer_app.ui.hosting.ports import Handled
from reviewer_app.ui.words import count_words


@dataclass(frozen=True)
class Told:
    """A note: its tone, its title and its sentence."""

    tone: str
    title: str
    sentence: str


def given(answer: Handled, name: str, alias: str) -> Told:
    """After giving; ``alias`` is of the first that was given."""
    many = len(answer.done)
    what = alias if many == 1 else count_words(many, "submission", "submissions")
    arrives = f"Their laptop {'has it' if many == 1 else 'has them'} after its next exchange." if many else ""
    stopped = "You stopped before the last one." if answer.stopped else ""
    title = f"{name} now has {what}" if many else "Nothing was given"
    return _told(answer, title, arrives, stopped)


def undone(answer: Handled, name: str) -> Told:
    """After undoing."""
    many = len(answer.done)
    what = count_words(many, "submission is", "submissions are")
    return _told(answer, f"Undone: {what} not {name}’s any more" if many else "Nothing was undone")


def taken_back(answer: Handled, name: str) -> Told:
    """After taking back."""
    what = count_words(len(answer.done), "submission", "submissions")
    title = f"Taken back from {name}: {what}" if answer.done else "Nothing was taken back"
    return _told(answer, title, "Their laptop hears it at its next exchange." if answer.done else "")


def _told(answer: Handled, title: str, *more: str) -> Told:
    why = _why(answer.kept)
    tone = "ok" if not why and answer.done else "warn" if why else "info"
    return Told(tone, title, " ".join(part for part in (*more, why) if part))


def _why(kept: Sequence[tuple[str, ReviewerError]]) -> str:
    """Which were not, by reason, in the hub's own words."""
    by_reason: dict[str, tuple[ReviewerError, list[str]]] = {}
    for alias, problem in kept:
        by_reason.setdefault(problem.code, (problem, []))[1].append(alias)
    return " ".join(
        f"Not {some_of(aliases)}: {problem.title[:1].lower()}{problem.title[1:]}. "
        f"{problem.sentence} {problem.next_step}"
        for problem, aliases in by_reason.values()
    )
