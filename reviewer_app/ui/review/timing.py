"""How long a person has worked on the submission on show: seen by nobody else, and never sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from reviewer_app.domain.planning import duration_words
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.part import RoomPart
from reviewer_app.ui.widgets import Label

if TYPE_CHECKING:
    from reviewer_app.ui.review.stage import Stage
    from reviewer_app.ui.review.views import ReviewView

LONGEST_PAUSE = timedelta(minutes=2)
"""Between two keys or clicks further apart than this, the person was somewhere else."""
_WRITE_AFTER = 20.0
_SIGNS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseButtonRelease}
)


class Stopwatch:
    """Adds up the time between signs of work; pauses are left out."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self.seconds = 0.0

    def sign(self, at: datetime) -> None:
        """The person did something."""
        if self._last is not None and timedelta() < at - self._last <= LONGEST_PAUSE:
            self.seconds += (at - self._last).total_seconds()
        self._last = at

    def take(self) -> int:
        """The whole seconds so far, which are counted no more."""
        whole = int(self.seconds)
        self.seconds -= whole
        return whole

    def rest(self) -> None:
        """The person left; what comes next begins anew."""
        self._last = None


class TimePart(RoomPart):
    """Watches the keys and clicks that reach the room, and shows the sum."""

    def __init__(self, room: Stage) -> None:
        super().__init__(room)
        self.ports = room.ports.time
        self.watch = Stopwatch()
        self.of = ""
        self.words = Label("", "small")
        self.words.setToolTip(
            "How long you have worked on this. Only you see it; it never leaves this laptop."
        )
        self.words.hide()
        room.bar.put_words(self.words)

    def show_review(self, review: ReviewView, *, fresh: bool) -> None:
        """Ask about another submission."""
        ports, own = self.ports, review.submission.id
        window = self.room.window().windowHandle()
        if window is not None:
            # A window sees only what the system sends; the application would show every event of every widget.
            window.installEventFilter(self)
        if ports is not None and own != self.of:
            self.of = own
            self.words.hide()
            self.room.jobs.run(
                Lane.STORE,
                lambda _control: ports.spent(own),
                lambda sum_: self._show(own, sum_),
                owner=self.room,
            )

    def leave(self) -> None:
        """Write down what was counted for the submission that is left."""
        self._write()
        self.watch.rest()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS and self.of and self.room.isVisible():
            self.watch.sign(self.room.ports.now())
            if self.watch.seconds >= _WRITE_AFTER:
                self._write()
        return False

    def _write(self) -> None:
        ports, own, seconds = self.ports, self.of, self.watch.take()
        if ports is not None and own and seconds:
            self.room.jobs.run(
                Lane.STORE,
                lambda _control: ports.spend(own, seconds),
                lambda sum_: self._show(own, sum_),
                owner=self.room,
            )

    def _show(self, submission: str, seconds: int) -> None:
        if submission == self.of:
            said = duration_words(seconds // 60)
            self.words.setText(said)
            self.words.setAccessibleName(f"You have worked on this for {said}; only you see it")
            self.words.setVisible(seconds >= 60)
