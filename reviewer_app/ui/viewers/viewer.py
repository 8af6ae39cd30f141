"""The one shape of every viewer: open, show a place, say what is selected, search, and remember where one was."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Flag, auto
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.viewers.place import Place, Selected, Shown


class Can(Flag):
    """What a viewer offers, so that the toolbar shows no button without a use."""

    NOTHING = 0
    ZOOM = auto()
    PAGES = auto()
    ROTATE = auto()
    SEARCH = auto()
    CITE = auto()
    TEXT = auto()
    FACTS = auto()
    REGION = auto()


class Viewer(QWidget):
    """Shows one piece of evidence at a time; facts go out as signals, all of them after the fact.

    ``found`` carries which hit is shown (1-based, 0 for none) and how many there are so far, ``sought`` how many pages
    of how many the search has been through. ``paged`` carries the page (1-based) and their number. ``moved`` says that
    there is a new place to remember. ``citation_clicked`` carries the id of a citation clicked on the evidence.
    """

    zoomed = Signal(float)
    paged = Signal(int, int)
    found = Signal(int, int)
    selected = Signal()
    moved = Signal()
    sought = Signal(int, int)
    citation_clicked = Signal(str)
    broke = Signal(object)

    can = Can.NOTHING

    def open(self, handle: OpenedHandle, name: str) -> None:
        """Show an opened piece of evidence known by this name."""

    def shut(self) -> None:
        """Show nothing any more; the handle is closed by whoever opened it."""

    def reveal(self, place: Place) -> None:
        """Go to a cited place and mark it."""

    def selection(self) -> Selected | None:
        """What a citation made now would point at; None where nothing can be cited."""
        return None

    def show_citations(self, shown: tuple[Shown, ...]) -> None:
        """Draw the citations of the evidence on show; called again whenever one of them changes."""

    def mark_region(self) -> None:
        """Begin a region to cite, to be drawn with the mouse or moved and sized with arrow keys; or give it up."""

    def search(self, wanted: str) -> None:
        """Find and mark every place that reads like this; an empty text takes the marks away."""

    def next_hit(self, step: int = 1) -> None:
        """Go to the next hit, or the previous one with -1, round the end."""

    def zoom_in(self) -> None:
        """One step larger."""

    def zoom_out(self) -> None:
        """One step smaller."""

    def fit(self) -> None:
        """As large as the room allows."""

    def actual_size(self) -> None:
        """100 %."""

    def rotate(self) -> None:
        """A quarter turn clockwise."""

    def go_to(self, page: int) -> None:
        """Show a page (1-based)."""

    def scroll_page(self, forward: bool) -> None:
        """One window's height on or back."""

    def toggle_extra(self) -> None:
        """Show or hide the pane beside the evidence: the text of a page, the facts of a picture."""

    def looks(self) -> Mapping[Look, bool]:
        """The ways of looking there are for this evidence, and which are on."""
        return {}

    def look(self, way: Look) -> None:
        """Turn a way of looking on, or off if it is on."""

    def enders(self) -> Mapping[Look, QWidget]:
        """Buttons of its own that end a way of looking, so that they can say its key."""
        return {}

    def remembered(self) -> dict[str, Any]:
        """Where one is, as plain JSON, for coming back."""
        return {}

    def restore(self, where: Mapping[str, Any]) -> None:
        """Go back to a remembered place; what does not fit is passed over."""

    def focus_inside(self) -> None:
        """Take the keyboard to the evidence itself."""
        self.setFocus()
