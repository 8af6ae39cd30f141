"""What every road between desk and hub must do: over a socket, inside one process, through a folder and by stick."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.signing import canonical
from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.disk import Disk
from reviewer_app.exchange.http import HttpTransport
from reviewer_app.exchange.messages import (
    BlobRef,
    Pairing,
    RecordsAnswer,
    RoundAnswer,
    RoundRequest,
    SignedReceipts,
)
from reviewer_app.exchange.reaching import road_to
from reviewer_app.exchange.transport import Transport
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.lacking import note_lacking
from reviewer_app.hub.routes import create_app
from reviewer_app.hub.serving import EmbeddedHub
from reviewer_app.hub.tls import own_tls
from tests.exchange.carried import StrictDisk, road_through
from tests.exchange.conftest import Scene
from tests.exchange.memory_desk import MemoryFile
from tests.exchange.sample_work import decide, say

Steps = Callable[[Transport], Awaitable[Any]]


class TransportContract:
    """A road is one that passes all of this."""

    def road(self, scene: Scene) -> Callable[[], Transport]:
        """How this kind of road is made."""
        raise AssertionError(scene)

    def hubs_turn(self, scene: Scene) -> None:
        """The hub does what it does between two visits of the laptop; over a line it has answered already."""

    def go(self, scene: Scene, steps: Steps) -> Any:
        async def run() -> Any:
            road = self.road(scene)()
            try:
                return await steps(road)
            finally:
                await road.close()

        return asyncio.run(run())

    def asked(self, scene: Scene, cursor: str = "") -> RoundAnswer:
        """What the hub says to a question, whenever it is that it says it."""
        self.go(scene, lambda road: road.round(self.ask(scene, cursor)))
        self.hubs_turn(scene)
        answer: RoundAnswer = self.go(scene, lambda road: road.round(self.ask(scene, cursor)))
        return answer

    def sent(self, scene: Scene, lines: list[bytes]) -> tuple[list[SignedReceipts], int, int | None]:
        """Receipts for what was sent, how many records the hub then has, and where it wants to go on."""
        answer: RecordsAnswer = self.go(scene, lambda road: road.send(scene.desk.device, lines))
        if not answer.later:
            return list(answer.receipts), answer.count, answer.resend_from
        self.hubs_turn(scene)
        told: RoundAnswer = self.go(scene, lambda road: road.round(self.ask(scene)))
        return list(told.receipts), told.count, told.count + 1 if told.count < len(lines) else None

    def ask(self, scene: Scene, cursor: str = "", received: int = 0) -> RoundRequest:
        count, rolling = scene.desk.summary()
        return RoundRequest(scene.desk.device, count, rolling, received, cursor, "a nonce")

    def test_it_carries_work_once_per_cursor(self, scene: Scene) -> None:
        first = self.asked(scene)
        assert [each.submission for each in first.work] == [scene.document["id"]]
        again = self.asked(scene, first.cursor)
        assert (again.work, again.cursor, again.more) == ((), first.cursor, False)

    def test_it_carries_records_and_brings_their_receipts(self, scene: Scene) -> None:
        records = [say(scene.desk.key, 1), decide(scene.desk.key, 2, scene.document)]
        lines = [canonical(each.document) for each in records]
        [(_, receipts)], count, resend_from = self.sent(scene, lines)
        assert [(each.record, each.accepted) for each in receipts] == [(each.id, True) for each in records]
        assert (count, resend_from) == (2, None)

    def test_sending_again_brings_the_same_receipts(self, scene: Scene) -> None:
        lines = [canonical(say(scene.desk.key, 1).document)]
        first, _, _ = self.sent(scene, lines)
        scene.served.clock.pass_by(days=1)
        again, _, _ = self.sent(scene, lines)
        later = self.asked(scene)
        assert first == again == list(later.receipts)

    def test_a_gap_says_where_to_go_on(self, scene: Scene) -> None:
        lines = [canonical(say(scene.desk.key, n).document) for n in (2, 3)]
        assert self.sent(scene, lines) == ([], 0, 1)

    @pytest.mark.parametrize("start", [0, 1, 1000, 1024 * 1024 - 1])
    def test_it_carries_files_from_any_byte(self, scene: Scene, start: int) -> None:
        async def fetch(road: Transport) -> bytes:
            async with road.blob(hashlib.sha256(scene.lesson).hexdigest(), start) as stream:
                assert stream.start == start
                return b"".join([chunk async for chunk in stream.chunks])

        self.asked(scene)
        assert self.go(scene, fetch) == scene.lesson[start:]

    def test_it_carries_a_file_back_to_a_hub_that_lost_it(self, scene: Scene) -> None:
        books, ref = (
            scene.served.hub.books,
            BlobRef(hashlib.sha256(scene.lesson).hexdigest(), len(scene.lesson)),
        )
        (lost,) = (books.folder / "blobs").glob("??/*")
        lost.unlink()
        with books.changes() as work:
            note_lacking(work, [ref.sha256])
        assert self.asked(scene).lacking == (ref,)

        async def give(road: Transport) -> None:
            while (await road.round(self.ask(scene))).again:
                pass
            await road.give_file(ref, MemoryFile(scene.lesson))

        self.go(scene, give)
        self.hubs_turn(scene)
        books.blobs.verify(ref.sha256)
        assert self.asked(scene).lacking == ()

    def test_a_file_it_may_not_have_is_refused_in_the_hubs_words(self, scene: Scene) -> None:
        async def fetch(road: Transport) -> None:
            async with road.blob("0" * 64, 0):
                pass

        with pytest.raises(HubError) as caught:
            self.go(scene, fetch)
        assert caught.value.code == "blob-unknown"


class TestOverASocket(TransportContract):
    def road(self, scene: Scene) -> Callable[[], Transport]:
        return lambda: HttpTransport(scene.pairing)


class TestInOneRoom(TransportContract):
    """Over the school's own network: TLS by the hub's own key, found where it was last."""

    @pytest.fixture(autouse=True)
    def near(self, scene: Scene) -> Iterator[None]:
        tls = own_tls(scene.served.hub.books)
        with EmbeddedHub(scene.served.hub, tls=tls) as url:
            self.pairing = replace(scene.pairing, hub_url=url, near=url, pin=tls.pin)
            yield

    def road(self, scene: Scene) -> Callable[[], Transport]:
        return lambda: road_to(self.pairing)


class TestInsideOneProcess(TransportContract):
    def road(self, scene: Scene) -> Callable[[], Transport]:
        at = Pairing("http://127.0.0.1", *list(vars(scene.pairing).values())[1:])
        app = create_app(scene.served.hub.books)
        return lambda: HttpTransport(at, network=httpx2.ASGITransport(app))


class ThroughFiles(TransportContract):
    """The roads on which the other side answers another time."""

    carrier: Carrier

    @pytest.fixture(autouse=True)
    def _carried(self, scene: Scene, tmp_path: Path) -> None:
        self.carrier = Carrier(self.disk(tmp_path / "carried"))

    def disk(self, folder: Path) -> Disk:
        raise AssertionError(folder)

    def road(self, scene: Scene) -> Callable[[], Transport]:
        return lambda: road_through(self.carrier, scene)

    def hubs_turn(self, scene: Scene) -> None:
        visit(scene.served.hub.books, self.carrier)


class TestThroughAFolder(ThroughFiles):
    def disk(self, folder: Path) -> Disk:
        return Disk(folder)


class TestByStick(ThroughFiles):
    def disk(self, folder: Path) -> Disk:
        return StrictDisk(folder)
