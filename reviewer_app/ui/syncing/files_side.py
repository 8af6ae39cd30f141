"""The driver's side of files: settings put into force, hints of the network, and what is open comes first."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.domain.files_coming import Wishes
from reviewer_app.ui.jobs import Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.syncing.files_words import row_note
from reviewer_app.ui.syncing.line import LineWatch

_BEGIN_MILLISECONDS = 10_000
# Asking the system for its networks takes longer than a frame, and at the start everything else comes first.


class FilesSide(QObject):
    """``better`` says that now is a good moment for a round; ``changed`` that other terms are in force.

    ``waits`` says in a word or two what holds up files that are to come, "" for nothing.
    """

    better = Signal()
    changed = Signal()
    waits = Signal(str)

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        preferences: Preferences | None,
        line: LineWatch | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports = desk.exchange.files if desk.exchange is not None else None
        self._jobs = jobs
        self.preferences = preferences
        self.line = line or LineWatch(parent=self)
        self._in_force: Wishes | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.line.begin)
        self.line.better.connect(self.better)
        self.line.changed.connect(self._put)
        if preferences is not None:
            preferences.changed.connect(self._put)
        self._put()

    @property
    def metered(self) -> bool:
        """Whether the line counts as one that costs money: what the person says, else what the system does."""
        said = self.preferences.now.metered_line if self.preferences is not None else "auto"
        return self.line.metered if said == "auto" else said == "on"

    def begin(self) -> None:
        """Watch the line from a little later on."""
        self._later.start(_BEGIN_MILLISECONDS)

    def end(self) -> None:
        """Watch the line no more."""
        self._later.stop()
        self.line.end()

    def opened(self, submission: str) -> None:
        """A submission was opened: what is missing of it comes first, and now."""
        if (ports := self._ports) is not None:
            self._jobs.run(
                Lane.STORE,
                lambda _control: ports.opened(submission),
                lambda missing: self.better.emit() if missing else None,
                lambda _error: None,
                owner=self,
            )

    def look(self) -> None:
        """Find out whether anything holds files up."""
        if (ports := self._ports) is not None:
            self._jobs.run(
                Lane.STORE,
                lambda _control: row_note(ports.coming()),
                self.waits.emit,
                lambda _error: None,
                replaces="files-wait",
                owner=self,
            )

    def give_way(self) -> None:
        """Have files under way make room for records."""
        if self._ports is not None:
            self._ports.give_way()

    def _put(self) -> None:
        if self._ports is None or self.preferences is None:
            return
        now = self.preferences.now
        wishes = Wishes(now.files_limit_kb, now.files_ask_over_mb, self.metered, now.work_only)
        if wishes == self._in_force:
            return
        before, self._in_force = self._in_force, wishes
        self._ports.wish(wishes)
        self.changed.emit()
        if before is not None:
            self.look()
        eased = before is not None and (
            (before.metered and not wishes.metered)
            or (before.work_only and not wishes.work_only)
            or before.ask_over_mb != wishes.ask_over_mb
        )
        if eased:
            self.better.emit()
