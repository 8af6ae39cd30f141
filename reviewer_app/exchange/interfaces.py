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
    "awdl",
    "llw",
    "anpi",
)
"""How names of interfaces begin that lead to programs on this machine or far away, and not into the room."""

Adapters = Sequence[ifaddr.Adapter]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def near_addresses(adapters: Adapters | None = None) -> tuple[str, ...]:
    """Addresses on wires and radio: IPv4, IPv6, then IPv6 of one link only, which have their zone behind ``%``.

    An IPv4 address that a laptop gave itself counts only where a network gave it none.
    """
    found = [each for _, each, _ in _here(adapters) if not each.is_loopback]
    old = [each for each in found if each.version == 4]
    new = [each for each in found if each.version == 6]
    given = [each for each in old if not each.is_link_local]
    told = [*(given or old), *sorted(new, key=lambda each: each.is_link_local)]
    return tuple(dict.fromkeys(str(each) for each in told))


def to_ask_on(addresses: Sequence[str], adapters: Adapters | None = None) -> list[str]:
    """Of these addresses of ours all IPv4 ones, and of IPv6 one for each interface, the one of its link first."""
    on = {_bare(each): number for number, each, _ in _here(adapters)}
    taken: dict[int, str] = {}
    new = [each for each in addresses if ":" in each]
    for each in sorted(new, key=lambda each: not ipaddress.ip_address(each).is_link_local):
        taken.setdefault(on.get(_bare(ipaddress.ip_address(each)), -1), each)
    return [each for each in addresses if ":" not in each] + list(taken.values())


def nearest(addresses: Sequence[str], adapters: Adapters | None = None) -> str:
    """The first address in a network of this machine's own, IPv4 before IPv6 and what holds on one link alone last.

    Where none lies there the first; "" where each belongs to some link and nobody knows to which.
    """
    networks = [network for _, _, network in _here(adapters)]
    known = [each for each in map(ipaddress.ip_address, addresses) if not _is_astray(each)]
    own = [each for each in known if any(_bare(each) in network for network in networks)]
    own.sort(key=lambda each: (each.is_link_local, each.version))
    return str((own or known)[0]) if known else ""


def hosted(address: str) -> str:
    """An address as it stands in a URL."""
    return f"[{address}]" if ":" in address else address


def _is_astray(address: Address) -> bool:
    return isinstance(address, ipaddress.IPv6Address) and address.is_link_local and not address.scope_id


def _bare(address: Address) -> Address:
    return ipaddress.ip_address(str(address).partition("%")[0])


def _here(adapters: Adapters | None) -> Iterator[tuple[int, Address, Network]]:
    """Every address that leads into the room, with a number for its interface and the network it lies in."""
    for number, adapter in enumerate(ifaddr.get_adapters() if adapters is None else adapters):
        if str(adapter.name).lower().startswith(VIRTUAL):
            continue
        for each in adapter.ips:
            plain, _, scope = each.ip if isinstance(each.ip, tuple) else (each.ip, 0, 0)
            address = ipaddress.ip_address(plain)
            network = ipaddress.ip_network(f"{plain}/{each.network_prefix}", strict=False)
            if scope and address.version == 6 and address.is_link_local:
                address = ipaddress.ip_address(f"{plain}%{scope}")
            yield number, address, network
