"""Giving an action another key: what that would mean, and the person's own keys afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.ui.commands.command import MEDIA, Command, shadows
from reviewer_app.ui.commands.kept import holders, keys_with
from reviewer_app.ui.commands.spelling import portable, refused, spelled

PALETTE_NAME = "palette"
Table = Sequence[Command[Any]]
Own = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """What giving a key to an action would mean: ``refused`` says why not, ``taken`` from whom it would be taken."""

    key: str
    refused: str = ""
    taken: tuple[Command[Any], ...] = ()
    aside: str = ""

    @property
    def words(self) -> str:
        """The judgement in sentences."""
        if self.refused:
            return self.refused
        if self.taken:
            names = " and ".join(f"“{each.text.replace('…', '')}” ({each.group})" for each in self.taken)
            return f"{spelled(self.key)} is the key of {names}. Using it here takes it away there. {self.aside}".strip()
        return f"{spelled(self.key)} is free. {self.aside}".strip()


def judge(command: Command[Any], pressed: str, own: Own, table: Table) -> Judged:
    """Say what a pressed key would mean for an action."""
    if why := refused(pressed):
        return Judged(portable(pressed), why)
    key = portable(pressed)
    if key in map(portable, keys_with(own, command)):
        return Judged(key, f"{spelled(key)} is its key already.")
    taken = tuple(holders(key, command, own, table))
    for each in taken:
        if not each.changeable:
            return Judged(
                key,
                f"{spelled(key)} always means “{each.text}” here, so it cannot be given to another action.",
            )
        if each.name == PALETTE_NAME and len(keys_with(own, each)) == 1:
            return Judged(key, f"{spelled(key)} opens the list of all commands, which must have a key.")
    return Judged(key, taken=taken, aside=_aside(command, key, own, table))


def given(command: Command[Any], judged: Judged, own: Own) -> dict[str, str]:
    """The own keys after an action was given a key, and others have lost it."""
    changed = dict(own)
    for other in judged.taken:
        left = [key for key in keys_with(own, other) if portable(key) != judged.key]
        changed[other.name] = portable(left[0]) if left else ""
    changed[command.name] = judged.key
    return changed


def without(command: Command[Any], own: Own) -> dict[str, str]:
    """The own keys after an action's key was taken away."""
    return {**own, command.name: ""}


def reset(command: Command[Any], own: Own, table: Table) -> tuple[dict[str, str], tuple[Command[Any], ...]]:
    """The own keys after an action has its usual keys again, and whoever held one of them and has its own again too."""
    changed = {name: key for name, key in own.items() if name != command.name}
    back: list[Command[Any]] = []
    for key in command.keys:
        for other in holders(portable(key), command, changed, table):
            if other.name in changed:
                del changed[other.name]
                back.append(other)
    return changed, tuple(back)


def _aside(command: Command[Any], key: str, own: Own, table: Table) -> str:
    for each in table:
        if shadows(each.where, command.where) and key in map(portable, keys_with(own, each)):
            inner, outer = (each, command) if each.where == MEDIA else (command, each)
            return (
                f"While a recording has the keyboard it means “{inner.text.replace('…', '')}”, "
                f"elsewhere “{outer.text.replace('…', '')}”."
            )
    return ""
