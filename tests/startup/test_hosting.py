"""A coordinator's window and an assessor's desk in one room: one code on both screens, work over, locked, closed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reviewer_app.cli.hands import CTRL
from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.domain.errors import LineError, ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.hub import sharing
from reviewer_app.paths import open_home
from reviewer_app.startup.hosting import Hosting
from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.workflows import carrying, exchanging, nearby, safeguarding
from reviewer_app.workflows.desk import Desk
from tests.startup.opened import Opened, home_with, knock, program_on

HUB_WORDS = "words of the hub"
Key = Qt.Key


class Heard:
    """What the network hears: nothing leaves this machine."""

    def __init__(self, name: str, _port: int, _key: str, _pin: str, _addresses: Sequence[str]) -> None:
        self.name = name

    def close(self) -> None:
        """Nobody hears it any more."""


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "Announcement", Heard)
    monkeypatch.setattr(sharing, "near_addresses", lambda: ("127.0.0.1",))
    monkeypatch.setattr(sharing, "EVERYWHERE", "127.0.0.1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A coordinator's home: a hub with an assessor and one submission for them."""
    made = home_with(tmp_path)
    hub = SampleHub(open_home(made).hub_folder, HUB_WORDS)
    hub.assign(["A09D-1"], tmp_path / "bundles")
    hub.close()
    return made


@pytest.fixture
def opened(home: Path) -> Iterator[Opened]:
    made = Opened(program_on(home))
    yield made
    made.close()


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Desk]:
    made = safeguarding.create(open_home(tmp_path / "laptop"), "words of the laptop")
    yield made
    safeguarding.lock(made)


def shared(opened: Opened) -> HostingRoom:
    """Go to the hub by its key and share it by its passphrase, by keyboard alone."""
    hands = opened.hands
    hands.press(Key.Key_7, CTRL)
    room = opened.space.room_in_front()
    assert isinstance(room, HostingRoom)
    hands.type(HUB_WORDS)
    hands.press(Key.Key_Return)
    hands.until(lambda: room.share.shared is not None, "the hub is shared")
    return room


def test_two_screens_show_one_code_and_work_passes_from_laptop_to_laptop(
    opened: Opened, laptop: Desk
) -> None:
    room = shared(opened)
    now = room.share.shared
    assert now is not None
    codes: list[str] = []

    def ask() -> None:
        met = nearby.meet(laptop, now.urls[0], "", CancelToken())
        codes.append(met.code)
        nearby.agree(laptop, met, CancelToken())

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    opened.hands.until(lambda: bool(room.laptops.rows), "the laptop asks")
    [row] = room.laptops.rows
    assert codes == [row.code.text()]
    [person] = row.people
    row.choose(person.id)
    row.same.click()
    opened.hands.until(lambda: room.laptops.told.count() > 0, "it is let in")
    asking.join()
    assert exchanging.sync(laptop).received_work == 1
    # Locked, it goes on: laptops exchange while the coordinator is away.
    opened.hands.press(Key.Key_L, CTRL)
    opened.hands.until(lambda: opened.program.shell.workspace is None, "it is locked")
    assert exchanging.sync(laptop).counts_agree
    knock(opened.hands)
    opened.hands.until(lambda: opened.program.shell.workspace is not None, "it opens again")
    opened.hands.press(Key.Key_7, CTRL)
    again = opened.space.room_in_front()
    assert isinstance(again, HostingRoom)
    opened.hands.until(lambda: again.share.shared is not None, "it shows that it is shared still")
    opened.close()
    with pytest.raises(LineError):
        exchanging.sync(laptop)


def test_who_is_elsewhere_in_the_window_is_told_that_a_laptop_asks(opened: Opened, laptop: Desk) -> None:
    room = shared(opened)
    now = room.share.shared
    assert now is not None
    opened.hands.press(Key.Key_1, CTRL)
    ended: list[str] = []

    def ask() -> None:
        try:
            met = nearby.meet(laptop, now.urls[0], "", CancelToken())
            nearby.agree(laptop, met, CancelToken())
        except ReviewerError as problem:
            ended.append(problem.code)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    note = opened.space.note
    opened.hands.until(lambda: note.title.text() == "A laptop asks to be paired", "the note says so")
    note.stops[1].click()  # type: ignore[attr-defined]  # the way there
    assert opened.space.room_in_front() is room
    room.laptops.rows[0].no.click()
    opened.hands.until(lambda: room.laptops.told.count() > 0, "it is refused")
    asking.join()
    assert ended == ["meeting-refused"]
    assert not note.isVisible()


def test_a_laptop_without_a_hub_has_no_place_for_one(tmp_path: Path) -> None:
    opened = Opened(program_on(home_with(tmp_path)))
    opened.hands.press(Key.Key_7, CTRL)
    assert not isinstance(opened.space.room_in_front(), HostingRoom)
    assert "Hub" not in [each.accessibleName() for each in opened.space.sidebar.places if each.isVisible()]
    opened.close()


def test_a_hub_whose_key_is_damaged_does_not_keep_the_desk_shut(home: Path) -> None:
    folder = open_home(home).hub_folder
    (folder / "key.json").write_text("nonsense", encoding="utf-8")
    hosting = Hosting(folder)
    ports = hosting.ports()
    assert ports is not None
    with pytest.raises(ReviewerError) as caught:
        ports.start("any words")
    assert caught.value.code == "key-damaged"
    hosting.end()


def test_a_laptop_that_never_had_a_line_is_let_in_and_given_work_by_stick(
    opened: Opened, laptop: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shown = carrying.introduce(laptop, stick)
    hands = opened.hands
    hands.press(Key.Key_7, CTRL)
    room = opened.space.room_in_front()
    assert isinstance(room, HostingRoom)
    hands.type(HUB_WORDS)
    sticks = room.sticks
    sticks.visit(stick)
    hands.until(lambda: bool(sticks.rows), "the laptop’s introduction is read")
    [row] = sticks.rows
    assert row.code.text() == shown
    row.choose(row.people[0].id)
    row.same.click()
    hands.until(lambda: "will ask for" in sticks.note.title.text(), "it is let in")
    carrying.accept(laptop, stick, sticks.note.title.text().rpartition(" ")[2])
    assert carrying.bring_over(laptop, stick).round.received_work == 1
    assert room.share.shared is None  # nothing of it needed a network


def test_asked_from_two_lanes_at_once_there_is_one_hub(home: Path) -> None:
    hosting = Hosting(open_home(home).hub_folder)
    ports = hosting.ports()
    assert ports is not None
    together = threading.Barrier(4)

    def ask() -> object:
        together.wait()
        return hosting._made()

    with ThreadPoolExecutor(4) as pool:
        made = {id(each.result()) for each in [pool.submit(ask) for _ in range(4)]}
    assert len(made) == 1
    assert not ports.sharing()
