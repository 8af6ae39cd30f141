"""What is on the pictures of the documentation: the real program on sample work, screen by screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from docs import attempt_scenes, citing_scene, import_scene
from docs.picture_search import search_scenes
from reviewer_app import logs, paths
from reviewer_app.cli.demo_window import ASSIGNED, BY_STICK, prepare
from reviewer_app.cli.hands import CTRL, Hands
from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.startup.hosting import Hosting
from reviewer_app.startup.ports import desk_ports
from reviewer_app.startup.window import Program, application
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.ports import Desk as DeskPorts
from reviewer_app.ui.ports import Door, Kept
from reviewer_app.ui.review.ports import ANSWERS
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.viewers.looks import Look
from reviewer_app.ui.views import Stage as Way
from reviewer_app.ui.workspace import Workspace
from reviewer_app.workflows import safeguarding
from reviewer_app.workflows.desk import Desk

if TYPE_CHECKING:
    from docs.pictures import Camera

TODAY = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
PASSPHRASE = "four plain words here"
REVIEWED = "7F3K-2"
Key = Qt.Key


class Stage:
    """One home, one hub and one window, all on one clock that only we move.

    ``coordinating``: the window has the place of the hub too, as on a coordinator's laptop.
    """

    def __init__(self, folder: Path, *, coordinating: bool = False) -> None:
        self.folder, self._coordinating = folder, coordinating
        self.moment = TODAY
        self.desk: Desk | None = None
        self.hosting: Hosting | None = None
        app = application()
        self.home = paths.open_home(folder / "home")
        logs.configure(self.home)
        self.hub = SampleHub(self.home.hub_folder, PASSPHRASE, clock=self.clock)
        door = Door(
            kept=lambda: Kept(safeguarding.key_state(self.home).value),
            create=lambda words: self._opened(safeguarding.create(self.home, words, self.clock)),
            unlock=lambda words: self._opened(safeguarding.unlock(self.home, words, self.clock)),
        )
        self.program = Program(app, self.home, door=door, now=self.clock)
        self.hands = Hands(self.program, None)

    def clock(self) -> datetime:
        """The moment it is on stage."""
        return self.moment

    def close(self) -> None:
        """Close the window and let go of everything."""
        if self.program.shell.isVisible():
            self.program.shell.close()
            self.hands.until(lambda: not self.program.shell.isVisible(), "the window closes")
        self.program.end()
        if self.hosting is not None:
            self.hosting.end()
        self.hub.close()

    def _opened(self, desk: Desk) -> DeskPorts:
        self.desk = desk
        if self._coordinating and self.hosting is None:
            self.hosting = Hosting(self.home.hub_folder)
        hosting = self.hosting.ports() if self.hosting is not None else None
        return dataclasses.replace(desk_ports(desk), hosting=hosting)


class Scenes:
    """The screens in the order a person would meet them."""

    def __init__(self, stage: Stage, camera: Camera) -> None:
        self.stage, self.camera = stage, camera
        self.program, self.hands, self.hub = stage.program, stage.hands, stage.hub
        self.shell = stage.program.shell
        self.reviews = sample_reviews()

    def play(self) -> None:
        """Play all scenes."""
        self.hub.start()
        for scene in (
            self._door,
            self._empty,
            self._unlock,
            self._queue,
            lambda: import_scene.play(self),
            lambda: attempt_scenes.play(self, self.reviews[REVIEWED].submission),
            self._evidence,
            self._looking,
            lambda: citing_scene.play(self),
            self._failed_evidence,
            self._score,
            self._decide,
            self._sync,
            lambda: search_scenes(self),
            self._rest,
            lambda: attempt_scenes.guide(self),
        ):
            scene()

    @property
    def space(self) -> Workspace:
        """The rooms behind the door."""
        found = self.shell.workspace
        assert found is not None  # the scenes ask only while the door is open
        return found

    @property
    def room(self) -> ReviewRoom:
        """The review room."""
        place = self.space.review
        assert place is not None  # as above
        assert isinstance(place.widget, ReviewRoom)
        return place.widget

    def _door(self) -> None:
        door, hands = self.shell.door, self.hands
        self.program.show()
        hands.until(door.by_keyring.isVisible, "the door asks who keeps the key")
        self.camera.take("door-create")
        door.by_passphrase.setChecked(True)
        door.first.setFocus()
        hands.type(PASSPHRASE)
        door.second.setFocus()
        hands.type(PASSPHRASE)
        self.camera.take("door-passphrase")
        hands.press(Key.Key_Return)
        self._until_inside()

    def _until_inside(self) -> None:
        self.hands.until(lambda: self.shell.workspace is not None, "the store opens")
        self.hands.until(lambda: not self.program.jobs.busy(Lane.STORE), "the queue is read")

    def _empty(self) -> None:
        self.camera.take("queue-empty")
        self.hands.press(Key.Key_3, CTRL)
        form = self.space.sync.pairing
        self.hands.until(form.address.isVisible, "the pairing form shows")
        form.address.setText("https://hub.lakeside.example")
        form.code.setText("K7QA-34MX")
        self.camera.take("sync-pairing")
        form.button.setFocus()
        form.address.clear()
        self.hands.press(Key.Key_Space)
        self.camera.take("sync-pairing-incomplete")

    def _unlock(self) -> None:
        hands, door = self.hands, self.shell.door
        hands.press(Key.Key_L, CTRL)
        hands.until(lambda: self.shell.workspace is None and door.passphrase.isVisible(), "Ctrl+L locks")
        self._prepare()
        self.camera.take("door-locked")
        door.passphrase.setFocus()
        hands.type("four other words")
        hands.press(Key.Key_Return)
        hands.until(door.unlock_problem.isVisible, "the door says that this is not it")
        self.camera.take("door-wrong")
        self.camera.take_special("door")
        door.passphrase.setFocus()
        hands.type(PASSPHRASE)
        hands.press(Key.Key_Return)
        self._until_inside()

    def _prepare(self) -> None:
        """Four days ago work came and an earlier attempt was decided; now it is today again."""
        self.stage.moment = TODAY - timedelta(days=4)
        desk = safeguarding.unlock(self.stage.home, PASSPHRASE, self.stage.clock)
        try:
            prepare(self.hub, desk, self.stage.folder / "bundles")
        finally:
            safeguarding.lock(desk)
        self.stage.moment = TODAY

    def _queue(self) -> None:
        hands, queue = self.hands, self.space.queue
        hands.until(lambda: queue.model.rowCount() == len(ASSIGNED), "the queue shows")
        hands.until(lambda: not self.space.driver.busy, "the first round ends")
        self.camera.take("queue")
        self.camera.take_special("queue")
        search = queue.filters.search
        search.setText("wait time")
        search.returnPressed.emit()
        hands.until(lambda: queue.model.rowCount() < len(ASSIGNED), "the queue is searched")
        self.camera.take("queue-search")
        search.setText("nothing like this")
        search.returnPressed.emit()
        hands.until(lambda: queue.model.rowCount() == 0, "nothing is found")
        hands.rest(100)
        self.camera.take("queue-no-match")
        search.clear()
        search.returnPressed.emit()
        hands.until(lambda: queue.model.rowCount() == len(ASSIGNED), "all is shown again")

    def open(self, submission: str, *, close_page: bool = True) -> None:
        """Open a submission; a new attempt opens as a comparison, which is closed unless it is wanted."""
        hands, space = self.hands, self.space
        space.open_submission(submission)
        hands.until(lambda: space.reviewing and not self.room.arriving, "the submission is shown")
        self._settled(lambda: not self.program.jobs.busy(Lane.RENDERING))
        self._settled(lambda: not self.program.jobs.busy(Lane.STORE))
        if close_page and self.room.paged:
            self.room.close_page()

    def look_at(self, evidence: str) -> None:
        """Show evidence, and wait until it is there."""
        opened: list[str] = []
        pane = self.room.pane

        def on_opened() -> None:
            opened.append(pane.entry.id if pane.entry is not None else "")

        connection = pane.opened.connect(on_opened)
        self.room.show_evidence(evidence)
        self.hands.until(lambda: evidence in opened, "the evidence is shown or explained")
        pane.opened.disconnect(connection)

    def named(self, name: str) -> str:
        """The id of the evidence with this file name."""
        assert self.room.review is not None
        return next(x.id for x in self.room.review.submission.evidence if x.name == name)

    def _evidence(self) -> None:
        self.open(self.reviews[REVIEWED].submission)
        self.camera.take("review-opened")
        for name, file in (
            ("pdf", "lesson-plan.pdf"),
            ("image", "board.jpg"),
            ("text", "transcript.txt"),
            ("sheets", "tally.xlsx"),
        ):
            self.look_at(self.named(file))
            self.camera.take(f"review-{name}")
        assert self.room.review is not None
        part = next(x for x in self.room.review.submission.parts if x.answers)
        self.look_at(ANSWERS + part.id)
        self.camera.take("review-answers")

    def _looking(self) -> None:
        """Panes and ways of looking, each put away again."""
        for file, ways in (
            ("lesson-plan.pdf", (Look.THUMBNAILS, Look.SINGLE)),
            ("board.jpg", (Look.LIGHT,)),
            ("board.jpg", (Look.COMPARE,)),
        ):
            self.look_at(self.named(file))
            for way in ways:
                self.room.orders.look(way)
            self.camera.take(f"review-{ways[0].value}")
            for way in ways:
                self.room.orders.look(way)

    def _failed_evidence(self) -> None:
        self.open(self.reviews[BY_STICK].submission)
        self.look_at(self.named("flyer.pdf"))
        self.camera.take("review-failed")

    def _score(self) -> None:
        hands = self.hands
        self.open(self.reviews[REVIEWED].submission)
        room, said = self.room, self.reviews[REVIEWED]
        assert room.review is not None
        self.look_at(self.named("lesson-plan.pdf"))
        for place, criterion in enumerate(room.review.rubric.criteria):
            room.rubric.go_to(place)
            room.rubric.focus_inside()
            if place == 4:
                self._cite(place - 2)
                room.rubric.go_to(place - 2)
                self.camera.take("review-scoring")
                self.camera.take_special("review")
                self.shell.show_keys()
                sheet = next(x for x in self.shell.findChildren(QDialog) if x.isVisible())
                hands.rest(50)
                self.camera.take("keys", sheet)
                sheet.close()
                self.shell.activateWindow()
                hands.until(self.shell.isActiveWindow, "the window is in front again")
                room.rubric.focus_inside()
                hands.press(Key.Key_L)
                self.camera.take("review-levels")
                hands.press(Key.Key_L)
                hands.press(Key.Key_Return, CTRL)
                hands.until(lambda: room.previewing, "the preview shows what is missing")
                self.camera.take("preview-gaps")
                room.orders.close_preview()
                room.rubric.go_to(place)
                room.rubric.focus_inside()
            hands.press(Key(Key.Key_1 + criterion.rank(said.scores[criterion.id])))
            if text := said.comments.get(criterion.id, ""):
                hands.press(Key.Key_E)
                hands.type(text)
                hands.press(Key.Key_Escape)
        hands.until(lambda: room.settled, "everything is saved")

    def _cite(self, place: int) -> None:
        hands, room = self.hands, self.room
        room.rubric.go_to(place)
        room.pane.focus_inside()
        hands.press(Key.Key_A, CTRL)
        hands.until(lambda: room.pane.selection() is not None, "the page's text is selected")
        hands.press(Key.Key_C)
        hands.until(lambda: room.settled, "the citation is saved")
        hands.until(lambda: room.review is not None and bool(room.review.state.citations), "it shows")
        # Another look at the file leaves its page without the selection.
        for file in ("board.jpg", "lesson-plan.pdf"):
            self.look_at(self.named(file))

    def _decide(self) -> None:
        hands, room = self.hands, self.room
        room.rubric.go_to(7)
        self.camera.take("review-complete")
        self.hub.stop()
        hands.press(Key.Key_F5)
        hands.until(lambda: not self.space.driver.busy, "the hub does not answer")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: room.previewing, "the decision shows as the earner will read it")
        self.camera.take("preview-ready")
        self.camera.take_special("preview")
        hands.press(Key.Key_Return, CTRL)
        hands.until(lambda: self._state() is State.DECIDED, "the decision is signed")
        hands.until(lambda: not room.previewing and not self.space.driver.busy, "the room shows it")
        self.camera.take("review-signed")

    def _state(self) -> State:
        assert self.stage.desk is not None
        return self.stage.desk.store.state(self.reviews[REVIEWED].submission)

    def _sync(self) -> None:
        hands, space = self.hands, self.space
        hands.press(Key.Key_3, CTRL)
        self._settled(lambda: space.sync.model.rowCount() > 0)
        self.camera.take("sync-waiting")
        hands.press(Key.Key_1, CTRL)
        self._settled(lambda: space.queue.model.rowCount() > 0)
        self.camera.take("queue-offline")
        self.hub.start_again()
        self.stage.moment = TODAY + timedelta(minutes=6)
        hands.press(Key.Key_F5)
        hands.until(lambda: self._state() is State.RECEIVED, "the receipt arrives")
        self._settled(lambda: not space.driver.busy)
        hands.press(Key.Key_3, CTRL)
        self._settled(lambda: True)
        lines = [space.sync.model.line(row) for row in range(space.sync.model.rowCount())]
        received = next(row for row, line in enumerate(lines) if line and line.stage is Way.RECEIVED)
        space.sync.ledger.setCurrentIndex(space.sync.model.index(received))
        self._settled(lambda: space.sync.panel.can_save)
        self.camera.take("sync-received")
        self.camera.take_special("sync")
        space.open_submission(self.reviews[REVIEWED].submission)
        self._settled(lambda: space.reviewing and not self.room.arriving)
        self.camera.take("review-received")

    def _settled(self, holds: Callable[[], bool]) -> None:
        self.hands.until(holds, "the room shows what it should")
        self.hands.until(lambda: not self.program.jobs.busy(Lane.STORE), "the store has answered")

    def _rest(self) -> None:
        hands, space = self.hands, self.space
        hands.press(Key.Key_2, CTRL)
        self._settled(lambda: space.decided.model.rowCount() > 0)
        self.camera.take("decided")
        hands.press(Key.Key_4, CTRL)
        hands.rest(100)
        self.camera.take("settings")
        self.camera.take_special("settings")
