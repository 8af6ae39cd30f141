"""What the ways of looking do in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.ui.review.comparing import Comparing
from reviewer_app.ui.review.viewing import under, view_menu
from reviewer_app.ui.viewers.looks import Look

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


class Looking:
    """The part of a room's orders that is about looking at evidence."""

    def __init__(self, room: Stage) -> None:
        self._room = room
        self._comparing: Comparing | None = None

    def offers(self, way: Look) -> bool:
        """Whether what is shown can be looked at in this way."""
        return way in self._looks()

    def _looks(self) -> dict[Look, bool]:
        """The ways of looking there are, the viewer's own and the exact layout."""
        viewer, exact = self._room.pane.viewer, self._room.exact
        own = dict(viewer.looks()) if viewer is not None else {}
        return own | {Look.EXACT: exact.on} if exact.offered() else own

    def look(self, way: Look) -> None:
        """Turn a way of looking on or off."""
        if way is Look.COMPARE:
            if self._comparing is None:
                self._comparing = Comparing(self._room)
            self._comparing.toggle()
        elif way is Look.EXACT:
            self._room.exact.toggle()
        elif self._room.pane.viewer is not None:
            self._room.pane.viewer.look(way)
        self._room.refresh_actions()

    def show_view_menu(self) -> None:
        """Offer the ways of looking there are."""
        room = self._room
        looks = self._looks()
        if looks:
            view_menu(looks, room.actions_made.made, room).popup(under(room.pane.toolbar.view))
