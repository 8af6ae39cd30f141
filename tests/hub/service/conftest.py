"""A hub served by the real program, in processes of its own."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from tests.exchange.fixtures import HUB_KEY
from tests.postgres import empty_place

WAIT = 60


@dataclass
class Program:
    """The running program, its address, and all it said."""

    process: subprocess.Popen[str]
    url: str = ""
    said: list[str] = field(default_factory=list)
    _fresh: queue.Queue[str] = field(default_factory=queue.Queue)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            self._fresh.put(line)
        self._fresh.put("")

    def until(self, pattern: str) -> re.Match[str]:
        """The next line that fits."""
        while line := self._fresh.get(timeout=WAIT):
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"the program ended without saying {pattern!r}: {self.said}")

    def stop(self) -> int:
        """Stop it as systemd does, and wait; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(WAIT)


@dataclass
class Service:
    """A hub's folder and settings, and the program over them."""

    place: Place
    config: Path
    programs: list[Program] = field(default_factory=list)

    def hub(self) -> Hub:
        return Hub.open(self.place, HUB_KEY, name="Lakeside")

    def serve(self, *words: str, **environment: str) -> Program:
        command = [sys.executable, "-m", "reviewer_app", "hub", "serve", "--config", str(self.config), *words]
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
        )
        program = Program(process)
        threading.Thread(target=program.listen, daemon=True).start()
        self.programs.append(program)
        program.url = program.until(r"Serving on (\S+)\.")[1]
        return program


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def service(tmp_path: Path, engine: str) -> Iterator[Service]:
    place = empty_place(engine, tmp_path / "hub")
    config = tmp_path / "hub.toml"
    told = {"folder": str(place.folder), "key": HUB_KEY.hex(), "database": place.database}
    config.write_text("port = 0\n" + "".join(f'{name} = "{told[name]}"\n' for name in told), "utf-8")
    made = Service(place, config)
    made.hub().close()
    yield made
    for each in made.programs:
        each.process.kill()
        each.process.wait(WAIT)
        assert each.process.stdout is not None
        each.process.stdout.close()
