"""What calibration says: how near a level came, counts, figures, and who sees any of it."""

from __future__ import annotations

from reviewer_app.domain.agreement import Doubt, Estimate, Exactness
from reviewer_app.domain.calibrating import Compared, Practice, Tally
from reviewer_app.domain.submission import AGAIN
from reviewer_app.ui.views import Row
from reviewer_app.ui.words import count_words

NEAR = {
    Exactness.EXACT: ("Exact", "ok", "ok"),
    Exactness.ADJACENT: ("Adjacent", "warn", "move-horizontal"),
    Exactness.MISS: ("Miss", "bad", "x"),
}
"""How near a level came: word, tone, icon."""

WHO_SEES = (
    "All of this is for you. Your levels travel to the hub as signed records, as everything you say does; the "
    "coordinator’s screens and reports show nothing of your practice, neither levels nor time."
)

CARE = {
    Doubt.NONE_JUDGED: "nothing judged",
    Doubt.ONE_JUDGED: "one judgement",
    Doubt.ONE_LEVEL: "one level only",
    Doubt.FEW_JUDGED: "few judgements",
    Doubt.PREVAILING_LEVEL: "one level prevails",
    Doubt.NO_SPREAD: "no spread",
}
"""What makes a figure doubtful, in as few words as a table has room for."""

STATES = {
    "to_review": ("Not started", "muted", "draft"),
    "in_review": ("In practice", "accent", "draft"),
    "ready": ("Ready to compare", "ok", "ready"),
    "arriving": ("Files on their way", "warn", "fetching"),
    "practised": ("Compared", "ok", "ok"),
    "withdrawn": ("Given up", "muted", "stop"),
    "superseded": ("Newer attempt arrived", "muted", "info"),
}


def near_words(each: Compared) -> str:
    """How near one level came, in words."""
    word = NEAR[each.exactness][0]
    if not each.steps:
        return word
    way = "high" if each.steps > 0 else "low"
    return f"{word}: {count_words(abs(each.steps), 'level', 'levels')} too {way}"


def tally_words(counts: Tally) -> str:
    """The counts in one line."""
    missed = "1 miss" if counts.miss == 1 else f"{counts.miss} misses"
    return f"{counts.exact} exact, {counts.adjacent} adjacent, {missed} of {counts.n}"


def state_of(row: Row) -> tuple[str, str, str]:
    """How far one practice is: word, tone, icon; every criterion scored is ready, whatever was commented."""
    if row.scored == row.total and row.state.value in ("to_review", "in_review"):
        return STATES["ready"]
    return STATES.get(row.state.value, STATES["withdrawn"])


def kind_words(row: Row) -> str:
    """What a practice is."""
    return "Your own work, again" if row.role == AGAIN else "Anchor"


def held_against(practice: Practice) -> str:
    """What one's levels are compared with."""
    return "your earlier levels" if practice is Practice.AGAIN else "the reference"


def value_words(made: Estimate, *, percent: bool) -> str:
    """A figure as it stands in a table."""
    if made.value is None:
        return "–"
    return (f"{made.value:.0%}" if percent else f"{made.value:.2f}").replace("-", "−")


def interval_words(made: Estimate, *, percent: bool) -> str:
    """Where the true figure probably lies."""
    if made.interval is None:
        return "–"
    low, high = made.interval.low, made.interval.high
    return (f"{low:.0%} to {high:.0%}" if percent else f"{low:.2f} to {high:.2f}").replace("-", "−")
