"""Opening the guided sample review, one at a time, and clearing up behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer_app.ui.jobs import JobControl, Jobs, Lane

if TYPE_CHECKING:
    from reviewer_app.ui.guide.ports import SamplePorts
    from reviewer_app.ui.guide.window import GuideWindow


class GuideOpener(QObject):
    """``failed`` is told why a sample could not be made ready, ``help_wanted`` that keys are wanted.

    ``palette_wanted`` says that all commands are.
    """

    palette_wanted = Signal()

    def __init__(
        self,
        begin: Callable[[], SamplePorts] | None,
        jobs: Jobs,
        parent: QWidget,
        failed: Callable[[object], object],
        help_wanted: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self._failed, self._help_wanted = failed, help_wanted
        self._begin, self._jobs, self._widget = begin, jobs, parent
        self._opening = False
        self.window: GuideWindow | None = None

    def open(self) -> None:
        """Make a sample ready and open its window, or bring the one that is open to the front."""
        begin = self._begin
        if self.window is not None:
            self.window.activateWindow()
        if begin is None or self.window is not None or self._opening:
            return
        self._opening = True

        def work(_control: JobControl) -> SamplePorts:
            return begin()

        self._jobs.run(Lane.FILES, work, self._on_ready, self._on_failed, owner=self)

    def leave(self) -> None:
        """Close the window: the desk is left."""
        if self.window is not None:
            self.window.close()

    def _on_ready(self, sample: SamplePorts) -> None:
        from reviewer_app.ui.guide.window import GuideWindow  # the room is not needed to show a queue

        self._opening = False
        window = GuideWindow(sample, self._jobs, self._widget)
        self.window = window
        window.closed.connect(lambda: self._on_closed(sample))
        window.help_wanted.connect(self._help_wanted)
        window.palette_wanted.connect(self.palette_wanted)
        window.resize(self._widget.window().size())
        window.show()

    def _on_failed(self, error: object) -> None:
        self._opening = False
        self._failed(error)

    def _on_closed(self, sample: SamplePorts) -> None:
        self.window = None
        # Behind whatever the room still does with the sample's store.
        self._jobs.run(Lane.STORE, lambda _control: sample.end())
