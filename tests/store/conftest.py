"""A fresh desk store for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.store import DeskStore
from tests.store.desks import Clock, open_desk


@pytest.fixture
def clock() -> Clock:
    """The store's clock."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[DeskStore]:
    """A new, empty store."""
    made = open_desk(tmp_path / "home", clock)
    yield made
    made.close()
