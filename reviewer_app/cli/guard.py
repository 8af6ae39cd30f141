"""Commands about what an assessor should not see and what must be there before leaving: names, ready."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from reviewer_app.cli.opening import Bar, invocation, open_desk
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.cli.review import Alias, find
from reviewer_app.domain.submission import timestamp
from reviewer_app.workflows import guarding, leaving


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


@plainly
def ready(
    context: typer.Context,
    submission: Annotated[
        str, typer.Argument(help="The submission's alias or id; left out, all that are open.")
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read and open also what was sound within the last day.")
    ] = False,
) -> None:
    """Say what is missing before the network goes: every file read whole and opened once."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        found = find(desk, submission) if submission else ""
        with Bar(speaker) as bar:
            done = leaving.check_leaving(desk, found, bar, again=again)
    aliases = {each.submission: f"{each.alias}, attempt {each.attempt}" for each in done.submissions}
    speaker.table(
        "Before you leave",
        ("Submission", "What is missing", "What to do"),
        [(aliases.get(each.submission, "All"), each.sentence, each.next_step) for each in done.gaps],
        f"Everything is here: {len(done.submissions)} submissions, {done.size} bytes."
        if done.submissions
        else "There is nothing to review on this laptop.",
    )
    speaker.result(
        {
            "ready": done.ready,
            "submissions": len(done.submissions),
            "size": done.size,
            "free": done.free,
            "to_come": done.to_come,
            "checked_at": timestamp(done.checked_at),
            "gaps": [dataclasses.asdict(each) for each in done.gaps],
        }
    )
    if not done.ready:
        raise typer.Exit(FOUND_WRONG)


def add_to(app: typer.Typer) -> None:
    """Put the guard's commands at the root."""
    app.command("names")(names)
    app.command("ready")(ready)


__all__ = ["add_to"]
