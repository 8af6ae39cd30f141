"""How much, how fast and how slowly: rates, sizes, headers and patience, over a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.exchange.pairing import pair
from reviewer_app.hub import patience, people
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.rates import MOST_KEPT, Buckets, Rate
from reviewer_app.hub.roles import Role
from reviewer_app.hub.route import Body, Route
from reviewer_app.hub.route_table import ROUTES
from reviewer_app.hub.serving import EmbeddedHub
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.test_pairing import new_key
from tests.hub.office import Office, Question, office
from tests.hub.test_route_table import allowed, told


class Seconds:
    """A clock that only tests move."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


SECONDS = Seconds()
TIGHT = Doors(laptop=Rate(3, 0.5), address=Rate(3, 0.5), bundle_bytes=100_000, headers=20, clock=SECONDS)


@pytest.fixture
def tight(tmp_path: Path) -> Iterator[Office]:
    """An office whose doors let little through, once everyone is paired."""
    SECONDS.now = 0.0
    with office(tmp_path, [Role.COORDINATOR]) as made, EmbeddedHub(made.served.hub, doors=TIGHT) as url:
        made.served.url = url
        yield made


@pytest.fixture(scope="module")
def it(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as made:
        yield made


def test_a_bucket_fills_again_and_never_over_its_rim() -> None:
    clock = Seconds()
    buckets = Buckets(Rate(2, 0.5), clock)
    assert [buckets.wait("a"), buckets.wait("a"), buckets.wait("a")] == [0, 0, 2]
    assert buckets.wait("b") == 0
    clock.now = 1.0
    assert buckets.wait("a") == 1
    clock.now = 2.0
    assert buckets.wait("a") == 0
    clock.now = 1000.0
    assert [buckets.wait("a"), buckets.wait("a"), buckets.wait("a")] == [0, 0, 2]


def test_only_so_many_names_are_kept() -> None:
    buckets = Buckets(Rate(1, 1), Seconds())
    for n in range(MOST_KEPT + 5):
        buckets.wait(str(n))
    assert buckets.wait(str(MOST_KEPT + 4)) == 1
    assert buckets.wait("0") == 0


def test_a_laptop_that_asks_too_much_is_told_when_to_come_back(tight: Office) -> None:
    laptop = tight.other
    assert [told(tight.ask("round", laptop))[0] for _ in range(3)] == [200] * 3
    answer = tight.ask("round", laptop)
    assert (told(answer), answer.headers["retry-after"]) == ((429, "too-many-requests"), "2")
    assert told(tight.ask("people", tight.laptops[Role.COORDINATOR]))[0] == 200
    with pytest.raises(HubError) as caught:
        tight.served.sync(laptop.desk, laptop.pairing, tight.served.url)
    assert (caught.value.code, caught.value.retry_after) == ("too-many-requests", 2.0)
    SECONDS.now += 2
    assert told(tight.ask("round", laptop)) == (200, "")


def test_an_address_without_a_token_asks_only_so_much(tight: Office) -> None:
    nobody = Question(place={"sha256": "0" * 64})
    assert [told(tight.ask("round", None, nobody))[1] for _ in range(3)] == ["no-token"] * 3
    assert told(tight.ask("round", None, nobody)) == (429, "too-many-requests")
    assert told(tight.ask("challenge", None)) == (429, "too-many-requests")
    assert told(tight.ask("round", tight.other)) == (200, "")


SIZED = [each for each in ROUTES if each.body not in (Body.NONE, Body.FILE)]
"""A file is as long as the hub says it is; more is tried where files are given back."""


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("route", SIZED, ids=lambda each: each.name)
def test_each_route_takes_as_much_as_its_row_says(it: Office, route: Route, chunked: bool) -> None:
    if route.body is Body.BUNDLE:
        return_limit(it, route, chunked)
        return
    headers = it.token(allowed(it, route) if route.who else None)
    body = b" " * (route.largest + 1)
    content = (body[at : at + 65536] for at in range(0, len(body), 65536)) if chunked else body
    answer = it.line.request(route.method, it.served.url + route.path, headers=headers, content=content)
    assert told(answer) == (413, "too-large")
    fits = it.line.request(
        route.method, it.served.url + route.path, headers=headers, content=b" " * route.largest
    )
    assert told(fits) == (400, "not-understood")


def return_limit(it: Office, route: Route, chunked: bool) -> None:
    """A bundle's limit is a setting: it is tried with a small one."""
    with EmbeddedHub(it.served.hub, doors=TIGHT) as url:
        body = b" " * (TIGHT.bundle_bytes + 1)
        content = iter([body[:50_000], body[50_000:]]) if chunked else body
        answer = httpx2.post(url + route.path, headers=it.token(allowed(it, route)), content=content)
        assert told(answer) == (413, "too-large")
    assert list((it.served.hub.books.folder / "incoming").iterdir()) == []


def test_a_bundle_that_is_none_is_refused_and_leaves_nothing(it: Office) -> None:
    answer = it.ask("take", it.laptops[Role.COORDINATOR], Question(rest=b"no bundle"))
    assert told(answer) == (422, "bundle-refused")
    assert list((it.served.hub.books.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize("many", [True, False])
def test_too_many_or_too_long_headers_are_refused(tight: Office, many: bool) -> None:
    more = {f"x-{n}": "1" for n in range(20)} if many else {"x": "1" * patience.HEAD_BYTES}
    headers = tight.token(tight.other) | more
    answer = httpx2.post(f"{tight.served.url}/v1/round", headers=headers)
    assert told(answer) == (431, "too-many-headers")


def raw(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def everything(line: socket.socket) -> bytes:
    parts = []
    with suppress(ConnectionResetError):  # it was closed before all that was sent had come
        while piece := line.recv(65536):
            parts.append(piece)
    return b"".join(parts)


@pytest.mark.parametrize("begun", [b"", b"POST /v1/round HTTP/1.1\r\nhost: hub\r\n"])
def test_a_line_that_never_says_what_it_wants_is_closed(
    it: Office, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "HEAD_SECONDS", 0.05)
    with raw(it.served.url) as line:
        line.sendall(begun)
        assert everything(line) == b""


def test_a_body_that_does_not_come_is_waited_for_only_so_long(it: Office) -> None:
    with EmbeddedHub(it.served.hub, doors=Doors(piece_seconds=0.05)) as url, raw(url) as line:
        line.sendall(b"POST /v1/pairing HTTP/1.1\r\nhost: hub\r\ncontent-length: 100\r\n\r\n{")
        answer = everything(line)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"too-slow"' in answer


def test_a_body_that_drips_is_waited_for_only_so_long(it: Office) -> None:
    hours = count(0, 3600)
    doors = Doors(slowest=1, clock=lambda: float(next(hours)))
    with EmbeddedHub(it.served.hub, doors=doors) as url, raw(url) as line:
        line.sendall(b"POST /v1/pairing HTTP/1.1\r\nhost: hub\r\ncontent-length: 1000\r\n\r\n{")
        answer = everything(line)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"too-slow"' in answer


def test_one_address_cannot_use_up_the_challenges(it: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    rate = Doors().address
    assert rate.burst + rate.each_second * 60 * people.CHALLENGE_MINUTES < people.OPEN_CHALLENGES
    it.served.clock.pass_by(minutes=people.CHALLENGE_MINUTES, seconds=1)
    monkeypatch.setattr(people, "OPEN_CHALLENGES", 2)
    assert [told(it.ask("challenge", None))[1] for _ in range(3)] == ["", "", "too-many-tries"]
    it.served.clock.pass_by(minutes=people.CHALLENGE_MINUTES, seconds=1)
    assert told(it.ask("challenge", None)) == (200, "")


def test_tries_at_codes_are_counted_across_processes(tmp_path: Path) -> None:
    clock = Clock()
    first, second = (Hub.open(tmp_path / "hub", HUB_KEY, clock) for _ in range(2))
    try:
        with EmbeddedHub(first) as one, EmbeddedHub(second) as two:
            seen = [_guess(url, clock) for _ in range(6) for url in (one, two)]
    finally:
        first.close()
        second.close()
    assert seen == ["code-wrong"] * 10 + ["too-many-tries"] * 2


def _guess(url: str, clock: Clock) -> str:
    with pytest.raises(HubError) as caught:
        asyncio.run(pair(url, "3333-3333", new_key(), now=clock))
    return caught.value.code
