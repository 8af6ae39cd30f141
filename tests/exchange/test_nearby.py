"""What is announced is found on the network, names nobody, and is a hint that may be nonsense."""

from __future__ import annotations

import asyncio
import socket

import ifaddr
import pytest
from zeroconf import IPVersion, ServiceInfo, Zeroconf

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange import nearby
from reviewer_app.exchange.interfaces import near_addresses, nearest
from reviewer_app.exchange.nearby import TYPE, Announcement, FoundHub, find, service, service_name, shown_name

KEY = "z6MkgXWVfjL4PmKRqirNf3g4kL3ZfwS1hpQJdvZWiJ3ceMeR"
PIN = "f27919f4239dcc17f6f3389593fa08bda89263d611a99e0c1de57f9f7cd2f467"
OTHER = KEY[:-4] + "Mee4"
HERE = ["127.0.0.1"]


def adapter(name: str, *addresses: tuple[str, int]) -> ifaddr.Adapter:
    return ifaddr.Adapter(name, name, [ifaddr.IP(each, bits, name) for each, bits in addresses], index=1)


def test_a_hub_is_found_by_its_name_and_what_is_no_hub_is_not() -> None:
    name = "St. Mary’s District"
    nonsense = ServiceInfo(
        TYPE,
        f"Nonsense.{TYPE}",
        80,
        addresses=[socket.inet_aton("127.0.0.1")],
        properties={"v": "one", "key": "me", "pin": "none"},
    )
    seen: set[str] = set()

    def enough(each: FoundHub) -> bool:
        # Another hub of this machine may be heard as well.
        seen.update({each.url} if each.hub_key in (KEY, OTHER) else ())
        return len(seen) == 2

    network = Zeroconf(interfaces=HERE, ip_version=IPVersion.V4Only)
    try:
        for each in (nonsense, service(name, 8470, KEY, PIN, HERE), service(name, 8471, OTHER, PIN, HERE)):
            network.register_service(each, cooperating_responders=True)
        found = asyncio.run(find(HERE, seconds=20, enough=enough))
    finally:
        network.close()
    ours = [each for each in found if each.hub_key in (KEY, OTHER) or each.name == "Nonsense"]
    assert [(each.name, each.url, each.hub_key, each.pin, each.fits) for each in ours] == [
        (name, "https://127.0.0.1:8470", KEY, PIN, True),
        (name, "https://127.0.0.1:8471", OTHER, PIN, True),
    ]


def test_the_announcement_names_no_machine() -> None:
    made = service("North", 8470, KEY, PIN, HERE)
    assert str(made.server) == "reviewer-zwij3cemer.local."
    assert made.decoded_properties == {"v": "1", "name": "North", "key": KEY, "pin": PIN}
    assert socket.gethostname() not in str(made)


@pytest.mark.parametrize(("spoken", "fits"), [((1,), True), ((1, 2, 3), True), ((7, 8), False), ((), False)])
def test_a_hub_fits_where_both_speak_a_version(spoken: tuple[int, ...], fits: bool) -> None:
    assert FoundHub("North", "https://192.0.2.1:8470", KEY, PIN, spoken).fits == fits


@pytest.mark.parametrize(
    ("name", "shown", "service"),
    [
        ("North District", "North District", "North District 3ceMeR"),
        ("St. Mary’s\n", "St. Mary’s", "St Mary’s 3ceMeR"),
        ("...", "...", "Reviewer hub 3ceMeR"),
        ("\x00", "Reviewer hub", "Reviewer hub 3ceMeR"),
        ("Ä" * 80, "Ä" * 30, f"{'Ä' * 26} 3ceMeR"),
    ],
)
def test_any_name_fits_on_the_network(name: str, shown: str, service: str) -> None:
    assert shown_name(name) == shown
    assert service_name(name, KEY) == f"{service}.{TYPE}"
    assert len(service.encode()) <= 63


def test_without_zeroconf_the_address_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "HAS_ZEROCONF", False)
    for ask in (lambda: asyncio.run(find(HERE)), lambda: Announcement("North", 8470, KEY, PIN, HERE)):
        with pytest.raises(LineError) as caught:
            ask()
        assert caught.value.code == "no-finding"
        assert "Type the address" in caught.value.next_step


def test_a_system_that_lets_nobody_ask_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(nearby, "AsyncZeroconf", refused)
    with pytest.raises(LineError) as caught:
        asyncio.run(find(HERE))
    assert caught.value.code == "no-finding"
    assert "firewall" in caught.value.sentence


def test_a_laptop_on_no_network_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "near_addresses", lambda: ())
    with pytest.raises(LineError) as caught:
        asyncio.run(find())
    assert caught.value.code == "no-network"


def test_interfaces_that_lead_elsewhere_are_left_out() -> None:
    lo = adapter("lo", ("127.0.0.1", 8))
    wire, radio = adapter("eth0", ("10.20.0.7", 16)), adapter("wlan0", ("192.168.7.20", 24))
    virtual = adapter("docker0", ("172.17.0.1", 16))
    alone = adapter("eth1", ("169.254.3.4", 16))
    assert near_addresses([lo, wire, virtual, radio, alone]) == ("10.20.0.7", "192.168.7.20")
    assert near_addresses([lo, alone]) == ("169.254.3.4",)
    assert near_addresses([lo, virtual]) == ()
    assert nearest(["203.0.113.9", "192.168.7.31"], [wire, radio]) == "192.168.7.31"
    assert nearest(["203.0.113.9", "198.51.100.2"], [wire, radio]) == "203.0.113.9"
