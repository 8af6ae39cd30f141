"""Commands of the coordinator about flags and problems: what is open, and how it was settled."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.cli.hub_opening import open_hub
from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import plainly

if TYPE_CHECKING:
    from reviewer_app.hub.flags import FlagLine

app = typer.Typer(help="Flags and problems that assessors raised.", no_args_is_help=True)


@app.command("list")
@plainly
def list_flags(
    context: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Settled ones too.")] = False,
) -> None:
    """List what assessors flagged, the oldest first."""
    with open_hub(context) as hub:
        rows = hub.flags(settled=everything)
    speaker = invocation(context).speaker
    speaker.table(
        "Flags",
        ("Submission", "Raised by", "What", "About", "Words", "Clock", "Settled", "Id"),
        [
            (x.alias, x.person_name, _what(x), _about(x), x.text, _clock(x), x.words or "open", x.id)
            for x in rows
        ],
        "Nothing is flagged." if everything else "No flag is open.",
    )
    speaker.result([dataclasses.asdict(each) for each in rows])


@app.command()
@plainly
def settle(
    context: typer.Context,
    flag: Annotated[
        str, typer.Argument(help="The flag's id, as `hub flags list` shows it, or a part of it.")
    ],
    words: Annotated[str, typer.Argument(help="How it was settled, in a sentence for the assessor.")],
) -> None:
    """Settle a flag; the assessor reads the words with the next round, and a stopped clock runs on."""
    with open_hub(context) as hub:
        done = hub.settle(flag, words)
    told = {"flag": done.id, "submission": done.submission, "words": words}
    invocation(context).speaker.result(told, f"Settled. {done.person_name} is told with the next round.")


def _what(line: FlagLine) -> str:
    return f"problem: {line.kind}" if line.problem else line.kind


def _about(line: FlagLine) -> str:
    said = ", ".join(line.evidence) or "the whole submission"
    return f"{said} ({line.place})" if line.place else said


def _clock(line: FlagLine) -> str:
    return "stopped" if line.pauses and not line.settled_at else "runs"
