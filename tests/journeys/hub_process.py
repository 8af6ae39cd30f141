"""Hub processes side by side at one place: each a program of its own with a socket of its own.

``python -m tests.journeys.hub_process FOLDER [DATABASE]`` serves until its standard input ends, and says where.
"""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from reviewer_app.hub.serving import EmbeddedHub
from tests.exchange.fixtures import HUB_KEY

ROOT = Path(__file__).resolve().parents[2]


class HubProcess:
    """One of them, from the moment it listens."""

    def __init__(self, place: Place) -> None:
        words = [sys.executable, "-m", "tests.journeys.hub_process", str(place.folder), place.database]
        self._process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().decode().strip()
        assert self.url.startswith("http://"), "the hub process did not start; its words are above"

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self._process.kill()
        self._process.communicate()

    def stop(self) -> None:
        """End it in good order."""
        with suppress(BrokenPipeError):
            self._process.communicate()
        assert self._process.returncode == 0, f"a hub process ended with {self._process.returncode}"


class HubProcesses:
    """Some of them; whoever dies is replaced."""

    def __init__(self, place: Place, count: int) -> None:
        self._place = place
        self._running = [HubProcess(place) for _ in range(count)]

    def any(self, chance: random.Random) -> str:
        """The address of one of them."""
        return chance.choice(self._running).url

    def kill_one(self, chance: random.Random) -> None:
        """Kill one, and start another in its stead."""
        victim = self._running.pop(chance.randrange(len(self._running)))
        victim.kill()
        self._running.append(HubProcess(self._place))

    def __enter__(self) -> HubProcesses:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._running:
            each.stop() if kind is None else each.kill()


def main(folder: str, database: str = "") -> None:
    """Serve until nobody holds the other end of the standard input."""
    hub = Hub.open(Place(Path(folder), database), HUB_KEY)
    with EmbeddedHub(hub) as url:
        print(url, flush=True)
        sys.stdin.read()
    hub.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
