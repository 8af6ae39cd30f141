"""Commands of the coordinator that end work before it is decided, and open it again."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer_app.cli.hub_naming import Person, Work, submission_of
from reviewer_app.cli.hub_opening import open_hub, person_called
from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import plainly


@plainly
def supersede(context: typer.Context, submission: Work) -> None:
    """Give a newer attempt, or another edition, to everyone who has an older one of it open."""
    with open_hub(context) as hub:
        _older, given = hub.take_over(submission_of(hub, submission))
    people = "1 person" if given == 1 else f"{given} people"
    invocation(context).speaker.result({"given": given}, f"Given to {people}; older ones take no decision.")


@plainly
def close(
    context: typer.Context,
    submission: Work,
    reason: Annotated[str, typer.Option("--reason", help="Why, in a sentence for the assessors.")],
) -> None:
    """End the adjudication of a submission: what is open is taken back, what still comes is refused."""
    with open_hub(context) as hub:
        taken = hub.close_submission(submission_of(hub, submission), reason)
    invocation(context).speaker.result({"taken_back": taken}, f"Closed; {taken} taken back.")


@plainly
def reopen(context: typer.Context, submission: Work, person: Person) -> None:
    """Give back what was withdrawn or closed, so that a decision is taken again."""
    with open_hub(context) as hub:
        changed = hub.reopen(submission_of(hub, submission), person_called(hub, person))
    invocation(context).speaker.result(
        {"changed": changed}, "Open again." if changed else "It was not closed."
    )


def add_to(app: typer.Typer) -> None:
    """Put the commands among the hub's."""
    for command in (supersede, close, reopen):
        app.command()(command)
