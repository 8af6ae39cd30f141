"""Which of this machine's addresses lead into the room, and which address of another is the nearest."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence

import ifaddr

VIRTUAL = (
    "docker",
    "br-",
    "virbr",
    "vmnet",
    "vboxnet",
    "lxcbr",
    "podman",
    "cni",
    "utun",
    "tailscale",
    "wg",
    "zt",
)
"""How names of interfaces begin that lead to programs on this machine or far away, and not into the room."""

Adapters = Sequence[ifaddr.Adapter]


def near_addresses(adapters: Adapters | None = None) -> tuple[str, ...]:
    """IPv4 addresses on wires and radio; those a laptop gave itself only where a network gave it none."""
    found = [each.ip for each in _networks(adapters) if not each.ip.is_loopback]
    given = [each for each in found if not each.is_link_local]
    return tuple(dict.fromkeys(str(each) for each in given or found))


def nearest(addresses: Sequence[str], adapters: Adapters | None = None) -> str:
    """The first address that lies in a network of this machine's own, else the first."""
    networks = [each.network for each in _networks(adapters)]
    own = [each for each in addresses if any(ipaddress.IPv4Address(each) in net for net in networks)]
    return (own or list(addresses))[0]


def _networks(adapters: Adapters | None) -> Iterator[ipaddress.IPv4Interface]:
    for adapter in ifaddr.get_adapters() if adapters is None else adapters:
        if not str(adapter.name).lower().startswith(VIRTUAL):
            for each in adapter.ips:
                if each.is_IPv4:
                    yield ipaddress.IPv4Interface(f"{each.ip}/{each.network_prefix}")
