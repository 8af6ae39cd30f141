"""Commands of the roads without a line: a stick, and a folder that laptop and hub share."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import Bar, invocation, open_desk
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.workflows import carrying, exchanging, stick_offers

Place = Annotated[Path, typer.Argument(help="Where the stick or folder is.")]


@plainly
def stick(context: typer.Context, path: Place) -> None:
    """Bring over what the hub left on a stick, and leave there what has no receipt yet."""
    _bring_over(context, path, "You can pull the stick out now.", shared=False)


@plainly
def folder(
    context: typer.Context,
    path: Place,
    always: Annotated[
        bool | None,
        typer.Option(
            "--with-every-sync/--no-more", help="Look there with every sync from now on, or no more."
        ),
    ] = None,
) -> None:
    """Bring over what the hub left in a shared folder, and leave there what has no receipt yet."""
    if always is not None:
        with open_desk(context) as desk:
            stick_offers.share_folder(desk, path.absolute() if always else None)
    _bring_over(context, path, "", shared=True)


@plainly
def introduce(context: typer.Context, path: Place) -> None:
    """Ask by stick to be paired, where there is no line to the hub."""
    with open_desk(context) as desk:
        code = carrying.introduce(desk, path)
    invocation(context).speaker.result(
        {"code": code},
        f"This laptop’s code is {code}. Give the stick to your coordinator: their screen must show the same code.",
    )


@plainly
def accept(
    context: typer.Context,
    path: Place,
    code: Annotated[str, typer.Argument(help="The code on the coordinator's screen.")],
) -> None:
    """Be paired with the hub whose answer came back on the stick."""
    with open_desk(context) as desk:
        made = carrying.accept(desk, path, code)
    invocation(context).speaker.result(
        {"hub": made.hub_name, "url": made.hub_url, "hub_key": made.hub_key, "person": made.person_name},
        f"Paired with {made.hub_name} as {made.person_name}. Now bring over what else is on the stick.",
    )


def _bring_over(context: typer.Context, path: Path, last: str, *, shared: bool) -> None:
    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        with Bar(speaker) as bar:
            done = carrying.bring_over(desk, path, bar, shared=shared)
        waiting = exchanging.outbox(desk)
    for each in done.round.problems:
        speaker.say(f"Note: {each.sentence}")
    if done.unwritten is not None and not speaker.as_json:
        speaker.problem(done.unwritten)
    told = dataclasses.asdict(done.round)
    speaker.result(
        {
            **told,
            "answers": done.answers,
            "left": done.left,
            "damaged": list(done.damaged),
            "unread": done.unread,
            "unwritten": done.unwritten.document() if done.unwritten is not None else None,
            "decisions_waiting": waiting.decisions_waiting,
        },
        f"{carrying.summed_up(done)} {last}".strip(),
    )
    if done.round.refused or done.unwritten is not None:
        raise typer.Exit(FOUND_WRONG)


def add_to(app: typer.Typer) -> None:
    """Put the commands among those of the exchange."""
    for command in (stick, folder, introduce, accept):
        app.command()(command)
