"""Commands that hand out what the ledger holds: receipts as files, and the list of what left this laptop."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import Bar, invocation, open_desk
from reviewer_app.cli.outcome import plainly
from reviewer_app.workflows import ledgering
from reviewer_app.workflows.leaving_list import write_left

_DAY = ["%Y-%m-%d"]


@plainly
def receipts(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("--export", metavar="DIR", help="The folder for the files; made where it is not.")
    ],
) -> None:
    """Write every receipt as a file that stands alone, with its record."""
    speaker = invocation(context).speaker
    with open_desk(context) as desk, Bar(speaker, "files") as bar:
        count = ledgering.export_receipts(desk, folder, bar)
    speaker.result(
        {"written": count, "folder": str(folder)},
        f"{count} {'receipt' if count == 1 else 'receipts'} written to {folder}. "
        "Verify one with “reviewer-app receipt verify FILE --hub-key KEY”.",
    )


@plainly
def left(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file: .pdf to print, or .csv.")],
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=_DAY, help="The first day; all before it is left out."),
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--until", formats=_DAY, help="The last day, included.")
    ] = None,
) -> None:
    """Write what left this laptop in a time, with how far each item came; no names."""
    with open_desk(context) as desk:
        write_left(
            desk,
            out,
            since=since.date() if since else None,
            until=until.date() if until else None,
            form=out.suffix.removeprefix(".").lower(),
        )
    invocation(context).speaker.result({"written": str(out)}, f"Written to {out}.")


def add_to(app: typer.Typer) -> None:
    """Put the commands among those of the exchange."""
    for command in (receipts, left):
        app.command()(command)
