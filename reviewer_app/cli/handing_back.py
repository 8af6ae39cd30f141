"""Commands that hand work back for a conflict of interest, and take back what ended a review."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import plainly
from reviewer_app.cli.review import Alias, find
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.interest import REASONS
from reviewer_app.domain.lifecycle import State
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import handing_back, queueing
from reviewer_app.workflows.desk import Desk


@plainly
def take_back(
    context: typer.Context,
    submission: Alias,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a sentence for the coordinator.")] = "",
) -> None:
    """Take back an incomplete that was signed, or a conflict of interest that was not sent yet."""
    with open_desk(context) as desk:
        handed_back = _handed_back(desk, submission)
        if handed_back:
            handing_back.take_interest_back(desk, handed_back)
        else:
            handing_back.take_decision_back(desk, find(desk, submission), reason)
    what = "interest" if handed_back else "decision"
    invocation(context).speaker.result({"taken_back": what}, "Taken back; the review is open again.")


@plainly
def hand_back(
    context: typer.Context,
    submission: Alias,
    reason: Annotated[str, typer.Option("--reason", help=f"One of: {', '.join(REASONS)}.")],
    words: Annotated[str, typer.Option("--words", help="More, for the coordinator.")] = "",
) -> None:
    """Hand a submission back unjudged, because of a conflict of interest; it is hidden at once."""
    with open_desk(context) as desk:
        handing_back.declare_interest(desk, find(desk, submission), reason, words)
    invocation(context).speaker.result(
        {"handed_back": True}, "Handed back. The coordinator is told with the next round."
    )


def _handed_back(desk: Desk, named: str) -> str:
    hidden = QueueQuery(text=named, decided=True, states=frozenset({State.HANDED_BACK}))
    rows = queueing.page(desk, hidden, 0, 100)
    found = [
        row.submission
        for row in rows
        if named.casefold() in (row.alias.casefold(), row.submission.casefold())
    ]
    if len(found) > 1:
        raise RuleError(
            "several", "Which one is meant?", f"Several submissions are called “{named}”.", "Use the id."
        )
    return found[0] if found else ""


def add_to(app: typer.Typer) -> None:
    """Put the commands at the root."""
    app.command("take-back")(take_back)
    app.command("hand-back")(hand_back)
