"""Work that goes by stick only, through the real card of the sync room, a real store and a real hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.welcoming import introduced, welcome
from reviewer_app.paths import open_home
from reviewer_app.startup.ports import desk_ports
from reviewer_app.store import DeskStore
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.syncing import SyncDriver
from reviewer_app.ui.syncing.room import SyncRoom
from reviewer_app.ui.syncing.stick import StickCard
from reviewer_app.ui.syncing.volumes import Volume
from reviewer_app.workflows import deciding
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.ui.conftest import lanes, settle  # noqa: F401 - fixtures
from tests.workflows.conftest import KEY
from tests.workflows.hubs import sample_hub
from tests.workflows.test_deciding import review_whole

OWN = sample_reviews()["C41P-1"].submission


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SampleHub]:
    with sample_hub(tmp_path) as made:
        made.assign(["C41P-1"], tmp_path / "bundles")
        made.stop()
        yield made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    home = open_home(tmp_path / "home")
    made = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    yield made
    made.evidence.close()
    made.store.close()


def test_paired_given_decided_and_received_by_stick_through_the_window(
    hub: SampleHub,
    desk: Desk,
    tmp_path: Path,
    lanes: Jobs,  # noqa: F811
    settle: Callable[[], None],  # noqa: F811
    qtbot: QtBot,
) -> None:
    ports = desk_ports(desk)
    driver = SyncDriver(ports, lanes, 5)
    room = SyncRoom(ports, lanes, driver)
    qtbot.addWidget(room)
    room.resize(1000, 700)
    room.show()
    driver.start()
    [card] = [each for each in room.parts if isinstance(each, StickCard)]
    stick = tmp_path / "BLUE"
    stick.mkdir()
    card.watch.volumes = lambda: (Volume(stick, "BLUE", True),)
    books, carrier = hub.hub.books, Carrier.at(stick)

    def look() -> None:
        settle()
        card.watch.look_around()
        settle()

    look()
    card.bring.click()
    qtbot.waitUntil(card.pairing.isVisible)
    [asked] = introduced(carrier)
    assert card.pairing.shown.text().endswith(asked.code)
    device, told = welcome(books, carrier, asked.code, hub.assessor)
    visit(books, carrier, [device])
    card.pairing.code.setText(told)
    card.pairing.button.click()
    qtbot.waitUntil(lambda: desk.store.pairing is not None)
    look()
    assert room.partner.end.isVisible()
    assert not room.pairing.isVisible()
    assert card.text.text().startswith("1 submission for you")

    card.bring.click()
    qtbot.waitUntil(lambda: not card.busy)
    settle()
    assert card.note.accessibleName().startswith("Brought over: 1 new submission")
    assert desk.store.missing_blobs() == []

    review_whole(desk, sample_reviews()["C41P-1"])
    deciding.submit(desk, OWN)
    card.watch.look_around()
    settle()
    card.bring.click()
    qtbot.waitUntil(lambda: not card.busy)
    settle()
    assert "Left for the hub" in card.note.accessibleName()
    assert driver.status.waiting == 1

    visit(books, carrier)
    card.watch.volumes = lambda: ()
    look()
    card.watch.volumes = lambda: (Volume(stick, "BLUE", True),)
    look()
    assert card.text.text() == "Receipts for 1 decision."
    card.bring.click()
    qtbot.waitUntil(lambda: not card.busy)
    settle()
    assert driver.status.waiting == 0
    assert desk.store.state(OWN) is State.RECEIVED
    driver.stop()


def test_a_shared_folder_is_looked_at_with_every_sync(
    hub: SampleHub,
    desk: Desk,
    tmp_path: Path,
    lanes: Jobs,  # noqa: F811
    settle: Callable[[], None],  # noqa: F811
    qtbot: QtBot,
) -> None:
    ports = desk_ports(desk)
    assert ports.exchange is not None
    road = ports.exchange.stick
    assert road is not None
    folder = tmp_path / "shared"
    folder.mkdir()
    carrier = Carrier.at(folder)
    code = road.introduce(folder, None)  # type: ignore[arg-type]  # nobody stops it
    device, told = welcome(hub.hub.books, carrier, code, hub.assessor)
    road.accept(folder, told)
    road.share_folder(folder)
    visit(hub.hub.books, carrier, [device])
    driver = SyncDriver(ports, lanes, 5)
    with qtbot.waitSignal(driver.synced):
        driver.start()
    settle()
    assert desk.store.has_submission(OWN)
    folder.rename(tmp_path / "elsewhere")
    driver.sync_now()
    qtbot.waitUntil(lambda: driver.status.problem is not None)
    assert driver.status.problem is not None
    assert driver.status.problem.code == "road-gone"
    driver.stop()
