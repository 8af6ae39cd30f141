"""The review room as its parts see it: what is on show, what changes it, and the way to each other part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.review.layout import RoomLayout
from reviewer_app.ui.review.orders import Kind, Orders

if TYPE_CHECKING:
    from reviewer_app.ui.commands.binding import Bound
    from reviewer_app.ui.jobs import Jobs
    from reviewer_app.ui.review.changes import Changes
    from reviewer_app.ui.review.ports import ReviewPorts
    from reviewer_app.ui.review.saving import Saver
    from reviewer_app.ui.review.views import ReviewView
    from reviewer_app.ui.viewers.place import Place


class Addition(Protocol):
    """A part of the room, as far as the room tells it that submissions come and go."""

    def look_again(self) -> None: ...
    def step_back(self) -> bool: ...
    def give_way(self) -> None: ...
    def leave(self) -> None: ...


class StageOrders(Orders, Protocol):
    """What the parts tell the room to do besides what a person tells it."""

    def jump(self, criterion: str) -> None: ...
    def show_everything(self) -> None: ...
    def write(self, write: Callable[[], Path], said: str) -> None: ...


class CitingOrders(Protocol):
    """What can be done about citations."""

    def show(self, citation: str) -> None: ...
    def toggle_list(self) -> None: ...
    def cite(self) -> None: ...
    def cite_for_other(self) -> None: ...
    def bring_over(self) -> None: ...
    def export(self) -> None: ...
    def import_(self) -> None: ...
    def markable(self) -> bool: ...
    def save_marked_copy(self) -> None: ...


class ExactOrders(Protocol):
    """What can be done about the exact layout."""

    @property
    def on(self) -> bool: ...
    def offered(self) -> bool: ...
    def toggle(self) -> None: ...


class Stage(RoomLayout):
    """One submission at a time; whoever builds it gives it its orders and its parts.

    ``left`` says that the person goes back to the queue, ``stepped`` that they want the next (1) or previous (-1)
    submission, ``decided`` carries a submission whose decision was just signed, ``arrived`` one that is now shown,
    ``other_wanted`` one to show instead.
    """

    left = Signal()
    stepped = Signal(int)
    decided = Signal(str)
    arrived = Signal(str)
    help_wanted = Signal()
    other_wanted = Signal(str)

    ports: ReviewPorts
    jobs: Jobs
    saver: Saver
    changes: Changes
    actions_made: Bound[Orders]
    orders: StageOrders
    citing: CitingOrders
    exact: ExactOrders

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.review: ReviewView | None = None
        self.wanted = ""
        self.parts: Sequence[Addition] = ()
        self._by_kind: Mapping[type[Any], Addition] = {}

    def part(self, kind: type[Kind]) -> Kind:
        """The addition of a kind."""
        return cast(Kind, self._by_kind[kind])

    @property
    def arriving(self) -> bool:
        """Whether another submission is on its way."""
        return self.review is None or self.wanted != self.review.submission.id

    @property
    def open(self) -> bool:
        """Whether the submission on show can be changed now."""
        review = self.review
        return review is not None and not self.arriving and review.lifecycle in OPEN and not self.paged

    @property
    def previewing(self) -> bool:
        """Whether the decision is shown as the earner will read it."""
        return self.stack.currentWidget() is self.preview

    def flush(self) -> None:
        """Hand on everything that is typed, each to the submission and criterion it was typed for."""
        self.rubric.flush()
        self.outcome.flush()

    def quiet(self) -> None:
        """Hand on everything that is typed and remember the place; nothing of this submission is left to do."""
        self.flush()
        for part in self.parts:
            part.leave()
        self.pane.remember()
        self.stack.setCurrentWidget(self.main)

    def show_evidence(self, evidence: str, place: Place | None = None) -> None:
        """Show an item of evidence, at a cited place if one is given."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read the submission again, for a receipt or a change that came from elsewhere."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of the submission on show, as if none had been opened."""
        raise NotImplementedError
