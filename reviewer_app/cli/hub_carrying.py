"""Commands of the coordinator for the roads without a line: a stick, and a shared folder."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewer_app.cli.hub_opening import open_hub, person_called
from reviewer_app.cli.opening import Bar, invocation
from reviewer_app.cli.outcome import FOUND_WRONG, plainly
from reviewer_app.domain.errors import ReviewerError, RuleError
from reviewer_app.hub.visit_words import summed_up

if TYPE_CHECKING:
    from reviewer_app.hub.carrying import Visit
    from reviewer_app.hub.hub import Hub

Place = Annotated[Path, typer.Argument(help="Where the stick or folder is.")]
Files = Annotated[bool, typer.Option("--no-files", help="Leave messages only, no files.")]


@plainly
def stick(
    context: typer.Context,
    path: Place,
    person: Annotated[
        list[str] | None, typer.Option("--person", help="Hand out to all laptops of this person.")
    ] = None,
    device: Annotated[
        list[str] | None, typer.Option("--device", help="Hand out to this laptop, as `hub devices` names it.")
    ] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Hand out to every laptop.")] = False,
    no_files: Files = False,
) -> None:
    """Take what laptops left on a stick, and leave receipts, work and files for them."""
    from reviewer_app.hub.carrying import visit  # the server's libraries; only where a hub is touched

    speaker = invocation(context).speaker
    with open_hub(context) as hub:
        chosen = _devices(hub, person or [], device or [], everyone)
        with Bar(speaker) as bar:
            done = visit(hub.books, _carrier(path), chosen, files=not no_files, progress=bar)
    _tell(context, done, "You can pull the stick out now.")


@plainly
def folder(
    context: typer.Context,
    path: Place,
    watch: Annotated[
        int, typer.Option("--watch", min=0, help="Look again every so many seconds, until Ctrl+C; 0: once.")
    ] = 0,
    no_files: Files = False,
) -> None:
    """Answer the laptops that use a shared folder, once or again and again."""
    from reviewer_app.hub.carrying import visit  # as above

    speaker = invocation(context).speaker
    with open_hub(context) as hub:
        if not watch:
            with Bar(speaker) as bar:
                done = visit(hub.books, _carrier(path), files=not no_files, progress=bar)
            _tell(context, done, "")
            return
        speaker.say(f"Watching {path}. Stop with Ctrl+C.")
        lying: list[str] = []
        while True:
            try:
                done = visit(hub.books, _carrier(path), files=not no_files)
            except ReviewerError as problem:
                speaker.problem(problem)
            else:
                left_alone = [*done.unread_told, *done.shut_out]  # it lies there at every look
                fresh, lying = left_alone != lying, left_alone
                if done.laptops or done.banks or done.damaged or done.problem is not None or fresh:
                    speaker.say(summed_up(done))
            threading.Event().wait(watch)


@plainly
def introduced(context: typer.Context, path: Place) -> None:
    """List the laptops that ask by stick to be paired, with the code each shows on its screen."""
    from reviewer_app.hub.welcoming import introduced, unread_told  # as above

    rows, unread = introduced(_carrier(path)), unread_told(_carrier(path))
    speaker = invocation(context).speaker
    if unread:
        speaker.say(unread)
    speaker.table(
        "Introductions", ("Code", "Device"), [(x.code, x.device) for x in rows], "No laptop asks there."
    )
    speaker.result([{"code": each.code, "device": each.device} for each in rows])


@plainly
def welcome(
    context: typer.Context,
    path: Place,
    code: Annotated[str, typer.Argument(help="The code on the laptop's screen.")],
    person: Annotated[str, typer.Argument(help="The person's name or id, as `hub people` shows it.")],
    url: Annotated[
        str, typer.Option("--url", help="The hub's address, for when the laptop has a line.")
    ] = "",
) -> None:
    """Pair a laptop that introduced itself by stick, and hand out its person's work on the same stick."""
    from reviewer_app.hub.carrying import visit  # as above
    from reviewer_app.hub.welcoming import welcome

    speaker = invocation(context).speaker
    with open_hub(context) as hub:
        carrier = _carrier(path)
        device, asked = welcome(hub.books, carrier, code, person_called(hub, person), url)
        with Bar(speaker) as bar:
            done = visit(hub.books, carrier, [device], progress=bar)
    if done.problem is not None and not speaker.as_json:
        speaker.problem(done.problem)
    speaker.result(
        {
            "device": device,
            "code": asked,
            "files": done.files,
            "problem": done.problem.document() if done.problem is not None else None,
        },
        f"Accepted. The laptop will ask for this hub’s code: {asked}",
    )
    if done.problem is not None:
        raise typer.Exit(FOUND_WRONG)


def _carrier(path: Path) -> Any:
    from reviewer_app.exchange.carrier import carrier_at  # as above

    return carrier_at(path)


def _devices(hub: Hub, people: list[str], devices: list[str], everyone: bool) -> set[str]:
    lines = [each for each in hub.devices() if not each.revoked_at]
    chosen = {each.name for each in lines if everyone}
    for named in people:
        found = {x.name for x in lines if named == x.person or named.casefold() == x.person_name.casefold()}
        if not found:
            raise RuleError(
                "unknown-person",
                "Who is meant?",
                f"No laptop of “{named}” is paired with this hub.",
                "See who has one with “reviewer-app hub devices”.",
            )
        chosen |= found
    known = {each.name for each in lines}
    for named in devices:
        if named not in known:
            raise RuleError(
                "unknown-device",
                "Which laptop is meant?",
                f"No laptop called “{named}” is paired with this hub.",
                "See which are with “reviewer-app hub devices”.",
            )
        chosen.add(named)
    return chosen


def _tell(context: typer.Context, done: Visit, last: str) -> None:
    speaker = invocation(context).speaker
    if done.problem is not None and not speaker.as_json:
        speaker.problem(done.problem)
    told = {**dataclasses.asdict(dataclasses.replace(done, problem=None))}
    told["problem"] = done.problem.document() if done.problem is not None else None
    speaker.result(told, f"{summed_up(done)} {last}".strip())
    if done.problem is not None:
        raise typer.Exit(FOUND_WRONG)


def add_to(app: typer.Typer) -> None:
    """Put the commands beside the hub's others."""
    for name, command in (
        ("stick", stick),
        ("folder", folder),
        ("introduced", introduced),
        ("welcome", welcome),
    ):
        app.command(name)(command)
