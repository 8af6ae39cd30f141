"""A hub of several processes, as its operator runs it: one crashes, all end in good order, and the log knows nobody."""

from __future__ import annotations

import json
import os
import signal
import socket
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx2
import pytest

from reviewer_app.domain.records import Record
from tests.exchange.fixtures import Served, sync
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.hub.service.conftest import Service

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals to another process are a POSIX thing")

NAME, FILE = "Hostile Marker", b"a file" * 500_000


class Now:
    """The time that another process has too."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


def test_one_process_crashes_and_the_hub_goes_on_without_a_word_about_anyone(service: Service) -> None:
    program = service.serve("--processes", "2")
    hub = service.hub()
    served = Served(hub, program.url, Now())  # type: ignore[arg-type]  # a clock like the other
    person = hub.add_person(NAME)
    works = [submission(number, [FILE]) for number in (1, 2)]
    for each in works:
        hub.add_submission(each, RUBRIC, [FILE])
        hub.assign(each["id"], person)
    desk, pairing = served.desk(person)
    assert served.sync(desk, pairing).problems == ()
    records: list[Record] = []
    for number, each in enumerate(works, 1):
        records.append(decide(desk.key, number, each, feedback=NAME))
        desk.add(records[-1])
        assert sync(desk, pairing, clock=Now()).counts_agree  # type: ignore[arg-type]
        httpx2.get(f"{program.url}/v1/{NAME}", params={"name": NAME}, headers={"x-request-id": NAME})
        if number == 1:
            crashed = json.loads(program.until(r'^.*"route": "/v1/records".*$')[0])["process"]
            os.kill(crashed, signal.SIGKILL)
            program.until("ended by itself with -9")
    assert [each.record for each in hub.decisions()] == [each.id for each in records]
    hub.close()
    assert program.stop() == 0
    lines = [json.loads(each) for each in program.said if each.startswith("{")]
    assert {each["route"] for each in lines if "route" in each} >= {"/v1/round", "/v1/records", "other"}
    said = "".join(program.said)
    secrets = (
        NAME,
        "Hostile",
        person,
        pairing.token,
        desk.device,
        works[0]["alias"],
        works[0]["id"],
        "name=",
    )
    assert [each for each in secrets if each in said] == []


@pytest.mark.parametrize("processes", ["1", "2"])
def test_what_is_open_ends_before_the_hub_does(service: Service, processes: str) -> None:
    program = service.serve("--processes", processes)
    assert httpx2.get(f"{program.url}/health/live").status_code == 200
    at = urlsplit(program.url)
    body = b'{"format": "nothing"}'
    with socket.create_connection((at.hostname, at.port), timeout=30) as line:
        head = f"POST /v1/pairing HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\nexpect: 100-continue\r\n\r\n"
        line.sendall(head.encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 100")
        program.process.send_signal(signal.SIGTERM)
        line.sendall(body)
        answer = b""
        while more := line.recv(65536):
            answer += more
    assert answer.startswith(b"HTTP/1.1 400")
    assert program.process.wait(60) == 0


def test_a_hub_that_cannot_start_says_so_once_and_ends(service: Service) -> None:
    program = service.serve("--processes", "3", REVIEWER_HUB_KEY="00" * 32)
    assert program.process.wait(60) == 4
    program.until("The store does not open")
    assert "".join(program.said).count("does not open") == 1
