"""The steps of the guided sample review, and how each is known to be done: by what really happened in the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reviewer_app.domain.review import ReviewState


@dataclass(frozen=True)
class Now:
    """What can be seen of the room: which evidence, what was said, and whether the decision is on show or signed."""

    evidence: str
    state: ReviewState
    previewing: bool
    signed: bool


@dataclass(frozen=True)
class Step:
    """One thing to try; ``done`` compares the room now with how it was when the step began.

    What stands in braces in its words is an action of the room, told by its key.
    """

    id: str
    title: str
    words: str
    done: Callable[[Now, Now], bool]


STEPS = (
    Step(
        "evidence",
        "Look at the evidence",
        "Evidence is on the left and in the middle. Press {next-evidence} for the next piece, "
        "{previous-evidence} for the one before, or click one.",
        lambda before, now: now.evidence != before.evidence,
    ),
    Step(
        "score",
        "Score a criterion",
        "The rubric is on the right. Read what each level asks for, then press its number: "
        "{score-1}, {score-2} or {score-3}. {next-criterion} goes on.",
        lambda before, now: now.state.scores != before.state.scores,
    ),
    Step(
        "cite",
        "Pin evidence to the criterion",
        "Select words in the evidence, or press {mark-region} and mark a region, then press {cite}: the "
        "place is pinned to the criterion in focus, and its chip leads back there.",
        lambda before, now: len(now.state.citations) > len(before.state.citations),
    ),
    Step(
        "comment",
        "Tell the earner",
        "Press {comment} and write what was missing and a next step. Every word is on disk while you write. "
        "Esc leaves.",
        lambda before, now: now.state.comments != before.state.comments,
    ),
    Step(
        "undo",
        "Take something back",
        "{undo} takes the last change back, also after a restart; {redo} brings it again.",
        lambda before, now: len(now.state.redo) > len(before.state.redo) or _redone(before, now),
    ),
    Step(
        "preview",
        "Read it as the earner will",
        "{submit} shows the decision as the earner reads it, with what is still missing. Nothing is sent by looking.",
        lambda _before, now: now.previewing or now.signed,
    ),
    Step(
        "sign",
        "Sign it",
        "Fill in what is missing, or have it filled in, then sign. In real work the decision now waits to be sent.",
        lambda _before, now: now.signed,
    ),
)


def _redone(before: Now, now: Now) -> bool:
    return now.state.changes > before.state.changes + 1 and now.state.undo == before.state.undo
