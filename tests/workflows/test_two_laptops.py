"""One person, two laptops, one hub, over a real socket: what is said on one is on the other, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub, sample_reviews
from reviewer_app.domain import records as kinds
from reviewer_app.domain.lifecycle import OPEN
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import deciding, exchanging, reviewing, settling
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.history import ELSEWHERE, HERE, history
from reviewer_app.workflows.safeguarding import check, now, rebuild
from tests.workflows.conftest import KEY
from tests.workflows.hubs import sample_hub
from tests.workflows.test_deciding import review_whole


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SampleHub]:
    with sample_hub(tmp_path) as made:
        made.assign(["C41P-1"], tmp_path / "bundles")
        yield made


@pytest.fixture
def laptops(hub: SampleHub, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    made = []
    for name in ("school", "kitchen"):
        home = open_home(tmp_path / name)
        desk = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
        exchanging.pair(desk, hub.url, hub.code())
        exchanging.sync(desk)
        made.append(desk)
    yield made[0], made[1]
    for desk in made:
        desk.evidence.close()
        desk.store.close()


OWN = sample_reviews()["C41P-1"].submission


def exchange(*desks: Desk) -> None:
    for desk in desks:
        exchanging.sync(desk)


def test_a_review_goes_on_where_the_other_laptop_left_it(laptops: tuple[Desk, Desk]) -> None:
    school, kitchen = laptops
    reviewing.score(school, OWN, "1.1", "developing")
    reviewing.comment(school, OWN, "1.1", "Name the goal.")
    exchange(school, kitchen)
    assert reviewing.open_review(kitchen, OWN).state.scores == {"1.1": "developing"}
    reviewing.score(kitchen, OWN, "1.1", "proficient")
    reviewing.undo(kitchen, OWN)
    reviewing.score(kitchen, OWN, "1.2", "basic")
    exchange(kitchen, school)
    for desk in laptops:
        state = reviewing.open_review(desk, OWN).state
        assert (dict(state.scores), state.conflicts) == ({"1.1": "developing", "1.2": "basic"}, ())
        assert rebuild(desk).differences == ()
        assert check(desk) == []
    assert [line.by for line in history(school, OWN)] == [HERE, HERE, ELSEWHERE, ELSEWHERE, ELSEWHERE]


def test_what_both_changed_has_two_versions_on_both_until_one_settles_it(laptops: tuple[Desk, Desk]) -> None:
    school, kitchen = laptops
    reviewing.comment(school, OWN, "1.1", "Name the goal.")
    reviewing.comment(kitchen, OWN, "1.1", "Name the class.")
    reviewing.score(kitchen, OWN, "1.2", "basic")
    exchange(school, kitchen, school)
    both = [settling.versions(desk, OWN) for desk in laptops]
    assert [[each.value for each in two.versions] for (two,) in both] == [
        ["Name the goal.", "Name the class."],
        ["Name the class.", "Name the goal."],
    ]
    settling.combine(kitchen, OWN, "comment:1.1", "Name the goal and the class.")
    exchange(kitchen, school)
    for desk in laptops:
        state = reviewing.open_review(desk, OWN).state
        assert (dict(state.comments), state.conflicts) == ({"1.1": "Name the goal and the class."}, ())
        assert state.scores == {"1.2": "basic"}


def test_a_decision_closes_the_review_on_the_other_laptop_too(
    laptops: tuple[Desk, Desk], hub: SampleHub
) -> None:
    school, kitchen = laptops
    review_whole(school, sample_reviews()["C41P-1"])
    deciding.submit(school, OWN)
    exchange(school, kitchen)
    signed = kitchen.store.decision(OWN)
    assert signed is not None
    assert len(hub.hub.decisions()) == 1
    assert kitchen.store.state(OWN) not in OPEN
    assert school.store.decision(OWN) == signed
    assert reviewing.open_review(kitchen, OWN).decision == signed[0]


def test_what_was_said_of_work_that_comes_later_waits_for_it(hub: SampleHub, tmp_path: Path) -> None:
    home = open_home(tmp_path / "late")
    early = open_home(tmp_path / "early")
    desks = []
    for place in (early, home):
        desk = Desk(place, DeskStore.create(place, KEY, now), WorkerPool(warm=0), now)
        exchanging.pair(desk, hub.url, hub.code())
        desks.append(desk)
    first, late = desks
    exchange(first)
    reviewing.score(first, OWN, "1.1", "basic")
    exchange(first)
    hub.hub.withdraw(OWN, hub.assessor, "Not yet.")
    exchange(late)
    assert not late.store.has_submission(OWN)
    hub.hub.reopen(OWN, hub.assessor)
    exchange(late)
    assert reviewing.open_review(late, OWN).state.scores == {"1.1": "basic"}
    assert rebuild(late).differences == ()
    for desk in desks:
        desk.evidence.close()
        desk.store.close()


def test_what_only_a_newer_laptop_knows_is_kept_everywhere_and_harms_nothing(
    laptops: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer, older = laptops
    with monkeypatch.context() as patched, newer.store.changes() as work:
        patched.setattr(kinds, "KINDS", (*kinds.KINDS, "badge.wished"))
        work.append("badge.wished", OWN, {"badge": "gold"})
    reviewing.comment(newer, OWN, "1.1", "Well asked.")
    report = exchanging.sync(newer)
    assert (report.refused, report.counts_agree) == (0, True)
    assert [each.code for each in report.problems] == ["kept-aside"]
    assert newer.store.outbox().records_waiting == 0
    assert exchanging.sync(older).counts_agree
    assert "Well asked." in reviewing.open_review(older, OWN).state.comments.values()
    assert len(older.store.records(OWN)) == len(newer.store.records(OWN))
    assert history(older, OWN)
    for desk in laptops:
        assert rebuild(desk).differences == ()
        assert check(desk) == []
