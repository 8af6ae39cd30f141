"""What two laptops of one person changed at once: a banner while anything is unsettled, and a page to settle it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.banner import Banner
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.review.versions_page import VersionsPage
from reviewer_app.ui.words import count_words

if TYPE_CHECKING:
    from reviewer_app.ui.review.ports import ReviewView
    from reviewer_app.ui.review.room import ReviewRoom


class TwoVersions(RoomPart):
    """The rest of the room works on: the banner can be put away, and comes back with the next submission."""

    ACTS = (
        Act(
            "two-versions",
            "Moving",
            "Two versions: choose which stands",
            "columns-2",
            ("Ctrl+Shift+H",),
            lambda room: room.part(TwoVersions).open(),
            Only(
                lambda room: room.part(TwoVersions).can_open and not room.paged(),
                "No two laptops of yours changed the same thing.",
            ),
        ),
    )

    def __init__(self, room: ReviewRoom) -> None:
        super().__init__(room)
        self.page: VersionsPage | None = None
        self.banner = Banner()
        room.banners.addWidget(self.banner)

    @property
    def opened(self) -> bool:
        """Whether the page stands in front."""
        return self.page is not None and self.room.stack.currentWidget() is self.page

    @property
    def can_open(self) -> bool:
        """Whether anything is to be settled here."""
        review = self.room.review
        return (
            self.room.ports.past is not None
            and review is not None
            and not self.room.arriving
            and review.lifecycle in OPEN
            and bool(review.state.conflicts)
        )

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        count = len(review.state.conflicts) if review.lifecycle in OPEN else 0
        if fresh:
            self.banner.begin_anew()
        if not count or self.room.ports.past is None:
            self.banner.hide()
        else:
            self.banner.say(
                "warn",
                f"{count_words(count, 'field has', 'fields have')} two versions",
                "Your laptops changed the same thing. Nothing is lost, and you can go on; choose before you sign.",
                "Compare both versions",
                self.open,
            )
        if self.opened and not fresh:
            self._read()

    def open(self) -> None:
        """Show both versions of everything that has two."""
        review = self.room.review
        if review is None or not self.can_open:
            return
        self.room.flush()
        if self.page is None:
            self.page = VersionsPage()
            self.page.back.connect(self.room.close_page)
            self.page.kept.connect(self._on_kept)
            self.page.combined.connect(self._on_combined)
        self.page.begin(review.submission.id, review.submission.alias)
        self.room.open_page(self.page)
        self._read()

    def _read(self) -> None:
        past, review, page = self.room.ports.past, self.room.review, self.page
        if past is None or review is None or page is None:
            return
        own = review.submission.id
        self.room.jobs.run(
            Lane.STORE,
            lambda _control: past.versions(own),
            lambda found: page.show_versions(found) if self._still(own) else None,
            page.fail,
            owner=self,
            replaces="versions",
        )

    def _still(self, submission: str) -> bool:
        review = self.room.review
        return self.opened and review is not None and review.submission.id == submission

    def _on_kept(self, slot: str, record: str) -> None:
        past = self.room.ports.past
        if past is not None:
            self._settle(lambda own: past.keep(own, slot, record))

    def _on_combined(self, slot: str, text: str) -> None:
        past = self.room.ports.past
        if past is not None:
            self._settle(lambda own: past.combine(own, slot, text))

    def _settle(self, settle: Callable[[str], ReviewView]) -> None:
        review, page = self.room.review, self.page
        if review is not None and page is not None and not self.room.arriving:
            own = review.submission.id
            self.room.saver.send(own, lambda: settle(own), page.note.say_error)
