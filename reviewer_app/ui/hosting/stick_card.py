"""The card for sticks and shared folders: take what laptops left there, answer them, and let in those that ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reviewer_app.domain.errors import Fault, ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.hosting.asking_row import AskingRow
from reviewer_app.ui.hosting.ports import Account, Asks, HostPorts, StickSeen
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.spoken import stop_after
from reviewer_app.ui.syncing.road_card import RoadHead
from reviewer_app.ui.widgets import Button, Card, CheckBox, InlineNote, Label, ProgressNote

TITLE = "Without a network"
TEXT = (
    "Take what laptops left on a stick or in a shared folder, and leave receipts, work and files for them; "
    "all of it is sealed for the laptop it is for."
)
DONE = "Done: it can be pulled out now"
MORE = "Done; before it is pulled out, answer who asks below"
ASKED = "By this stick a laptop asks to be paired. Is this the code on that laptop’s own screen?"


class HubStickCard(Card):
    """``passphrase`` gives what opens the hub, or None with a note where it is to be typed first."""

    def __init__(
        self, ports: HostPorts, jobs: Jobs, passphrase: Callable[[], tuple[bool, str | None]]
    ) -> None:
        super().__init__()
        self._ports, self._jobs, self._passphrase = ports, jobs, passphrase
        self._job: Job[Any] | None = None
        self._folder = Path()
        self.rows: list[AskingRow] = []
        self.body.setContentsMargins(16, 12, 16, 12)
        self.setAccessibleName(TITLE)
        self.choose = Button("Choose a stick or folder…", self.ask_for_folder)
        self.everyone = CheckBox("Leave work for all laptops")
        self.everyone.setToolTip("Also for those that left nothing there.")
        self.everyone.setAccessibleDescription(self.everyone.toolTip())
        self.head = RoadHead("folder", self.choose)
        self.head.title.setText(TITLE)
        self.head.words.addWidget(Label(TEXT, "muted", wrap=True))
        self.progress: ProgressNote | None = None
        self._place = QVBoxLayout()
        self.note = InlineNote()
        self._asking = QVBoxLayout()
        self._asking.setSpacing(16)
        self.body.addWidget(self.head)
        self.body.addWidget(self.everyone)
        self.body.addLayout(self._place)
        self.body.addWidget(self.note)
        self.body.addLayout(self._asking)

    @property
    def busy(self) -> bool:
        """Whether something is being carried over."""
        return self._job is not None

    def ask_for_folder(self) -> None:
        """Let the coordinator choose a stick or a shared folder, once the hub can be opened."""
        if not self._passphrase()[0]:
            return
        dialog = QFileDialog(self, "Choose a stick or a shared folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.visit(Path(chosen)))
        dialog.open()

    def visit(self, folder: Path) -> None:
        """Take and answer what lies there, with progress and a way to stop."""
        known, passphrase = self._passphrase()
        if self.busy or not known:
            return
        self._folder, everyone, ports = folder, self.everyone.isChecked(), self._ports
        self._clear()
        self._run(
            lambda control: ports.visit(folder, passphrase, everyone, control.progress, control.cancel),
            self._on_visited,
        )

    def show_seen(self, seen: StickSeen) -> None:
        """What was done there, and who asks."""
        self._clear()
        if seen.problem is not None:
            tone = "warn" if seen.problem.fault is Fault.LINE else "bad"
            self.note.say(
                tone, seen.problem.title, f"{seen.words} {seen.problem.sentence}", seen.problem.next_step
            )
        else:
            self.note.say("ok", MORE if seen.asking else DONE, seen.words)
        for asks in seen.asking:
            self._put(asks, seen.people)

    def _welcome(self, code: str, person: str) -> None:
        known, passphrase = self._passphrase()
        if self.busy or not known:
            self._release()
            return
        folder, ports = self._folder, self._ports
        self._run(
            lambda control: ports.welcome(folder, code, person, passphrase, control.progress, control.cancel),
            lambda asked: self._on_welcomed(code, asked),
        )

    def _run(self, work: Callable[[JobControl], Any], done: Callable[[Any], None]) -> None:
        self.note.hide()
        self.choose.setEnabled(False)
        self.progress = ProgressNote("Carrying over")
        self.progress.cancelled.connect(self._stop)
        self._place.addWidget(self.progress)

        def ended(answer: Any) -> None:
            self._end()
            done(answer)

        self._job = self._jobs.run(
            Lane.FILES,
            work,
            ended,
            self._on_failed,
            progress=self.progress.show_progress,
            stopped=self._on_stopped,
            owner=self,
        )

    def _on_visited(self, seen: StickSeen) -> None:
        self.show_seen(seen)
        announce(self, self.note.accessibleName())

    def _on_welcomed(self, code: str, asked: str) -> None:
        for row in [each for each in self.rows if each.asks.code == code]:
            self._drop(row)
        self._release()
        self.note.say(
            "ok",
            f"That laptop will ask for this hub’s code: {asked}",
            "Give it to the person along with the stick; their work lies on it now.",
        )

    def _on_failed(self, error: ReviewerError) -> None:
        self._end()
        self._release()
        self.note.say_error(error)

    def _on_stopped(self) -> None:
        self._end()
        self._release()
        self.note.say("info", "Stopped", "What was taken is kept, and the rest goes on at the next visit.")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.choose.setEnabled(True)
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None

    def _put(self, asks: Asks, people: Sequence[Account]) -> None:
        row = AskingRow(asks, people, words=ASKED)
        row.confirmed.connect(lambda _id, person: self._welcome(asks.code, person))
        row.refused.connect(lambda _id: self._drop(row))
        self._asking.addWidget(row)
        # Made later than what stands below this card, it would come after that.
        before = self.rows[-1].no if self.rows else self.note.stops[-1]
        stop_after(before, row.whose, row.same, row.no)
        self.rows.append(row)

    def _drop(self, row: QWidget) -> None:
        self.rows = [each for each in self.rows if each is not row]
        self._asking.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _release(self) -> None:
        for row in self.rows:
            row.wait(False)

    def _clear(self) -> None:
        self.note.hide()
        for row in list(self.rows):
            self._drop(row)
