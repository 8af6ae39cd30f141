"""Files on their way: how much, what is next, why they wait, and what a person can do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer_app.exchange.terms import FETCHING
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.syncing.driver import SyncDriver
from reviewer_app.ui.syncing.files_settings import FilesSettings
from reviewer_app.ui.syncing.files_words import headline, next_words, reasons, room_words
from reviewer_app.ui.syncing.ports import FilesPorts
from reviewer_app.ui.syncing.road_card import RoadCard, RoadHead
from reviewer_app.ui.syncing.status import Phase, Status
from reviewer_app.ui.widgets import Button, InlineNote, Label
from reviewer_app.ui.widgets.button_row import ButtonRow
from reviewer_app.ui.widgets.work_bar import WorkBar
from reviewer_app.ui.words import size_words

if TYPE_CHECKING:
    from reviewer_app.domain.files_coming import FilesComing

_FAILED_SHOWN = 3
_AGAIN_MILLISECONDS = 2_000


def files_part(desk: Desk, jobs: Jobs, driver: SyncDriver) -> FilesPart | None:
    """The part, where files are known of."""
    ports = desk.exchange.files if desk.exchange is not None else None
    return FilesPart(ports, jobs, driver) if ports is not None else None


class FilesPart(RoadCard):
    """One line while all files are here; what can be set about them shows on demand.

    It reads again what is to come whenever a round begins, ends, or goes on for a while.
    """

    def __init__(
        self, ports: FilesPorts, jobs: Jobs, driver: SyncDriver, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ports = ports
        self._jobs = jobs
        self._driver = driver
        self._phase: Phase | None = None
        self._status: Status = driver.status
        self.coming: FilesComing | None = None
        self.next = Label("", "muted", wrap=True)
        self.reasons = Label("", wrap=True)
        self.room = Label("", "muted", wrap=True)
        self.amount = Label("", "muted")
        self.bar = WorkBar("Files on their way")
        self.note = InlineNote(closable=False)
        self.agree = Button("Fetch them all the same", self._on_agree)
        self.pause = Button("Pause files", self._on_pause, icon="pause")
        self.how = Button("How files come…", self._on_how)
        self._head = RoadHead("here", self.agree, self.pause, self.how)
        self.headline = self._head.title
        preferences = driver.files.preferences
        self.settings = FilesSettings(preferences, named=True) if preferences is not None else None
        self._build()
        self._connect()
        self._on_status(driver.status)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # passed on as it came
        self.refresh()

    def refresh(self) -> None:
        """Read again what is to come."""
        self._jobs.run(
            Lane.STORE,
            lambda _control: self._ports.coming(),
            self.show_coming,
            self.note.say_error,
            replaces="files-coming",
            owner=self,
        )

    @property
    def can_toggle(self) -> bool:
        """Whether there is anything to pause or to let come again."""
        return not self.pause.isHidden()

    def toggle(self) -> None:
        """Pause files, or let them come again."""
        self._on_pause()

    def _build(self) -> None:
        self.setAccessibleName("Files on their way")
        for label in (self.next, self.reasons, self.room):
            self._head.words.addWidget(label)
        self.body.addWidget(self._head)
        under = QHBoxLayout()
        under.setSpacing(12)
        under.addWidget(self.bar, 1)
        under.addWidget(self.amount)
        self._under = QWidget()
        under.setContentsMargins(0, 0, 0, 0)
        self._under.setLayout(under)
        self.body.addWidget(self._under)
        self.body.addWidget(self.note)
        wishes = self.settings
        self._set = ButtonRow(*((wishes.what, wishes.metered, wishes.limit) if wishes is not None else ()))
        self._set.hide()
        self.body.addWidget(self._set)
        self.how.setVisible(wishes is not None)
        self.wide_while_shown(self.next, self.reasons, self.pause, self.note, self._under, self._set)

    def _connect(self) -> None:
        # What comes while files are fetched is worth a look now and then, not with each piece of them.
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MILLISECONDS)
        self._again.timeout.connect(self.refresh)
        self._driver.changed.connect(self._on_status)
        self._driver.files.changed.connect(self.refresh)
        self._driver.synced.connect(lambda _exchanged: self.refresh())
        if (preferences := self._driver.files.preferences) is not None:
            preferences.changed.connect(self._on_preferences)

    def _on_preferences(self) -> None:
        if self.settings is not None:
            self.settings.show_now()

    def _on_status(self, status: Status) -> None:
        self._status = status
        self.bar.say(status.done, status.total)
        self._under.setVisible(status.phase is Phase.SENDING and status.doing == FETCHING)
        self.amount.setText(f"{size_words(status.done)} of {size_words(status.total)}")
        if self.coming is not None:
            self._say(status)
        if status.phase is self._phase:
            return
        self._phase = status.phase
        if status.phase is Phase.SENDING:
            self._again.start()
        else:
            self._again.stop()
        if self.isVisible():
            self.refresh()

    def show_coming(self, coming: FilesComing) -> None:
        """Show what is to come."""
        self.coming = coming
        self._say(self._status)

    def _say(self, status: Status) -> None:
        coming = self.coming
        if coming is None:
            return
        words, tone, icon = headline(coming, status)
        self._head.icon.show_icon(icon, tone)
        self.headline.setText(words)
        self.next.setText(next_words(coming))
        self.next.setVisible(bool(self.next.text()))
        self.reasons.setText("\n".join(reasons(coming)))
        self.reasons.setVisible(bool(self.reasons.text()))
        self.room.setText(room_words(coming))
        self.room.setVisible(not coming.lacking)  # why it lacks says it too
        if self.parentWidget() is not None:
            # A laptop without a hub has nothing to say about files that are all here.
            self.setVisible(status.partner is not None or coming.files > 0)
        self.pause.setText(" Resume files" if coming.paused else " Pause files")
        self.pause.setAccessibleName("Resume files" if coming.paused else "Pause files")
        self.pause.setVisible(coming.paused or coming.files > 0)
        self.agree.setVisible(bool(coming.waits.get("metered") or coming.waits.get("asks")))
        if coming.failed:
            more = len(coming.failed) - _FAILED_SHOWN
            told = [*coming.failed[:_FAILED_SHOWN], *([f"And {more} more."] if more > 0 else [])]
            title = "A file would not come" if len(coming.failed) == 1 else "Some files would not come"
            if (self.note.title.text(), self.note.sentence.text()) != (title, " ".join(told)):
                again = "It is" if len(coming.failed) == 1 else "They are"
                self.note.say("warn", title, " ".join(told), f"{again} tried again with the next round.")
        else:
            self.note.hide()

    def _on_how(self) -> None:
        self.show_wishes(self._set.isHidden())

    def show_wishes(self, shown: bool) -> None:
        """Show what can be set about files, or put it away."""
        self._set.setVisible(shown)
        self.how.setText("Done" if shown else "How files come…")
        self.how.setAccessibleName("Done" if shown else "How files come")

    def _on_pause(self) -> None:
        wanted = not (self.coming is not None and self.coming.paused)

        def done(_nothing: None) -> None:
            self.refresh()
            self._driver.files.look()
            if not wanted:
                self._driver.try_soon()

        self._jobs.run(
            Lane.STORE, lambda _control: self._ports.pause(wanted), done, self.note.say_error, owner=self
        )

    def _on_agree(self) -> None:
        def done(_number: int) -> None:
            self.refresh()
            self._driver.try_soon()

        self._jobs.run(
            Lane.STORE, lambda _control: self._ports.agree(), done, self.note.say_error, owner=self
        )
