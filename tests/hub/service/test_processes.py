"""A hub of several processes, as its operator runs it: one crashes, all end in good order, and the log knows nobody."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.records import Record
from reviewer_app.hub.service.asking import ask_health
from reviewer_app.hub.service.settings import PREFIX, read_settings
from tests.exchange.fixtures import Served, sync
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.hub.service.conftest import Service
from tests.postgres import ENGINES

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals to another process are a POSIX thing")

NAME, FILE = "Hostile Marker", b"a file" * 500_000


class Now:
    """The time that another process has too."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_process_crashes_and_the_hub_goes_on_without_a_word_about_anyone(
    service: Service, engine: str
) -> None:
    program = service.serve("--processes", "2")
    hub = service.hub()
    served = Served(hub, program.url, Now())  # type: ignore[arg-type]  # a clock like the other
    person = hub.add_person(NAME)
    files = [FILE, FILE[1:]]
    works = [submission(number, [each]) for number, each in enumerate(files, 1)]
    for each, file in zip(works, files, strict=True):
        hub.add_submission(each, RUBRIC, [file])
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


STILL_STARTING = """
import os, signal, threading
from reviewer_app.hub.service.processes import Processes

def work(number, ready):
    if number == 1:
        os.kill(os.getppid(), signal.SIGTERM)
        signal.pause()
    ready(lambda: None)
    threading.Event().wait()

code = Processes(2, work).run()
if code is not None:
    print("ended with", code)
"""


def test_who_is_told_to_stop_while_still_starting_ends_in_good_order() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STILL_STARTING], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended with 0\n", "")


def test_a_hub_with_a_districts_certificate_is_asked_how_it_is(service: Service, tmp_path: Path) -> None:
    root, leaf, now = generate_private_key(SECP256R1()), generate_private_key(SECP256R1()), datetime.now(UTC)
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in ("a root", "hub.example")]
    certificate = (
        x509.CertificateBuilder()
        .issuer_name(named[0])
        .subject_name(named[1])
        .public_key(leaf.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(root, SHA256())
    )
    told = {"certificate": tmp_path / "certificate.pem", "certificate_key": tmp_path / "key.pem"}
    told["certificate"].write_bytes(certificate.public_bytes(Encoding.PEM))
    told["certificate_key"].write_bytes(leaf.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    variables = {f"{PREFIX}{name.upper()}": str(path) for name, path in told.items()}
    program = service.serve(**variables)
    assert program.url.startswith("https://127.0.0.1:")
    settings = read_settings(service.config, variables)
    at = urlsplit(program.url)
    assert at.port
    assert ask_health(replace(settings, port=at.port)).ready
    assert program.stop() == 0
    with pytest.raises(LineError) as caught:
        ask_health(replace(settings, port=at.port))
    assert caught.value.code == "no-answer"


def test_a_hub_that_cannot_start_says_so_once_and_ends(service: Service) -> None:
    program = service.serve("--processes", "3", REVIEWER_HUB_KEY="00" * 32)
    assert program.process.wait(60) == 4
    program.until("The store does not open")
    assert "".join(program.said).count("does not open") == 1
