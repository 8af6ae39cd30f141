"""What can happen to a stick: pulled out at every point, cut, changed, full, read-only; what is whole counts."""

from __future__ import annotations

import asyncio
import errno
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.domain.errors import Cancelled, LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.carrier import PART, TO_HUB, TO_LAPTOPS, Carrier
from reviewer_app.exchange.disk import Disk
from reviewer_app.exchange.round import run_round
from reviewer_app.hub.carrying import Visit, visit
from tests.exchange.carried import (
    Carried,
    FullDisk,
    PulledDisk,
    ReadOnlyDisk,
    StrictDisk,
    bring_over,
    road_of,
)
from tests.exchange.conftest import Scene
from tests.exchange.sample_work import decide, say


class Stick:
    """Ada's laptop and her hub, and a stick between them."""

    def __init__(self, scene: Scene, root: Path) -> None:
        self.scene, self.root = scene, root

    def laptop(self, disk: Disk | None = None) -> Carried:
        scene = self.scene
        carrier = Carrier(disk or StrictDisk(self.root))
        return bring_over(carrier, scene.desk, scene.pairing.hub_key, scene.served.clock)

    def hub(self, disk: Disk | None = None) -> Visit:
        self.scene.served.clock.pass_by(minutes=1)
        return visit(self.scene.served.hub.books, Carrier(disk or StrictDisk(self.root)))

    def round_trip(self) -> None:
        self.laptop()
        self.hub()
        self.laptop()

    def files(self, folder: str = "") -> list[Path]:
        return sorted(path for path in (self.root / folder).rglob("*.age"))

    def say(self) -> None:
        desk = self.scene.desk
        desk.add(say(desk.key, desk.latest_n() + 1))

    def all_is_well(self) -> None:
        scene = self.scene
        assert scene.desk.waiting == []
        [told] = scene.served.hub.devices()
        assert told.records == scene.desk.latest_n()
        assert list(scene.desk.work) == [scene.document["id"]]
        assert list(scene.desk.files.values()) == [scene.lesson]


@pytest.fixture
def stick(scene: Scene, tmp_path: Path) -> Iterator[Stick]:
    return Stick(scene, tmp_path / "stick")


def test_a_stick_pulled_out_at_any_point_of_any_visit_loses_nothing(stick: Stick) -> None:
    whole = {"laptop": False, "hub": False}
    for changes in range(40):
        stick.say()
        for name, turn in (("laptop", stick.laptop), ("hub", stick.hub)):
            with suppress(LineError):
                turn(PulledDisk(stick.root, changes))
                whole[name] = True
        if all(whole.values()):
            break
    assert all(whole.values()), "even the longest visit was seen to its end"
    stick.round_trip()
    stick.all_is_well()
    begun = [path for path in stick.root.rglob("*") if path.name.endswith(PART)]
    assert begun, "what another may be writing at this moment is left alone"
    for path in begun:
        os.utime(path, (0, 0))
    stick.laptop()
    assert [path for path in begun if path.exists()] == []


@pytest.mark.parametrize("number", [errno.ENOTCONN, errno.ECONNABORTED, errno.EIO], ids=os.strerror)
def test_a_drive_of_which_even_looking_fails_is_gone_in_words(
    stick: Stick, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real, left = os.stat, 0

    def look(path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
        nonlocal left
        if isinstance(path, str | os.PathLike) and Path(path).is_relative_to(stick.root):
            left -= 1
            if left < 0:
                raise OSError(number, os.strerror(number), str(path))
        return real(path, *args, **kwargs)

    stick.round_trip()
    monkeypatch.setattr(os, "stat", look)
    said: list[str] = []
    for looks in range(40):
        stick.say()
        for turn in (stick.laptop, stick.hub):
            left = looks
            try:
                turn(StrictDisk(stick.root))
            except LineError as problem:
                said.append(problem.code)
    assert set(said) == {"road-gone"}
    monkeypatch.undo()
    stick.round_trip()
    stick.all_is_well()


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty"])
def test_every_kind_of_file_may_be_damaged(stick: Stick, spoil: str) -> None:
    def damage(path: Path) -> None:
        data = bytearray(path.read_bytes())
        if spoil == "flip":
            data[len(data) // 2] ^= 1
        path.write_bytes({"cut": data[: len(data) // 2], "flip": data, "empty": b""}[spoil])

    stick.say()
    stick.laptop()
    left = len(stick.files(TO_HUB))
    for path in stick.files(TO_HUB):
        damage(path)
    assert len(stick.hub().damaged) == left == 2
    assert stick.files(TO_HUB) == []
    lost = stick.files(TO_LAPTOPS) + stick.files("files")
    assert len(lost) == 2
    for path in lost:
        damage(path)
    assert len(stick.laptop().found.damaged) == 1
    stick.hub()
    stick.laptop()
    stick.round_trip()
    stick.all_is_well()


def test_a_full_stick_is_said_and_the_next_visit_goes_on(stick: Stick) -> None:
    stick.say()
    found = stick.laptop(FullDisk(stick.root, 10)).found
    assert found.unwritten is not None
    assert found.unwritten.code == "road-full"
    stick.laptop()
    told = stick.hub(FullDisk(stick.root, 8000))
    assert told.problem is not None
    assert (told.problem.code, told.accepted, told.answers) == ("road-full", 1, 1)
    assert (told.files, told.lacking) == (0, 1)
    assert stick.laptop().report.accepted == 1
    stick.round_trip()
    stick.all_is_well()


def test_a_read_only_stick_is_read_and_said(stick: Stick) -> None:
    stick.laptop()
    stick.hub()
    stick.say()
    came = stick.laptop(ReadOnlyDisk(stick.root))
    assert came.report.received_work == came.report.blobs_fetched == 1
    assert came.found.unwritten is not None
    assert (came.found.unwritten.code, came.found.left) == ("road-read-only", 0)
    told = stick.hub(ReadOnlyDisk(stick.root))
    assert told.problem is None, "nothing lay there for the hub, so nothing was to be written"
    stick.round_trip()
    stick.all_is_well()


def test_it_can_be_stopped_between_two_slices(stick: Stick) -> None:
    stop = CancelToken()
    stop.cancel()
    disk = StrictDisk(stick.root)
    disk.make(TO_HUB)
    with pytest.raises(Cancelled):
        Carrier(disk).put(TO_HUB, "0" * 32, b"x", stop)
    assert [path for path in stick.root.rglob("*") if path.is_file()] == []
    stick.laptop()
    with pytest.raises(Cancelled):
        visit(stick.scene.served.hub.books, Carrier(disk), cancel=stop)


def test_receipts_three_weeks_old_say_nothing_about_today(stick: Stick, tmp_path: Path) -> None:
    for _ in range(5):
        stick.say()
    stick.laptop()
    stick.hub()
    stick.scene.served.clock.pass_by(days=21)
    for _ in range(5):
        stick.say()
    stick.scene.sync()
    came = stick.laptop()
    assert (came.found.left, came.report.accepted, came.report.problems) == (0, 0, ())
    stick.all_is_well()


def test_a_restored_hub_gets_back_by_stick_what_it_had_acknowledged(stick: Stick) -> None:
    stick.say()
    stick.round_trip()
    books = stick.scene.served.hub.books
    with books.changes() as work:
        work.exec_driver_sql("DELETE FROM record")
        work.exec_driver_sql("DELETE FROM receipt")
        work.exec_driver_sql("UPDATE device SET count = 0, rolling = ''")
    stick.laptop()
    stick.hub()
    assert stick.laptop().found.left == 1
    stick.hub()
    stick.round_trip()
    stick.all_is_well()


def test_two_sticks_at_once_and_two_laptops_on_each(stick: Stick, tmp_path: Path) -> None:
    served, second = stick.scene.served, Stick(stick.scene, tmp_path / "second")
    other, pairing = served.desk(stick.scene.person)
    other.add(decide(other.key, 1, stick.scene.document))
    stick.say()
    for each in (stick, second):
        each.laptop()
        bring_over(Carrier(StrictDisk(each.root)), other, pairing.hub_key, served.clock)
    assert [each.hub().accepted for each in (second, stick)] == [2, 2]
    for each in (stick, second):
        each.laptop()
        bring_over(Carrier(StrictDisk(each.root)), other, pairing.hub_key, served.clock)
    assert other.waiting == stick.scene.desk.waiting == []
    assert len(stick.scene.desk.others) == len(other.others) == 1
    assert [each.hub().laptops for each in (stick, second)] == [2, 2]
    assert [path for each in (stick, second) for path in each.files("files")] == []


def test_half_a_file_by_stick_and_the_rest_by_line(stick: Stick, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("carrier", "pieces"):
        monkeypatch.setattr(f"reviewer_app.exchange.{module}.PIECE", 1 << 18)
    monkeypatch.setattr("reviewer_app.hub.left_files.PIECE", 1 << 18)
    stick.laptop()
    stick.hub()
    pieces = stick.files("files")
    assert len(pieces) == 4
    sizes = sorted(pieces, key=lambda path: path.stat().st_size)
    road = road_of(
        Carrier(StrictDisk(stick.root)),
        stick.scene.desk,
        stick.scene.pairing.hub_key,
        stick.scene.served.clock,
    )
    sha256 = next(iter(stick.scene.document["evidence"]))["sha256"]
    folder, name = road._pieces.place(sha256, 2)
    (stick.root / folder / f"{name}.age").unlink()
    came = stick.laptop()
    assert (came.report.blobs_fetched, came.report.bytes_fetched) == (0, 1 << 19)
    by_line = stick.scene.sync()
    assert (by_line.blobs_fetched, by_line.bytes_fetched) == (1, 1 << 19)
    assert len(sizes) == 4
    asyncio.run(road.close())


def test_a_message_of_a_laptop_that_was_shut_out_is_not_taken(stick: Stick) -> None:
    stick.say()
    stick.laptop()
    stick.scene.served.hub.revoke(stick.scene.desk.device)
    told = stick.hub()
    assert (told.accepted, told.strangers, told.answers) == (0, 2, 0)


def test_another_laptop_and_another_hub_leave_alone_what_is_not_theirs(stick: Stick) -> None:
    stick.say()
    stick.laptop()
    mine = stick.files()
    other, _ = stick.scene.served.desk(stick.scene.person)
    with suppress(LineError):
        bring_over(Carrier(StrictDisk(stick.root)), other, other.key.name, stick.scene.served.clock)
    assert set(mine) <= set(stick.files())


class StuckDisk(StrictDisk):
    """A stick that takes its time over every file."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.begun, self.go_on = threading.Event(), threading.Event()

    def write(self, path: str, data: bytes, cancel: CancelToken) -> None:
        self.begun.set()
        self.go_on.wait(30)
        super().write(path, data, cancel)


def test_a_stick_that_takes_its_time_holds_up_no_cancel(stick: Stick) -> None:
    disk, wish = StuckDisk(stick.root), CancelToken()
    scene = stick.scene
    road = road_of(Carrier(disk), scene.desk, scene.pairing.hub_key, scene.served.clock)
    watcher = threading.Thread(target=lambda: (disk.begun.wait(30), wish.cancel()))
    watcher.start()
    with pytest.raises(Cancelled):
        asyncio.run(run_round(scene.desk, road, cancel=wish, now=scene.served.clock))
    assert not disk.go_on.is_set(), "it ended while the stick was still at it"
    disk.go_on.set()
    watcher.join()
    stick.round_trip()
    assert list(scene.desk.work) == [scene.document["id"]]
