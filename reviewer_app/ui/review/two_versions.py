"""What two laptops of one person changed at once: a banner while anything is unsettled, and a page to settle it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.ui.commands.command import Only
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.review.banner import Banner
from reviewer_app.ui.review.past_part import PastPart
from reviewer_app.ui.review.versions_page import VersionsPage
from reviewer_app.ui.words import count_words

if TYPE_CHECKING:
    from reviewer_app.ui.review.past_ports import PastPorts
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView


class TwoVersions(PastPart[VersionsPage]):
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

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.banner = Banner()
        room.banners.addWidget(self.banner)

    @property
    def can_open(self) -> bool:
        """Whether anything is to be settled here."""
        review = self.room.review
        return (
            super().can_open
            and review is not None
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
        if (page := self.front) is not None and not fresh:
            self.read(page)

    def make_page(self) -> VersionsPage:
        page = VersionsPage()
        page.kept.connect(self._on_kept)
        page.combined.connect(self._on_combined)
        return page

    def begin(self, page: VersionsPage, review: ReviewView) -> None:
        page.begin(review.submission.id, review.submission.alias)

    def read(self, page: VersionsPage) -> None:
        self.ask(lambda past, own: past.versions(own), page.show_versions, page.fail, replaces="versions")

    def _on_kept(self, slot: str, record: str) -> None:
        self._settle(lambda past, own: past.keep(own, slot, record))

    def _on_combined(self, slot: str, text: str) -> None:
        self._settle(lambda past, own: past.combine(own, slot, text))

    def _settle(self, settle: Callable[[PastPorts, str], ReviewView]) -> None:
        if self.page is not None:
            self.send(settle, self.page.note.say_error)
