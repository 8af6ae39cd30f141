"""A room over a desk in memory, with real lanes and the real worker; nothing waits for time to pass."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from reviewer_app.evidence import WorkerPool
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.review.room import ReviewRoom
from tests.ui.review.desk_double import DeskDouble, filled_desk
from tests.ui.review.real_desk import scene

__all__ = ["scene"]


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool()
    yield made
    made.close()


@pytest.fixture
def desk(pool: WorkerPool) -> DeskDouble:
    return filled_desk(pool)


@pytest.fixture
def room(
    desk: DeskDouble, lanes: Jobs, settle: Callable[[], None], qapp: QApplication
) -> Iterator[ReviewRoom]:
    made = ReviewRoom(desk.ports(), lanes)
    made.resize(1366, 768)
    made.show()
    made.show_submission("s1")
    settle()
    yield made
    desk.gate.set()
    desk.refusing = None
    made.pane.leave()
    made.close()
    settle()
    made.deleteLater()
    qapp.processEvents()
