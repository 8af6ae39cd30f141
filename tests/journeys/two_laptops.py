"""The stage of the eight reviews: one hub on a socket, one assessor with two laptops, the window of one of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from reviewer_app import paths
from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.startup.ports import desk_ports
from reviewer_app.startup.window import Program, application
from reviewer_app.ui.ports import Desk as DeskPorts
from reviewer_app.ui.ports import Door, Kept
from reviewer_app.workflows import exchanging, safeguarding
from reviewer_app.workflows.desk import Desk

EIGHT = ("7F3K-1", "A09D-1", "R2B8-1", "K3NE-1", "V90H-1", "C41P-1", "M77Q-1", "T5XW-1")
SECOND = "7F3K-2"
PASSPHRASE = "four quiet words here"
TUESDAY = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)


class Stage:
    """The district's hub, the laptop whose window is used, and the assessor's other laptop, all paired."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.moment = folder, TUESDAY
        self.desks: list[Desk] = []
        self.home = paths.open_home(folder / "school")
        self.hub = SampleHub(folder / "hub", PASSPHRASE, clock=self.clock)
        self.hub.start()
        exchanging.pair(laptop := self._laptop(self.home), self.hub.url, self.hub.code())
        safeguarding.lock(laptop)
        self.other = self._laptop(paths.open_home(folder / "kitchen"))
        exchanging.pair(self.other, self.hub.url, self.hub.code())
        door = Door(
            kept=lambda: Kept(safeguarding.key_state(self.home).value),
            create=lambda words: self._opened(safeguarding.create(self.home, words, self.clock)),
            unlock=lambda words: self._opened(safeguarding.unlock(self.home, words, self.clock)),
        )
        self.program = Program(application(), self.home, door=door, now=self.clock)
        self.program.shell.resize(1366, 768)

    def clock(self) -> datetime:
        """The moment it is; only the story moves it."""
        return self.moment

    def later(self) -> None:
        """Twenty minutes on."""
        self.moment += timedelta(minutes=20)

    def close(self) -> None:
        """Let go of everything but the window."""
        safeguarding.lock(self.other)
        self.hub.close()

    def _laptop(self, home: paths.Home) -> Desk:
        return safeguarding.create(home, PASSPHRASE, self.clock)

    def _opened(self, desk: Desk) -> DeskPorts:
        self.desks.append(desk)
        return desk_ports(desk)
