"""The hub a coordinator's laptop holds: opened and shared from its window, and closed again whatever happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reviewer_app.domain.errors import HubError, RuleError, StoreError
from reviewer_app.hub import sharing
from reviewer_app.hub.hosting import Host
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.people import people
from reviewer_app.hub.serving import listen
from reviewer_app.vault.keys import KeyVault

PASSPHRASE = "four quiet words here"


class Heard:
    """What the network hears."""

    here: tuple[str, ...] = ("127.0.0.1",)

    def __init__(self, name: str, _port: int, _key: str, _pin: str, _addresses: Sequence[str]) -> None:
        self.name = name

    def close(self) -> None:
        """Nobody hears it any more."""


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Heard, "here", ("127.0.0.1",))
    monkeypatch.setattr(sharing, "Announcement", Heard)
    monkeypatch.setattr(sharing, "near_addresses", lambda: Heard.here)
    monkeypatch.setattr(sharing, "EVERYWHERE", "127.0.0.1")


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    hub = Hub.open(tmp_path, KeyVault(tmp_path, "hub").create(PASSPHRASE), name="North")
    hub.add_person("Anna")
    hub.set_active(hub.add_person("Gone"), False)
    hub.close()
    made = Host(tmp_path)
    yield made
    made.close()


def test_it_is_shared_until_it_is_stopped(host: Host) -> None:
    assert host.look() is None
    host.start(PASSPHRASE)
    host.start(PASSPHRASE)  # once more changes nothing
    seen = host.look()
    assert seen is not None
    assert (seen.name, seen.announced_as, seen.unheard, seen.asking) == ("North", "North", "", ())
    assert [each.name for each in seen.people] == ["Anna"]
    assert len(seen.urls) == 1
    host.stop()
    host.stop()
    assert (host.sharing, host.look()) == (False, None)


def test_it_is_open_for_work_here_without_anybody_reaching_it(host: Host) -> None:
    with pytest.raises(RuleError) as caught:
        assert host.books
    assert (caught.value.code, host.name) == ("hub-closed", "")
    assert host.work(PASSPHRASE) == "North"
    assert host.work(None) == "North"  # once more changes nothing
    assert not host.sharing
    assert [each.name for each in people(host.books)] == ["Anna", "Gone"]
    host.add_person("Bo")
    host.rest()
    host.rest()
    assert host.name == ""
    with pytest.raises(StoreError):
        host.work("other words")
    assert host.work(PASSPHRASE) == "North"


def test_what_is_open_for_work_is_shared_without_another_word_and_outlives_that(host: Host) -> None:
    host.work(PASSPHRASE)
    host.start(None)
    assert host.sharing
    host.stop()
    assert (host.sharing, host.name) == (False, "North")
    host.start(None)
    host.rest()
    assert (host.sharing, host.name) == (True, "")  # locked, it goes on for the room
    host.work(None)
    host.close()
    assert (host.sharing, host.name) == (False, "")


def test_what_is_open_for_work_stays_so_where_it_cannot_be_shared(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.work(PASSPHRASE)
    monkeypatch.setattr(Heard, "here", ())
    with pytest.raises(HubError):
        host.start(None)
    assert (host.sharing, host.name) == (False, "North")


def test_where_the_usual_port_is_taken_another_is_used(host: Host) -> None:
    try:
        taken = listen("127.0.0.1", sharing.PORT)
    except HubError:  # somebody else on this machine has it
        taken = None
    host.start(PASSPHRASE)
    seen = host.look()
    if taken is not None:
        taken.close()
    assert seen is not None
    assert not seen.urls[0].endswith(f":{sharing.PORT}")


def test_a_wrong_passphrase_opens_nothing(host: Host) -> None:
    with pytest.raises(StoreError) as caught:
        host.start("other words")
    assert caught.value.code == "wrong-passphrase"
    assert not host.sharing


def test_without_a_network_it_is_closed_again_and_can_be_shared_later(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Heard, "here", ())
    with pytest.raises(HubError) as caught:
        host.start(PASSPHRASE)
    assert caught.value.code == "no-network"
    assert not host.sharing
    monkeypatch.setattr(Heard, "here", ("127.0.0.1",))
    host.start(PASSPHRASE)
    assert host.sharing


def test_a_person_added_while_it_is_shared_can_be_chosen_at_once(host: Host) -> None:
    host.start(PASSPHRASE)
    made = host.add_person("Bo")
    seen = host.look()
    assert seen is not None
    assert [(each.id, each.name) for each in seen.people if each.name == "Bo"] == [(made, "Bo")]


def test_an_answer_after_the_end_says_that_it_is_shared_no_longer(host: Host) -> None:
    host.start(PASSPHRASE)
    host.stop()
    for late in (
        lambda: host.confirm("a", "b"),
        lambda: host.refuse("a"),
        lambda: host.add_person("Bo"),
    ):
        with pytest.raises(RuleError) as caught:
            late()
        assert caught.value.code == "not-shared"


def test_an_answer_to_a_laptop_that_gave_up_says_so(host: Host) -> None:
    host.start(PASSPHRASE)
    with pytest.raises(RuleError) as caught:
        host.confirm("nobody", "b")
    assert caught.value.code == "meeting-over"


@pytest.mark.parametrize("left", [None, b""], ids=["gone", "empty"])
def test_a_hub_whose_record_is_lost_never_begins_anew(host: Host, tmp_path: Path, left: bytes | None) -> None:
    (tmp_path / "hub.db").unlink()
    if left is not None:
        (tmp_path / "hub.db").write_bytes(left)
    for ask in (lambda: host.start(PASSPHRASE), lambda: host.visit(tmp_path, PASSPHRASE, False)):
        with pytest.raises(StoreError) as caught:
            ask()
        assert caught.value.code == "record-missing"
    assert not host.sharing
