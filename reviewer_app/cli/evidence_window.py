"""Showing files in the real viewer pane, off the screen, and measuring how long the window ever stands still."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEventLoop, QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction

from reviewer_app.cli.evidence_rows import STALL_MILLISECONDS
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.evidence import WorkerPool
from reviewer_app.evidence.roaming import FileSource, plain_name
from reviewer_app.startup.window import application
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.review.actions import ACTIONS
from reviewer_app.ui.review.evidence_list import Entry
from reviewer_app.ui.review.ports import ReviewPorts
from reviewer_app.ui.review.viewer_pane import ViewerPane
from reviewer_app.ui.theme import Theme

_TICK_MILLISECONDS = 5
_CALM_SECONDS = 0.1
_GIVE_UP_SECONDS = 25.0
_WIDTH, _HEIGHT = 1000, 720
_OWN = "evidence"
_OF_THE_PLATFORM = "This plugin does not support propagateSizeHints()"


@dataclass(slots=True)
class _Pulse:
    """When the window last ran, and its longest pause since it was last asked."""

    last: float = 0.0
    longest: float = 0.0

    def begin(self) -> None:
        self.last, self.longest = time.monotonic(), 0.0

    def beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self.last)
        self.last = now


class Showing:
    """The viewer pane with nothing around it; made and used on one thread, which becomes the window's."""

    def __init__(self, pool: WorkerPool) -> None:
        if sys.platform == "linux":
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        self._pool = pool
        self._app = application()
        self._theme = Theme(self._app)
        self._jobs = Jobs()
        self._path = ""
        self.faults: list[str] = []
        self._jobs.broke.connect(lambda fault: self.faults.append(f"{fault.title}: {fault.sentence}"))
        self._actions = {act.id: QAction() for act in ACTIONS}
        self._pane = ViewerPane(_ports(self._open), self._jobs, self._actions)
        self._pane.resize(_WIDTH, _HEIGHT)
        self._pane.opened.connect(self._on_opened)
        self._opened = False
        self._pulse = _Pulse()
        self._timer = QTimer(interval=_TICK_MILLISECONDS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._pulse.beat)
        self._hook = sys.excepthook
        self._heard = qInstallMessageHandler(None)
        qInstallMessageHandler(self._heard)
        self._interrupted = False

    def __enter__(self) -> Showing:
        # Qt hands what a slot raises to this hook, and would otherwise only print it.
        sys.excepthook = self._on_exception
        qInstallMessageHandler(self._on_message)
        self._pane.show()
        self._timer.start()
        self._app.processEvents()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pane.leave()
        self._timer.stop()
        self._jobs.shut_down()
        self._pane.close()
        self._pane.deleteLater()
        self._app.processEvents()
        sys.excepthook = self._hook
        qInstallMessageHandler(self._heard)

    def longest_halt(self, path: str) -> float:
        """The window's longest pause in milliseconds while it shows a file and lets go of it.

        A file over the limit is shown once more and the shorter pause counts, for the rest of the computer
        halts a window too, but not twice at the same file.
        """
        halt = self._once(path)
        return halt if halt <= STALL_MILLISECONDS else min(halt, self._once(path))

    def _once(self, path: str) -> float:
        self._path, self._opened = path, False
        name = plain_name(path.rpartition(os.sep)[2])
        entry = Entry(_OWN, name)
        self._pulse.begin()
        self._pane.show_entry("", entry, EvidenceItem(_OWN, "", name, name), {})
        self._until(lambda: self._opened and not self._jobs.busy(Lane.RENDERING))
        self._pane.leave()
        self._until(lambda: not self._jobs.busy(Lane.RENDERING))
        return self._pulse.longest * 1000

    def _until(self, settled: Callable[[], bool]) -> None:
        """Run the window until a thing has been true for a moment, or for as long as anybody would wait."""
        begun = time.monotonic()
        calm_since: float | None = None
        while time.monotonic() - begun < _GIVE_UP_SECONDS:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            if self._interrupted:
                raise KeyboardInterrupt
            if not settled():
                calm_since = None
            elif calm_since is None:
                calm_since = time.monotonic()
            elif time.monotonic() - calm_since >= _CALM_SECONDS:
                return

    def _open(self, _submission: str, _evidence: str, password: str | None, cancel: CancelToken) -> Any:
        source = FileSource(self._path, through_links=True)
        return self._pool.open(source, plain_name(self._path), password=password, cancel=cancel)

    def _on_opened(self) -> None:
        self._opened = True

    def _on_exception(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._interrupted = True
        else:
            self.faults.append(f"{kind.__name__}: {fault}")

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == _OF_THE_PLATFORM:
            return
        if self._heard is not None:
            self._heard(kind, context, message)
        else:
            print(message, file=sys.stderr)


def _ports(open_evidence: Callable[..., Any]) -> ReviewPorts:
    """Ports of which only opening leads anywhere: there is no submission behind these files."""

    def nowhere(*_words: Any) -> Any:
        raise AssertionError("only evidence is opened here")

    bare: dict[str, Any] = {each.name: nowhere for each in fields(ReviewPorts) if each.default is MISSING}
    return ReviewPorts(**bare | {"open_evidence": open_evidence})
