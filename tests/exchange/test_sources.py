"""Files from several places: whatever each of them does, what is kept has the right bytes, or an error is named."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.bundles import write_bundle
from reviewer_app.domain.errors import HubError, LineError, StoreError
from reviewer_app.domain.progress import unreported
from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange.bundle_source import BundleFiles
from reviewer_app.exchange.fetching import fetch_missing
from reviewer_app.exchange.tally import Tally
from reviewer_app.exchange.terms import Disk, FetchControl, Terms
from tests.exchange.memory_desk import MemoryDesk, MemoryPart
from tests.exchange.misbehaving import Shelf, Turn
from tests.exchange.sample_work import RUBRIC, submission

FILE = bytes(range(1, 101))
NAME = hashlib.sha256(FILE).hexdigest()


class Desk(MemoryDesk):
    """Wants files by their content, in this order, each for a submission of its own."""

    def __init__(self, *files: bytes) -> None:
        super().__init__(SigningKey(bytes(32)))
        self.wanted = {hashlib.sha256(each).hexdigest(): len(each) for each in files}

    def missing_blobs(self) -> Sequence[tuple[str, int, str]]:
        return [
            (sha256, size, f"s{place}")
            for place, (sha256, size) in enumerate(self.wanted.items(), 1)
            if sha256 not in self.files
        ]


def shelf(name: str, *files: bytes, turns: Sequence[Turn] = (), far: bool = False) -> Shelf:
    return Shelf(name, {hashlib.sha256(each).hexdigest(): each for each in files}, list(turns), far)


def fetch(
    desk: Desk, *sources: Shelf | BundleFiles, control: FetchControl | None = None, disk: Disk | None = None
) -> Tally:
    tally = Tally()
    more = {"disk": disk} if disk is not None else {}
    asyncio.run(fetch_missing(desk, sources, unreported, tally, control, **more))
    return tally


TURNS = st.builds(
    Turn,
    code=st.sampled_from(
        ["", "", "", "cut-off", "file-changed", "range-wrong", "captive-portal", "busy", "no-answer"]
    ),
    cut=st.none() | st.integers(0, 100),
    spoilt=st.none() | st.integers(0, 99),
    from_start=st.booleans(),
    longer=st.booleans(),
)


@given(
    plans=st.lists(st.tuples(st.lists(TURNS, max_size=4), st.booleans()), min_size=1, max_size=4),
    earlier=st.binary(max_size=40) | st.integers(0, 100).map(lambda cut: FILE[:cut]),
)
def test_whatever_sources_do_only_the_right_bytes_are_kept_and_a_few_rounds_bring_them(
    plans: list[tuple[list[Turn], bool]], earlier: bytes
) -> None:
    desk = Desk(FILE)
    if earlier:
        desk.parts[NAME] = bytearray(earlier)
    sources = [
        shelf(f"place {place}", FILE, turns=turns, far=far) for place, (turns, far) in enumerate(plans)
    ]
    for _ in range(20):
        with contextlib.suppress(LineError, HubError):
            tally = fetch(desk, *sources)
            assert desk.files or tally.problems
        assert set(desk.files.values()) <= {FILE}
        if desk.files:
            break
    assert desk.files == {NAME: FILE}
    assert all(each.open_now == 0 for each in sources)


def test_the_nearest_is_asked_first_and_the_rest_comes_from_the_next_at_the_same_offset() -> None:
    near, hub = shelf("the stick", FILE, turns=[Turn(cut=40)]), shelf("the hub", FILE, far=True)
    desk = Desk(FILE)
    tally = fetch(desk, hub, control=FetchControl(sources=(near,)))
    assert desk.files == {NAME: FILE}
    assert (near.asked, hub.asked) == ([(NAME, 0)], [(NAME, 40)])
    [problem] = tally.problems
    assert (problem.code, "the stick" in problem.sentence) == ("passed-over", True)


def test_who_gave_wrong_bytes_is_found_out_and_named_and_the_other_gives_the_file_anew() -> None:
    near = shelf("the stick", FILE, turns=[Turn(spoilt=3, cut=40), Turn(spoilt=3)])
    hub = shelf("the hub", FILE, far=True)
    desk = Desk(FILE)
    tally = fetch(desk, hub, control=FetchControl(sources=(near,)))
    assert desk.files == {NAME: FILE}
    assert hub.asked == [(NAME, 40), (NAME, 0)]
    assert "the stick" in tally.problems[0].sentence


def test_a_source_is_asked_only_for_what_it_has() -> None:
    other = b"another"
    near, hub = shelf("the stick", other), shelf("the hub", FILE, other, far=True)
    desk = Desk(FILE, other)
    fetch(desk, hub, control=FetchControl(sources=(near,)))
    assert set(desk.files.values()) == {FILE, other}
    assert hub.asked == [(NAME, 0)]


def test_a_file_that_never_comes_stops_no_other_and_is_no_fault_of_the_line() -> None:
    others = [bytes([number]) * 50 for number in range(4)]
    hub = shelf("the hub", FILE, *others, turns=[Turn(cut=30)], far=True)
    desk = Desk(FILE, *others)
    tally = fetch(desk, hub)
    assert set(desk.files.values()) == set(others)
    assert [(each.code, each.subject) for each in tally.problems] == [("cut-off", "s1")]
    assert len(desk.parts[NAME]) == 30


def test_a_line_that_breaks_for_each_file_is_left_alone_and_said() -> None:
    files = [bytes([number]) * 50 for number in range(9)]
    hub = shelf("the hub", *files, turns=[Turn(cut=0)] * 50, far=True)
    with pytest.raises(LineError) as caught:
        fetch(Desk(*files), hub)
    assert caught.value.code == "cut-off"
    assert caught.value.files_only
    # Two strikes; what was asked for at the same time as the first of them does not count.
    assert len(hub.asked) <= 4


@pytest.mark.parametrize("code", ["captive-portal", "no-answer", "busy"])
def test_what_is_no_fault_of_a_file_ends_the_line_at_once_and_near_files_still_come(code: str) -> None:
    files = [bytes([number]) * 5_000_000 for number in range(2)]
    hub = shelf("the hub", *files, FILE, turns=[Turn(code=code)] * 50, far=True)
    near = shelf("the stick", FILE)
    desk = Desk(*files, FILE)
    with pytest.raises((LineError, HubError)) as caught:
        fetch(desk, hub, control=FetchControl(sources=(near,)))
    assert (caught.value.code, caught.value.files_only) == (code, False)
    assert list(desk.files.values()) == [FILE]
    assert len(hub.asked) == 1


def test_small_files_come_beside_a_large_one_and_large_ones_in_turn() -> None:
    large = [bytes([number]) * (5 << 20) for number in range(2)]
    small = [bytes([number]) * 10 for number in range(6)]
    hub = shelf("the hub", *large, *small, far=True)
    desk = Desk(*large, *small)

    async def go() -> None:
        hub.stall = asyncio.Event()
        fetching = asyncio.ensure_future(fetch_missing(desk, (hub,), unreported, Tally()))
        while hub.open_now < 3:
            await asyncio.sleep(0)
        hub.stall.set()
        await fetching

    asyncio.run(go())
    assert len(desk.files) == 8
    assert sorted(len(hub.files[sha256]) for sha256, _ in hub.asked[:3]) == [10, 10, 5 << 20]
    assert hub.most_open == 3


def stop_when_asked(hub: Shelf, desk: Desk, control: FetchControl, act: object) -> Tally:
    """Do something once the hub was asked and says nothing more; the fetch must end by itself."""
    tally = Tally()

    async def go() -> None:
        hub.stall = asyncio.Event()
        fetching = asyncio.ensure_future(fetch_missing(desk, (hub,), unreported, tally, control))
        while not hub.open_now:
            await asyncio.sleep(0)
        assert callable(act)
        act()
        await fetching

    asyncio.run(go())
    assert hub.open_now == 0
    return tally


@pytest.mark.parametrize(
    "change", [{"paused": True}, {"work_only": True}, {"metered": True}, {"ask_over": 10}]
)
def test_other_terms_end_a_stalling_download_at_once_and_what_came_stays(change: dict[str, object]) -> None:
    hub, desk, control = shelf("the hub", FILE, far=True), Desk(FILE), FetchControl()
    desk.parts[NAME] = bytearray(FILE[:60])
    tally = stop_when_asked(hub, desk, control, lambda: control.change(**change))
    assert (tally.problems, bytes(desk.parts[NAME])) == ([], FILE[:60])
    control.change(paused=False, work_only=False, metered=False, ask_over=0)
    hub.stall = None
    fetch(desk, hub, control=control)
    assert (desk.files, hub.asked[-1]) == ({NAME: FILE}, (NAME, 60))


def test_files_give_way_to_records_and_go_on_in_the_next_round() -> None:
    hub, desk, control = shelf("the hub", FILE, far=True), Desk(FILE), FetchControl()
    stop_when_asked(hub, desk, control, control.give_way)
    assert desk.files == {}
    control.giving_way = False
    hub.stall = None
    fetch(desk, hub, control=control)
    assert desk.files == {NAME: FILE}


def test_what_is_opened_meanwhile_comes_first() -> None:
    files = [bytes([number]) * (5 << 20) for number in range(3)]
    hub, desk, control = shelf("the hub", *files, far=True), Desk(*files), FetchControl()
    tally = Tally()

    async def go() -> None:
        hub.stall = asyncio.Event()
        fetching = asyncio.ensure_future(fetch_missing(desk, (hub,), unreported, tally, control))
        while not hub.open_now:
            await asyncio.sleep(0)
        control.change(first="s3")
        while len(hub.asked) < 2:
            await asyncio.sleep(0)
        hub.stall.set()
        await fetching

    asyncio.run(go())
    assert [hub.files[sha256][0] for sha256, _ in hub.asked] == [0, 2, 0, 1]


def test_what_does_not_fit_is_not_begun_and_a_disk_that_fills_up_stops_before_the_reserve() -> None:
    large, small = bytes(40 << 20), FILE
    hub, desk = shelf("the hub", large, small, far=True), Desk(large, small)
    fetch(desk, hub, disk=Disk(lambda: 1 << 20))
    assert list(desk.files.values()) == [small]

    room = iter([100 << 20, 100 << 20, *[5 << 20] * 50])
    desk = Desk(large, small)
    hub = Shelf("the hub", {hashlib.sha256(large).hexdigest(): large}, far=True)
    desk.wanted.popitem()
    tally = fetch(desk, hub, disk=Disk(lambda: next(room), reserve=10 << 20))
    assert (desk.files, tally.problems) == ({}, [])


class FullPart(MemoryPart):
    """A disk takes so many bytes and no more."""

    def append(self, data: bytes) -> None:
        if self.have + len(data) > 50:
            raise StoreError("disk-full", "The disk is full", "There is no room left.", "Free some space.")
        super().append(data)


def test_a_disk_that_is_full_after_all_is_said_once_and_nothing_half_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = [bytes([number]) * 5_000_000 for number in range(3)]
    desk, hub = Desk(FILE, *others), shelf("the hub", FILE, *others, far=True)
    monkeypatch.setattr(desk, "partial", lambda sha256: FullPart(sha256, desk))
    control = FetchControl()
    tally = fetch(desk, hub, control=control)
    assert [each.code for each in tally.problems] == ["disk-full"]
    assert (desk.files, bytes(desk.parts[NAME])) == ({}, b"")
    assert control.failed == {NAME: "The disk is full. There is no room left."}
    # Nothing more was begun: the room is needed for the person's own work.
    assert [sha256 for sha256, _ in hub.asked] == [NAME]


def test_bundles_on_a_stick_give_the_files_they_name_from_any_offset(
    tmp_path: Path, bundle_in: tuple[Path, dict[str, bytes]]
) -> None:
    path, files = bundle_in
    (tmp_path / "no.reviewbundle").write_bytes(b"no bundle")
    source = BundleFiles("the stick", [tmp_path / "no.reviewbundle", tmp_path / "gone", path])
    desk = Desk(*files.values())
    first = next(iter(desk.wanted))
    desk.parts[first] = bytearray(next(iter(files.values()))[:5])
    assert all(source.has(sha256) for sha256 in desk.wanted)
    assert not source.has("0" * 64)
    assert fetch(desk, source).problems == []
    assert set(desk.files.values()) == set(files.values())


def test_a_stick_that_is_pulled_out_is_named_and_the_hub_gives_the_rest(
    bundle_in: tuple[Path, dict[str, bytes]],
) -> None:
    path, files = bundle_in
    source = BundleFiles("the stick", [path])
    path.unlink()
    desk, hub = Desk(*files.values()), shelf("the hub", *files.values(), far=True)
    tally = fetch(desk, hub, control=FetchControl(Terms(), (source,)))
    assert set(desk.files.values()) == set(files.values())
    assert all(each.code == "passed-over" for each in tally.problems)


@pytest.fixture
def bundle_in(tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    files = {"data/evidence/00-file.bin": bytes(range(256)) * 40, "data/evidence/01-file.bin": FILE}
    path = tmp_path / "one.reviewbundle"
    document = submission(1, list(files.values()))
    write_bundle(path, document, RUBRIC, files, SigningKey(bytes(32)), "2026-11-24T08:00:00Z")
    return path, files
