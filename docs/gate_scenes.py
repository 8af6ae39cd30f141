"""The pictures of what stands before and after judging: completeness, flags, conflicts of interest, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import DECIDED, QUEUE
from reviewer_app.ui.review.asking import IncompleteDialog
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.flagging import FlagDialog
from reviewer_app.ui.review.gating import Gating, TakeBackDialog
from reviewer_app.ui.review.reporting import ProblemDialog

if TYPE_CHECKING:
    from docs.picture_scenes import Scenes

INCOMPLETE, FLAGGED = "R2B8-1", "K3NE-1"
Key = Qt.Key
_BUSY = (Lane.STORE, Lane.FILES, Lane.RENDERING, Lane.NETWORK)


def play(scenes: Scenes) -> None:
    """One submission that lacks something, one with a problem that the coordinator settles, one handed back."""
    _Gate(scenes).play()


class _Gate:
    def __init__(self, scenes: Scenes) -> None:
        self.scenes, self.hands, self.space = scenes, scenes.hands, scenes.space
        self.take = scenes.camera.take

    def play(self) -> None:
        """All of them."""
        self._complete()
        self._flag()
        self._interest()

    def _rest(self) -> None:
        busy = self.scenes.program.jobs.busy
        self.hands.until(lambda: not any(map(busy, _BUSY)), "the lanes are at rest")
        self.hands.rest(60)

    def _open(self, sample: str) -> None:
        self.space.go_to(QUEUE)
        self.space.open_submission(self.scenes.reviews[sample].submission)
        self.hands.until(lambda: self.space.reviewing and not self.scenes.room.arriving, "it is shown")
        self._rest()
        if self.scenes.room.paged:
            self.scenes.room.close_page()

    def _complete(self) -> None:
        self._open(INCOMPLETE)
        room = self.scenes.room
        checking = room.part(Checking)
        self.take("check-offered")
        checking.open_panel()
        self._rest()
        self.take("check-open")
        checking.answer("yes")
        self._rest()
        checking.answer("no")
        self._rest()
        self.take("check-no")
        self.scenes.camera.take_special("check")
        room.orders.return_incomplete()
        asking = room.findChild(IncompleteDialog)
        assert asking is not None  # just made
        self.take("check-return", asking)
        asking.go.click()
        self._rest()
        self.take("incomplete-signed")
        room.part(Gating).ask_back()
        back = room.findChild(TakeBackDialog)
        assert back is not None  # as above
        back.words.setPlainText("The contact log was inside the plan.")
        self.take("incomplete-back", back)
        back.go.click()
        self._rest()
        self.take("incomplete-taken-back")
        checking.open_panel()
        self._rest()
        for item in list(checking.panel.cards):
            checking.panel.open_item(item)
            for aspect in ("present", "opens", "legible", "right"):
                checking.panel.answered.emit(item, aspect, "yes")
            self._rest()
        self.take("check-complete")

    def _flag(self) -> None:
        self._open(FLAGGED)
        room = self.scenes.room
        first = room.review.submission.evidence[0].id if room.review is not None else ""
        room.show_evidence(first)
        self._rest()
        room.orders.flag()
        asking = room.findChild(FlagDialog)
        assert asking is not None  # just made
        asking.choices["authenticity"].setChecked(True)
        for box in list(asking.items.values())[:2]:
            box.setChecked(True)
        asking.words.setPlainText("Both are dated before the lesson they describe.")
        self.take("flag-raising", asking)
        asking.go.click()
        self._rest()
        self.hands.until(lambda: room.findChild(FlagDialog) is None, "the question is gone")
        room.orders.report()
        problem = room.findChild(ProblemDialog)
        assert problem is not None  # as above
        problem.choices["not legible"].setChecked(True)
        problem.words.setPlainText("The last page is cut off.")
        problem.go.click()
        self._rest()
        self.take("flag-paused")
        self.space.driver.sync_now()
        self._rest()
        hub = self.scenes.hub.hub
        for line in hub.flags(settled=False):
            words = (
                "The earner sends the page again on Monday."
                if line.problem
                else "I asked the principal; they are."
            )
            hub.settle(line.id, words)
        self.space.driver.sync_now()
        self._rest()
        self._open(FLAGGED)
        self.take("flag-settled")
        room.orders.flag()
        asked = room.findChild(FlagDialog)
        assert asked is not None  # as above
        self.take("flag-answer", asked)
        asked.reject()

    def _interest(self) -> None:
        room = self.scenes.room
        gating = room.part(Gating)
        gating.open_interest()
        gating.interest.choices["supervised"].setChecked(True)
        gating.interest.words.setPlainText("I coached this teacher last spring.")
        self._rest()
        self.take("interest-asked")
        gating.interest.go.click()
        self.hands.until(lambda: not self.space.reviewing, "the room is left")
        self._rest()
        self.take("interest-queue")
        self.space.go_to(DECIDED)
        decided = self.space.decided
        decided.handed_back.filter.choose("handed back")
        decided.handed_back.chosen.emit()
        self._rest()
        decided.table.setCurrentIndex(decided.model.index(0, 0))
        self._rest()
        self.take("interest-decided")
        decided.handed_back.take_back.click()
        self._rest()
        self.take("interest-none")
        decided.handed_back.filter.choose("")
        decided.handed_back.chosen.emit()
        self._rest()
