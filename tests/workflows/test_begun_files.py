"""What came of a file so far: kept while the file is wanted, cleared away with work that was withdrawn or is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.errors import LineError
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.carrier import FOLDER, Carrier
from reviewer_app.hub.carrying import visit
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import carrying, exchanging, importing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.exchange.carried import PulledWhileRead
from tests.workflows.conftest import KEY, open_desk

OWN = sample_reviews()["C41P-1"].submission
PIECE = 1 << 14


@pytest.fixture
def desk(hub: SampleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A paired desk to which half a file came by a stick that was pulled out."""
    for module in ("exchange.carrier", "exchange.pieces", "hub.left_files"):
        monkeypatch.setattr(f"reviewer_app.{module}.PIECE", PIECE)
    home, stick = open_home(tmp_path / "home"), tmp_path / "stick"
    made = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    exchanging.pair(made, hub.url, hub.code())
    hub.assign(["C41P-1"], tmp_path / "bundles")
    stick.mkdir()
    visit(hub.hub.books, Carrier.at(stick), [each.name for each in hub.hub.devices()])
    with monkeypatch.context() as pulled:
        pulled.setattr(
            carrying, "carrier_at", lambda _folder: Carrier(PulledWhileRead(stick / FOLDER, pieces=1))
        )
        with pytest.raises(LineError):
            carrying.bring_over(made, stick)
    assert begun(made)
    yield made
    made.evidence.close()
    made.store.close()


def begun(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.home.staging.iterdir())


def reopened(desk: Desk) -> list[str]:
    """What is begun once the program was ended, as by a crash, and started again."""
    desk.store.close()
    again = open_desk(desk.home)
    left = begun(again)
    again.evidence.close()
    again.store.close()
    return left


def test_those_of_withdrawn_work_go_with_the_round_that_tells(desk: Desk, hub: SampleHub) -> None:
    hub.hub.withdraw(OWN, hub.assessor, "Given to somebody else.")
    exchanging.sync(desk)
    assert begun(desk) == []
    hub.hub.reopen(OWN, hub.assessor)
    exchanging.sync(desk)
    assert (begun(desk), desk.store.missing_blobs()) == ([], [])


def test_those_of_withdrawn_work_go_by_stick_too(desk: Desk, hub: SampleHub, tmp_path: Path) -> None:
    hub.hub.withdraw(OWN, hub.assessor, "Given to somebody else.")
    stick = tmp_path / "stick"
    pieces = stick / FOLDER / "files"
    assert len(list(pieces.rglob("*.age"))) > 4
    visit(hub.hub.books, Carrier.at(stick), [each.name for each in hub.hub.devices()])
    assert list(pieces.rglob("*.age")) == [], "nor does the stick carry on with what nobody may have"
    carrying.bring_over(desk, stick)
    assert begun(desk) == []


def test_begun_files_survive_a_crash_and_go_once_they_came_whole_by_a_bundle(
    desk: Desk, tmp_path: Path
) -> None:
    before = begun(desk)
    assert reopened(desk) == before
    again = open_desk(desk.home)
    importing.import_bundle(again, next((tmp_path / "bundles").iterdir()))
    assert again.store.missing_blobs() == []
    again.evidence.close()
    assert reopened(again) == []


def test_what_could_not_be_cleared_goes_at_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.store.changes() as work:
        work.withdraw(OWN, "Given to somebody else.")

    def held(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use")

    before = len(begun(desk))
    with monkeypatch.context() as windows:
        windows.setattr(Path, "unlink", held)
        assert desk.store.clear_begun() == 0
    assert len(begun(desk)) == before
    assert reopened(desk) == [], "as where the program is killed before it clears"
