"""Two processes on two machines find each other, pair by one code, exchange, and refuse a third in the hub's place."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleHub
from reviewer_app.hub.tls import own_pin
from reviewer_app.paths import open_home
from reviewer_app.workflows import safeguarding
from tests.exchange import impostor
from tests.exchange.machines import PASSPHRASE, Machine, two_machines, way

CODE = r"\n      (\d{3} \d{3})\n"


@pytest.mark.timeout(300)  # nine programs one after the other, on a machine that may be busy
@pytest.mark.parametrize("how", [way()])
def test_two_machines_find_each_other_pair_exchange_and_refuse_a_third(how: str, tmp_path: Path) -> None:
    district, laptop = tmp_path / "district", tmp_path / "laptop"
    prepared = SampleHub(open_home(district).hub_folder, PASSPHRASE)
    prepared.assign(["A09D-1"], tmp_path / "bundles")
    key, pin = prepared.hub.key, own_pin(prepared.hub.books.key)
    prepared.close()
    safeguarding.lock(safeguarding.create(open_home(laptop), PASSPHRASE))
    with two_machines(how) as (there, here):
        with there.reviewer(district, "hub", "share", "--port", "0", *there.words("--address")) as hub:
            url = hub.until(r"Address +(https://\S+)").group(1)
            name = hub.until(r"Found as +(.+)\n").group(1)
            hub.until("Waiting for laptops")
            pair = ("exchange", "pair", "--found", "--hub", name, "--seconds", "60", *here.words("--on"))
            with here.reviewer(laptop, *pair) as desk:
                code = desk.until(CODE).group(1)
                assert hub.until(CODE).group(1) == code
                hub.answer("1")
                hub.until("Confirmed")
                desk.answer("y")
                assert desk.ends()[0] == 0
                hub.until(r"Paired: a laptop of .+\n")
            first = json.loads(said(here, laptop, "sync", "--json"))
            assert (first["received_work"], first["counts_agree"]) == (1, True)
            assert first["blobs_fetched"] > 0
            said(here, laptop, "score", "A09D", "1.1", "proficient")
            second = json.loads(said(here, laptop, "sync", "--json"))
            assert (second["refused"], second["counts_agree"]) == (0, True)
            assert second["accepted"] > 0
            hub.process.send_signal(signal.SIGINT)
            assert hub.ends() == (0, "\nNo longer shared. What was paired stays paired.\n")
        port = url.rpartition(":")[2]
        program = (impostor.__file__, name, key, pin, there.address, port)
        with there.running(*program) as third:
            third.until("ready")
            with here.reviewer(laptop, "sync", "--json") as desk:
                ended, words = desk.ends()
            assert (ended, json.loads(words)["error"]["code"]) == (5, "other-machine")
            assert third.until(r"bytes of a question: (\d+)").group(1) == "0"


def said(machine: Machine, home: Path, *words: str) -> str:
    """What a command said that ended well."""
    with machine.reviewer(home, *words) as running:
        code, told = running.ends()
    assert code == 0, told
    return told
