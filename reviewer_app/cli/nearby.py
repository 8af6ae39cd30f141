"""Commands of the school's own network: which hubs are here, and pairing with one by a short code on both screens."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.cli.opening import invocation, open_desk
from reviewer_app.cli.outcome import Speaker, plainly
from reviewer_app.domain.errors import Cancelled, RuleError

if TYPE_CHECKING:
    from reviewer_app.exchange.nearby import FoundHub
    from reviewer_app.workflows.desk import Desk

app = typer.Typer(help="The roads between this laptop and its hub.", no_args_is_help=True)
SECONDS = 4.0
On = Annotated[
    list[str] | None,
    typer.Option("--on", help="Ask on this address of this laptop only; may be given again."),
]
Listen = Annotated[float, typer.Option("--seconds", min=0.5, max=60, help="How long to listen.")]


@app.command()
@plainly
def find(
    context: typer.Context,
    on: On = None,
    seconds: Listen = SECONDS,
) -> None:
    """Look for hubs on the school's own network."""
    from reviewer_app.workflows import nearby  # with the network library, where it is used only

    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        found = nearby.find(desk, on=on or (), seconds=seconds)
        pairing = desk.store.pairing
    speaker.table(
        "On this network",
        ("Hub", "Address", "Known here as"),
        [
            (
                x.name,
                x.url,
                "this laptop’s hub"
                if pairing and x.hub_key == pairing.hub_key
                else ("" if x.fits else "of another version"),
            )
            for x in found
        ],
        "No hub answers on this network. Is it shared there, is it the same network, does a firewall stand between? "
        "Its address can be typed as well: exchange pair --at ADDRESS.",
    )
    speaker.result([dataclasses.asdict(each) for each in found])


@app.command()
@plainly
def pair(
    context: typer.Context,
    found: Annotated[
        bool, typer.Option("--found", help="With the hub that is found on this network.")
    ] = False,
    at: Annotated[str, typer.Option("--at", help="With the hub at this address, typed by hand.")] = "",
    hub: Annotated[
        str, typer.Option("--hub", help="The name of the hub to look for; the first of that name.")
    ] = "",
    on: On = None,
    seconds: Listen = SECONDS,
) -> None:
    """Pair this laptop with a hub in the same room: both screens show a short code, both people agree."""
    from reviewer_app.workflows import nearby  # as in find

    speaker = invocation(context).speaker
    with open_desk(context) as desk:
        url, pin = at, ""
        if not at:
            one = _one(desk, found, hub, on or (), seconds)
            url, pin = one.url, one.pin
        met = nearby.meet(desk, url, pin)
        _show(speaker, met.hub_name, met.code)
        try:
            same = _yes("Is the same code on the coordinator’s screen? [y/N] ")
        except KeyboardInterrupt:
            same = False
        if not same:
            nearby.disagree(desk, met)
            raise RuleError(
                "codes-differ",
                "Nothing was paired",
                "You said that the codes are not the same. If they truly differ, another machine may stand between.",
                "Tell the coordinator, and try again on a network you both trust.",
            )
        speaker.say("Waiting for the coordinator…")
        try:
            made = nearby.agree(desk, met)
        except (KeyboardInterrupt, Cancelled):
            nearby.disagree(desk, met)
            raise
    speaker.result(
        {"hub": made.hub_name, "url": made.hub_url, "hub_key": made.hub_key, "person": made.person_name},
        f"Paired with {made.hub_name} as {made.person_name}.",
    )


def _one(desk: Desk, wanted: bool, named: str, on: Sequence[str], seconds: float) -> FoundHub:
    from reviewer_app.workflows import nearby  # as in find

    if not wanted:
        raise RuleError(
            "no-hub-named",
            "With which hub?",
            "Neither --found nor --at ADDRESS was said.",
            "Say --found to look for it on this network.",
        )
    hubs = nearby.find(desk, on=on, seconds=seconds, named=named)
    fitting = [each for each in hubs if each.fits]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise RuleError(
            "several-hubs",
            "Several hubs answer",
            f"On this network there are: {', '.join(each.name for each in fitting)}.",
            "Say which with --hub NAME; ask the coordinator if two have the same name.",
        )
    if hubs:
        raise RuleError(
            "version",
            "Two versions do not fit",
            f"“{hubs[0].name}” does not speak this version.",
            "Update Reviewer on the older of the two laptops.",
        )
    raise RuleError(
        "no-hub-here",
        "No hub answers on this network",
        "Nothing on this network says that it is a hub.",
        "Ask whether it is shared and on the same network, or type its address with --at.",
    )


def _show(speaker: Speaker, hub: str, code: str) -> None:
    out = speaker.err if speaker.as_json else speaker.out
    out.print(f"\n“{hub}” answers. The code on this screen:\n\n      {code}\n", markup=False)


def _yes(question: str) -> bool:
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:  # nobody sits here, so nobody compared anything
        return False
