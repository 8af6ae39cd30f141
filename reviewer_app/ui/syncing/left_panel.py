"""What left this laptop: choose a time and a form, and where the list goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.syncing.ledger_ports import LedgerPorts, LeftAsked
from reviewer_app.ui.widgets import Button, Card, Label, MenuButton
from reviewer_app.ui.widgets.button_row import ButtonRow

TIMES = (
    ("today", "Today"),
    ("week", "The last 7 days"),
    ("month", "The last 31 days"),
    ("all", "All of it"),
)
_DAYS = {"today": 0, "week": 6, "month": 30}


class LeftPanel(Card):
    """``written`` carries the path of the list, ``failed`` why there is none; ``closed`` when it is put away."""

    written = Signal(object)
    failed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        ports: LedgerPorts | None,
        jobs: Jobs,
        exports: Path,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, margin=12)
        self._ports, self._jobs, self._exports, self._now = ports, jobs, exports, now
        self._dialog: QFileDialog | None = None
        self.setAccessibleName("What left this laptop")
        self.time: MenuButton[str] = MenuButton("Time", TIMES, stands_out=False)
        self.time.choose("week")
        self.pdf = Button("Save as PDF…", lambda: self.ask_where("pdf"), icon="printer", kind="primary")
        self.csv = Button("Save as table…", lambda: self.ask_where("csv"), icon="table", hint="CSV")
        self.close_button = Button("Close", self.put_away, kind="quiet")
        self.body.addWidget(
            Label("What left this laptop: items by alias and hash, with their receipts; no names.", wrap=True)
        )
        self.body.addWidget(ButtonRow(self.time, self.pdf, self.csv, self.close_button))
        self.hide()

    def open(self) -> None:
        """Show it, with the keys on the time."""
        self.show()
        self.time.setFocus()

    def put_away(self) -> None:
        """Hide it again."""
        self.hide()
        self.closed.emit()

    def asked(self, form: str) -> LeftAsked:
        """What is wanted, by the time that is chosen."""
        today: date = self._now().astimezone().date()
        days = _DAYS.get(self.time.value)
        return LeftAsked(None if days is None else today - timedelta(days=days), None, form)

    def ask_where(self, form: str) -> None:
        """Ask for a place, and write the list there."""
        name = f"left-{self._now().astimezone():%Y-%m-%d}.{form}"
        kind = "PDF (*.pdf)" if form == "pdf" else "Table (*.csv)"
        self._dialog = QFileDialog(self, "Save what left this laptop", str(self._exports / name), kind)
        self._dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._dialog.setDefaultSuffix(form)
        self._dialog.fileSelected.connect(lambda chosen: self.write(form, Path(chosen)))
        self._dialog.open()

    def write(self, form: str, target: Path) -> None:
        """Write the list."""
        if self._ports is None:
            return
        ports, asked = self._ports, self.asked(form)
        for each in (self.pdf, self.csv):
            each.setEnabled(False)

        def over() -> None:
            for each in (self.pdf, self.csv):
                each.setEnabled(True)

        def done(path: Path) -> None:
            over()
            self.written.emit(path)

        def failed(error: ReviewerError) -> None:
            over()
            self.failed.emit(error)

        self._jobs.run(Lane.FILES, lambda _control: ports.write_left(asked, target), done, failed, owner=self)
