"""A shared hub says where it is, follows the laptop to another network, and can be typed where it cannot be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.exchange.failures import line_error
from reviewer_app.hub import sharing
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.serving import listen
from reviewer_app.hub.sharing import Ended, Sharing
from reviewer_app.hub.tls import own_pin
from tests.exchange.fixtures import HUB_KEY, Clock


class Heard:
    """What the network hears."""

    here: tuple[str, ...] = ("127.0.0.1", "127.0.0.2")
    mute = False
    all: list[Heard]

    def __init__(self, name: str, port: int, hub_key: str, pin: str, addresses: Sequence[str]) -> None:
        if Heard.mute:
            raise line_error("no-finding")
        self.name, self.port, self.hub_key, self.pin, self.addresses = name, port, hub_key, pin, addresses
        self.silent = False
        Heard.all.append(self)

    def close(self) -> None:
        self.silent = True


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    Heard.all, Heard.mute, Heard.here = [], False, ("127.0.0.1", "127.0.0.2")
    monkeypatch.setattr(sharing, "Announcement", Heard)
    monkeypatch.setattr(sharing, "near_addresses", lambda: Heard.here)
    monkeypatch.setattr(sharing, "EVERYWHERE", "127.0.0.1")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub.open(tmp_path / "hub", HUB_KEY, Clock(), name="North")
    yield made
    made.close()


def test_it_is_announced_with_key_and_pin_until_the_end(hub: Hub) -> None:
    with Sharing(hub, name="Room 12") as shared:
        [heard] = Heard.all
        assert (heard.name, heard.hub_key, heard.pin) == ("Room 12", hub.key, own_pin(hub.books.key))
        assert heard.addresses == Heard.here
        assert shared.urls == tuple(f"https://{each}:{heard.port}" for each in Heard.here)
        assert (shared.announced_as, heard.silent) == ("Room 12", False)
    assert heard.silent


def test_it_follows_the_laptop_to_another_network(hub: Hub) -> None:
    with Sharing(hub) as shared:
        assert not shared.look_again()
        Heard.here = ("127.0.0.3",)
        assert shared.look_again()
        assert [each.silent for each in Heard.all] == [True, False]
        assert shared.addresses == ("127.0.0.3",)
        assert not shared.look_again()


def test_it_serves_only_on_the_address_it_was_given(hub: Hub) -> None:
    with Sharing(hub, "127.0.0.4") as shared:
        assert shared.addresses == ("127.0.0.4",)
        assert not shared.look_again()
        with listen("127.0.0.1", Heard.all[0].port):
            assert len(Heard.all) == 1


def test_where_it_cannot_be_announced_it_is_served_all_the_same(hub: Hub) -> None:
    Heard.mute = True
    with Sharing(hub) as shared:
        assert (shared.announced_as, len(shared.urls)) == ("", 2)
        assert shared.unheard is not None
        assert shared.unheard.code == "no-finding"
        assert not shared.look_again()
        Heard.mute, Heard.here = False, ("127.0.0.1",)
        assert shared.look_again()
        assert (shared.announced_as, shared.unheard) == ("North", None)


def test_on_no_network_it_is_not_shared(hub: Hub) -> None:
    Heard.here = ()
    with pytest.raises(HubError) as caught:
        Sharing(hub).__enter__()
    assert caught.value.code == "no-network"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("paired", "Paired: a laptop of Ada."),
        (
            "differs",
            "Not paired: the laptop meant for Ada is not let in; its person says that the codes differ, or stopped.",
        ),
        ("", "Not paired: the laptop meant for Ada did not answer in time."),
    ],
)
def test_what_became_of_a_laptop_is_said_in_one_sentence(how: str, words: str) -> None:
    assert Ended("Ada", how).words == words
