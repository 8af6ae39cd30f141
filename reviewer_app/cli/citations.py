"""Citations as files: Web Annotations out and in, and a marked copy of a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import plainly
from reviewer_app.cli.review import Alias, find
from reviewer_app.workflows import citing, marking

app = typer.Typer(
    no_args_is_help=True, help="Citations as W3C Web Annotations (JSON-LD).", rich_markup_mode=None
)


@app.command("export")
@plainly
def export(
    context: typer.Context,
    submission: Alias,
    target: Annotated[Path, typer.Argument(help="The JSON-LD file to write.")],
) -> None:
    """Write all citations of a submission as one annotation collection; it knows the alias only."""
    with open_desk(context) as desk:
        found = find(desk, submission)
        made = citing.export_citations(desk, found, target)
        count = len(desk.store.review(found).citations)
    words = "1 citation" if count == 1 else f"{count} citations"
    invocation(context).speaker.result({"path": str(made), "citations": count}, f"Written: {made}, {words}.")


@app.command("import")
@plainly
def import_(
    context: typer.Context,
    submission: Alias,
    source: Annotated[Path, typer.Argument(help="A file that `citations export` wrote.")],
) -> None:
    """Take the citations of a file, all or none; those that are here already change nothing."""
    with open_desk(context) as desk:
        done = citing.import_citations(desk, find(desk, submission), source)
    told = {"new": done.new, "changed": done.changed, "same": done.same}
    invocation(context).speaker.result(
        told, f"{done.new} new, {done.changed} changed, {done.same} here already."
    )


@plainly
def marked_copy(
    context: typer.Context,
    submission: Alias,
    evidence: Annotated[str, typer.Argument(help="The evidence's id or file name, as `show` lists it.")],
    target: Annotated[Path, typer.Argument(help="The PDF to write.")],
) -> None:
    """Write a copy of a PDF with its citations as real annotations; the original stays as it is."""
    with open_desk(context) as desk:
        found = find(desk, submission)
        items = desk.store.submission(found).evidence
        named = next((each.id for each in items if evidence in (each.id, each.name)), evidence)
        made = marking.marked_copy(desk, found, named, target)
    invocation(context).speaker.result({"path": str(made)}, f"Written: {made}")


def add_to(root: typer.Typer) -> None:
    """Put the commands at the root."""
    root.add_typer(app, name="citations")
    root.command("marked-copy")(marked_copy)
