"""Calling the coordinator, wherever they are in the window, when a laptop asks to be paired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.widgets import Button

if TYPE_CHECKING:
    from reviewer_app.ui.space import Space

ASKS = "A laptop asks to be paired"


def call(space: Space, place: int, count: int) -> None:
    """Say at the place's button how many ask, and in a note where the person is elsewhere."""
    space.sidebar.places[place].show_count(count)
    elsewhere = space.reviewing or space.place != place
    if count and elsewhere:
        space.note.say("info", ASKS, actions=(Button("Go to the hub", lambda: space.go_to(place)),))
    elif space.note.title.text() == ASKS:
        space.note.dismiss()
