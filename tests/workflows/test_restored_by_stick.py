"""A real desk by stick alone and a hub that is backed up, lost with its files, and restored from before everything."""

from __future__ import annotations

from pathlib import Path

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.giving_files import FILES_LEFT
from reviewer_app.exchange.healing import HUB_RESTORED_LATER
from reviewer_app.hub.backup.chest import Chest, PassphraseLock
from reviewer_app.hub.backup.making import make_backup
from reviewer_app.hub.backup.restoring import restore
from reviewer_app.hub.backup.verifying import Wrong, look_at_hub
from reviewer_app.hub.carrying import Visit, visit
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.welcoming import introduced, welcome
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import carrying, deciding, exchanging, stick_offers
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY

OWN = sample_reviews()["C41P-1"].submission


def told(desk: Desk, stick: Path) -> list[str]:
    """A visit of the laptop, and what it says of it."""
    return [each.sentence for each in carrying.bring_over(desk, stick).round.problems]


def test_the_stick_as_always_brings_back_laptop_work_decision_and_files(
    hub: SampleHub, stick: Path, tmp_path: Path
) -> None:
    chest = Chest.make(tmp_path / "kept", PassphraseLock("words of the backup"))
    make_backup(hub.hub.books, chest)
    home = open_home(tmp_path / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    carrying.introduce(desk, stick)
    (asks,) = introduced(Carrier.at(stick))
    _, code = welcome(hub.hub.books, Carrier.at(stick), asks.code, hub.assessor)
    carrying.accept(desk, stick, code)
    hub.assign(["C41P-1"], tmp_path / "bundles")
    visit(hub.hub.books, Carrier.at(stick), [desk.store.device.name])
    carrying.bring_over(desk, stick)
    deciding.return_as_incomplete(desk, OWN, ("The video is missing.",))
    carrying.bring_over(desk, stick)
    visit(hub.hub.books, Carrier.at(stick))
    assert told(desk, stick) == []
    files = sorted(hub.hub.books.blobs.names())

    restore(chest, Place(tmp_path / "again"), KEY)
    again = Hub.open(tmp_path / "again", KEY, now)

    def hubs_turn() -> Visit:
        return visit(again.books, Carrier.at(stick))

    assert (again.devices(), again.submissions(), list(again.books.blobs.names())) == ((), (), [])
    carrying.bring_over(desk, stick)
    assert hubs_turn().came_back == 1
    assert told(desk, stick) == [HUB_RESTORED_LATER]
    assert stick_offers.look(desk, stick).to_leave == desk.store.latest_n()
    back = hubs_turn()
    assert (back.accepted, back.given_back > 0) == (desk.store.latest_n(), True)
    assert [each.submission for each in again.decisions()] == [OWN]
    assert told(desk, stick) == [FILES_LEFT]
    assert hubs_turn().files_back == len(files) > 0
    assert sorted(again.books.blobs.names()) == files
    assert told(desk, stick) == []
    assert stick_offers.look(desk, stick).to_leave == 0
    wrong: list[Wrong] = []
    look_at_hub(again.books, wrong.append)
    assert wrong == []
    again.close()
    desk.evidence.close()
    desk.store.close()


def test_a_line_gives_files_back_of_which_the_backup_had_only_the_names(
    hub: SampleHub, tmp_path: Path
) -> None:
    home = open_home(tmp_path / "home")
    desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    exchanging.pair(desk, hub.url, hub.code())
    hub.assign(["C41P-1"], tmp_path / "bundles")
    exchanging.sync(desk)
    chest = Chest.make(tmp_path / "kept", PassphraseLock("words of the backup"))
    make_backup(hub.hub.books, chest, with_files=False)
    hub.stop()
    files = sorted(hub.hub.books.blobs.names())
    assert restore(chest, Place(tmp_path / "again"), KEY).lacking == tuple(files)
    served, hub.hub = hub.hub, Hub.open(tmp_path / "again", KEY, now)
    hub.start_again()
    exchanging.sync(desk)
    assert sorted(hub.hub.books.blobs.names()) == files
    served.close()
    desk.evidence.close()
    desk.store.close()
