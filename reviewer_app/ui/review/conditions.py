"""When actions of the review room can be done, each with what to say when they cannot."""

from __future__ import annotations

from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.viewers.viewer import Can

OPEN: Only = Only(lambda room: room.is_open(), "Only an open review can be changed.")
_WORDS = {
    Can.ZOOM: "What is shown has one size only.",
    Can.ROTATE: "What is shown cannot be turned.",
    Can.PAGES: "What is shown has no pages.",
    Can.SEARCH: "What is shown has no words to search.",
}


def able(ability: Can) -> Only:
    """While the evidence on show can do something."""
    return Only(lambda room: room.can(ability) and not room.paged(), _WORDS[ability])


def citable(ability: Can, why: str) -> Only:
    """While the review is open and the evidence on show can be cited in a way."""
    return Only(lambda room: room.is_open() and room.can(ability), why)
