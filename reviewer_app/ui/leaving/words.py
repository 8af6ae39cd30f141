"""What the safe-to-leave check says."""

from __future__ import annotations

from reviewer_app.domain.readiness import GapKind, Readiness, SubmissionFacts
from reviewer_app.ui.words import clock, count_words, size_words

ICONS = {
    GapKind.NOT_HERE: "fetching",
    GapKind.DAMAGED: "error",
    GapKind.LOCKED: "lock",
    GapKind.DOES_NOT_OPEN: "error",
    GapKind.NOT_SHOWN: "hidden",
    GapKind.DOES_NOT_PLAY: "stop",
    GapKind.NO_SNAPSHOT: "pair",
    GapKind.SPACE: "attention",
}


def checked_words(done: Readiness) -> str:
    """How much was checked and when, as “8 submissions, 213 MB, checked 14:02.”."""
    held = count_words(len(done.submissions), "submission", "submissions")
    return f"{held}, {size_words(done.size)}, checked {clock(done.checked_at)}."


def headline(done: Readiness) -> str:
    """What is missing in one line."""
    touched = len({each.submission for each in done.gaps if each.submission})
    missing = count_words(len(done.gaps), "thing", "things")
    if not touched:
        return f"{missing} to see to before you leave"
    of = count_words(len(done.submissions), "submission", "submissions")
    return f"{missing} to see to, in {touched} of {of}"


def about(facts: SubmissionFacts) -> str:
    """A submission's heading."""
    return f"{facts.alias} · {facts.title} · attempt {facts.attempt}"
