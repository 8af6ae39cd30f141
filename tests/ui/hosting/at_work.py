"""What a test does with the submissions of a hub in the window."""

from __future__ import annotations

from reviewer_app.ui.hosting.room import HostingRoom
from tests.ui.hosting.held import Held
from tests.ui.hosting.kept import Settle


def choose(room: HostingRoom, *rows: int) -> None:
    table = room.work.list.table
    table.clearSelection()
    flag = table.selectionModel().SelectionFlag
    for each in rows:
        table.selectionModel().select(room.work.list.model.index(each, 0), flag.Select | flag.Rows)


def give(room: HostingRoom, settle: Settle, person: int = 0) -> None:
    """Ask to give, choose a person in the list, and press Enter there."""
    room.work.ask_to_give()
    settle()
    room.work.giving.people.setCurrentRow(person)
    room.work.giving.give.click()
    settle()


def shown(room: HostingRoom) -> list[str]:
    """The aliases in the list."""
    return [each.alias for _at, each in room.work.list.pages.held()]


def doings(held: Held) -> list[tuple[object, ...]]:
    """What was asked that changes something."""
    return [each for each in held.asked if each[0] in ("give", "undo", "take back")]
