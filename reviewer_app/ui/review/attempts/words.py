"""How attempts are spoken of on the screen."""

from __future__ import annotations

from reviewer_app.domain.attempts import Comparison, Fate
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.judging import WORDS
from reviewer_app.ui.review.attempts.ports import AttemptsView

ICONS = {
    Fate.SAME: ("ok", "ok"),
    Fate.CHANGED: ("pencil", "warn"),
    Fate.NEW: ("plus", "accent"),
    Fate.GONE: ("minus", "muted"),
}
"""Icon and tone of what became of a thing."""


def counted(comparison: Comparison) -> str:
    """What became of everything, in one line."""
    told = (
        (Fate.NEW, "{} new"),
        (Fate.CHANGED, "{} changed"),
        (Fate.SAME, "{} unchanged"),
        (Fate.GONE, "{} no longer handed in"),
    )
    said = [words.format(comparison.count(fate)) for fate, words in told if comparison.count(fate)]
    return " · ".join(said) if said else "Nothing was handed in"


def title(known: AttemptsView) -> str:
    """What the banner says first."""
    if known.comparison is not None:
        return f"Attempt {known.number}, after attempt {known.comparison.before}"
    return f"Attempt {known.number}; the earlier one is not on this laptop"


def outcome(decision: Decision | None, number: int) -> str:
    """How the earlier attempt ended."""
    if decision is None:
        return f"Attempt {number} was not decided on this laptop."
    return f"Attempt {number} ended with: {WORDS[decision.outcome]}."


def newer_editions(editions: tuple[str, ...], own: str) -> str:
    """Which other editions of the rubric have come; one may be named as the own is, and say something else."""
    if editions == (own,):
        return f"Another version of edition {own} of this rubric has arrived"
    named = " and ".join(editions)
    return (
        f"Edition {named} of this rubric has arrived"
        if len(editions) == 1
        else f"Editions {named} have arrived"
    )
