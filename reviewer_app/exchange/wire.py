"""HTTP to a hub with every way it can fail said in words: one client, one question, one signed answer."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import httpx2

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.signing import examined_line
from reviewer_app.exchange.certificate_names import OTHER_NAME, asked_and_held
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.trust import PinnedContext, WrongPin, caused_by

LARGEST_ANSWER = 64 * 1024 * 1024

NOT_YET = frozenset({9, -67819})
"""The numbers of OpenSSL and macOS for a certificate that is not valid yet; none is made for a day to come."""
OUT_OF_DATE = frozenset({10, 0x800B0101, 0x800B0101 - (1 << 32), -67818})
"""Those of OpenSSL, Windows (for both) and macOS for one that is not valid any more."""


class OutOfDateError(ssl.SSLError):
    """The certificate is not valid by the clock of the hub itself."""


KEPT_OUT = (ssl.SSLCertVerificationError, WrongPin, OutOfDateError)
"""How this end of a line ends it, for the certificate that it was shown."""


@dataclass(frozen=True)
class Timeouts:
    """Seconds: to connect, between two pieces of an answer, and for a whole question (files have no such end)."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the document (None when it was not JSON) and a wish to wait, in seconds.

    ``by`` is the key (Multikey) that truly signed the document, None where none did.
    """

    status: int
    document: Any
    retry_after: float | None
    by: str | None = None


def checked_address(url: str) -> str:
    """The hub's address without its last slash; LineError unless it is https, or http to this very machine.

    The zone of an address that holds on one link alone may be written ``%25``, as browsers want it, or ``%``.
    """
    try:
        parts = urlsplit(url.strip().replace("%25", "%"))
    except ValueError as problem:
        raise line_error("bad-address") from problem
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise line_error("bad-address")
    if parts.scheme == "http" and not is_this_machine(parts.hostname):
        raise line_error("tls-needed")
    return url.strip().replace("%25", "%").rstrip("/")


def is_this_machine(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=1)
def system_trust() -> ssl.SSLContext:
    """Whom the system trusts; read once, since that takes longer than a round with nothing new."""
    return httpx2.create_ssl_context()


class Wire:
    """One hub's address with a client for it; nothing is followed, nothing is kept, nothing is believed.

    ``trust`` says who may answer, as the one key of a pairing; without it the system decides whom it trusts.
    """

    def __init__(
        self,
        url: str,
        token: str = "",
        *,
        timeouts: Timeouts | None = None,
        network: httpx2.AsyncBaseTransport | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._timeouts = timeouts or Timeouts()
        base = checked_address(url)
        headers = {"accept-encoding": "identity", "cache-control": "no-store", "user-agent": "Reviewer"}
        parts = urlsplit(base)
        host, zone, _ = (parts.hostname or "").partition("%")
        if zone:  # it means something on this laptop alone
            headers["host"] = f"[{host}]:{parts.port}" if parts.port else f"[{host}]"
        if token:
            headers["authorization"] = f"Bearer {token}"
        self._client = httpx2.AsyncClient(
            base_url=base,
            headers=headers,
            timeout=httpx2.Timeout(self._timeouts.read, connect=self._timeouts.connect),
            follow_redirects=False,
            transport=network,
            verify=trust or (system_trust() if base.startswith("https:") else False),
            # A proxy of the network has no business between two programs on one machine or in one room.
            trust_env=not isinstance(trust, PinnedContext)
            and not is_this_machine(urlsplit(base).hostname or ""),
        )

    async def ask(self, path: str, body: bytes, kind: str = "application/json") -> Answer:
        """Post one question; LineError when no whole answer comes back."""
        with plain_words():
            async with (
                asyncio.timeout(self._timeouts.whole),
                self._shaking() as traced,
                self._client.stream(
                    "POST", path, content=body, headers={"content-type": kind}, extensions=traced
                ) as response,
            ):
                return await read_answer(response)

    async def give(self, path: str, pieces: AsyncIterator[bytes], size: int) -> Answer:
        """Post one file piece by piece; LineError when no whole answer comes back."""
        headers = {"content-type": "application/octet-stream", "content-length": str(size)}
        with plain_words():
            async with (
                self._shaking() as traced,
                self._client.stream(
                    "POST", path, content=pieces, headers=headers, extensions=traced
                ) as response,
            ):
                return await read_answer(response)

    @asynccontextmanager
    async def fetch(self, path: str, headers: Mapping[str, str]) -> AsyncIterator[httpx2.Response]:
        """Open an answer whose body is read piece by piece by the caller, inside ``plain_words``."""
        with plain_words():
            async with (
                self._shaking() as traced,
                self._client.stream("GET", path, headers=dict(headers), extensions=traced) as response,
            ):
                yield response

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    @asynccontextmanager
    async def _shaking(self) -> AsyncIterator[dict[str, Any]]:
        """A line that can be let go of; a certificate for another name than was asked is told with both."""
        async with let_go() as traced:
            try:
                yield traced
            except httpx2.ConnectError as problem:
                doubt = caused_by(problem, ssl.SSLCertVerificationError)
                if doubt is None or doubt.verify_code not in OTHER_NAME:
                    raise
                system_trust.cache_clear()
                told = await asked_and_held(str(self._client.base_url))
                raise line_error("not-vouched-for", told) from problem


@asynccontextmanager
async def let_go() -> AsyncIterator[dict[str, Any]]:
    """What to tell the HTTP client so that a cancel closes a line, too, on which hands were not shaken yet.

    The client itself forgets such a line, and the other side would wait for the rest of its first words.
    """
    lines: list[Any] = []

    async def hear(event: str, told: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            lines.append(told["return_value"])
        elif event == "connection.start_tls.complete":
            lines.clear()

    try:
        yield {"trace": hear}
    except asyncio.CancelledError:
        for each in lines:
            await each.aclose()
        raise
    except httpx2.ConnectError as problem:
        if lines and not any(caused_by(problem, each) for each in KEPT_OUT):
            raise line_error("no-handshake") from problem
        raise


async def read_answer(response: httpx2.Response) -> Answer:
    """The whole answer, bounded, as JSON where it is JSON."""
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        parts.append(part)
        size += len(part)
        if size > LARGEST_ANSWER:
            raise line_error("garbled", "It is far longer than any answer of a hub.")
    document, by = None, None
    try:
        document, _, by = examined_line(b"".join(parts))
    except (ValueError, RecursionError):
        if response.is_success and "html" not in response.headers.get("content-type", ""):
            raise line_error("garbled") from None
    return Answer(response.status_code, document, wish_to_wait(response.headers), by)


def wish_to_wait(headers: httpx2.Headers) -> float | None:
    """Seconds to wait by ``Retry-After``; a date counts from the answer's own, since clocks may be years off."""
    said = headers.get("retry-after", "").strip()
    if not said:
        return None
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        since = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError):
        return None


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what the HTTP client and the clock raise into LineErrors."""
    try:
        yield
    except (httpx2.TimeoutException, TimeoutError) as problem:
        raise line_error("timeout") from problem
    except httpx2.ConnectError as problem:
        raise _unreached(problem) from problem
    except httpx2.ProxyError as problem:
        raise line_error("blocked") from problem
    except (httpx2.DecodingError, httpx2.InvalidURL, httpx2.UnsupportedProtocol) as problem:
        raise line_error("garbled") from problem
    except (httpx2.RequestError, httpx2.StreamError) as problem:
        raise line_error("cut-off") from problem


def laptop_time() -> datetime:
    """The time as this laptop's clock has it, by which the system reads the dates of certificates."""
    return datetime.now(UTC)


def _unreached(problem: httpx2.ConnectError) -> LineError:
    if caused_by(problem, WrongPin):
        return line_error("other-machine")
    if caused_by(problem, OutOfDateError):
        return line_error("certificate-old")
    if (doubt := caused_by(problem, ssl.SSLCertVerificationError)) is not None:
        system_trust.cache_clear()  # an administrator may mend it while the program runs
        says = f"This laptop’s clock says {laptop_time().astimezone():%d %B %Y, %H:%M}."
        if doubt.verify_code in NOT_YET:
            return line_error("clock-wrong", says)
        if doubt.verify_code in OUT_OF_DATE:
            return line_error("certificate-date", says)
        return line_error("not-vouched-for")
    return line_error("no-name" if caused_by(problem, socket.gaierror) else "no-answer")
