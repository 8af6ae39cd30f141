"""Real stores put back to an older copy or copied to a second laptop, with a real hub: noticed and healed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain.signing import canonical
from reviewer_app.evidence import WorkerPool
from reviewer_app.exchange.round import RoundReport
from reviewer_app.paths import Home, open_home
from reviewer_app.store import DeskStore, place
from reviewer_app.workflows import exchanging, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY
from tests.workflows.hubs import sample_hub

OWN = sample_reviews()["C41P-1"].submission
Opened = Callable[[Home], Desk]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SampleHub]:
    with sample_hub(tmp_path) as made:
        made.assign(["C41P-1"], tmp_path / "bundles")
        yield made


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens stores, and closes them in the end; a home that is open is closed first."""
    desks: dict[Path, Desk] = {}

    def close(desk: Desk) -> None:
        desk.evidence.close()
        desk.store.close()

    def open_it(home: Home) -> Desk:
        if home.root in desks:
            close(desks[home.root])
        make = DeskStore.open if home.store_file.exists() else DeskStore.create
        desks[home.root] = Desk(home, make(home, KEY, now), WorkerPool(warm=0), now)
        return desks[home.root]

    yield open_it
    for each in desks.values():
        close(each)


@pytest.fixture
def school(opened: Opened, hub: SampleHub, tmp_path: Path) -> Desk:
    desk = opened(open_home(tmp_path / "school"))
    exchanging.pair(desk, hub.url, hub.code())
    exchanging.sync(desk)
    reviewing.score(desk, OWN, "1.1", "developing")
    exchanging.sync(desk)
    return desk


def codes(report: RoundReport) -> list[str]:
    return [each.code for each in report.problems]


def scores(desk: Desk) -> dict[str, str]:
    return dict(reviewing.open_review(desk, OWN).state.scores)


def sound(*desks: Desk) -> None:
    for desk in desks:
        assert desk.store.check() == []
        assert desk.store.rebuild().differences == ()


def words_on_hub(hub: SampleHub) -> list[str]:
    with hub.hub.books.looking() as look:
        rows = look.exec_driver_sql("SELECT document FROM record WHERE accepted = 1 ORDER BY device, n").all()
    return sorted(str(hub.hub.books.rest.document(row[0])["body"].get("text", "")) for row in rows)


def test_a_store_put_back_to_last_week_gets_back_what_the_hub_has_of_it(
    school: Desk, opened: Opened, tmp_path: Path
) -> None:
    school.store.backup(tmp_path / "last-week.db")
    device = school.store.device.name
    reviewing.comment(school, OWN, "1.1", "Name the goal.")
    reviewing.score(school, OWN, "1.2", "proficient")
    exchanging.sync(school)
    before = [canonical(each.document) for each in school.store.records(OWN)]
    school.store.close()
    shutil.copy(tmp_path / "last-week.db", school.home.store_file)
    again = opened(school.home)
    assert scores(again) == {"1.1": "developing"}
    report = exchanging.sync(again)
    assert (codes(report), report.counts_agree) == (["desk-restored"], True)
    assert [canonical(each.document) for each in again.store.records(OWN)] == before
    assert again.store.device.name == device
    assert again.store.received_n() == 3
    assert codes(exchanging.sync(again)) == []
    sound(again)


def test_a_store_put_back_and_worked_in_before_a_round_keeps_both_lines(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path
) -> None:
    school.store.backup(tmp_path / "last-week.db")
    reviewing.score(school, OWN, "1.1", "proficient")
    reviewing.comment(school, OWN, "1.2", "Said before the disk broke.")
    exchanging.sync(school)
    device = school.store.device.name
    school.store.close()
    shutil.copy(tmp_path / "last-week.db", school.home.store_file)
    again = opened(school.home)
    reviewing.score(again, OWN, "1.1", "basic")
    reviewing.comment(again, OWN, "2.1", "Said after it was put back.")
    report = exchanging.sync(again)
    assert (codes(report), report.counts_agree) == (["desk-copied"], True)
    assert again.store.device.name != device
    state = reviewing.open_review(again, OWN).state
    assert state.comments["1.2"] == "Said before the disk broke."
    assert state.comments["2.1"] == "Said after it was put back."
    assert [each.slot for each in state.conflicts] == ["score:1.1"]
    said = [each for each in words_on_hub(hub) if each]
    assert said == ["Said after it was put back.", "Said before the disk broke."]
    assert codes(exchanging.sync(again)) == []
    sound(again)


def test_a_store_copied_to_a_second_laptop_becomes_a_laptop_of_its_own(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewing.comment(school, OWN, "1.1", "Said before the copy, and not sent.")
    school.store.close()
    shutil.copytree(school.home.root, tmp_path / "kitchen")
    school = opened(school.home)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(place, "machine", lambda: "another machine")
        kitchen = opened(open_home(tmp_path / "kitchen"))
    device = school.store.device.name
    assert kitchen.store.device.name == device
    reviewing.comment(kitchen, OWN, "1.2", "Said in the kitchen.")
    report = exchanging.sync(kitchen)
    assert (codes(report), report.counts_agree) == (["desk-copied"], True)
    assert kitchen.store.device.name != device
    reviewing.comment(school, OWN, "2.1", "Said at school.")
    exchanging.sync(school)
    for each in (kitchen, school, kitchen):
        assert exchanging.sync(each).counts_agree
    assert [each for each in words_on_hub(hub) if each] == [
        "Said at school.",
        "Said before the copy, and not sent.",
        "Said in the kitchen.",
    ]
    said = [reviewing.open_review(each, OWN).state.comments for each in (school, kitchen)]
    assert said[0] == said[1]
    assert len(said[0]) == 3
    assert len({each.store.device.name for each in (school, kitchen)}) == 2
    sound(school, kitchen)


def test_a_copy_put_back_to_before_it_healed_says_nothing_twice(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path
) -> None:
    school.store.backup(tmp_path / "copy.db")
    reviewing.comment(school, OWN, "1.1", "At school.")
    exchanging.sync(school)
    home = open_home(tmp_path / "kitchen")
    shutil.copytree(school.home.blobs, home.blobs, dirs_exist_ok=True)
    shutil.copy(tmp_path / "copy.db", home.store_file)
    kitchen = opened(home)
    reviewing.comment(kitchen, OWN, "1.2", "In the kitchen.")
    kitchen.store.backup(tmp_path / "before.db")
    exchanging.sync(kitchen)
    device = kitchen.store.device.name
    exchanging.sync(school)
    kitchen.store.close()
    shutil.copy(tmp_path / "before.db", home.store_file)
    kitchen = opened(home)
    assert exchanging.sync(kitchen).counts_agree
    assert kitchen.store.device.name == device
    assert [each for each in words_on_hub(hub) if each] == ["At school.", "In the kitchen."]
    sound(kitchen)


def test_a_restored_hub_takes_laptop_work_and_words_back_from_a_real_store(
    opened: Opened, tmp_path: Path, hub: SampleHub
) -> None:
    desk = opened(open_home(tmp_path / "home"))
    with hub.hub.books.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    exchanging.pair(desk, hub.url, hub.code())
    exchanging.sync(desk)
    reviewing.score(desk, OWN, "1.1", "developing")
    exchanging.sync(desk)
    with hub.hub.books.changes() as work:  # as a backup from before the laptop and its work were there
        for table in ("record", "receipt", "work", "assignment", "submission_blob", "submission", "device"):
            work.exec_driver_sql(f"DELETE FROM {table}")
    token = desk.store.pairing.token if desk.store.pairing else ""
    report = exchanging.sync(desk)
    assert (codes(report), report.counts_agree, report.accepted) == (["hub-restored"], True, 1)
    assert desk.store.pairing is not None
    assert desk.store.pairing.token != token
    assert [(each.submission, each.state) for each in hub.hub.assignments()] == [(OWN, "open")]
    assert exchanging.sync(desk).problems == ()
    sound(desk)
