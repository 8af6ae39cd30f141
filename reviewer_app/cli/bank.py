"""The comment bank as files: out, in, and a look at it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import plainly
from reviewer_app.workflows import bank_sharing, banking

app = typer.Typer(no_args_is_help=True, help="The comment bank.", rich_markup_mode=None)


@app.command("list")
@plainly
def list_(context: typer.Context) -> None:
    """Show every comment of the bank, by criterion and level, the most used first."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        entries = banking.everything(desk)
    speaker.table(
        "Comment bank",
        ("Micro-credential", "Criterion", "Level", "Used", "Comment"),
        [(x.microcredential, x.criterion or "overall", x.level, str(x.uses), x.text) for x in entries],
        "The bank is empty. It grows from every decision you sign.",
    )
    speaker.result([dataclasses.asdict(each) for each in entries])


@app.command("export")
@plainly
def export(
    context: typer.Context,
    target: Annotated[
        Path, typer.Argument(help="The file to write; .csv makes it a table, anything else JSON.")
    ],
) -> None:
    """Write the bank to a file that others can import; it holds nothing of any submission."""
    with open_desk(context) as desk:
        made, count = banking.export(desk, target)
    words = "1 comment" if count == 1 else f"{count} comments"
    invocation(context).speaker.result({"path": str(made), "comments": count}, f"Written: {made}, {words}.")


@app.command("share")
@plainly
def share(
    context: typer.Context,
    stick: Annotated[
        Path | None,
        typer.Option("--stick", metavar="PATH", help="Leave them on this stick or in this folder."),
    ] = None,
) -> None:
    """Share your pinned comments with the paired hub, and take what others share there."""
    with open_desk(context) as desk:
        done = bank_sharing.share(desk, by=stick)
    mine = f"{done.shared} of yours {'are on their way' if done.waits else 'are shared'}"
    invocation(context).speaker.result(dataclasses.asdict(done), f"{mine}; {done.new} new from others.")


@app.command("import")
@plainly
def import_(
    context: typer.Context,
    source: Annotated[
        Path, typer.Argument(help="A file that `bank export` wrote, or a table with its columns.")
    ],
) -> None:
    """Take the comments of a file, all or none; what is here already stays as it is."""
    with open_desk(context) as desk:
        done = banking.import_(desk, source)
    invocation(context).speaker.result(dataclasses.asdict(done), f"{done.new} new, {done.same} here already.")
