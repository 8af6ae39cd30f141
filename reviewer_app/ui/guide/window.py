"""The window of the guided sample review: the line with the steps over a real review room."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer_app.ui.commands.binding import Bound
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.commands.window import HELP, PALETTE
from reviewer_app.ui.guide.bar import GuideBar
from reviewer_app.ui.guide.ports import SamplePorts
from reviewer_app.ui.guide.steps import STEPS, Now
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.keys import room_offers
from reviewer_app.ui.widgets import InlineNote


class GuideWindow(QWidget):
    """Shows one step after the other; ``closed`` when it is left, whatever the step."""

    closed = Signal()
    help_wanted = Signal()
    palette_wanted = Signal()
    inside = True
    """The store of the sample is open: what asks for that can be done."""

    def __init__(self, sample: SamplePorts, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Sample review – Reviewer")
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sample = sample
        self.at = 0
        self.bar = GuideBar()
        self.note = InlineNote()
        self.room = sample.room(jobs)
        self.room.bar.back.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.note)
        column.addWidget(self.room, 1)
        self._before: Now | None = None
        self.bar.passed.connect(self.go_on)
        self.bar.filled.connect(self._on_filled)
        self.bar.ended.connect(self.close)
        self.room.left.connect(self.room.setFocus)
        self.room.help_wanted.connect(self.help_wanted)
        self.room.bar.palette_wanted.connect(self.palette_wanted)
        # The keys of the main window hold in no other one.
        self.bound = Bound[Any](self, self, (PALETTE, HELP))
        for seen in (self.room.saver.changed, self.room.pane.opened, self.room.stack.currentChanged):
            seen.connect(lambda *_args: self.look())
        self.room.saver.answered.connect(lambda _own, _review: self.look())
        self.room.evidence.chosen.connect(lambda _evidence: self.look())
        self.room.arrived.connect(lambda _own: self._begin())
        close = QShortcut(QKeySequence("Ctrl+W"), self)
        close.activated.connect(self.close)
        self.bar.show_step(STEPS[0])
        self.room.show_submission(sample.submission)

    def offers(self) -> list[Offer]:
        """What can be told to the room of the sample."""
        return room_offers(self.room)

    def show_palette(self) -> None:
        """Have the actions of the room offered."""
        self.palette_wanted.emit()

    def show_keys(self) -> None:
        """Have the keys of the room shown."""
        self.help_wanted.emit()

    def look(self) -> None:
        """See whether the step is done."""
        now = self._now()
        if now is None or self._before is None or self.at >= len(STEPS):
            return
        if STEPS[self.at].done(self._before, now):
            self.go_on()

    def go_on(self) -> None:
        """Go to the next step."""
        self.at += 1
        self._before = self._now()
        if self.at < len(STEPS):
            self.bar.show_step(STEPS[self.at])
            self.look()
        else:
            self.bar.show_end()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.room.quiet()
        self.room.pane.leave()
        super().closeEvent(event)
        self.closed.emit()

    def _begin(self) -> None:
        if self._before is None:
            self._before = self._now()
            self.room.rubric.focus_inside()

    def _now(self) -> Now | None:
        review = self.room.review
        if review is None:
            return None
        return Now(
            self.room.evidence.current, review.state, self.room.previewing, review.decision is not None
        )

    def _on_filled(self) -> None:
        self.room.orders.close_preview()
        self.room.saver.send(self._sample.submission, self._sample.fill_in, self.note.say_error)
