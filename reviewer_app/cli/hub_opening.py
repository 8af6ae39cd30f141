"""Opening the hub of an invocation's home for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from reviewer_app.cli.opening import Invocation, invocation, passphrase
from reviewer_app.domain.errors import RuleError
from reviewer_app.paths import Home
from reviewer_app.vault.keys import KeyState, KeyVault

if TYPE_CHECKING:
    from reviewer_app.hub.hub import Hub
    from reviewer_app.hub.places import Place


DATABASE_VARIABLE = "REVIEWER_HUB_DATABASE"


def place_of(said: Invocation, home: Home) -> Place:
    """Where the hub of this invocation keeps its books."""
    from reviewer_app.hub.places import Place  # as in open_hub

    return Place(home.hub_folder, said.database)


@contextmanager
def open_hub(context: typer.Context) -> Iterator[Hub]:
    """The hub of the invocation's home, closed again at the end."""
    from reviewer_app.hub.hub import Hub  # the server's libraries; only where a hub is touched

    said = invocation(context)
    home = said.open_home()
    vault = KeyVault(home.hub_folder, "hub")
    if vault.state is KeyState.NEW:
        raise RuleError(
            "no-hub",
            "There is no hub here yet",
            f"The folder {home.root} holds no hub.",
            "Make one with “reviewer-app hub create NAME”.",
        )
    place = place_of(said, home)
    hub = Hub.open(place, vault.unlock(passphrase() if vault.state is KeyState.PASSPHRASE else None))
    try:
        yield hub
    finally:
        hub.close()
