"""A coordinator's hub as its place in the window asks for it, and what a test does with that place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewer_app.domain.errors import HubError, ReviewerError, RuleError, StoreError
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.hosting.ports import Account, Asks, HostPorts, Shared, StickSeen
from reviewer_app.ui.hosting.room import HostingRoom
from tests.ui.hosting.chests import Chests
from tests.ui.hosting.held import Held

Settle = Callable[[], None]
ANNA, BO = Account("id-anna", "Anna"), Account("id-bo", "Bo")
NORTH = Shared("North", ("https://192.168.7.20:8470",), "North District", people=(ANNA, BO))
ONE, TWO = Asks("one", "794 644"), Asks("two", "203 981")
WRONG = StoreError("wrong-passphrase", "That is not the passphrase", "Nothing opened with it.", "Try again.")
NO_NETWORK = HubError("no-network", "This laptop is on no network", "It has no address.", "Join one.")
OVER = RuleError("meeting-over", "The laptop asks no longer", "It gave up.", "Let it ask again.")


@dataclass
class Kept:
    """A hub as its place asks for it."""

    now: Shared = NORTH
    open: bool = False
    needs: bool = True
    stick: StickSeen = field(
        default_factory=lambda: StickSeen("4 records received from 1 laptop, 0 refused.")
    )
    hold: threading.Event | None = None
    trouble: dict[str, ReviewerError] = field(default_factory=dict)
    asked: list[tuple[str | None, ...]] = field(default_factory=list)
    work: Held | None = None
    backup: Chests | None = None

    def _note(self, *words: str | None) -> None:
        self.asked.append(words)
        if str(words[0]) in self.trouble:
            raise self.trouble[str(words[0])]

    def start(self, passphrase: str | None) -> None:
        self._note("start", passphrase)
        self.open = True

    def look(self) -> Shared | None:
        told, self.now = self.now, replace(self.now, ended=())
        return told if self.open else None

    def confirm(self, meeting: str, person: str) -> None:
        self._note("confirm", meeting, person)
        self.now = replace(self.now, asking=tuple(x for x in self.now.asking if x.id != meeting))

    def refuse(self, meeting: str) -> None:
        self._note("refuse", meeting)
        self.now = replace(self.now, asking=tuple(x for x in self.now.asking if x.id != meeting))

    def add_person(self, name: str) -> str:
        self._note("add", name)
        self.now = replace(self.now, people=(*self.now.people, Account(f"id-{name}", name)))
        return f"id-{name}"

    def stop(self) -> None:
        self._note("stop")
        self.open = False

    def visit(
        self,
        folder: Path,
        passphrase: str | None,
        everyone: bool,
        progress: ReportProgress,
        cancel: CancelToken,
    ) -> StickSeen:
        self._note("visit", str(folder), passphrase, "all" if everyone else "")
        progress(1, 2, "Reading messages")
        while self.hold is not None and not self.hold.wait(0.02):
            cancel.check()
        return self.stick

    def welcome(
        self,
        folder: Path,
        code: str,
        person: str,
        passphrase: str | None,
        _progress: ReportProgress,
        _cancel: CancelToken,
    ) -> str:
        self._note("welcome", str(folder), code, person, passphrase)
        return "9ZQK-4HTP"

    def ports(self) -> HostPorts:
        return HostPorts(
            self.needs,
            lambda: self.open,
            self.start,
            self.look,
            self.confirm,
            self.refuse,
            self.add_person,
            self.stop,
            self.visit,
            self.welcome,
            self.work.ports() if self.work is not None else None,
            self.backup.ports() if self.backup is not None else None,
        )


def share(room: HostingRoom, settle: Settle) -> None:
    """Type the passphrase and share."""
    room.share.passphrase.setText("hub words")
    room.share.go.click()
    settle()


def asks(room: HostingRoom, hub: Kept, settle: Settle, *laptops: Asks) -> None:
    """Have laptops ask, and the place look."""
    hub.now = replace(hub.now, asking=laptops)
    room.look()
    settle()


def told(room: HostingRoom) -> list[str]:
    """What stands there of laptops that were answered, the newest first."""
    items = (room.laptops.told.itemAt(at) for at in range(room.laptops.told.count()))
    return [each.widget().text() for each in items if each is not None]  # type: ignore[attr-defined]  # labels all
