"""Two pictures of one submission side by side: which one, opened in the lane, let go of with the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.evidence import Shape
from reviewer_app.ui.jobs import JobControl, Lane
from reviewer_app.ui.review.evidence_list import Entry
from reviewer_app.ui.review.viewing import under
from reviewer_app.ui.review.words import kind_icon
from reviewer_app.ui.viewers.handle import OpenedHandle
from reviewer_app.ui.viewers.image import ImageViewer

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage


class Comparing(QObject):
    """Offers the other pictures of the submission and holds the one that was chosen."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self._room = room
        self._turn = 0
        room.pane.image.compared_shut.connect(self._let_go)

    def others(self) -> tuple[Entry, ...]:
        """The other items of this submission that are pictures, as far as their names and kinds say."""
        room = self._room
        review, shown = room.review, room.pane.entry
        if review is None or shown is None:
            return ()
        found = []
        for item in review.submission.evidence:
            entry = room.evidence.entry(item.id)
            if entry is not None and entry.here and entry.id != shown.id and kind_icon(item) == "image":
                found.append(entry)
        return tuple(found)

    def toggle(self) -> None:
        """Put the second picture away, or offer those there are."""
        room = self._room
        viewer = room.pane.viewer
        if not isinstance(viewer, ImageViewer):
            return
        if viewer.comparing:
            viewer.end_compare()
            return
        others = self.others()
        if len(others) == 1:
            self.show(others[0])
            return
        if not others:
            room.note.say(
                "info", "There is no other picture in this submission", "Nothing to compare it with."
            )
            return
        menu = QMenu(room)
        menu.setAccessibleName("Picture to compare with")
        for entry in others:
            menu.addAction(entry.title).triggered.connect(
                lambda _checked=False, entry=entry: self.show(entry)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under(room.pane.toolbar.view))

    def show(self, entry: Entry) -> None:
        """Open this item beside the picture that is shown."""
        room = self._room
        submission = room.pane.submission
        self._turn += 1
        turn = self._turn

        def work(control: JobControl) -> OpenedHandle:
            return room.ports.open_evidence(submission, entry.id, None, control.cancel)

        def done(handle: OpenedHandle) -> None:
            viewer = room.pane.viewer
            here = turn == self._turn and room.pane.submission == submission
            if not (here and isinstance(viewer, ImageViewer)):
                self._let_go(handle)
            elif handle.info.shape is not Shape.PICTURE:
                self._let_go(handle)
                room.note.say("info", "That is no picture", "Only pictures can be shown side by side.")
            else:
                viewer.compare(handle, entry.title)

        def failed(error: ReviewerError) -> None:
            if turn == self._turn:
                room.note.say_error(error)

        room.jobs.run(Lane.RENDERING, work, done, failed, owner=self, replaces="compare")

    def _let_go(self, handle: OpenedHandle) -> None:
        self._room.jobs.run(Lane.RENDERING, lambda _control: handle.close())
