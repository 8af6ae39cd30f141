"""Calibrating: practise on anchors, score one's own earlier work again, compare, and mind the bar before live work."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from uuid6 import uuid7

from reviewer_app.domain import records as kinds
from reviewer_app.domain.calibrating import (
    Practice,
    Standing,
    compare,
    may_score_again,
    practised_body,
    tally,
)
from reviewer_app.domain.errors import RuleError, StoreError
from reviewer_app.domain.judging import not_judged
from reviewer_app.domain.lifecycle import OPEN, check_open
from reviewer_app.domain.practice_report import OfMicrocredential, practice_report, standing_at
from reviewer_app.domain.reference import Reference, unwrapped
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import AGAIN, Assignment, Submission, submission_document
from reviewer_app.store import QueueRow
from reviewer_app.store.practising import Earlier, practice_tables
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from reviewer_app.domain.calibrating import Compared, Practised, Tally

OFFERED = 200
"""Among how many of one's oldest decisions one is chosen to be scored again."""
Choose = Callable[[Sequence[Earlier]], Earlier]


@dataclass(frozen=True)
class Comparison:
    """One practice beside its reference: ``reasons`` and ``overall`` are the reference's own words."""

    practice: Practice
    alias: str
    title: str
    compared: tuple[Compared, ...]
    tally: Tally
    levels: dict[str, dict[str, str]]
    """The levels' titles by criterion and level."""
    reasons: dict[str, str]
    overall: str
    by: str
    standing: Standing | None


@dataclass(frozen=True)
class Calibration:
    """All the calibration room shows: practice to do, what came of it, and what of one's own can be scored again."""

    rows: tuple[QueueRow, ...]
    reports: tuple[OfMicrocredential, ...]
    again: Earlier | None
    """A decision old enough to be scored again; None where there is none."""
    old_enough: int


def calibration(desk: Desk) -> Calibration:
    """What there is to practise and what practice said so far."""
    with practice_tables(desk.store) as tables:
        rows = tables.rows()
        practised = tables.practised()
        earlier = tables.earlier(OFFERED)
        asked = tables.asked()
    rubrics = _rubrics(desk, practised)
    offered = _offered(desk, earlier, practised, rows)
    return Calibration(
        tuple(rows),
        practice_report(practised, rubrics, {each.id: each for each in asked}),
        offered[0] if offered else None,
        len(offered),
    )


def practice(desk: Desk) -> list[QueueRow]:
    """All practice on this laptop, what is open first."""
    with practice_tables(desk.store) as tables:
        return tables.rows()


def kind_of(about: Submission) -> Practice:
    """What a practice is held against."""
    return Practice.AGAIN if about.again else Practice.ANCHOR


def finish(desk: Desk, submission: str) -> Comparison:
    """Commit one's levels, then show what they are held against; from then on neither can change."""
    about = desk.store.submission(submission)
    check_open(desk.store.state(submission))
    rubric = desk.store.rubric(about.rubric_hash)
    own = desk.store.review(submission).scores
    left_out = not_judged(rubric, own)
    open_ones = [each.id for each in rubric.criteria if each.id not in own and each.id not in left_out]
    if open_ones:
        raise RuleError(
            "practice-open",
            "Not every criterion has a level yet",
            f"Still to score: {', '.join(open_ones)}.",
            "Score them first; the reference is shown when all your levels stand.",
        )
    body = practised_body(
        kind_of(about),
        of=about.again,
        alias=about.alias,
        microcredential=about.microcredential,
        own=own,
        reference=_held_against(desk, about).scores,
        reference_hash=str(about.reference.get("sha256", "")),
    )
    with desk.store.changes() as work:
        work.append(kinds.PRACTISED, submission, body)
    return comparison(desk, submission)


def comparison(desk: Desk, submission: str) -> Comparison:
    """What a finished practice came to; refused while one's own levels can still change."""
    about = desk.store.submission(submission)
    with practice_tables(desk.store) as tables:
        found = next((each for each in tables.practised() if each.submission == submission), None)
    if found is None:
        raise RuleError(
            "practice-not-compared",
            "Nothing was compared yet",
            "The reference is shown when your own levels stand.",
            "Score every criterion, then compare.",
        )
    rubric = desk.store.rubric(about.rubric_hash)
    reference = _held_against(desk, about)
    compared = compare(rubric, found.own, found.reference)
    return Comparison(
        kind_of(about),
        about.alias,
        rubric.title,
        compared,
        tally(compared),
        {each.id: {level.id: level.title for level in each.levels} for each in rubric.criteria},
        dict(reference.reasons),
        reference.overall,
        reference.by,
        bar_standing(desk, rubric),
    )


def give_up(desk: Desk, submission: str) -> None:
    """End a practice without comparing; nothing of it counts, and nothing is lost."""
    with desk.store.changes() as work:
        work.append(kinds.GIVEN_UP, submission, {"given_up": True})


def take_up(desk: Desk, submission: str) -> None:
    """Go on with an anchor that was given up; one's own work is no longer blind then, and is refused."""
    if desk.store.review(submission).given_up:
        with desk.store.changes() as work:
            work.append(kinds.GIVEN_UP, submission, {"given_up": False})


def score_again(desk: Desk, submission: str = "", choose: Choose = secrets.choice) -> str:
    """Begin to score one's own earlier work again, blind, chosen where none is named; the id of the copy to open.

    The copy knows nothing of what was said before, and the original cannot be opened until the copy is compared or
    given up.
    """
    with practice_tables(desk.store) as tables:
        earlier, practised, rows = tables.earlier(OFFERED), tables.practised(), tables.rows()
    offered = _offered(desk, earlier, practised, rows)
    if submission:
        offered = [each for each in offered if each.submission == submission]
    if not offered:
        raise RuleError(
            "nothing-to-score-again",
            "Nothing can be scored again now",
            "It takes a decision of your own that is old enough, whose files are all here, and that is not being "
            "scored again already.",
            "Come back when more time has passed since your decisions.",
        )
    chosen = choose(offered)
    about = desk.store.submission(chosen.submission)
    _document, rubric = desk.store.documents(chosen.submission)
    copy = replace(
        about,
        id=str(uuid7()),
        previous="",
        earner="",
        assignment=Assignment(AGAIN, about.assignment.round),
        again=about.id,
    )
    with desk.store.changes() as work:
        work.add_submission(submission_document(copy), rubric, source=AGAIN)
    return copy.id


def bar_standing(desk: Desk, rubric: Microcredential) -> Standing | None:
    """How far one is from the bar of this micro-credential; None where its policy has none."""
    if rubric.policy.calibration is None:
        return None
    with practice_tables(desk.store) as tables:
        practised = tables.practised()
    return standing_at(rubric, practised, _rubrics(desk, practised))


def standing_of(desk: Desk, submission: str) -> Standing | None:
    """How far one is from the bar of a submission's micro-credential."""
    return bar_standing(desk, desk.store.rubric(desk.store.submission(submission).rubric_hash))


def check_bar(desk: Desk, rubric: Microcredential) -> None:
    """Refuse to submit live work while the policy's bar is not reached."""
    now = bar_standing(desk, rubric)
    if now is None or now.passed:
        return
    raise RuleError(
        "bar-not-reached",
        "Practise first",
        f"Live work at “{rubric.title}” can be submitted when the bar is reached. {now.sentence}",
        "Practise on an anchor in the Calibration room; your scores here are kept.",
    )


def _held_against(desk: Desk, about: Submission) -> Reference:
    if about.again:
        signed = desk.store.decision(about.again)
        if signed is not None:
            decision = signed[0]
            return Reference(
                {each.criterion: each.level for each in decision.judged},
                {each.criterion: each.comment for each in decision.judged if each.comment},
                decision.overall,
            )
    if not about.reference:
        raise RuleError(
            "no-reference",
            "No reference came with this anchor",
            "There is nothing to compare your levels with yet.",
            "Ask the coordinator for the anchor again; your scores are kept.",
        )
    return Reference.from_document(unwrapped(about.reference))


def _rubrics(desk: Desk, practised: Sequence[Practised]) -> dict[str, Microcredential]:
    found: dict[str, Microcredential] = {}
    for each in {each.rubric_hash for each in practised}:
        try:
            found[each] = desk.store.rubric(each)
        except StoreError:
            continue  # practised on another laptop by an edition that never came here
    return found


def _offered(
    desk: Desk, earlier: Sequence[Earlier], practised: Sequence[Practised], rows: Sequence[QueueRow]
) -> list[Earlier]:
    """Decisions that may be scored again, those that never were first."""
    now = desk.now()
    times: dict[str, int] = {}
    for each in practised:
        if each.of:
            times[each.of] = times.get(each.of, 0) + 1
    under_way = {
        desk.store.submission(row.submission).again for row in rows if row.role == AGAIN and row.state in OPEN
    }
    old = [
        each
        for each in earlier
        if each.here
        and each.submission not in under_way
        and may_score_again(each.decided_at, now, each.since)
    ]
    fewest = min((times.get(each.submission, 0) for each in old), default=0)
    return [each for each in old if times.get(each.submission, 0) == fewest]
