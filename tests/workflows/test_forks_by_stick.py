"""Real stores put back or copied that meet their hub by sticks alone: healed or told in words, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.round import RoundReport
from reviewer_app.hub.carrying import visit
from reviewer_app.paths import open_home
from reviewer_app.store import place
from reviewer_app.workflows import carrying, exchanging, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_copied_and_restored import (
    OWN,
    Opened,
    codes,
    hub,
    opened,
    school,
    sound,
    words_on_hub,
)

__all__ = ["hub", "opened", "school"]


def journeys(desk: Desk, hub: SampleHub, stick: Path, number: int = 2) -> RoundReport:
    """So many journeys of a stick to the hub and back; what the last visit of the laptop says."""
    stick.mkdir(exist_ok=True)
    for _ in range(number):
        carrying.bring_over(desk, stick)
        visit(hub.hub.books, Carrier.at(stick))
    return carrying.bring_over(desk, stick).round


def put_back(desk: Desk, hub: SampleHub, opened: Opened, tmp_path: Path) -> Desk:
    """The laptop's store as it was before it said two more things, which reached the hub."""
    desk.store.backup(tmp_path / "last-week.db")
    reviewing.comment(desk, OWN, "1.1", "Before A.")
    reviewing.comment(desk, OWN, "1.2", "Before B.")
    assert journeys(desk, hub, tmp_path / "stick").counts_agree
    desk.store.close()
    shutil.copy(tmp_path / "last-week.db", desk.home.store_file)
    return opened(desk.home)


def copied(desk: Desk, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Desk, Desk]:
    """The store where it was, and a copy of it on another machine."""
    desk.store.close()
    shutil.copytree(desk.home.root, tmp_path / "kitchen")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(place, "machine", lambda: "another machine")
        kitchen = opened(open_home(tmp_path / "kitchen"))
    return opened(desk.home), kitchen


def test_a_store_put_back_gets_back_by_stick_what_the_hub_has_of_it(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path
) -> None:
    before = school.store.device.name
    again = put_back(school, hub, opened, tmp_path)
    assert codes(journeys(again, hub, tmp_path / "stick", 1)) == ["desk-restored"]
    done = journeys(again, hub, tmp_path / "stick", 1)
    assert (codes(done), done.counts_agree, again.store.device.name) == ([], True, before)
    assert [each for each in words_on_hub(hub) if each] == ["Before A.", "Before B."]
    assert again.store.received_n() == 3
    state = reviewing.open_review(again, OWN).state
    assert (state.comments["1.1"], state.comments["1.2"]) == ("Before A.", "Before B.")
    sound(again)


@pytest.mark.parametrize("said", [1, 2, 3])
def test_a_store_put_back_and_worked_in_is_told_by_stick_and_loses_nothing(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path, said: int
) -> None:
    again = put_back(school, hub, opened, tmp_path)
    for each in range(said):
        reviewing.comment(again, OWN, f"2.{each + 1}", f"After {each}.")
    assert codes(journeys(again, hub, tmp_path / "stick")) == ["desk-parted"]
    assert codes(journeys(again, hub, tmp_path / "stick", 3)) == ["desk-parted"]
    exchanging.sync(again)
    after = [f"After {each}." for each in range(said)]
    assert [each for each in words_on_hub(hub) if each] == [*after, "Before A.", "Before B."]
    assert exchanging.sync(again).counts_agree
    sound(again)


def test_two_copies_by_stick_are_told_and_lose_nothing(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school, kitchen = copied(school, opened, tmp_path, monkeypatch)
    reviewing.comment(school, OWN, "1.1", "At school.")
    reviewing.comment(kitchen, OWN, "1.2", "In the kitchen.")
    assert codes(journeys(kitchen, hub, tmp_path / "stick")) == ["desk-moved"]
    assert codes(journeys(school, hub, tmp_path / "stick")) == ["desk-parted"]
    for each in (kitchen, school, kitchen):
        exchanging.sync(each)
    assert [each for each in words_on_hub(hub) if each] == ["At school.", "In the kitchen."]
    for each in (school, kitchen):
        assert exchanging.sync(each).counts_agree
    sound(school, kitchen)


def test_a_copy_that_said_nothing_new_gets_its_files_by_stick(
    school: Desk, opened: Opened, hub: SampleHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, kitchen = copied(school, opened, tmp_path, monkeypatch)
    hub.assign(["7F3K-1"], tmp_path / "more")
    done = journeys(kitchen, hub, tmp_path / "stick")
    assert codes(done) == ["desk-moved"]
    assert exchanging.DeskSide(kitchen).missing_blobs() == []
