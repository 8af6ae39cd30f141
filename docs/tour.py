"""The real window on sample work, and the way to each of its screens from wherever it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from docs.guard_scenes import plover_bundle
from docs.picture_scenes import PASSPHRASE, TODAY, Stage
from docs.picture_viewers import wren_bundle
from reviewer_app.cli.demo_window import EARLIER, prepare
from reviewer_app.store import QueueQuery
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.laid_out import lay_out_now
from reviewer_app.ui.places import SYNC
from reviewer_app.ui.review.checking import Checking
from reviewer_app.ui.review.panels import PanelState
from reviewer_app.ui.review.ports import ANSWERS
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.scoring.levels_beside import LevelsPart
from reviewer_app.ui.syncing.files_part import FilesPart
from reviewer_app.ui.syncing.status import Status
from reviewer_app.ui.syncing.stick_watch import StickWatch
from reviewer_app.ui.widgets import Scroller
from reviewer_app.ui.workspace import Workspace
from reviewer_app.workflows import guarding, safeguarding

SMALL = (1366, 768)
_MOST_TURNS = 20
_STILL = 2
"""So often everything is where it was a turn before, until it is believed to stay there."""
EVERY_KIND, NAMED, DECIDED_BEFORE = "Wren", "Plover", EARLIER


class Tour:
    """The real window on sample work, and the way to each screen from wherever it is."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, coordinating=True)
        self.program, self.hands = self.stage.program, self.stage.hands
        self.shell = self.program.shell
        self._loose: QWidget | None = None
        desk = safeguarding.create(self.stage.home, PASSPHRASE, self.stage.clock)
        try:
            self.stage.hub.start()
            prepare(self.stage.hub, desk, folder / "bundles")
        finally:
            safeguarding.lock(desk)
        self.look(100)
        self.program.show()
        self.inside()
        key = self.stage.hub.hub.books.key
        self.bring([wren_bundle(folder, key, TODAY), plover_bundle(folder, key, TODAY)])
        kept = self.stage.desk
        assert kept is not None  # the door is open
        self.hands.until(
            lambda: not guarding.guarded(kept, self.submission(NAMED)).waiting, "the guard looked through all"
        )

    def close(self) -> None:
        """Close the window and let go of everything."""
        self.home()
        self.stage.close()
        # Every window that is left is painted anew at each change of look, whoever comes after this tour.
        for window in QApplication.topLevelWidgets():
            window.close()
            window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def space(self) -> Workspace:
        """The rooms behind the door."""
        found = self.shell.workspace
        assert found is not None  # the tour is inside
        return found

    @property
    def room(self) -> ReviewRoom:
        """The review room."""
        place = self.space.review
        assert place is not None  # something is open
        assert isinstance(place.widget, ReviewRoom)
        return place.widget

    def settle(self) -> None:
        """Let everything that is under way come to its end."""
        lanes = (Lane.STORE, Lane.RENDERING, Lane.FILES, Lane.HUB)
        self.hands.rest()
        self.hands.until(lambda: not any(map(self.program.jobs.busy, lanes)), "all is painted")
        # A layout tells the next one above it a turn later: on a busy machine no fixed time is enough for all.
        before: object = None
        still = 0
        for _turn in range(_MOST_TURNS):
            # First, or what a last word asked for would still be on its way when all is believed to stand still.
            lay_out_now()
            now = self._places()
            still = still + 1 if now == before else 0
            if still == _STILL:
                return
            before = now
            self.hands.rest(30)

    def _places(self) -> object:
        """Where everything is that can be seen."""
        return [
            (each, each.geometry())
            for window in QApplication.topLevelWidgets()
            if window.isVisible()
            for each in (window, *window.findChildren(QWidget))
            if each.isVisible()
        ]

    def look(self, scale: int, scheme: str = "light") -> None:
        """Change text size and scheme as the settings would, so that they hold, in a window for the small laptop."""
        self.program.preferences.change(theme=scheme, text_scale=scale)
        self.shell.resize(*SMALL)

    def home(self) -> None:
        """Close what stands before the window, and undo what screens changed about the room."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.close()
        if self._loose is not None:
            self._loose.close()
            self._loose.deleteLater()
            self._loose = None
        self.shell.front.close()
        if self.shell.workspace is not None:
            self.space.sample.leave()
            driver = self.space.driver
            driver.changed.emit(driver.status)  # whatever a screen made up about the hub
            if "sync" in vars(self.space):  # made when it is first gone to
                self.space.sync.show_ledger()
                self.space.sync.left.put_away()
                self.space.sync.partner.keep.click()
                if (files := self.space.sync.part(FilesPart)) is not None:
                    files.show_wishes(False)
            if (sticks := driver.findChild(StickWatch)) is not None:
                sticks.volumes = tuple
                sticks.look_again()
        if self.shell.workspace is not None and self.space.review is not None:
            room = self.room
            if room.paged:
                room.close_page()
            room.part(Checking).close_panel()
            room.set_panels(PanelState())
            if not (levels := room.part(LevelsPart)).levels.isHidden():
                levels.toggle()
            room.pane.toolbar.close_search()
            room.evidence.show_face(citations=False)
        self.shell.activateWindow()

    def inside(self) -> None:
        """Go through the door."""
        door = self.shell.door
        if self.shell.workspace is not None:
            return
        self.hands.until(door.passphrase.isVisible, "the door asks")
        door.passphrase.setText(PASSPHRASE)
        door.unlock_button.click()
        self.hands.until(lambda: self.shell.workspace is not None, "the store opens")
        self.settle()

    def locked(self) -> QWidget:
        """Before the door."""
        self.shell.lock()
        self.hands.until(lambda: self.shell.workspace is None, "the store is locked")
        return self.shell.door

    def loose(self, widget: QWidget) -> QWidget:
        """A screen that stands by itself, as large as the window."""
        self._loose = widget
        widget.resize(self.shell.size())
        widget.show()
        return widget

    def go(self, place: int) -> QWidget:
        """A place of the sidebar."""
        self.inside()
        self.space.go_to(place)
        self.settle()
        for area in self.space.findChildren(Scroller):
            area.verticalScrollBar().setValue(0)  # where an earlier screen scrolled to, this one begins anew
        return self.shell

    def unpaired(self) -> QWidget:
        """The sync room of a laptop without a hub, until the next screen."""
        self.go(SYNC)
        self.space.driver.changed.emit(Status())
        return self.shell

    def bring(self, bundles: list[Path]) -> None:
        """Import bundles."""
        self.space.import_paths(bundles)
        self.hands.until(lambda: not self.space.importing.busy, "the import ends")
        self.settle()

    def submission(self, alias: str) -> str:
        """The id of the submission with this alias."""
        desk = self.stage.desk
        assert desk is not None  # the tour is inside
        return next(x.submission for x in desk.store.queue(QueueQuery(), 0, 1000) if x.alias == alias)

    def open(self, submission: str) -> ReviewRoom:
        """A submission in the review room."""
        self.inside()
        if (
            not self.space.reviewing
            or self.room.review is None
            or self.room.review.submission.id != submission
        ):
            self.space.open_submission(submission)
            self.hands.until(
                lambda: self.space.reviewing and not self.room.arriving, "the submission is shown"
            )
        self.settle()
        return self.room

    def evidence(self, file: str) -> ReviewRoom:
        """An item of the submission that has every kind; a title where it has no file."""
        room = self.open(self.submission(EVERY_KIND))
        assert room.review is not None  # just opened
        about = room.review.submission
        wanted = next((x.id for x in about.evidence if file in (x.name, x.title)), "")
        room.show_evidence(wanted or ANSWERS + next(x.id for x in about.parts if x.answers))
        self.settle()
        return room
