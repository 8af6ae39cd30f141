"""A person's own keys, as the settings hold them, made fit for use: what cannot be used is said and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.ui.commands.command import Command, overlap
from reviewer_app.ui.commands.keyring import keyring
from reviewer_app.ui.commands.spelling import portable, refused, spelled


@dataclass(frozen=True)
class Sound:
    """Keys that can be used, by the name of their action, and one sentence for each that cannot."""

    own: Mapping[str, str]
    problems: tuple[str, ...] = ()


def sound(kept: Mapping[str, str], table: Sequence[Command[Any]]) -> Sound:
    """What of the kept keys can be in force together; nothing is guessed at."""
    by_name = {command.name: command for command in table}
    own: dict[str, str] = {}
    problems: list[str] = []
    for name, key in kept.items():
        command = by_name.get(name)
        if command is None:
            problems.append(f"The key of “{name}” was left out: this version has no such action.")
        elif not command.changeable:
            problems.append(f"The key of “{command.text}” cannot be changed, so its usual key is used.")
        elif key and (why := refused(key)):
            problems.append(f"The key of “{command.text}” cannot be used, so its usual key is: {why}")
        else:
            own[name] = portable(key) if key else ""
    while (found := _clash(own, table)) is not None:
        name, other, key = found
        del own[name]
        problems.append(
            f"{spelled(key)} cannot be the key of “{by_name[name].text}”, because it is that of “{other.text}”; "
            "the usual key is used."
        )
    return Sound(own, tuple(problems))


def keys_with(own: Mapping[str, str], command: Command[Any]) -> tuple[str, ...]:
    """The keys an action would have with these changes."""
    if not command.changeable or command.name not in own:
        return command.keys
    return (own[command.name],) if own[command.name] else ()


def holders(
    key: str, command: Command[Any], own: Mapping[str, str], table: Sequence[Command[Any]]
) -> list[Command[Any]]:
    """The other actions that have a key where this action holds too."""
    return [
        each
        for each in table
        if each.name != command.name
        and overlap(each.where, command.where)
        and key in map(portable, keys_with(own, each))
    ]


def take_up(kept: Mapping[str, str]) -> tuple[str, ...]:
    """Put the kept keys into force; a sentence for each that cannot be used."""
    if not kept:
        keyring().use({})
        return ()
    from reviewer_app.ui.commands.table import COMMANDS  # most people change no key and never wait for this

    found = sound(kept, COMMANDS)
    keyring().use(found.own)
    return found.problems


def _clash(own: Mapping[str, str], table: Sequence[Command[Any]]) -> tuple[str, Command[Any], str] | None:
    for command in table:
        key = own.get(command.name)
        if key and (found := holders(key, command, own, table)):
            return command.name, found[0], key
    return None
