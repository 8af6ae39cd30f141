"""The hub listens to this machine only, starts and stops cleanly, and says so when it cannot."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from reviewer_app.domain.errors import HubError
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.serving import EmbeddedHub, address, listen, serve_forever
from tests.exchange.fixtures import HUB_KEY, Clock


@pytest.fixture
def hub(tmp_path: Path):
    made = Hub.open(tmp_path / "hub", HUB_KEY, Clock())
    yield made
    made.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "hub.example", ""])
def test_other_machines_are_not_served_without_tls(hub: Hub, host: str) -> None:
    with pytest.raises(HubError) as caught:
        serve_forever(hub, host, 0)
    assert caught.value.code == "tls-needed"
    assert "TLS" in caught.value.next_step


def test_a_taken_port_is_named(hub: Hub) -> None:
    with listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        with pytest.raises(HubError) as caught:
            EmbeddedHub(hub, port=port).start()
    assert caught.value.code == "port-taken"
    assert str(port) in caught.value.sentence


def test_a_hub_stops_and_starts_again(hub: Hub) -> None:
    served = EmbeddedHub(hub)
    for _ in range(2):
        url = served.start()
        assert httpx2.post(f"{url}/v1/round").status_code == 401
        served.stop()
        with pytest.raises(httpx2.ConnectError):
            httpx2.post(f"{url}/v1/round")
    served.stop()


def test_addresses_read_as_urls() -> None:
    with listen("127.0.0.1", 0) as bound:
        assert address(bound) == f"http://127.0.0.1:{bound.getsockname()[1]}"


SERVE = """
import sys
from pathlib import Path
from reviewer_app.hub.hub import Hub
from reviewer_app.hub import serving
real = serving.address
hub = Hub.open(Path(sys.argv[1]), bytes(32))
class Telling(serving._Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(serving.address(sockets[0]), flush=True)
serving._Server = Telling
serving.serve_forever(hub, port=0)
hub.close()
print("closed", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals to another process are a POSIX thing")
def test_a_hub_of_its_own_ends_cleanly_on_a_signal(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(tmp_path / "own")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx2.post(f"{url}/v1/round").status_code == 401
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=30)
    assert (said.strip(), complained) == ("closed", "")
