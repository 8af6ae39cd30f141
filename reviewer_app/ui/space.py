"""What a place may ask of the window around it, whoever that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reviewer_app.ui.widgets import InlineNote


class Counted(Protocol):
    """The button of a place."""

    def show_count(self, count: int) -> None: ...


class Buttons(Protocol):
    """The buttons of all places, by their numbers."""

    @property
    def places(self) -> Sequence[Counted]: ...


class Space(Protocol):
    """What a place may ask of the rooms around it."""

    @property
    def sidebar(self) -> Buttons: ...
    @property
    def note(self) -> InlineNote: ...
    @property
    def place(self) -> int: ...
    @property
    def reviewing(self) -> bool: ...
    def go_to(self, place: int) -> None: ...
    def open_submission(self, submission: str) -> None: ...
    def choose_import(self) -> None: ...
