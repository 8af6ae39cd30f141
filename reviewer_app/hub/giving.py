"""Giving submissions to a person, several at once: each by itself, with what keeps one from being given in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.policy import Policy
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.workdays import WorkCalendar
from reviewer_app.hub import closing
from reviewer_app.hub.acceptance import OPEN, TAKEN_BACK
from reviewer_app.hub.assigning import assign_in, may_work, reopen_in, withdraw_in
from reviewer_app.hub.books import Books
from reviewer_app.hub.interests import check_none

AT_ONCE = 100
"""Submissions in one change: others wait for no longer than that takes."""
UNDONE = "Given by mistake."
"""What a laptop is told that fetched work meanwhile."""

_CLOSED = {
    closing.SUPERSEDED: (
        "A newer attempt is here",
        "The earner handed in a newer attempt, so this one takes no decision any more.",
        "Give the newer attempt.",
    ),
    closing.OTHER_RUBRIC: (
        "Another edition counts",
        "The same attempt is here for another edition of the rubric, so this one takes no decision any more.",
        "Give the one for the other edition.",
    ),
    closing.CLOSED: (
        "Its adjudication is closed",
        "It takes no decision any more.",
        "Open it again by “reviewer-app hub reopen” if it should be judged after all.",
    ),
}


@dataclass(frozen=True)
class Task:
    """To whom something is given, as what, and until when; ``today`` has the policy of each submission say it."""

    person: str
    role: str = "assessor"
    round: int = 1
    due: date | None = None
    today: date | None = None


@dataclass(frozen=True)
class Kept:
    """A submission that was not given, or not taken back, and why."""

    submission: str
    alias: str
    problem: RuleError


@dataclass(frozen=True)
class Handled:
    """What became of several submissions; ``stopped`` where somebody wished it before the last one."""

    done: tuple[str, ...]
    kept: tuple[Kept, ...]
    stopped: bool = False


def give(
    books: Books,
    submissions: Sequence[str],
    task: Task,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Handled:
    """Give each of these, or give it back where it was taken from this person before.

    RuleError where the person can be given nothing at all.
    """
    with books.looking() as look:
        may_work(look, task.person)
    return _each(books, submissions, lambda work, each: _give(books, work, each, task), progress, cancel)


def undo(books: Books, submissions: Sequence[str], person: str) -> Handled:
    """Take back what was given a moment ago, where nothing of this person about it has arrived yet."""

    def one(work: Connection, submission: str) -> None:
        arrived = work.exec_driver_sql(
            "SELECT 1 FROM record r JOIN device d ON d.name = r.device WHERE r.subject = ? AND d.person = ?",
            (submission, person),
        ).first()
        if arrived is not None:
            raise RuleError(
                "begun",
                "They have begun",
                "Something they said about it has arrived at the hub, so it is not undone without a word to them.",
                "Take it back with a reason instead, if it must be.",
            )
        _take_back(books, work, submission, person, UNDONE)

    return _each(books, submissions, one)


def take_back(books: Books, submissions: Sequence[str], person: str, reason: str) -> Handled:
    """Take back what is open, with a reason for the person; what they said about it is kept."""
    if not reason.strip():
        raise RuleError(
            "no-reason",
            "A reason is missing",
            "The assessor is told why their work was taken back.",
            "Say it in a sentence.",
        )
    return _each(books, submissions, lambda work, each: _take_back(books, work, each, person, reason.strip()))


def _give(books: Books, work: Connection, submission: str, task: Task) -> None:
    may_work(work, task.person)
    check_none(work, submission, task.person)
    _see_that_it_counts(work, submission)
    due = _due(work, submission, task)
    if assign_in(books, work, submission, task.person, due, task.role, task.round):
        return
    if _state(work, submission, task.person) != TAKEN_BACK:
        raise RuleError(
            "has-it",
            "They have it already",
            "A person has a submission once; it is theirs, or they decided it.",
            "Give it to somebody else, or leave it with them.",
        )
    reopen_in(books, work, submission, task.person)
    work.exec_driver_sql(
        "UPDATE assignment SET role = ?, round = ?, due = ? WHERE submission = ? AND person = ?",
        (task.role, task.round, due.isoformat() if due else "", submission, task.person),
    )


def _take_back(books: Books, work: Connection, submission: str, person: str, reason: str) -> None:
    if _state(work, submission, person) != OPEN:
        raise RuleError(
            "not-open",
            "It is not open with them",
            "Their decision is here already, or it was taken back or handed back before.",
            "Nothing was changed.",
        )
    withdraw_in(books, work, submission, person, reason)


def _each(
    books: Books,
    submissions: Sequence[str],
    one: Callable[[Connection, str], None],
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
) -> Handled:
    done: list[str] = []
    kept: list[Kept] = []
    for start in range(0, len(submissions), AT_ONCE):
        if cancel is not None and cancel.cancelled:
            return Handled(tuple(done), tuple(kept), stopped=True)
        some = submissions[start : start + AT_ONCE]
        fresh: list[str] = []
        with books.changes() as work:
            for each in some:
                try:
                    one(work, each)
                except RuleError as problem:
                    kept.append(Kept(each, _alias(work, each), problem))
                else:
                    fresh.append(each)
        done += fresh
        progress(start + len(some), len(submissions), "")
    return Handled(tuple(done), tuple(kept))


def _see_that_it_counts(look: Connection, submission: str) -> None:
    row = look.exec_driver_sql(
        "SELECT c.code FROM closing c JOIN assignment a ON a.id = c.assignment WHERE a.submission = ? ORDER BY c.at",
        (submission,),
    ).first()
    if row is not None and row[0] in _CLOSED:
        raise RuleError(str(row[0]), *_CLOSED[row[0]])


def _due(look: Connection, submission: str, task: Task) -> date | None:
    if task.today is None:
        return task.due
    row = look.exec_driver_sql(
        "SELECT r.document FROM submission s JOIN rubric r ON r.hash = s.rubric WHERE s.id = ?", (submission,)
    ).first()
    if row is None:
        return None  # there is no such submission, which whoever gives it is told right after
    policy = Policy.from_document(json.loads(row[0]).get("policy", {}))
    return WorkCalendar(frozenset(policy.holidays)).after(task.today, policy.turnaround_days)


def _state(look: Connection, submission: str, person: str) -> str:
    row = look.exec_driver_sql(
        "SELECT state FROM assignment WHERE submission = ? AND person = ?", (submission, person)
    ).first()
    return str(row[0]) if row is not None else ""


def _alias(look: Connection, submission: str) -> str:
    row = look.exec_driver_sql("SELECT alias FROM submission WHERE id = ?", (submission,)).first()
    return str(row[0]) if row is not None else submission
