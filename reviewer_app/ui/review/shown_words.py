"""Which records the words on the screen are: news that come while someone types must not be written over unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.review.changes import COMMENT, NOTE
from reviewer_app.ui.review.drafts import DraftField
from reviewer_app.ui.review.part import RoomPart

if TYPE_CHECKING:
    from reviewer_app.ui.review.views import ReviewView


class ShownWords(RoomPart):
    """Looks at each field of words after it was shown; one that is being typed in still shows what it showed before."""

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        room, own, state = self.room, review.submission.id, review.state
        fields: list[tuple[str, str, DraftField]] = [(OVERALL, COMMENT, room.outcome.overall)]
        for card in room.rubric.cards:
            fields += [(card.criterion.id, COMMENT, card.comment), (card.criterion.id, NOTE, card.note)]
        versions = {each.slot: each.records for each in state.conflicts}
        if fresh:
            room.changes.shown.clear()
        for criterion, name, field in fields:
            if not field.unsaved:
                slot = f"{name}:{criterion}"
                stands = versions.get(slot, (state.effective.get(slot, ""),))
                room.changes.shown[own, criterion, name] = frozenset(each for each in stands if each)
