"""What can be done in the settings, as actions."""

from __future__ import annotations

from typing import Protocol

from reviewer_app.ui.commands.command import Command, Only, tells

SETTINGS = "settings"
_GROUP = "Settings"


class PassphraseOrders(Protocol):
    """What the card of the passphrase can be told to do."""

    @property
    def held(self) -> bool: ...
    def focus_form(self) -> None: ...


class KeysOrders(Protocol):
    """What the card of the keys can be told to do."""

    def focus_box(self) -> None: ...


class SettingsOrders(Protocol):
    """What the settings can be told to do."""

    @property
    def passphrase(self) -> PassphraseOrders: ...
    @property
    def keys(self) -> KeysOrders: ...


SETTINGS_ACTS: tuple[Command[SettingsOrders], ...] = (
    tells("next", _GROUP, "Move between settings", ("Tab",), SETTINGS),
    Command(
        "passphrase",
        _GROUP,
        "Change the passphrase",
        "key",
        (),
        lambda room: room.passphrase.focus_form(),
        Only(lambda room: room.passphrase.held, "The key of this store is with the system’s keyring."),
        where=SETTINGS,
    ),
    Command(
        "find-key",
        _GROUP,
        "Find an action and its key",
        "search",
        ("/", "Ctrl+F"),
        lambda room: room.keys.focus_box(),
        where=SETTINGS,
    ),
)
