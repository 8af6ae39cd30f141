"""The table as lines to read: by screen and group, keys and what they do, for the key sheet in every form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reviewer_app.ui.commands.command import DOOR, MEDIA, REVIEW, WINDOW, Command
from reviewer_app.ui.commands.keyring import keyring

_LEVELS = "score-"


@dataclass(frozen=True)
class Line:
    """One line of a sheet: an action and its keys, none for what has a place in the list of commands only."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Lines that belong together, under their heading."""

    title: str
    lines: tuple[Line, ...]


def groups(commands: Iterable[Command[Any]]) -> list[Group]:
    """The actions by group, in the order of the table; the levels of a criterion in one line."""
    found: dict[str, list[Line]] = {}
    for command in commands:
        lines = found.setdefault(command.group, [])
        line = _line(command)
        if line not in lines:
            lines.append(line)
    return [Group(title, tuple(_joined(lines))) for title, lines in found.items()]


def on_screen(where: str, table: Iterable[Command[Any]]) -> list[Group]:
    """The actions of one screen, then those of the whole window."""
    table = tuple(table)
    places = {REVIEW: (REVIEW, MEDIA)}.get(where, (where,))
    here = [each for each in table if each.where in places]
    everywhere = [each for each in table if each.where == WINDOW and (where != DOOR or not _inside(each))]
    return groups(here) + groups(everywhere)


def _inside(command: Command[Any]) -> bool:
    from reviewer_app.ui.commands.window import INSIDE

    return command.group == "Places" or command.when is INSIDE


def _line(command: Command[Any]) -> Line:
    ring = keyring()
    if command.id.startswith(_LEVELS) and not ring.is_own(command):
        return Line("Level for this criterion", ("1 … 9",))
    return Line(command.text.replace("…", ""), ring.all_shown(command, most=4))


def _joined(lines: list[Line]) -> list[Line]:
    """Lines that say the same are one line with all their keys."""
    keys: dict[str, tuple[str, ...]] = {}
    for line in lines:
        keys[line.text] = tuple(dict.fromkeys((*keys.get(line.text, ()), *line.keys)))
    return [Line(text, each) for text, each in keys.items()]
