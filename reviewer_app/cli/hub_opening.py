"""Opening the hub of an invocation's home, or the one its settings name, for one command."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewer_app.cli.opening import invocation, passphrase
from reviewer_app.domain.errors import RuleError
from reviewer_app.vault.keys import KeyState, KeyVault

if TYPE_CHECKING:
    from reviewer_app.hub.hub import Hub
    from reviewer_app.hub.places import Place
    from reviewer_app.hub.service.settings import ServiceSettings

Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="The hub's settings, as a TOML file.")
]


@dataclass(frozen=True)
class HubPlace:
    """Which hub is meant: its settings, its folder, and its key once it was asked for."""

    settings: ServiceSettings
    folder: Path
    key: bytes

    @property
    def books(self) -> Place:
        """Where its books are."""
        from reviewer_app.hub.places import Place  # as in open

        return Place(self.folder, self.settings.database, self.settings.storage)

    def open(self) -> Hub:
        """Open it."""
        from reviewer_app.hub.hub import Hub  # the server's libraries; only where a hub is touched

        return Hub.open(self.books, self.key, name=self.settings.name)


def hub_settings(context: typer.Context, config: Path | None = None) -> ServiceSettings:
    """The settings of a file and the environment, and the database that the command line names."""
    from reviewer_app.hub.service.settings import read_settings  # as in HubPlace.open

    settings = read_settings(config, os.environ)
    database = invocation(context).database
    return dataclasses.replace(settings, database=database) if database else settings


def hub_folder(context: typer.Context, settings: ServiceSettings) -> Path:
    """The folder the settings name, or the home's."""
    if settings.folder:
        return Path(settings.folder)
    return invocation(context).open_home().hub_folder


def hub_place(context: typer.Context, config: Path | None = None) -> HubPlace:
    """The hub that is meant, with its key; RuleError ``no-hub`` when there is none."""
    settings = hub_settings(context, config)
    folder = hub_folder(context, settings)
    vault = KeyVault(folder, "hub")
    place = HubPlace(settings, folder, b"").books
    made = vault.state is not KeyState.NEW or (settings.key and place.has_record)
    if not made:
        raise RuleError(
            "no-hub",
            "There is no hub here yet",
            f"The folder {folder} holds no hub.",
            "Make one with “reviewer-app hub create NAME”.",
        )
    place.require_record()
    return HubPlace(settings, folder, settings.key_bytes() or _unlocked(vault, settings))


def _unlocked(vault: KeyVault, settings: ServiceSettings) -> bytes:
    if vault.state is not KeyState.PASSPHRASE:
        return vault.unlock(None)
    return vault.unlock(settings.passphrase or passphrase())


@contextmanager
def open_hub(context: typer.Context, config: Path | None = None) -> Iterator[Hub]:
    """The hub that is meant, closed again at the end."""
    hub = hub_place(context, config).open()
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
