"""The card of the hub's backups: when the last one was made and where, and one more, read again once it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.hosting.acts import BACK_UP
from reviewer_app.ui.hosting.ports import BackedUp, BackupPorts, LastBackup
from reviewer_app.ui.jobs import Job, Jobs, Lane
from reviewer_app.ui.passphrase import PassphraseField
from reviewer_app.ui.syncing.road_card import RoadHead
from reviewer_app.ui.widgets import Button, Card, InlineNote, Label, ProgressNote
from reviewer_app.ui.words import ago_words, count_words, exact_time, size_words

TITLE = "Backup"
NEVER = "Never backed up yet. With a backup on another disk, a lost laptop is no lost record."
OPENS = "It opens with the passphrase of the hub; only files that are not there yet are copied."
KEEP = "It opens with a passphrase of its own: keep that somewhere else, or nobody restores it."
_OLD = timedelta(days=7)
_FAULTS = 3


class BackupCard(Card):
    """One backup at a time; the folder of the last one is offered first."""

    def __init__(self, ports: BackupPorts, jobs: Jobs, *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._ports, self._jobs, self._now = ports, jobs, now
        self._job: Job[BackedUp] | None = None
        self._last: LastBackup | None = None
        self.body.setContentsMargins(16, 12, 16, 12)
        self.setAccessibleName(TITLE)
        # It takes the keyboard from what is switched off in it, but is no stop of the Tab key.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.go = Button("Back up now…", self.ask_for_folder, icon="save", act=BACK_UP)
        self.head = RoadHead("save", self.go)
        self.head.title.setText(TITLE)
        self.text = Label("", "muted", wrap=True)
        self.head.words.addWidget(self.text)
        self.passphrase = PassphraseField("Passphrase for the backup")
        self.passphrase.setVisible(ports.needs_passphrase)
        self.progress: ProgressNote | None = None
        self._place = QVBoxLayout()
        self.note = InlineNote()
        self.body.addWidget(self.head)
        self.body.addWidget(self.passphrase)
        self.body.addLayout(self._place)
        self.body.addWidget(self.note)
        self.show_last(None)

    @property
    def busy(self) -> bool:
        """Whether a backup is being made."""
        return self._job is not None

    def refresh(self) -> None:
        """See when the last one was made."""
        self._jobs.run(
            Lane.HUB, lambda _control: self._ports.last(), self.show_last, self.note.say_error, owner=self
        )

    def show_last(self, last: LastBackup | None) -> None:
        """Say when the last one was made, and where."""
        self._last = last
        if last is None:
            self.head.icon.show_icon("save", "warn")
            self.text.setText(f"{NEVER} {KEEP}" if self._ports.needs_passphrase else NEVER)
            return
        old = self._now() - last.at > _OLD
        self.head.icon.show_icon("save", "warn" if old or not last.sound else "ok")
        state = "with faults" if not last.sound else "verified" if last.proven else "not read again"
        late = " Make one each week." if old else ""
        name = Path(last.folder).name or last.folder
        opens = KEEP if self._ports.needs_passphrase else OPENS
        self.text.setText(f"Last {ago_words(last.at, self._now())}, {state}, in “{name}”.{late} {opens}")
        self.text.setToolTip(f"{exact_time(last.at)}\n{last.folder}")
        self.text.setAccessibleDescription(last.folder)

    def ask_for_folder(self) -> None:
        """Let the coordinator choose where it goes."""
        if self.busy or not self._has_words():
            return
        dialog = QFileDialog(self, "Back the hub up into a folder", self._last.folder if self._last else "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.make(Path(chosen)))
        dialog.open()

    def make(self, folder: Path) -> None:
        """Back it up into a folder, with progress and a way to stop."""
        if self.busy or not self._has_words():
            return
        ports, words = self._ports, self.passphrase.text() if self._ports.needs_passphrase else ""
        self.note.hide()
        if self.isAncestorOf(self.window().focusWidget()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go.setEnabled(False)
        self.progress = ProgressNote("Backing up", bytes_counted=True)
        self.progress.cancelled.connect(self.leave)
        self._place.addWidget(self.progress)
        self._job = self._jobs.run(
            Lane.FILES,
            lambda control: ports.make(folder, words, control.progress, control.cancel),
            lambda done: self._on_made(done, folder),
            self._on_failed,
            progress=self.progress.show_progress,
            stopped=self._on_stopped,
            owner=self,
        )

    def leave(self) -> None:
        """Stop what goes on: of the backup under way only whole files are kept, for the next one."""
        if self._job is not None:
            self._job.cancel()

    def _has_words(self) -> bool:
        if self._ports.needs_passphrase and not self.passphrase.text():
            self.passphrase.wrong()
            return False
        return True

    def _on_made(self, done: BackedUp, folder: Path) -> None:
        self._end()
        files = QLocale().toString(done.files)
        size = f" ({size_words(done.bytes)})" if done.copied else ""
        written = (
            f"{count_words(done.rows, 'row', 'rows')} of the record and "
            f"{QLocale().toString(done.copied)} of {files} files new{size}, in “{folder.name}”."
        )
        if done.faults:
            told = " ".join(done.faults[:_FAULTS])
            more = len(done.faults) - _FAULTS
            rest = f" And {count_words(more, 'other fault', 'other faults')}: “reviewer-app hub verify” lists all."
            many = count_words(len(done.faults), "fault", "faults")
            self.note.say("warn", f"Backed up, with {many}", written, f"{told}{rest if more > 0 else ''}")
        else:
            self.note.say(
                "ok",
                "Backed up and verified",
                f"{written} All of it was read again, as it was signed and hashed.",
            )
        self.refresh()

    def _on_failed(self, error: ReviewerError) -> None:
        self._end()
        if error.code == "wrong-passphrase" and self._ports.needs_passphrase:
            self.passphrase.wrong()
        self.note.say_error(error)

    def _on_stopped(self) -> None:
        self._end()
        self.note.say(
            "info", "Stopped", "No backup was added; those that were there before are as they were."
        )

    def _end(self) -> None:
        self._job = None
        self.go.setEnabled(True)
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None
        if self.hasFocus():
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
