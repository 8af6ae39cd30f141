"""Commands about what an assessor should not see and what must be there before leaving: names, ready."""

from __future__ import annotations

from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import plainly
from reviewer_app.cli.review import Alias, find
from reviewer_app.workflows import guarding


@plainly
def names(
    context: typer.Context,
    submission: Alias,
    reveal: Annotated[
        str, typer.Option("--reveal", help="Show what was masked in this evidence item, by its id.")
    ] = "",
    reason: Annotated[
        str, typer.Option("--reason", help="Why it must be seen; kept with the review, sent to the hub.")
    ] = "",
) -> None:
    """List the names that were found and masked, and where text may name someone."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        found = find(desk, submission)
        guarded = guarding.look_through_all(desk, found)
        shown = guarding.reveal(desk, found, reveal, reason) if reveal else ()
    rows = [
        {
            "evidence": each.evidence,
            "kind": each.kind,
            "field": each.field,
            "shown": each.shown,
            "slice": each.slice,
            **({"found": each.found} if each in shown else {}),
        }
        for each in guarded.findings
    ]
    speaker.table(
        "Names",
        ("Evidence", "What", "Shown as", "Found"),
        [
            (str(x["evidence"]), str(x["field"] or x["kind"]), str(x["shown"]), str(x.get("found", "")))
            for x in rows
        ],
        "No name was found.",
    )
    speaker.result({"listed": guarded.listed, "waiting": guarded.waiting, "findings": rows})


def add_to(app: typer.Typer) -> None:
    """Put the guard's commands at the root."""
    app.command("names")(names)


__all__ = ["add_to"]
