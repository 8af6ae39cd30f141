"""Commands of the school's own network that go wrong say so in words, and a person at the prompt decides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli import hub_share
from reviewer_app.cli.outcome import Speaker
from reviewer_app.exchange import nearby
from reviewer_app.exchange.nearby import FoundHub
from reviewer_app.hub import sharing
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Asking
from tests.cli.conftest import Said
from tests.exchange.fixtures import HUB_KEY, Clock

NORTH = FoundHub("North District", "https://192.0.2.1:8470", "z6MkNorth", "0" * 64, (1,))
SOUTH = FoundHub("South District", "https://192.0.2.2:8470", "z6MkSouth", "1" * 64, (1,))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[FoundHub]:
    """Who answers on the network."""
    hubs: list[FoundHub] = []

    async def find(*_: object, **__: object) -> tuple[FoundHub, ...]:
        return tuple(hubs)

    monkeypatch.setattr(nearby, "find", find)
    return hubs


def test_a_hub_is_listed_or_it_is_said_what_to_check(say: Said, heard: list[FoundHub]) -> None:
    assert say("store", "create").code == 0
    assert "firewall" in say("exchange", "find").out
    heard.append(NORTH)
    assert "https://192.0.2.1:8470" in say("exchange", "find").out


@pytest.mark.parametrize(
    ("hubs", "words", "code"),
    [
        ([NORTH], (), "no-hub-named"),
        ([], ("--found",), "no-hub-here"),
        ([NORTH, SOUTH], ("--found",), "several-hubs"),
        ([NORTH], ("--found", "--hub", "South District"), "no-hub-here"),
        ([FoundHub("Old", "https://192.0.2.3:1", "z6MkOld", "2" * 64, (9, 10))], ("--found",), "version"),
    ],
)
def test_no_hub_is_chosen_where_it_is_not_clear_which(
    say: Said, heard: list[FoundHub], hubs: list[FoundHub], words: tuple[str, ...], code: str
) -> None:
    heard.extend(hubs)
    assert say("store", "create").code == 0
    answer = say("exchange", "pair", *words, "--json")
    assert (answer.code, answer.document["error"]["code"]) == (2, code)


def test_a_hub_on_no_network_is_not_shared(say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "near_addresses", lambda: ())
    assert say("hub", "create", "North").code == 0
    answer = say("hub", "share", "--json")
    assert (answer.code, answer.document["error"]["code"]) == (6, "no-network")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("answers", "person"),
    [(["2"], "Bo"), (["ada"], "Ada"), (["no"], ""), ([""], ""), ([], ""), (["9", "Eve", "1"], "Ada")],
)
def test_the_coordinator_names_the_person_or_says_no(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, answers: list[str], person: str
) -> None:
    ids = {name: hub.add_person(name) for name in ("Ada", "Bo")}
    hub.set_active(hub.add_person("Gone"), False)

    def answer(_question: str) -> str:
        if not answers:
            raise EOFError
        return answers.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    asking = Asking("m", "z6Mk", "", "", hub.books.now(), code="794 644")
    assert hub_share._question(Speaker(as_json=False), hub, asking) == ids.get(person, "")
    assert answers == []
