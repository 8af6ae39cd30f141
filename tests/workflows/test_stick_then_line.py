"""A handout on a stick that is pulled out half way: what was whole stays, and the line brings the rest and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.errors import LineError
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.carrier import FOLDER, Carrier
from reviewer_app.hub import files as hub_files
from reviewer_app.hub.carrying import visit
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import carrying, exchanging
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.exchange.carried import PulledDisk, PulledWhileRead
from tests.workflows.conftest import KEY

OWN = sample_reviews()["C41P-1"].submission
PIECE = 1 << 14
Given = list[tuple[int, int]]


@pytest.fixture
def desk(hub: SampleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk without anything on it, paired, whose hub serves no longer; files are cut into small pieces."""
    for module in ("exchange.carrier", "exchange.pieces", "hub.left_files"):
        monkeypatch.setattr(f"reviewer_app.{module}.PIECE", PIECE)
    home = open_home(tmp_path / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    exchanging.pair(desk, hub.url, hub.code())
    hub.assign(["C41P-1"], tmp_path / "bundles")
    hub.stop()
    yield desk
    desk.evidence.close()
    desk.store.close()


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What the hub gives of files over the line, as (first byte, bytes), one for each answer."""
    answers: Given = []
    piecewise = hub_files._pieces

    def counted(blob: Any, start: int, stop: int) -> Iterator[bytes]:
        answers.append((start, stop - start))
        return piecewise(blob, start, stop)

    monkeypatch.setattr(hub_files, "_pieces", counted)
    return answers


def sizes(desk: Desk) -> dict[str, int]:
    return {each.sha256: each.size for each in desk.store.submission(OWN).evidence if each.sha256}


def half_files(desk: Desk) -> dict[str, int]:
    """How much is here of each file that is not whole."""
    begun = {}
    for sha256, _, _ in desk.store.missing_blobs():
        part = desk.store.blobs.partial(sha256)
        begun[sha256] = part.have
        part.close()
    return begun


@pytest.mark.parametrize("pieces", [1, 9])
def test_pulled_out_while_it_is_read(
    desk: Desk, hub: SampleHub, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces: int
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    visit(hub.hub.books, Carrier.at(stick), [each.name for each in hub.hub.devices()])
    with monkeypatch.context() as pulled:
        disk = PulledWhileRead(stick / FOLDER, pieces)
        pulled.setattr(carrying, "carrier_at", lambda _folder: Carrier(disk))
        with pytest.raises(LineError) as caught:
            carrying.bring_over(desk, stick)
    assert caught.value.code == "road-gone"
    the_rest_comes_by_line(desk, hub, given)


@pytest.mark.parametrize("changes", [0.9])
def test_pulled_out_while_the_hub_wrote_it(
    desk: Desk, hub: SampleHub, given: Given, tmp_path: Path, changes: float
) -> None:
    devices = [each.name for each in hub.hub.devices()]
    counting = PulledDisk(tmp_path / "whole" / FOLDER, 1 << 30)
    counting.root.parent.mkdir()
    visit(hub.hub.books, Carrier(counting), devices)
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(LineError):
        visit(
            hub.hub.books,
            Carrier(PulledDisk(stick / FOLDER, int(((1 << 30) - counting.left) * changes))),
            devices,
        )
    carrying.bring_over(desk, stick)
    the_rest_comes_by_line(desk, hub, given)


def the_rest_comes_by_line(desk: Desk, hub: SampleHub, given: Given) -> None:
    """Some of the files are here, and the next round fetches what is missing of the others: not a byte more."""
    needed, half = sizes(desk), half_files(desk)
    assert half
    rest = {sha256: needed[sha256] - have for sha256, have in half.items()}
    assert 0 < sum(rest.values()) < sum(needed.values())
    for sha256 in needed.keys() - half.keys():
        assert desk.store.blobs.has(sha256)
    hub.start_again()
    done = exchanging.sync(desk)
    assert (done.blobs_fetched, done.received_work, done.counts_agree) == (len(rest), 0, True)
    assert sorted(given) == sorted((half[sha256], size) for sha256, size in rest.items() if size)
    assert done.bytes_fetched == sum(rest.values())
    assert desk.store.missing_blobs() == []
    for sha256 in needed:
        desk.store.blobs.verify(sha256)
