"""Opening the hub of an invocation's home for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from reviewer_app.cli.opening import invocation, passphrase
from reviewer_app.domain.errors import RuleError
from reviewer_app.vault.keys import KeyState, KeyVault

if TYPE_CHECKING:
    from reviewer_app.hub.hub import Hub


@contextmanager
def open_hub(context: typer.Context) -> Iterator[Hub]:
    """The hub of the invocation's home, closed again at the end."""
    from reviewer_app.hub.hub import Hub  # the server's libraries; only where a hub is touched

    home = invocation(context).open_home()
    vault = KeyVault(home.hub_folder, "hub")
    if vault.state is KeyState.NEW:
        raise RuleError(
            "no-hub",
            "There is no hub here yet",
            f"The folder {home.root} holds no hub.",
            "Make one with “reviewer-app hub create NAME”.",
        )
    hub = Hub.open(
        home.hub_folder, vault.unlock(passphrase() if vault.state is KeyState.PASSPHRASE else None)
    )
    try:
        yield hub
    finally:
        hub.close()


def person_called(hub: Hub, named: str) -> str:
    """The id of the person with this name or id; RuleError where none or several are meant."""
    found = [x.id for x in hub.people() if named == x.id or named.casefold() == x.name.casefold()]
    if len(found) == 1:
        return found[0]
    raise RuleError(
        "unknown-person",
        "Who is meant?",
        f"{'Several people are' if found else 'Nobody is'} called “{named}” here.",
        "Use the id that “reviewer-app hub people” shows.",
    )
