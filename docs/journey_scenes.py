"""The pictures of two states a day on sample work does not pass through: a score carried over, a finding overruled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from docs.picture_scenes import PASSPHRASE, REVIEWED, TODAY, Scenes, Stage
from docs.pictures import Camera
from reviewer_app.cli.demo_window import prepare
from reviewer_app.domain.review import OVERALL
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.places import QUEUE
from reviewer_app.ui.review.attempts.part import AttemptsPart
from reviewer_app.workflows import reviewing, safeguarding

OVERRULED = "C41P-1"
QUOTED = "“You are lazy” is what the card on the wall of lesson 3 says; it deserves a sentence of yours."
WHY = "This quotes a card in the evidence; it is not said of the earner."
Key = Qt.Key
_BUSY = (Lane.STORE, Lane.FILES, Lane.RENDERING, Lane.NETWORK)


def play(folder: Path, out: Path, *, quick: bool) -> int:
    """Both on a stage of their own, so that nothing was said before; how many were taken."""
    stage = Stage(folder)
    camera = Camera(stage, out, quick=quick)
    try:
        _States(Scenes(stage, camera)).play()
    finally:
        stage.close()
    return camera.taken


class _States:
    def __init__(self, scenes: Scenes) -> None:
        self.scenes, self.stage, self.hands = scenes, scenes.stage, scenes.hands
        self.take = scenes.camera.take

    def play(self) -> None:
        """One state after the other, each in a submission of its own."""
        self._come_in()
        self._carry()
        self._overrule()

    def _come_in(self) -> None:
        stage, door = self.stage, self.scenes.shell.door
        stage.hub.start()
        stage.moment = TODAY - timedelta(days=4)
        desk = safeguarding.create(stage.home, PASSPHRASE, stage.clock)
        try:
            prepare(stage.hub, desk, stage.folder / "bundles")
        finally:
            safeguarding.lock(desk)
        stage.moment = TODAY
        self.scenes.program.show()
        self.hands.until(door.passphrase.isVisible, "the door asks for the passphrase")
        door.passphrase.setFocus()
        self.hands.type(PASSPHRASE)
        self.hands.press(Key.Key_Return)
        self.hands.until(lambda: self.scenes.shell.workspace is not None, "the store opens")
        self._rest()

    def _carry(self) -> None:
        """A second attempt, of which one score is carried over."""
        self._open(REVIEWED)
        room = self.scenes.room
        part = room.part(AttemptsPart)
        self.hands.until(lambda: room.stack.currentWidget() is part.page, "it opens as a comparison")
        room.close_page()
        room.rubric.jump("1.1")
        self.hands.press(Key.Key_Y)
        self._rest()
        self.take("carried")

    def _overrule(self) -> None:
        """The check takes a quotation for a judgement of the person, and is overruled with a reason."""
        self._say(OVERRULED, {"2.3": QUOTED})
        self._open(OVERRULED)
        room = self.scenes.room
        room.rubric.focus_inside()
        self.hands.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.hands.until(lambda: room.previewing, "the preview shows what was found")
        self._rest()
        card = room.preview.findings.cards[0]
        card.ask()
        self.hands.type(WHY)
        self.take("overruling")
        self.hands.press(Key.Key_Return)
        self.hands.until(room.preview.sign.isEnabled, "with a reason it can be signed")
        self._rest()
        self.take("overruled")
        room.orders.close_preview()

    def _say(self, sample: str, comments: dict[str, str]) -> None:
        desk, told = self.stage.desk, self.scenes.reviews[sample]
        assert desk is not None  # the door is open
        for criterion, level in told.scores.items():
            reviewing.score(desk, told.submission, criterion, level)
        for criterion, text in {**told.comments, OVERALL: told.overall, **comments}.items():
            reviewing.comment(desk, told.submission, criterion, text)
        for citation in told.citations:
            reviewing.cite(desk, told.submission, citation)

    def _open(self, sample: str) -> None:
        self.scenes.space.go_to(QUEUE)
        self.scenes.space.open_submission(self.scenes.reviews[sample].submission)
        self.hands.until(lambda: self.scenes.space.reviewing and not self.scenes.room.arriving, "it is shown")
        self._rest()

    def _rest(self) -> None:
        busy = self.scenes.program.jobs.busy
        self.hands.until(lambda: not any(map(busy, _BUSY)), "the lanes are at rest")
        self.hands.rest(60)
