"""Where a network has no IPv4 a hub is found, paired with and exchanged with all the same."""

from __future__ import annotations

from dataclasses import replace

import ifaddr
import pytest
from zeroconf import IPVersion
from zeroconf.asyncio import AsyncServiceInfo

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange.interfaces import near_addresses, nearest, to_ask_on
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.nearby import TYPE, read_service, service
from reviewer_app.exchange.wire import Wire, checked_address
from reviewer_app.hub.serving import EVERYWHERE, EmbeddedHub, listen_everywhere
from reviewer_app.hub.sharing import Sharing
from reviewer_app.hub.tls import own_tls
from tests.exchange import new_room
from tests.exchange.conftest import Scene
from tests.exchange.machines import new_way, two_machines
from tests.exchange.test_nearby import KEY, PIN, adapter


def new(name: str, index: int, *addresses: tuple[str, int]) -> ifaddr.Adapter:
    """An interface with IPv6, as the system tells of it: what holds on one link with the link's number."""
    told = [
        ifaddr.IP((each, 0, index if each.startswith("fe80") else 0), bits, name) for each, bits in addresses
    ]
    return ifaddr.Adapter(name, name, told, index=index)


LOOPBACK = new("lo", 1, ("::1", 128))
WIRE = new("eth0", 2, ("fe80::7", 64), ("fd00:1::7", 64))
RADIO = new("wlan0", 3, ("fe80::9", 64))
TUNNEL = new("utun3", 4, ("fe80::b", 64))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("how", [new_way()])
def test_two_machines_without_ipv4_find_each_other_pair_and_exchange(how: str) -> None:
    with two_machines(how) as (there, here), there.running(new_room.__file__, "share", *there.words()) as hub:
        port = hub.until(r"urls https://\[\S+\]:(\d+) unheard None").group(1)
        with here.running(new_room.__file__, "join", port, *here.words()) as desk:
            url = desk.until(r"found (https://\[\S+\]:\d+)\n").group(1)
            assert url.endswith(f":{port}")
            assert ("%" in url) == url.startswith("https://[fe80"), "what holds on one link has its zone"
            ended, words = desk.ends()
    assert (ended, words) == (0, f"near {url} accepted 1 files 1 agree True\n")


def test_a_hub_serves_all_addresses_of_both_kinds_on_one_port(scene: Scene) -> None:
    tls = own_tls(scene.served.hub.books)
    with EmbeddedHub(scene.served.hub, EVERYWHERE, tls=tls) as url:
        port = url.rpartition(":")[2]
        for host in ("[::1]", "127.0.0.1"):
            at = f"https://{host}:{port}"
            known: Pairing = replace(scene.pairing, hub_url=at, near=at, pin=tls.pin)
            assert scene.served.sync(scene.desk, known).counts_agree


def test_where_the_system_has_no_ipv6_it_serves_ipv4(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.has_ipv6", False)
    [only] = listen_everywhere(0, tls=True)
    with only:
        assert only.getsockname()[0] == "0.0.0.0"


def test_every_link_is_asked_on_once_and_named_by_its_zone() -> None:
    here = [LOOPBACK, WIRE, TUNNEL, RADIO]
    assert near_addresses(here) == ("fd00:1::7", "fe80::7%2", "fe80::9%3")
    assert to_ask_on(near_addresses(here), here) == ["fe80::7%2", "fe80::9%3"]
    both = [adapter("eth0", ("10.20.0.7", 16)), WIRE]
    assert near_addresses(both) == ("10.20.0.7", "fd00:1::7", "fe80::7%2")
    assert to_ask_on(near_addresses(both), both) == ["10.20.0.7", "fe80::7%2"]
    assert to_ask_on(["::1"], here) == ["::1"]


def test_of_what_a_hub_says_the_address_is_taken_that_lies_here() -> None:
    both = [adapter("eth0", ("10.20.0.7", 16)), WIRE]
    told = ["fe80::1%2", "fd00:1::1", "10.20.0.1", "fd00:2::1"]
    assert nearest(told, both) == "10.20.0.1"
    assert nearest(told, [WIRE]) == "fd00:1::1"
    assert nearest(told, [RADIO]) == "fe80::1%2"
    assert nearest(["fe80::1", "fd00:2::1"], [WIRE]) == "fd00:2::1"
    assert nearest(["fe80::1"], [WIRE]) == ""


@pytest.mark.parametrize(
    ("addresses", "url"),
    [
        (["fd00:1::1"], "https://[fd00:1::1]:8470"),
        (["fe80::1"], None),
        (["10.1.2.3", "2001:db8::1"], "https://10.1.2.3:8470"),
    ],
)
def test_an_announcement_is_read_whatever_addresses_it_names(addresses: list[str], url: str | None) -> None:
    made = service("North", 8470, KEY, PIN, addresses)
    held = made.addresses_by_version(IPVersion.All)
    found = read_service(AsyncServiceInfo(TYPE, made.name, 8470, addresses=held, properties=made.properties))
    assert (found.url if found is not None else None) == url


def test_addresses_to_type_are_those_of_ipv4_where_there_are_any(scene: Scene) -> None:
    sharing = Sharing(scene.served.hub, port=8470)
    for addresses, typed in (
        (("10.0.0.7", "fe80::7%2"), ("https://10.0.0.7:8470",)),
        (("fd00:1::7", "fe80::7%2"), ("https://[fd00:1::7]:8470", "https://[fe80::7]:8470")),
    ):
        sharing.addresses = addresses
        assert sharing.urls == typed


@pytest.mark.parametrize("typed", ["https://[fe80::1%25eth0]:8470/", " https://[fe80::1%eth0]:8470"])
def test_a_zone_is_understood_as_browsers_write_it_and_never_told_to_the_hub(typed: str) -> None:
    assert checked_address(typed) == "https://[fe80::1%eth0]:8470"
    assert Wire(typed)._client.headers["host"] == "[fe80::1]:8470"


@pytest.mark.parametrize("typed", ["https://[fe80::1", "https://[nonsense]:1", "http://[fd00::1]:8470"])
def test_what_is_no_address_is_said(typed: str) -> None:
    with pytest.raises(LineError) as caught:
        checked_address(typed)
    assert caught.value.code in ("bad-address", "tls-needed")
