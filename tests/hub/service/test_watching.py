"""Health and metrics of a served hub: true, countable, and told only to those who may know."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

import httpx2
import pytest

from reviewer_app.domain.errors import StoreError
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.service.health import health
from reviewer_app.hub.service.metrics import BUCKETS, Counters, shared_memory
from reviewer_app.hub.service.watching import Line, Watch
from reviewer_app.hub.serving import EmbeddedHub
from tests.exchange.fixtures import HUB_KEY, Clock, Served
from tests.exchange.sample_work import RUBRIC, decide, submission

TOKEN = "a token for the metrics"
SERIES = re.compile(r'^[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+-]+$')
FILE = b"what Ada handed in" * 1000


@pytest.fixture
def told() -> SimpleQueue[Line]:
    return SimpleQueue()


@pytest.fixture
def made(tmp_path: Path, told: SimpleQueue[Line]) -> Iterator[Served]:
    hub = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    with EmbeddedHub(hub, watch=Watch(TOKEN, told.put)) as url:
        yield Served(hub, url, Clock())
    hub.close()


def metrics(url: str, **headers: str) -> dict[str, float]:
    answer = httpx2.get(f"{url}/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert answer.text.endswith("\n")
    assert [line for line in lines if not line.startswith("# ") and not SERIES.match(line)] == []
    return {name: float(value) for name, _, value in (x.rpartition(" ") for x in lines if x[0] != "#")}


def test_a_hub_is_alive_and_ready(made: Served) -> None:
    assert httpx2.get(f"{made.url}/health/live").json() == {"status": "ok"}
    answer = httpx2.get(f"{made.url}/health/ready")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "database": "ok", "storage": "ok", "migrations": "ok"},
    )


def test_a_hub_whose_files_are_gone_is_alive_and_not_ready(made: Served) -> None:
    shutil.rmtree(made.hub.books.folder / "blobs")
    answer = httpx2.get(f"{made.url}/health/ready")
    assert answer.status_code == 503
    assert (answer.json()["status"], answer.json()["storage"]) == ("not ready", "read-only")
    assert httpx2.get(f"{made.url}/health/live").status_code == 200


def test_a_hub_under_which_the_record_was_changed_by_another_version_is_not_ready(made: Served) -> None:
    with made.hub.books.changes() as work:
        work.exec_driver_sql("PRAGMA user_version = 99")
    answer = httpx2.get(f"{made.url}/health/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "hub-newer")


class Away:
    """A database that is not reached."""

    def begin_looking(self, _connection: object) -> None:
        raise StoreError("database-away", "Away", "It does not answer.", "Start it.")


def test_a_hub_whose_database_is_away_says_so_and_still_tells_its_metrics(made: Served) -> None:
    real = made.hub.books.database
    gone = type("Gone", (Away,), {"engine": real.engine, "plain_words": lambda _: real.plain_words()})()
    books = replace(made.hub.books, database=gone)
    assert health(books).parts == {
        "database": "database-away",
        "migrations": "database-away",
        "storage": "ok",
    }
    hub = Hub(books)
    with EmbeddedHub(hub) as url:
        assert httpx2.get(f"{url}/health/ready").status_code == 503
        told = metrics(url)
    assert told['reviewer_hub_requests_total{route="/health/ready",status="503"}'] == 1
    assert "reviewer_hub_devices" not in told


def test_what_happens_is_counted(made: Served) -> None:
    person = made.hub.add_person("Ada")
    document = submission(1, [FILE])
    made.hub.add_submission(document, RUBRIC, [FILE])
    made.hub.assign(document["id"], person)
    desk, pairing = made.desk(person)
    made.sync(desk, pairing)
    desk.add(decide(desk.key, 1, document))
    made.sync(desk, pairing)
    httpx2.get(f"{made.url}/v1/nothing")
    counted = metrics(made.url)
    assert counted['reviewer_hub_records_total{result="accepted"}'] == made.hub.status().records > 0
    assert counted['reviewer_hub_requests_total{route="/v1/pairing",status="200"}'] == 1
    assert counted['reviewer_hub_requests_total{route="other",status="404"}'] == 1
    assert counted['reviewer_hub_sent_bytes_total{route="/v1/blobs/{sha256}"}'] == len(FILE)
    assert (counted["reviewer_hub_devices"], counted["reviewer_hub_devices_seen"]) == (1, 1)
    rounds = counted['reviewer_hub_request_seconds_count{route="/v1/round"}']
    assert counted['reviewer_hub_request_seconds_bucket{route="/v1/round",le="+Inf"}'] == rounds > 1


def test_only_this_machine_or_who_has_the_token_sees_the_metrics(made: Served) -> None:
    assert metrics(made.url)
    behind_a_proxy = {"x-forwarded-for": "203.0.113.5"}
    assert metrics(made.url, authorization=f"Bearer {TOKEN}", **behind_a_proxy)
    for headers in (behind_a_proxy, {"forwarded": "for=1.2.3.4"}, {"authorization": "Bearer another"}):
        answer = httpx2.get(f"{made.url}/metrics", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not-found")


def test_every_request_is_told_by_its_route_and_with_an_id_of_the_hubs_own(
    made: Served, told: SimpleQueue[Line]
) -> None:
    answer = httpx2.get(f"{made.url}/v1/blobs/{'ab' * 32}?name=Ada", headers={"x-request-id": "Ada"})
    # A request is told once its answer has left.
    assert told.get(timeout=30) | {"ms": 0} == {
        "request": answer.headers["x-request-id"],
        "method": "GET",
        "route": "/v1/blobs/{sha256}",
        "status": 401,
        "ms": 0,
        "bytes": len(answer.content),
    }


def test_processes_count_together() -> None:
    shared = shared_memory(2)
    one, two = (Counters(("/a",), shared, row) for row in range(2))
    one.answered("/a", 200, BUCKETS[0], 10)
    two.answered("/a", 200, BUCKETS[0] * 1.5, 10)
    two.answered("/b", 418, 1000.0, 5)
    two.records({"": 2, "withdrawn": 1})
    text = one.text({})
    assert text == two.text({})
    assert 'reviewer_hub_requests_total{route="/a",status="200"} 2' in text
    assert 'reviewer_hub_requests_total{route="other",status="other"} 1' in text
    assert f'_bucket{{route="/a",le="{BUCKETS[0]}"}} 1\n' in text
    assert f'_bucket{{route="/a",le="{BUCKETS[1]}"}} 2\n' in text
    assert '_bucket{route="other",le="30.0"} 0\n' in text
    assert 'reviewer_hub_records_total{result="accepted"} 2' in text
    assert 'reviewer_hub_records_total{result="withdrawn"} 1' in text
