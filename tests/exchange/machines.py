"""Two machines in one room: network namespaces joined by a cable where that is allowed, else two addresses of one."""

from __future__ import annotations

import os
import queue
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reviewer_app.exchange.interfaces import near_addresses

PASSPHRASE = "a passphrase for tests"
SECONDS = 120.0


@dataclass
class Machine:
    """Where programs of one machine run; ``on`` names the one address to use where that must be said."""

    address: str
    inside: tuple[str, ...] = ()
    on: str = ""

    def words(self, *option: str) -> list[str]:
        """The address, behind the option that names it, where it is needed."""
        return [*option, self.on] if self.on else []

    @contextmanager
    def running(self, *words: str | Path) -> Iterator[Running]:
        """A program of Python, ended at the end."""
        made = Running([*self.inside, sys.executable, *(str(word) for word in words)])
        try:
            yield made
        finally:
            made.end()

    @contextmanager
    def reviewer(self, home: Path, *words: str | Path) -> Iterator[Running]:
        """A command of Reviewer on this machine."""
        with self.running("-m", "reviewer_app", "--home", home, *words) as made:
            yield made


@dataclass
class Running:
    """A process and what it said so far."""

    command: Sequence[str]
    said: str = ""
    _lines: queue.Queue[str | None] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "REVIEWER_PASSPHRASE": PASSPHRASE, "COLUMNS": "200"},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def until(self, pattern: str) -> re.Match[str]:
        """Wait until it says this."""
        while (found := re.search(pattern, self.said)) is None:
            line = self._lines.get(timeout=SECONDS)
            assert line is not None, f"it ended without “{pattern}”:\n{self.said}"
            self.said += line
        self.said = self.said[found.end() :]
        return found

    def answer(self, words: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()

    def ends(self) -> tuple[int, str]:
        """Wait for its end: the exit code and what it said last."""
        while (line := self._lines.get(timeout=SECONDS)) is not None:
            self.said += line
        return self.process.wait(SECONDS), self.said

    def end(self) -> None:
        """End it if it has not ended by itself."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(SECONDS)
        self._reader.join(SECONDS)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


def _ip(*words: str) -> bool:
    return subprocess.run(["ip", *words], capture_output=True, check=False).returncode == 0


def way() -> str:
    """The name of the way that this system allows."""
    name = f"reviewer-{os.getpid()}"
    if shutil.which("ip") is None or not _ip("netns", "add", name):
        return "two-addresses"
    allowed = _ip("netns", "exec", name, "true")
    _ip("netns", "del", name)
    return "two-namespaces" if allowed else "two-addresses"


LINK_ALONE, ONE_ADDRESS = "two-namespaces-ipv6", "one-address-ipv6"
"""Two namespaces with nothing but what each machine gives itself for its link; one machine’s address on a network."""
NO_IPV6 = (
    "no two machines can be made here, and this one has no IPv6 on a network; on ::1 nobody can be asked"
)


def new_way() -> str:
    """The way without IPv4 that this system allows."""
    return ONE_ADDRESS if way() == "two-addresses" else LINK_ALONE


def _own_ipv6() -> str:
    own = [each for each in near_addresses() if ":" in each]
    if not own:
        pytest.skip(NO_IPV6)
    return own[0]


@contextmanager
def two_machines(how: str) -> Iterator[tuple[Machine, Machine]]:
    """The coordinator's machine and the assessor's."""
    if how == ONE_ADDRESS:
        own = _own_ipv6()
        yield Machine(own, on=own), Machine(own, on=own)
        return
    if how == "two-addresses":
        yield Machine("127.0.0.1", on="127.0.0.1"), Machine("127.0.0.2", on="127.0.0.2")
        return
    made = []
    number = os.getpid() % 100_000
    names = [f"rv{number}{each}" for each in "ab"]
    addresses = ["10.77.0.1/24", "10.77.0.2/24"]
    if how == LINK_ALONE:
        addresses = ["fe80::77:1/64", "fe80::77:2/64"]
    try:
        for name in names:
            assert _ip("netns", "add", name)
        assert _ip(
            "link", "add", names[0], "netns", names[0], "type", "veth", "peer", names[1], "netns", names[1]
        )
        for name, address in zip(names, addresses, strict=True):
            # No waiting for somebody else with the same address: nobody else is there.
            alone = ["nodad"] if ":" in address else []
            if alone:
                assert _ip("-n", name, "link", "set", name, "addrgenmode", "none")
            assert _ip("-n", name, "address", "add", address, "dev", name, *alone)
            assert _ip("-n", name, "link", "set", name, "up")
            assert _ip("-n", name, "link", "set", "lo", "up")
            made.append(Machine(address.partition("/")[0], ("ip", "netns", "exec", name)))
        yield made[0], made[1]
    finally:
        for name in names:
            _ip("netns", "del", name)
