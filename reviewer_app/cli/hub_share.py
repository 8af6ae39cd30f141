"""Sharing the hub with the laptops in the room: the coordinator's screen while they ask to be paired."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.cli.hub_opening import open_hub
from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import Speaker, plainly
from reviewer_app.cli.stopping import Stop
from reviewer_app.domain.errors import ReviewerError

if TYPE_CHECKING:
    from reviewer_app.hub.hub import Hub
    from reviewer_app.hub.meetings import Asking
    from reviewer_app.hub.sharing import Sharing

LOOK_SECONDS = 2.0
STOP_SECONDS = 0.2
"""After Ctrl+C nothing more is begun after this long."""
NO = ("no", "n", "")


@plainly
def share(
    context: typer.Context,
    address: Annotated[
        str, typer.Option("--address", help="Serve on this address of this laptop only.")
    ] = "",
    port: Annotated[int, typer.Option("--port", help="The port to listen on.")] = 8470,
    name: Annotated[
        str, typer.Option("--name", help="What laptops see, instead of the hub's name; never a person's.")
    ] = "",
) -> None:
    """Share the hub on this network, and pair laptops by a short code, until stopped with Ctrl+C."""
    from reviewer_app.hub.sharing import Sharing  # the server's libraries; only where a hub is touched

    speaker = invocation(context).speaker
    with open_hub(context) as hub, Stop() as stop, Sharing(hub, address, port, name) as sharing:
        _tell(speaker, hub, sharing)
        with suppress(KeyboardInterrupt):  # at a question: nobody is paired by it
            _serve(speaker, hub, sharing, stop)
        speaker.say("\nNo longer shared. What was paired stays paired.")


def _tell(speaker: Speaker, hub: Hub, sharing: Sharing) -> None:
    speaker.say(f"“{hub.books.name}” is shared on this network.")
    for url in sharing.urls:
        speaker.say(f"  Address   {url}")
    if sharing.announced_as:
        speaker.say(f"  Found as  {sharing.announced_as}")
    if sharing.unheard is not None:
        speaker.say(f"Laptops cannot find it by themselves. {sharing.unheard.sentence}")
        speaker.say("Have the address above typed into Reviewer; the short code is compared all the same.")
    speaker.result(
        {"urls": sharing.urls, "announced_as": sharing.announced_as, "key": hub.key},
        "Waiting for laptops that ask to be paired. Stop with Ctrl+C.",
    )


def _serve(speaker: Speaker, hub: Hub, sharing: Sharing, stop: Stop) -> None:
    meetings = sharing.meetings
    looked = time.monotonic()
    while not stop.asked:
        for asking in meetings.asking():
            with stop.breakable():
                person = _question(speaker, hub, asking)
            try:
                if not person:
                    meetings.refuse(asking.id)
                    speaker.say("Refused. The laptop is told so.")
                    continue
                sharing.confirm(asking.id, person)
            except ReviewerError as problem:
                speaker.problem(problem)
                continue
            speaker.say(
                "Confirmed. Now it is for the laptop’s own person to say that the codes are the same."
            )
        for ended in sharing.ended():
            speaker.say(ended.words)
        if not meetings.asking():
            meetings.wait(STOP_SECONDS)
        if time.monotonic() - looked < LOOK_SECONDS:
            continue
        looked = time.monotonic()
        if sharing.look_again():
            speaker.say("This laptop’s addresses changed:")
            _tell(speaker, hub, sharing)


def _question(speaker: Speaker, hub: Hub, asking: Asking) -> str:
    """The id of the person the coordinator names; "" when they say no."""
    active = [each for each in hub.people() if each.active]
    if speaker.as_json:
        speaker.result({"asking": asking.code, "people": [each.name for each in active]})
    speaker.say("")
    speaker.say("A laptop asks to be paired.")
    speaker.say(f"\n      {asking.code}\n")
    speaker.say(
        "Is this the code on the assessor’s own screen? If not, somebody else may be listening: say no."
    )
    for number, each in enumerate(active, 1):
        speaker.say(f"  {number}  {each.name}")
    while True:
        said = _asked("Whose laptop is it? Their number or name, or “no”: ")
        if said.casefold() in NO:
            return ""
        found = [
            each.id
            for number, each in enumerate(active, 1)
            if said in (str(number), each.id) or said.casefold() == each.name.casefold()
        ]
        if len(found) == 1:
            return found[0]
        speaker.say(f"{'Several people are' if found else 'Nobody is'} called “{said}” here.")


def _asked(words: str) -> str:
    try:
        return input(words).strip()
    except EOFError:  # nobody sits here, so nobody saw the code
        return "no"
