"""A shared folder in which everybody is at work at the same moment: two processes of the hub and two laptops."""

from __future__ import annotations

import threading
from pathlib import Path

from reviewer_app.exchange.carrier import Carrier
from reviewer_app.exchange.disk import Disk
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.hub import Hub
from tests.exchange.carried import bring_over
from tests.exchange.conftest import Scene
from tests.exchange.fixtures import HUB_KEY
from tests.exchange.memory_desk import MemoryDesk
from tests.exchange.sample_work import RUBRIC, say, submission

VISITS = 6


def test_hub_processes_and_laptops_do_not_get_in_each_others_way(scene: Scene, tmp_path: Path) -> None:
    served, folder = scene.served, tmp_path / "shared"
    folder.mkdir()
    other, _ = served.desk(scene.person)
    second = Hub.open(tmp_path / "hub", HUB_KEY, served.clock)
    over, troubles = threading.Event(), list[object]()

    def carrier() -> Carrier:
        return Carrier(Disk(folder))

    def laptop(desk: MemoryDesk, number: int) -> None:
        try:
            for turn in range(VISITS):
                desk.add(say(desk.key, desk.latest_n() + 1))
                content = bytes([number, turn]) * 100
                document = submission(10 * number + turn, [content])
                served.hub.add_submission(document, RUBRIC, [content])
                served.hub.assign(document["id"], scene.person)
                came = bring_over(carrier(), desk, served.hub.key, served.clock)
                troubles.extend([*came.report.problems, *came.found.damaged])
        except Exception as problem:
            troubles.append(problem)

    def hub(process: Hub) -> None:
        try:
            while not over.is_set():
                troubles.extend(visit(process.books, carrier()).damaged)
        except Exception as problem:
            troubles.append(problem)

    desks = (scene.desk, other)
    laptops = [threading.Thread(target=laptop, args=(desk, n)) for n, desk in enumerate(desks, 1)]
    hubs = [threading.Thread(target=hub, args=(process,)) for process in (served.hub, second)]
    for each in (*laptops, *hubs):
        each.start()
    for each in laptops:
        each.join()
    over.set()
    for each in hubs:
        each.join()
    for _ in range(3):
        visit(served.hub.books, carrier())
        for desk in desks:
            bring_over(carrier(), desk, served.hub.key, served.clock)
    second.close()
    assert troubles == []
    assert [desk.waiting for desk in desks] == [[], []]
    assert [len(desk.work) for desk in desks] == [1 + 2 * VISITS] * 2
    assert [desk.missing_blobs() for desk in desks] == [[], []]
    assert [len(desk.others) for desk in desks] == [VISITS, VISITS]
