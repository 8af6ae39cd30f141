"""A part of the room about the past of the review on show: a page that is made when first wanted and read anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.history_page import HistoryPage
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.versions_page import VersionsPage

if TYPE_CHECKING:
    from reviewer_app.ui.review.past_ports import PastPorts
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView

Page = TypeVar("Page", HistoryPage, VersionsPage)
Found = TypeVar("Found")


class PastPart(RoomPart, Generic[Page]):
    """Opens its page and asks about the submission on show; an answer that comes late is heard by nobody."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.page: Page | None = None

    @property
    def front(self) -> Page | None:
        """The page while it stands in front of the panels."""
        return self.page if self.page is not None and self.room.stack.currentWidget() is self.page else None

    @property
    def can_open(self) -> bool:
        """Whether there is a review whose past could be shown."""
        return self.room.ports.past is not None and self.room.review is not None and not self.room.arriving

    def open(self) -> None:
        """Show the page for the review on show."""
        review = self.room.review
        if review is None or not self.can_open:
            return
        self.room.flush()
        if self.page is None:
            self.page = self.make_page()
            self.page.back.connect(self.room.close_page)
        self.begin(self.page, review)
        self.room.open_page(self.page)
        self.read(self.page)

    def make_page(self) -> Page:
        """The page, its signals heard."""
        raise NotImplementedError

    def begin(self, page: Page, review: ReviewView) -> None:
        """This review is to be shown; nothing of it is read yet."""
        raise NotImplementedError

    def read(self, page: Page) -> None:
        """Read what the page shows."""
        raise NotImplementedError

    def ask(
        self,
        question: Callable[[PastPorts, str], Found],
        answered: Callable[[Found], None],
        failed: Callable[[ReviewerError], None],
        *,
        replaces: str,
    ) -> None:
        """Ask the store about the submission on show."""
        past, review = self.room.ports.past, self.room.review
        if past is None or review is None:
            return
        own = review.submission.id

        def found(answer: Found) -> None:
            now = self.room.review
            if self.front is not None and now is not None and now.submission.id == own:
                answered(answer)

        self.room.jobs.run(
            Lane.STORE,
            lambda _control: question(past, own),
            found,
            failed,
            owner=self,
            replaces=replaces,
        )

    def send(
        self, change: Callable[[PastPorts, str], ReviewView], failed: Callable[[ReviewerError], None]
    ) -> str:
        """Make a change to the submission on show durable; which one it is, if it can be changed now."""
        past, review = self.room.ports.past, self.room.review
        if past is None or review is None or self.room.arriving:
            return ""
        own = review.submission.id
        self.room.saver.send(own, lambda: change(past, own), failed)
        return own
