"""A hub and a laptop as two programs that have nothing but IPv6: one shares, the other finds, pairs and exchanges."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from reviewer_app.domain.signing import SigningKey
from reviewer_app.exchange import meeting
from reviewer_app.exchange.nearby import FoundHub, find
from reviewer_app.exchange.reaching import road_to
from reviewer_app.exchange.round import run_round
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.sharing import Sharing
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, say, submission

LESSON = bytes(range(256)) * 4096


def share(address: str = "") -> None:
    """The coordinator's machine, whose coordinator says yes to whoever asks."""
    with tempfile.TemporaryDirectory() as folder:
        hub = Hub.open(Path(folder), bytes(32), name="North")
        person, document = hub.add_person("Ada"), submission(1, [LESSON])
        hub.add_submission(document, RUBRIC, [LESSON])
        hub.assign(document["id"], person)
        with Sharing(hub, address) as sharing:
            print(f"urls {' '.join(sharing.urls)} unheard {sharing.unheard}", flush=True)
            while True:
                for asking in sharing.meetings.asking():
                    sharing.meetings.confirm(asking.id, person)
                sharing.meetings.wait(60)


async def join(port: str, address: str = "") -> None:
    """The assessor's machine. The port tells the hub from others that are on this machine's network meanwhile."""

    def ours(hub: FoundHub) -> bool:
        return hub.url.endswith(f":{port}")

    [found] = filter(ours, await find([address] if address else (), seconds=30, enough=ours))
    print(f"found {found.url}", flush=True)
    desk = MemoryDesk(SigningKey(os.urandom(32)))
    desk.add(say(desk.key, 1))
    now = lambda: datetime.now(UTC)  # noqa: E731
    met = await meeting.meet(found.url, desk.key, now, found.pin)
    pairing = await meeting.agree(met, desk.key, now, look_seconds=0.02)
    road = road_to(pairing)
    try:
        done = await run_round(desk, road, now=now)
    finally:
        await road.close()
    print(
        f"near {pairing.near} accepted {done.accepted} files {done.blobs_fetched} agree {done.counts_agree}"
    )


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "share":
        share(*given)
    else:
        asyncio.run(join(*given))
