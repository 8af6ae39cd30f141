"""A real desk with the sample submissions, copied for each test from one made once a session."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.sample_hub import SampleHub, SampleReview, sample_reviews
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import Home, open_home, resource
from reviewer_app.store import DeskStore
from reviewer_app.workflows import importing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.hubs import sample_hub

KEY = bytes(range(32))
CREATED = "2026-11-24T00:00:00.000Z"


def open_desk(home: Home) -> Desk:
    """The store that is in this home, with the key all these tests share."""
    return Desk(home, DeskStore.open(home, KEY, now), WorkerPool(warm=0), now)


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every sample as a bundle, by its folder's name."""
    folder = tmp_path_factory.mktemp("bundles")
    return {
        sample.name: make_from_folder(
            sample, folder / f"{sample.name}.reviewbundle", SigningKey(bytes(32)), CREATED
        )
        for sample in sorted(resource("samples", "submissions").iterdir())
    }


@pytest.fixture(scope="session")
def full_home(bundles: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three samples imported; copied, never worked in."""
    home = open_home(tmp_path_factory.mktemp("full") / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    for name in ("A09D-1", "7F3K-2", "R2B8-1"):
        importing.import_bundle(desk, bundles[name])
    desk.evidence.close()
    desk.store.close()
    return home.root


@pytest.fixture
def home(full_home: Path, tmp_path: Path) -> Home:
    """A home of the test's own, with three submissions."""
    shutil.copytree(full_home, tmp_path / "home")
    return open_home(tmp_path / "home")


@pytest.fixture
def desk(home: Home) -> Iterator[Desk]:
    """An open desk with three submissions."""
    made = open_desk(home)
    yield made
    made.evidence.close()
    made.store.close()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SampleHub]:
    """A hub that serves the samples."""
    with sample_hub(tmp_path) as made:
        yield made


@pytest.fixture
def good() -> SampleReview:
    """A review that meets, by someone who knows how."""
    return sample_reviews()["7F3K-2"]


@pytest.fixture
def lacking() -> SampleReview:
    """A review that says not yet."""
    return sample_reviews()["A09D-1"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty stick."""
    made = tmp_path / "stick"
    made.mkdir()
    return made
