"""What can be done in the settings, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.commands.command import Command, Only, tells

if TYPE_CHECKING:
    from reviewer_app.ui.settings_room import SettingsRoom

SETTINGS = "settings"
_GROUP = "Settings"

SETTINGS_ACTS: tuple[Command[SettingsRoom], ...] = (
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
