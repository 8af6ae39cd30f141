"""The hub's place on a coordinator's laptop: its submissions, sharing it with the room, and letting laptops in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.announce import announce
from reviewer_app.ui.hosting.acts import HOSTING_ACTS
from reviewer_app.ui.hosting.asking_card import AskingCard
from reviewer_app.ui.hosting.backup_card import BackupCard
from reviewer_app.ui.hosting.beside import Beside
from reviewer_app.ui.hosting.ports import HostPorts, Shared
from reviewer_app.ui.hosting.share_card import ShareCard
from reviewer_app.ui.hosting.stick_card import HubStickCard
from reviewer_app.ui.hosting.work_card import WorkCard
from reviewer_app.ui.jobs import Job, Jobs, Lane
from reviewer_app.ui.syncing.driver import utc_now
from reviewer_app.ui.widgets import Room

_LOOK_MILLISECONDS = 500


class HostingRoom(Room):
    """Emits ``waiting`` with how many laptops ask, whenever that changes."""

    waiting = Signal(int)

    def __init__(
        self,
        ports: HostPorts,
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__("Hub", HOSTING_ACTS, parent)
        self._ports, self._jobs = ports, jobs
        self._looking: Job[Shared | None] | None = None
        self._asking = 0
        self.share = ShareCard(needs_passphrase=ports.needs_passphrase, works=ports.work is not None)
        self.laptops = AskingCard()
        self.laptops.hide()
        self.work_card: WorkCard | None = None
        if ports.work is not None:
            self.work_card = WorkCard(ports.work, jobs, ports.add_person, now=now)
        self._work_at: QWidget = self.work_card if self.work_card is not None else QWidget()
        self._work_at.hide()
        self.sticks = HubStickCard(ports, jobs, self.share.opening)
        self.backup: BackupCard | None = None
        if ports.backup is not None:
            self.backup = BackupCard(ports.backup, jobs, now=now)
            self.backup.hide()
        below = (self.sticks,) if self.backup is None else (self.sticks, self.backup)
        self.beside = Beside(self._work_at, (self.share, self.laptops), below)
        self.body.addWidget(self.beside, 1)
        self.share.opening_wanted.connect(self._open)
        self.share.wanted.connect(self._start)
        self.share.ended.connect(self._stop)
        self.laptops.confirmed.connect(self._confirm)
        self.laptops.refused.connect(self._refuse)
        self.laptops.added.connect(self._add)
        # It goes on in other places too: a laptop may ask at any moment.
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        if ports.sharing():
            self.share.wait("Looking how the hub stands")
            self._timer.start()
            self.look()

    @property
    def still(self) -> bool:
        """Whether nothing is under way with the hub."""
        return not self.share.busy

    @property
    def can_open(self) -> bool:
        """Whether it can be opened for work here."""
        return self.work_card is not None and self.still and not self.share.is_open

    @property
    def working(self) -> bool:
        """Whether its submissions are in front."""
        return self.work_card is not None and not self.work_card.isHidden()

    @property
    def work(self) -> WorkCard:
        """The card of its submissions; asked for only while they are in front."""
        assert self.work_card is not None  # as ``working`` says
        return self.work_card

    def open_hub(self) -> None:
        """Open it for work on this laptop."""
        self.share.open_here()

    @property
    def can_back_up(self) -> bool:
        """Whether a backup can be begun."""
        return self.backup is not None and not self.backup.isHidden() and not self.backup.busy

    def back_up(self) -> None:
        """Choose a folder and back the hub up."""
        assert self.backup is not None  # as ``can_back_up`` says
        self.backup.ask_for_folder()

    def dropped(self, paths: Sequence[Path]) -> bool:
        """Bundles that are dropped here are for the hub; closed, it says that it is to be opened first."""
        if self.work_card is None:
            return False
        if self.working:
            self.work_card.take(paths)
        else:
            self.share.note.say(
                "warn",
                "The hub is closed",
                "Open it, then drop the bundles here again; nothing was taken in.",
            )
        return True

    def leave(self) -> None:
        """Ask what goes on to end."""
        if self.work_card is not None:
            self.work_card.leave()
        if self.backup is not None:
            self.backup.leave()

    def entered(self) -> None:
        """Begin with what can be done first."""
        if self.laptops.rows:
            self.laptops.rows[0].whose.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.working:
            self.work.refresh()
            self.work.take_keyboard()
        else:
            self.share.take_keyboard()

    def turn(self) -> None:
        """Share the hub, or stop."""
        self.share.turn()

    def look(self) -> None:
        """See who asks; one look at a time."""
        if self._looking is None or self._looking.over:
            self._looking = self._run(self._ports.look, self.show_shared, self._on_not_looked)

    def show_shared(self, shared: Shared | None) -> None:
        """Show the hub as it stands now, None where it is not shared."""
        if self.share.busy and not self._timer.isActive():
            return  # it is being stopped; what was seen before that counts no longer
        self.share.show_shared(shared)
        self._see_work()
        self.laptops.setVisible(shared is not None)
        if shared is None:
            self._timer.stop()
            self.laptops.clear()
        else:
            self.laptops.show_shared(shared)
        self._count(len(shared.asking) if shared is not None else 0)

    def _start(self, passphrase: str | None) -> None:
        self.share.wait("Opening the hub")
        announce(self, "Opening the hub")

        def work() -> Shared | None:
            self._ports.start(passphrase)
            if self._ports.work is not None:
                self._ports.work.open(None)
            return self._ports.look()

        self._run(work, self._on_started, self.share.show_error)

    def _open(self, passphrase: str | None) -> None:
        ports = self._ports.work
        assert ports is not None  # only then it is asked for
        self.share.wait("Opening the hub")
        announce(self, "Opening the hub")
        self._run(lambda: ports.open(passphrase), self._on_opened, self.share.show_error)

    def _on_opened(self, name: str) -> None:
        self.share.note.hide()
        self.share.show_open(name)
        self._see_work()
        announce(self, self.share.head.title.text())
        self.work.take_keyboard()

    def _see_work(self) -> None:
        """Show the submissions of the hub while it is open, and put them away when it is not."""
        if self.work_card is None or self._ports.work is None:
            return
        name = self._ports.work.opened()
        if name != self.share.name:
            self.share.show_open(name)
        if bool(name) is not self.working:
            had = self.work_card.isAncestorOf(self.window().focusWidget())
            self.work_card.setVisible(bool(name))
            if had:
                self.share.take_keyboard()
            if self.backup is not None:
                self.backup.setVisible(bool(name))
                if name:
                    self.backup.refresh()
            if name:
                self.work_card.refresh()

    def _stop(self) -> None:
        self._timer.stop()
        self.share.wait("Stopping")
        self._run(self._ports.stop, lambda _nothing: self._on_stopped(), self._on_not_stopped)

    def _confirm(self, meeting: str, person: str) -> None:
        self._answer(lambda: self._ports.confirm(meeting, person), self.laptops.say_confirmed)

    def _refuse(self, meeting: str) -> None:
        self._answer(
            lambda: self._ports.refuse(meeting),
            lambda: self.laptops.tell("warn", "Refused. The laptop is told so."),
        )

    def _answer(self, tell: Callable[[], None], said: Callable[[], None]) -> None:
        def work() -> Shared | None:
            tell()
            return self._ports.look()

        def done(shared: Shared | None) -> None:
            self.laptops.note.hide()
            said()
            self.show_shared(shared)

        self._run(work, done, self._on_not_answered)

    def _add(self, name: str) -> None:
        def work() -> Shared | None:
            self._ports.add_person(name)
            return self._ports.look()

        def done(shared: Shared | None) -> None:
            self.laptops.added_one()
            self.laptops.tell("ok", f"{name} has an account now.")
            self.show_shared(shared)

        def failed(error: ReviewerError) -> None:
            self.laptops.person.ready()
            self.laptops.note.say_error(error)

        self._run(work, done, failed)

    def _run(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[ReviewerError], None]
    ) -> Job[Any]:
        return self._jobs.run(Lane.HUB, lambda _control: work(), done, failed, owner=self)

    def _on_started(self, shared: Shared | None) -> None:
        self._timer.start()
        self.show_shared(shared)
        if shared is not None:
            announce(self, self.share.head.title.text())

    def _on_stopped(self) -> None:
        self.share.show_shared(None)
        self._see_work()
        self.laptops.clear()
        self.laptops.hide()
        self._count(0)
        announce(self, "The hub is shared no longer")

    def _on_not_stopped(self, error: ReviewerError) -> None:
        self.share.show_error(error)
        self._timer.start()

    def _on_not_looked(self, error: ReviewerError) -> None:
        self.laptops.note.say_error(error)

    def _on_not_answered(self, error: ReviewerError) -> None:
        self.laptops.answered()
        self.laptops.note.say_error(error)
        self.look()

    def _count(self, asking: int) -> None:
        if asking != self._asking:
            self._asking = asking
            self.waiting.emit(asking)
