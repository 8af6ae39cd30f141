"""The hub on a socket: in a thread beside a window, or as a program of its own."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import uvicorn

from reviewer_app.domain.errors import HubError
from reviewer_app.exchange.wire import is_this_machine
from reviewer_app.hub.certificates import operator_context
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.patience import HEAD_BYTES, MOST_LINES, Patient
from reviewer_app.hub.routes import create_app
from reviewer_app.hub.service.settings import ServiceSettings
from reviewer_app.hub.service.watching import Watch, Watched
from reviewer_app.hub.tls import Tls

EVERYWHERE = "*"
"""Instead of an address: all that this machine has and will have, of both kinds."""
START_SECONDS = 30.0
STOP_SECONDS = 5

Stop = Callable[[], None]


def listen(host: str, port: int, *, tls: bool = False, beside: bool = False) -> socket.socket:
    """A listening socket; HubError ``tls-needed`` where others could listen in, ``port-taken`` where it is.

    ``beside`` leaves IPv4 to another socket.
    """
    if not tls and not is_this_machine(host):
        raise HubError(
            "tls-needed",
            "The hub serves this machine only",
            f"On {host} other machines could reach it, and without TLS anyone on the way could read along.",
            "Give the hub a certificate, or use 127.0.0.1 and put a server with TLS in front of it.",
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    zoned = host.partition("%")[2]
    # asyncio switches off Nagle's delay (40 ms an answer here) only where the protocol is named.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and beside:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(_zoned(host, port) if zoned else (host, port))
        made.listen(128)
    except OSError as problem:
        made.close()
        raise HubError(
            "port-taken",
            "The hub cannot listen",
            f"{host}, port {port}, is not free: {problem.strerror or 'the system refused'}.",
            "Stop what listens there, or choose another port.",
        ) from problem
    return made


def listen_everywhere(port: int, *, tls: bool = False) -> list[socket.socket]:
    """Sockets on all addresses of IPv4 and of IPv6, on one port; only those of IPv4 where the system has no IPv6."""
    made = [listen("0.0.0.0", port, tls=tls)]
    if not _has_ipv6():
        return made
    try:
        made.append(listen("::", made[0].getsockname()[1], tls=tls, beside=True))
    except HubError:
        made[0].close()
        raise
    return made


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False  # the library has it and the system does not
    return True


def _zoned(host: str, port: int) -> tuple[str, int, int, int]:
    """Where to bind an address that holds on one link alone."""
    found = socket.getaddrinfo(host, port, socket.AF_INET6, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)
    plain, *_, scope = found[0][4]
    return str(plain), port, 0, int(scope)


def address(bound: socket.socket, tls: Tls | None = None) -> str:
    """The URL of a listening socket."""
    host, port, *rest = bound.getsockname()
    if rest and rest[1]:
        host = f"{host.partition('%')[0]}%{rest[1]}"
    return f"{'https' if tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, started: Callable[[Stop], None] | None = None) -> None:
        super().__init__(config)
        self.ready = threading.Event()
        self._started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.ready.set()
        if self._started is not None:
            self._started(self._stop)

    def _stop(self) -> None:
        self.should_exit = True


def _doors(settings: ServiceSettings) -> Doors:
    return Doors(
        token_days=settings.token_days,
        rotate_days=settings.token_days / 3,
        bundle_bytes=settings.bundle_mib * 2**20,
    )


def _context(settings: ServiceSettings, tls: Tls | None) -> ssl.SSLContext | None:
    """The operator's certificate where there is one, else the hub's own where it is shared on its network."""
    if settings.certificate:
        return operator_context(Path(settings.certificate), Path(settings.certificate_key))
    return None if tls is None else tls.context


def _config(
    hub: Hub,
    watch: Watch,
    settings: ServiceSettings,
    tls: Tls | None,
    meetings: Meetings | None,
    doors: Doors | None = None,
) -> uvicorn.Config:
    context = _context(settings, tls)
    return uvicorn.Config(
        Watched(create_app(hub.books, meetings, doors or _doors(settings)), hub.books, watch),
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=settings.trusted_proxy or None,
        ssl_context_factory=None if context is None else lambda _config, _usual: context,
        loop="asyncio",
        http=Patient,
        h11_max_incomplete_event_size=HEAD_BYTES,
        limit_concurrency=MOST_LINES,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.stop_seconds,
    )


class EmbeddedHub:
    """A hub served from a thread of this program, on a port of its own choosing unless one is given."""

    def __init__(
        self,
        hub: Hub,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        tls: Tls | None = None,
        meetings: Meetings | None = None,
        watch: Watch | None = None,
        doors: Doors | None = None,
    ) -> None:
        self._hub, self._host, self._port = hub, host, port
        self._tls, self._meetings = tls, meetings
        self._watch, self._doors = watch or Watch(), doors
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> str:
        """Serve until ``stop``; the URL. HubError when it cannot listen."""
        tls = self._tls is not None
        everywhere = self._host == EVERYWHERE
        bound = (
            listen_everywhere(self._port, tls=tls)
            if everywhere
            else [listen(self._host, self._port, tls=tls)]
        )
        settings = ServiceSettings(stop_seconds=STOP_SECONDS)
        self._server = _Server(
            _config(self._hub, self._watch, settings, self._tls, self._meetings, self._doors)
        )
        self._thread = threading.Thread(
            target=self._server.run, args=(bound,), name="embedded hub", daemon=True
        )
        self._thread.start()
        if not self._server.ready.wait(START_SECONDS):
            raise HubError(
                "hub-trouble", "The hub did not start", "It was not ready in time.", "Start it again."
            )
        return address(bound[0], self._tls)

    def stop(self) -> None:
        """End open requests within a few seconds and stop serving; stopping twice is harmless."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve_forever(
    hub: Hub,
    host: str = "127.0.0.1",
    port: int = 8470,
    *,
    bound: socket.socket | None = None,
    watch: Watch | None = None,
    settings: ServiceSettings | None = None,
    started: Callable[[Stop], None] | None = None,
) -> None:
    """Serve until the program is told to stop (Ctrl-C or a signal), on a socket that listens already if there is one.

    ``started`` is told as soon as requests are answered, and how to stop.
    """
    server = _Server(_config(hub, watch or Watch(), settings or ServiceSettings(), None, None), started)
    with suppress(KeyboardInterrupt):  # raised again by the server after it has ended in good order
        server.run([bound or listen(host, port)])
