"""A desk and a hub of different ages exchange what both know, and say what only one of them does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

import httpx2
import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.records import KINDS
from reviewer_app.exchange import news
from reviewer_app.exchange import round as rounds
from reviewer_app.exchange.failures import NEEDS_A_PERSON
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import KNOWN_WORK
from reviewer_app.exchange.pairing import pair
from reviewer_app.exchange.passed_over import to_ask, to_keep
from reviewer_app.exchange.round import RoundReport, run_round
from reviewer_app.exchange.speaking import Speaking
from reviewer_app.hub.assigning import tell
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.kept_aside import read_again
from reviewer_app.hub.routes import create_app
from tests.exchange.conftest import Scene
from tests.exchange.sample_work import decide, say

AGES = [
    ((1,), (1,), 1),
    ((1, 2), (1,), 1),
    ((1,), (1, 2), 1),
    ((1, 2), (1, 2), 2),
    ((0, 1), (1,), 1),
    ((1,), (0, 1), 1),
    ((0,), (0, 1), 0),
    ((0, 1), (0,), 0),
    ((2,), (1, 2), 2),
    ((1, 2, 3), (2, 5), 2),
]
"""Versions of the hub, of the desk, and the one they speak."""


def aged(scene: Scene, versions: Sequence[int]) -> httpx2.AsyncBaseTransport:
    """The hub as one that speaks these versions."""
    return httpx2.ASGITransport(create_app(scene.served.hub.books, doors=Doors(versions=tuple(versions))))


def exchange(scene: Scene, hub: Sequence[int], desk: Sequence[int]) -> RoundReport:
    """Pair again, then one whole round, each end being of its age."""
    code = scene.served.hub.pairing_code(scene.person)

    async def go() -> RoundReport:
        network = aged(scene, hub)
        made = await pair(
            scene.served.url, code, scene.desk.key, now=scene.served.clock, network=network, versions=desk
        )
        road = HttpTransport(made, network=network, versions=desk)
        try:
            return await run_round(scene.desk, road, now=scene.served.clock)
        finally:
            await road.close()

    return asyncio.run(go())


@pytest.mark.parametrize(("hub", "desk", "spoken"), AGES)
def test_ends_of_two_ages_do_a_whole_round(
    scene: Scene, hub: tuple[int, ...], desk: tuple[int, ...], spoken: int
) -> None:
    scene.desk.add(say(scene.desk.key, 1), decide(scene.desk.key, 2, scene.document))
    report = exchange(scene, hub, desk)
    assert (report.accepted, report.received_work, report.counts_agree) == (2, 1, True)
    assert report.blobs_fetched == 1


@pytest.mark.parametrize(("hub", "desk", "spoken"), AGES)
def test_the_hub_answers_in_the_newest_version_that_both_know(
    scene: Scene, hub: tuple[int, ...], desk: tuple[int, ...], spoken: int
) -> None:
    shared = min(set(hub) & set(desk))
    asked = {
        "format": "reviewer-challenge",
        "version": shared,
        "versions": list(desk),
        "nonce": "n",
        "device": scene.desk.device,
    }

    async def go() -> httpx2.Response:
        async with httpx2.AsyncClient(transport=aged(scene, hub), base_url="http://hub") as line:
            return await line.post("/v1/pairing/challenge", content=json.dumps(asked))

    answer = asyncio.run(go()).json()
    assert (answer["version"], answer["versions"]) == (spoken, list(hub))


@pytest.mark.parametrize(
    ("hub", "desk", "older", "step"),
    [
        ((2, 3), (1,), "Reviewer on this laptop", "Update Reviewer"),
        ((0,), (1, 2), "The hub is the older", "district"),
    ],
)
def test_ends_that_share_no_version_say_which_is_the_older(
    scene: Scene, hub: tuple[int, ...], desk: tuple[int, ...], older: str, step: str
) -> None:
    scene.desk.add(say(scene.desk.key, 1))
    with pytest.raises(HubError) as caught:
        exchange(scene, hub, desk)
    assert caught.value.code == "version"
    assert caught.value.code in NEEDS_A_PERSON
    assert older in caught.value.sentence
    assert step in caught.value.next_step
    assert scene.desk.waiting


def test_a_hub_from_before_versions_were_told_is_met_too() -> None:
    speaking, asked = Speaking((0, 1, 2)), []

    async def ask() -> int:
        asked.append(speaking.head()["version"])
        if asked[-1] > 0:
            raise HubError("version", "No", "No.", "No.")
        return 7

    assert (asyncio.run(speaking.agreed(ask)), asked) == (7, [2, 1, 0])


def test_a_hub_that_refuses_what_it_says_it_speaks_is_not_asked_for_ever() -> None:
    speaking = Speaking((1,))

    async def ask() -> None:
        problem = HubError("version", "No", "No.", "No.")
        problem.versions = (1,)
        raise problem

    with pytest.raises(HubError) as caught:
        asyncio.run(speaking.agreed(ask))
    assert caught.value.code == "version"


def test_a_newer_desks_records_are_kept_aside_and_read_by_a_newer_hub(scene: Scene) -> None:
    strange = say(scene.desk.key, 1, "s-1", kind="badge.wished", body={"badge": "gold"})
    scene.desk.add(strange, say(scene.desk.key, 2))
    report = scene.sync()
    assert (report.accepted, report.refused, report.counts_agree) == (2, 0, True)
    [problem] = report.problems
    assert (problem.code, problem.subject) == ("kept-aside", "s-1")
    assert scene.desk.waiting == []
    other, pairing = scene.served.desk(scene.person)
    scene.served.sync(other, pairing)
    assert [each.document for each in other.others.values() if each.kind == "badge.wished"] == [
        strange.document
    ]
    hub = scene.served.hub
    assert hub.status().kept_aside == 1
    assert (read_again(hub.books), hub.status().kept_aside) == (0, 1)
    assert (read_again(hub.books, {*KINDS, "badge.wished"}), hub.status().kept_aside) == (1, 0)
    assert scene.sync().counts_agree


def test_a_newer_hubs_news_is_named_and_read_once_the_desk_is_newer(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.sync()
    books = scene.served.hub.books
    with books.changes() as work:
        assignment = work.exec_driver_sql("SELECT id FROM assignment").scalar_one()
        tell(books, work, scene.person, assignment, "badge", "It was given.")
    before = scene.desk.cursor()
    report = scene.sync()
    [problem] = report.problems
    assert (problem.code, problem.subject) == ("unknown-work", scene.document["id"])
    assert "badge" in problem.sentence
    assert scene.desk.cursor() != before
    assert scene.desk.cursor().endswith("?badge")
    assert scene.sync().problems == ()
    asked: list[str] = []
    for module in (rounds, news):
        monkeypatch.setattr(module, "KNOWN_WORK", KNOWN_WORK | {"badge"})
    monkeypatch.setattr(
        news, "_take_one", lambda ledger, item, tally: asked.append(f"{item.kind} {item.submission}")
    )
    assert scene.sync().counts_agree
    assert asked == [f"assigned {scene.document['id']}", f"badge {scene.document['id']}"]
    assert "?" not in scene.desk.cursor()
    scene.sync()
    assert len(asked) == 2


def test_what_was_passed_over_is_kept_with_the_cursor() -> None:
    kept = to_keep("5-a", "", {"assigned"}, {"assigned", "badge", "letter"})
    assert kept == "5-a?badge,letter"
    assert to_ask(kept, {"assigned"}) == "5-a"
    assert to_keep("6-b", kept, {"assigned"}, set()) == "6-b?badge,letter"
    assert to_ask(kept, {"assigned", "letter"}) == ""
    assert to_keep("6-b", kept, {"assigned", "letter"}, {"letter"}) == "6-b?badge"
