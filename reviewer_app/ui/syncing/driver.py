"""Syncing that works by itself: now and then while all is well, soon after something is decided, patiently offline."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.exchange import schedule
from reviewer_app.exchange.schedule import Hint, Schedule
from reviewer_app.exchange.terms import FETCHING
from reviewer_app.ui.jobs import Job, JobControl, Jobs, Lane
from reviewer_app.ui.ports import Desk
from reviewer_app.ui.preferences import Preferences
from reviewer_app.ui.syncing.files_side import FilesSide
from reviewer_app.ui.syncing.line import LineWatch
from reviewer_app.ui.syncing.status import Phase, Status
from reviewer_app.ui.views import Exchanged, Outgoing, Partner

# A laptop that slept wakes with its timers late; looking again now and then costs nothing.
_LONGEST_SLEEP = 60.0


def utc_now() -> datetime:
    """This laptop's clock, in UTC."""
    return datetime.now(UTC)


class SyncDriver(QObject):
    """Keeps ``status`` true; ``synced`` tells what a round brought, ``failed`` why a wished-for one did not."""

    changed = Signal(object)
    synced = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        every_minutes: int,
        *,
        now: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
        preferences: Preferences | None = None,
        line: LineWatch | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._every = every_minutes * 60.0
        self._now = now
        self._chance = chance
        self._plan = Schedule()
        self._wished = False
        self._again: Hint | None = None
        self._ended = False
        self._job: Job[Exchanged] | None = None
        self.status = Status()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self.files: FilesSide = FilesSide(desk, jobs, preferences, line, self)
        self.files.better.connect(self.try_soon)
        if preferences is not None:
            preferences.changed.connect(self._on_settings)

    @property
    def busy(self) -> bool:
        """Whether a round is under way."""
        return self._job is not None

    @property
    def seconds_left(self) -> float | None:
        """Seconds until it looks again whether to set out; None when it waits for something else."""
        return self._timer.remainingTime() / 1000 if self._timer.isActive() else None

    def start(self) -> None:
        """Find out how things stand and begin to work by itself."""
        self._hint(Hint.STARTED)
        self._look()
        self.files.begin()

    def set_every(self, minutes: int) -> None:
        """Change how often a round is made while all is well; it holds from the next round on."""
        self._every = minutes * 60.0

    def poke(self) -> None:
        """Something was decided here: count again, and send it soon."""
        self.try_soon(Hint.SUBMITTED)

    def try_soon(self, hint: Hint = Hint.REACHABLE) -> None:
        """Now is a good moment: make a round soon; files under way make room for it and go on in it."""
        self._hint(hint)
        if self._job is not None:
            self._again = hint
            self.files.give_way()
        self._look()

    def count_again(self) -> None:
        """Something was done here that waits for the next round: count again, and send nothing now."""
        self._look()

    def sync_now(self) -> None:
        """Make a round at once because the person wishes it, and tell them if it fails."""
        self._wished = True
        self._hint(Hint.ASKED)
        self._on_time()

    def came_over(self, exchanged: Exchanged) -> None:
        """Something came by another road: whoever shows work reads it again, and what waits is counted."""
        self.synced.emit(exchanged)
        self._look()

    def stop(self) -> None:
        """Make no more rounds and ask the one under way to end."""
        self._ended = True
        self.ended.emit()
        self._timer.stop()
        self.files.end()
        if self._job is not None:
            self._job.cancel()

    def partner_changed(self) -> None:
        """The laptop was paired or unpaired: look again."""
        self._plan = Schedule()
        self._show(replace(self.status, phase=Phase.UNKNOWN, problem=None, last=None))
        self.start()

    def _on_settings(self) -> None:
        if (preferences := self.files.preferences) is not None:
            self.set_every(preferences.now.sync_every_minutes)

    def _hint(self, hint: Hint) -> None:
        self._plan = schedule.hinted(self._plan, hint, self._now())

    def _look(self) -> None:
        desk = self._desk

        def work(_control: JobControl) -> tuple[Partner | None, Outgoing]:
            return desk.partner(), desk.outgoing()

        def done(found: tuple[Partner | None, Outgoing]) -> None:
            partner, outgoing = found
            self._show(
                replace(
                    self.status,
                    partner=partner,
                    waiting=outgoing.decisions_waiting,
                    attention=outgoing.attention,
                )
            )
            self._wait()

        self._jobs.run(Lane.STORE, work, done, owner=self)

    def _wait(self) -> None:
        if not self._ended and self.status.partner is not None and self._job is None:
            if self._again is not None:
                self._hint(self._again)
                self._again = None
            seconds = schedule.next_look(self._plan, self._now())
            self._timer.start(round(min(seconds, _LONGEST_SLEEP) * 1000))

    def _on_time(self) -> None:
        if self._ended or self.status.partner is None:
            return
        if self._job is not None:
            # Files may take hours; what is new on either side must not wait for them.
            if self.status.doing == FETCHING:
                self.try_soon()
            return
        self._timer.stop()
        if not schedule.is_due(self._plan, self._now()):
            self._wait()
            return
        self._plan = schedule.set_out(self._plan)
        desk = self._desk
        self._show(replace(self.status, phase=Phase.SENDING, doing="", done=0, total=0))
        self._timer.start(round(self._every * 1000))
        self._job = self._jobs.run(
            Lane.NETWORK,
            lambda control: desk.sync(control.progress, control.cancel),
            self._on_done,
            self._on_failed,
            progress=self._on_progress,
            stopped=self._on_stopped,
            owner=self,
        )

    def _on_progress(self, done: int, total: int, doing: str) -> None:
        self._show(replace(self.status, doing=doing, done=done, total=total))

    def _on_done(self, exchanged: Exchanged) -> None:
        now = self._now()
        plan = schedule.arrived(self._plan, now, self._chance())
        if plan.due_at is not None:
            share = (plan.due_at - now) / schedule.USUAL_WAIT
            plan = replace(plan, due_at=now + share * self._every)
        self._job, self._wished, self._plan = None, False, plan
        self._show(replace(self.status, phase=Phase.ONLINE, last=now, problem=None, doing=""))
        self.synced.emit(exchanged)
        self.files.look()
        self._look()

    def _on_failed(self, error: ReviewerError) -> None:
        self._job = None
        self._plan = schedule.failed(self._plan, error, self._now(), self._chance())
        # What needs a person says so even though the line is at fault: waiting will not help.
        offline = self._plan.offline and not self._plan.trouble
        phase, last = Phase.OFFLINE if offline else Phase.TROUBLE, self.status.last
        if getattr(error, "files_only", False):  # records and work had been exchanged by then
            phase, last = Phase.ONLINE, self._now()
        self._show(replace(self.status, phase=phase, problem=error, last=last, doing=""))
        if self._wished:
            self._wished = False
            self.failed.emit(error)
        self._look()

    def _on_stopped(self) -> None:
        self._job, self._wished = None, False
        self._plan = schedule.stopped(self._plan, self._now())
        self._show(replace(self.status, phase=Phase.UNKNOWN, doing=""))
        self._wait()

    def _show(self, status: Status) -> None:
        if status != self.status:
            self.status = status
            self.changed.emit(status)
