"""A room over a real, encrypted desk, and the person's other laptop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home, resource
from reviewer_app.startup.room_ports import review_ports
from reviewer_app.store import DeskStore
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.workflows import importing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.elsewhere import Elsewhere

KEY = bytes(range(32))
CREATED = "2026-11-24T00:00:00.000Z"


@dataclass
class Scene:
    """The room, its desk, its submissions, and a way to work off what is under way."""

    room: ReviewRoom
    desk: Desk
    own: str
    other: str
    settle: Callable[[], None]
    elsewhere: Elsewhere

    def arrives(self) -> None:
        """What the other laptop said is shown, as after a round with the hub."""
        self.room.refresh()
        self.settle()


@pytest.fixture
def scene(
    pool: WorkerPool, lanes: Jobs, settle: Callable[[], None], qapp: QApplication, tmp_path: Path
) -> Iterator[Scene]:
    home = open_home(tmp_path / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), pool, now)
    taken = []
    for name in ("A09D-1", "7F3K-2"):
        bundle = make_from_folder(
            resource("samples", "submissions", name),
            tmp_path / f"{name}.reviewbundle",
            SigningKey(bytes(32)),
            CREATED,
        )
        taken.append(importing.import_bundle(desk, bundle).submission)
    room = ReviewRoom(review_ports(desk), lanes)
    room.resize(1366, 768)
    room.show()
    room.show_submission(taken[0])
    settle()
    yield Scene(room, desk, taken[0], taken[1], settle, Elsewhere(desk))
    room.pane.leave()
    room.close()
    settle()
    room.deleteLater()
    qapp.processEvents()
    desk.store.close()
