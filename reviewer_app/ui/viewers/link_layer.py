"""The links that lie on pages: found under the pointer, named before they are followed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer_app.ui.viewers.canvas import PageCanvas
from reviewer_app.ui.viewers.handle import Leads
from reviewer_app.ui.viewers.links import link_words

_REACH = 1.0


class LinkLayer(QObject):
    """``followed`` carries the link a person chose; whoever hears it asks before anything is opened."""

    followed = Signal(object)

    def __init__(self, canvas: PageCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        canvas.stream.follows_links = True

    def at(self, page: int, x: float, y: float) -> Leads | None:
        """The link at a spot of a page, in its units."""
        for link in self._canvas.stream.links.get(page, ()):
            left, top, right, bottom = link.box
            if left - _REACH <= x <= right + _REACH and top - _REACH <= y <= bottom + _REACH:
                return link
        return None

    def hover(self, page: int, x: float, y: float) -> bool:
        """Say in a tip where the link under the pointer leads; whether there is one."""
        link = self.at(page, x, y)
        self._canvas.viewport().setToolTip(link_words(link) if link is not None else "")
        return link is not None

    def press(self, page: int, x: float, y: float) -> None:
        """Follow the link at this spot, if there is one."""
        link = self.at(page, x, y)
        if link is not None:
            self.followed.emit(link)
