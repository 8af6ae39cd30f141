"""What decides a task, worked out anew from all that was accepted about it, in whichever order that came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from reviewer_app.domain.records import DECISION, DECISION_WITHDRAWN, INTEREST
from reviewer_app.exchange.messages import HANDED_BACK as TOLD_HANDED_BACK
from reviewer_app.exchange.messages import REOPENED
from reviewer_app.hub import interests
from reviewer_app.hub.acceptance import DECIDED, HANDED_BACK, OPEN, RELEASED, TAKEN_BACK
from reviewer_app.hub.books import Books
from reviewer_app.hub.telling import tell


def stand_again(books: Books, work: Connection, person: str, submissions: Iterable[str]) -> None:
    """Put tasks to what was accepted: a restored hub hears of a decision and of its end from different laptops.

    What was released stays released and what was taken back stays taken back; a decision that stands here already
    goes on standing unless it was itself taken back.
    """
    for submission in sorted(set(submissions)):
        row = work.exec_driver_sql(
            "SELECT id, state, decision FROM assignment WHERE submission = ? AND person = ?",
            (submission, person),
        ).first()
        if row is not None and row[1] != RELEASED:
            _stand(books, work, person, submission, row)


def _stand(books: Books, work: Connection, person: str, submission: str, row: Any) -> None:
    task, state, decision = row
    said: dict[str, list[dict[str, Any]]] = {DECISION: [], DECISION_WITHDRAWN: [], INTEREST: []}
    for kind, text in work.exec_driver_sql(
        "SELECT kind, document FROM record WHERE subject = ? AND kind IN (?, ?, ?) AND accepted = 1 AND code = '' "
        "AND device IN (SELECT name FROM device WHERE person = ?)",
        (submission, *said, person),
    ).all():
        said[kind].append(books.rest.document(text))
    back = {each["body"].get("decision") for each in said[DECISION_WITHDRAWN]}
    decisions = [each["id"] for each in _in_order(said[DECISION]) if each["id"] not in back]
    now = decision if decision in decisions else next(iter(decisions), "")
    declared = _in_order(said[INTEREST])[-1:]
    handed_back = [each for each in declared if not each["body"].get("removed")]
    _note_interest(books, work, person, submission, task, handed_back)
    if state != TAKEN_BACK:
        state = HANDED_BACK if handed_back else DECIDED if now else OPEN
    if (state, now) != (row[1], decision):
        work.exec_driver_sql("UPDATE assignment SET state = ?, decision = ? WHERE id = ?", (state, now, task))


def _in_order(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(documents, key=lambda each: (each["at"], each["device"], each["n"]))


def _note_interest(
    books: Books, work: Connection, person: str, submission: str, task: int, handed_back: list[dict[str, Any]]
) -> None:
    noted = interests.declared(work, submission, person)
    if noted and not handed_back:
        interests.forget(work, submission, person)
        tell(books, work, person, task, REOPENED, "")
    for each in handed_back if not noted else ():
        reason = interests.keep(work, submission, person, each["id"], each["body"], books.moment())
        tell(books, work, person, task, TOLD_HANDED_BACK, reason)
