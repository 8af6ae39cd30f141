"""A new attempt beside the one before: compare them, read what changed in a text, confirm a score that carries over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reviewer_app.domain import records as kinds
from reviewer_app.domain.attempts import Comparison, compare, offered
from reviewer_app.domain.beside import Row, side_by_side
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.errors import EvidenceError, RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import ANSWERS, Submission
from reviewer_app.store.relatives import newer_attempt, other_editions
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.looking import open_evidence
from reviewer_app.workflows.reviewing import Review, open_review

LETTERS_MOST = 200_000
"""More letters than this of a text are not compared."""
_SLICES_MOST = 400


@dataclass(frozen=True)
class Attempts:
    """What is known of a submission's other attempts on this laptop.

    ``comparison`` is None for a first attempt, and where the earlier one is not here (``earlier`` is False then).
    """

    number: int
    note: str
    earlier: bool
    comparison: Comparison | None = None
    decision: Decision | None = None
    before: str = ""
    newer: str = ""
    newer_number: int = 0
    newer_editions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Texts:
    """A text of both attempts side by side; ``cut`` when only its beginning was compared."""

    rows: tuple[Row, ...]
    cut: bool = False


def attempts(desk: Desk, submission: str) -> Attempts:
    """What became of the earlier attempt, and whether a later one or another edition of the rubric has arrived."""
    now = blinded(desk, submission)
    newer = newer_attempt(desk.store, submission)
    found = Attempts(
        now.attempt,
        now.note,
        earlier=bool(now.previous) and desk.store.has_submission(now.previous),
        newer=newer[0] if newer else "",
        newer_number=newer[1] if newer else 0,
        newer_editions=other_editions(desk.store, submission),
    )
    if not found.earlier:
        return found
    before = blinded(desk, now.previous)
    signed = desk.store.decision(before.id)
    decision = signed[0] if signed else None
    return replace(
        found, comparison=_compared(desk, before, now, decision), decision=decision, before=before.id
    )


def _compared(desk: Desk, before: Submission, now: Submission, decision: Decision | None) -> Comparison:
    made = compare(before, now)
    if decision is None:
        return made
    rubrics = (desk.store.rubric(before.rubric_hash), desk.store.rubric(now.rubric_hash))
    offers, why_not = offered(made, decision, rubrics, now, rubrics[1].policy.carry_over)
    return replace(made, offers=offers, why_not=why_not)


def carry(desk: Desk, submission: str, criterion: str) -> Review:
    """Confirm the earlier score of a criterion for this attempt; undo takes it back."""
    known = attempts(desk, submission)
    found = known.comparison or Comparison(known.number, known.number, ())
    offer = next((each for each in found.offers if each.criterion == criterion), None)
    if offer is None:
        raise RuleError(
            "not-carried",
            "This score does not carry over",
            found.why_not.get(criterion, "There is no earlier score for it."),
            "Judge the criterion by the evidence of this attempt.",
        )
    body = {
        "criterion": criterion,
        "level": offer.level,
        "carried_from": known.before,
        "carried_attempt": found.before,
    }
    with desk.store.changes() as work:
        work.append(kinds.SCORE, submission, body)
    return open_review(desk, submission)


def texts(desk: Desk, submission: str, before: str, now: str, cancel: CancelToken | None = None) -> Texts:
    """The words of one thing in both attempts, side by side; "" stands for an attempt that does not have it."""
    earlier = desk.store.submission(submission).previous
    old, old_cut = _words(desk, earlier, before, cancel) if before else ("", False)
    new, new_cut = _words(desk, submission, now, cancel) if now else ("", False)
    if not old.strip() and not new.strip():
        raise EvidenceError(
            "no-text",
            "There are no words to compare",
            "Neither file has text that can be read.",
            "Open both and compare them by eye.",
        )
    return Texts(side_by_side(old, new), old_cut or new_cut)


def _words(desk: Desk, submission: str, place: str, cancel: CancelToken | None) -> tuple[str, bool]:
    if place.startswith(ANSWERS):
        part = place.removeprefix(ANSWERS)
        answers = [
            x for each in desk.store.submission(submission).parts if each.id == part for x in each.answers
        ]
        return "\n".join(f"{each.prompt}\n{each.text}" for each in answers), False
    held: list[str] = []
    letters = 0
    with open_evidence(desk, submission, place, cancel=cancel) as opened:
        count = max(len(opened.info.pages), opened.info.text_slices)
        for number in range(min(count, _SLICES_MOST)):
            try:
                text = opened.text(number, cancel=cancel).text
            except EvidenceError as problem:
                if problem.code in ("nothing-there", "unsupported"):
                    break
                raise
            held.append(text[: LETTERS_MOST - letters])
            letters += len(text)
            if letters >= LETTERS_MOST:
                return "\n".join(held), True
    return "\n".join(held), count > _SLICES_MOST
