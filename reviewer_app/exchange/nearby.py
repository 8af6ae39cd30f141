"""Finding a hub on the school's own network, and being found: what is announced is a hint and proves nothing."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.interfaces import hosted, near_addresses, nearest, to_ask_on
from reviewer_app.exchange.versions import SPOKEN, newest_of_both

try:
    from zeroconf import IPVersion, ServiceInfo, ServiceStateChange, Zeroconf
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf
except ImportError:  # a package without it: addresses are typed by hand
    HAS_ZEROCONF = False
else:
    HAS_ZEROCONF = True

# It tells of names on the network, which the notes this program keeps know nothing of.
logging.getLogger("zeroconf").setLevel(logging.CRITICAL)

Network = TypeVar("Network")

TYPE = "_reviewer-hub._tcp.local."
SECONDS = 4.0
DETAILS_MILLISECONDS = 2000
LONGEST_NAME = 60
KEY_END = 6
MOST = 50
KEY = re.compile(r"z6Mk[1-9A-HJ-NP-Za-km-z]{40,48}")
PIN = re.compile(r"[0-9a-f]{64}")
VERSION = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class FoundHub:
    """A hub that says it is here: its name, where, its key and pin, and the versions of the exchange it speaks."""

    name: str
    url: str
    hub_key: str
    pin: str
    versions: tuple[int, ...]

    @property
    def fits(self) -> bool:
        """Whether there is a version that both speak."""
        return newest_of_both(SPOKEN, self.versions) is not None


def shown_name(name: str) -> str:
    """A hub's name as it is announced: one line of at most 60 bytes, of a hub that may be called anything."""
    plain = "".join(each for each in " ".join(name.split()) if each.isprintable())
    return plain.encode()[:LONGEST_NAME].decode(errors="ignore").strip() or "Reviewer hub"


def service_name(name: str, hub_key: str) -> str:
    """A service's full name, which no other hub has: two of one name must not stand in for each other."""
    label = shown_name(name.replace(".", " ")).encode()[: LONGEST_NAME - KEY_END - 1]
    return f"{label.decode(errors='ignore').strip()} {hub_key[-KEY_END:]}.{TYPE}"


def service(name: str, port: int, hub_key: str, pin: str, addresses: Sequence[str]) -> ServiceInfo:
    """What is announced of a hub."""
    return ServiceInfo(
        TYPE,
        service_name(name, hub_key),
        port,
        addresses=[ipaddress.ip_address(each).packed for each in addresses],
        properties={"v": " ".join(map(str, SPOKEN)), "name": name, "key": hub_key, "pin": pin},
        # Instead of the machine's own name, which is often a person's.
        server=f"reviewer-{hub_key[-10:].lower()}.local.",
    )


class Announcement:
    """Says on the network that a hub is here until it is closed; no name of a person or of the machine is in it."""

    def __init__(self, name: str, port: int, hub_key: str, pin: str, addresses: Sequence[str]) -> None:
        _check(addresses)
        self.name = shown_name(name)
        with _plain_words():
            self._network = _on(Zeroconf, addresses)
        self._info = service(self.name, port, hub_key, pin, addresses)
        try:
            with _plain_words():
                self._network.register_service(self._info, allow_name_change=True)
        except BaseException:  # nobody else knows of the sockets
            self._network.close()
            raise

    def close(self) -> None:
        """Say goodbye and be silent."""
        self._network.close()

    def __enter__(self) -> Announcement:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


async def find(
    addresses: Sequence[str] = (),
    *,
    seconds: float = SECONDS,
    enough: Callable[[FoundHub], bool] | None = None,
) -> tuple[FoundHub, ...]:
    """The hubs that answer within this time on these (or all near) addresses of ours, by name.

    It ends early with a hub that is ``enough``. LineError ``no-finding`` or ``no-network`` when nobody can be asked.
    """
    asked = addresses or near_addresses()
    _check(asked)
    found: dict[str, FoundHub] = {}
    done = asyncio.Event()
    reading: set[asyncio.Task[None]] = set()
    with _plain_words():
        network = _on(AsyncZeroconf, asked)

    async def read(name: str) -> None:
        info = AsyncServiceInfo(TYPE, name)
        if await info.async_request(network.zeroconf, DETAILS_MILLISECONDS):
            hub = read_service(info)
            if hub is not None and len(found) < MOST:
                found[name] = hub
                if enough is not None and enough(hub):
                    done.set()

    def heard(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            found.pop(name, None)
        elif len(reading) < MOST:
            task = asyncio.ensure_future(read(name))
            reading.add(task)
            task.add_done_callback(reading.discard)

    try:
        browser = AsyncServiceBrowser(network.zeroconf, TYPE, handlers=[heard])
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), seconds)
        await browser.async_cancel()
    finally:
        for task in list(reading):
            task.cancel()
        await network.async_close()
    return tuple(sorted(found.values(), key=lambda each: (each.name.casefold(), each.url)))


def read_service(info: AsyncServiceInfo) -> FoundHub | None:
    """What a service says of itself; None when it is not what a hub says."""
    told = {name: value or "" for name, value in info.decoded_properties.items()}
    address = nearest(info.parsed_scoped_addresses(IPVersion.All))
    key, pin = told.get("key", ""), told.get("pin", "")
    versions = told.get("v", "").split()
    if not address or not info.port or not KEY.fullmatch(key) or not PIN.fullmatch(pin):
        return None
    if not all(VERSION.fullmatch(each) for each in versions):
        return None
    name = shown_name(told.get("name", ""))
    return FoundHub(name, f"https://{hosted(address)}:{info.port}", key, pin, tuple(map(int, versions)))


def _on(kind: Callable[..., Network], addresses: Sequence[str]) -> Network:
    """Sockets on these addresses of ours; where the system has no IPv6 after all, on those of IPv4."""
    asked = to_ask_on(addresses)
    old = [each for each in asked if ":" not in each]
    if old == asked:
        return kind(interfaces=old, ip_version=IPVersion.V4Only)
    try:
        return kind(interfaces=asked, ip_version=IPVersion.All if old else IPVersion.V6Only)
    except (OSError, RuntimeError):
        if not old:
            raise
        return kind(interfaces=old, ip_version=IPVersion.V4Only)


def _check(addresses: Sequence[str]) -> None:
    if not HAS_ZEROCONF:
        raise line_error("no-finding", "This Reviewer was packed without it.")
    if not addresses:
        raise line_error("no-network")


@contextmanager
def _plain_words() -> Iterator[None]:
    """A network that lets nobody be asked, in words."""
    try:
        yield
    except (OSError, RuntimeError) as problem:
        raise line_error("no-finding") from problem
