"""A writer killed at any moment: whatever was acknowledged is there, and the store opens sound."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from tests.store.desks import open_desk, submission, take_in

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 50
WHOLE_LOOKS = (ROUNDS // 2, ROUNDS)


def _acknowledged_until_killed(
    asked: IO[str], told: IO[str], folder: Path, chance: random.Random
) -> list[str]:
    """Let one child write, kill it after a few acknowledgements, and give all it acknowledged."""
    asked.write(f"{folder}\n")
    asked.flush()
    child = int(told.readline().removeprefix("pid "))
    found: list[str] = []
    for _ in range(chance.randrange(6)):
        found += told.readline().split()
    for _ in range(chance.randrange(30_000)):
        pass  # no event marks a moment inside a commit; a short count reaches one
    os.kill(child, signal.SIGKILL)
    while (line := told.readline()) != "gone\n":
        found += line.split()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_nothing_acknowledged_is_lost_in_fifty_kills(tmp_path: Path) -> None:
    store = open_desk(tmp_path)
    ids = [take_in(store, submission(number)) for number in (1, 2, 3)]
    store.close()
    chance = random.Random(2026)
    acknowledged: set[str] = set()
    command = [sys.executable, "-m", "tests.store.crash_writer"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for turn in range(1, ROUNDS + 1):
            acknowledged.update(_acknowledged_until_killed(server.stdin, server.stdout, tmp_path, chance))
            store = open_desk(tmp_path)
            kept = {each.id for each in store.records_after(0, 1_000_000)}
            assert acknowledged <= kept
            assert store.summary_hash()[0] == len(kept)
            assert len(kept) % 2 == 0
            if turn in WHOLE_LOOKS:
                assert store.check() == []
                assert store.rebuild().differences == ()
                assert sum(len(store.records(each)) for each in ids) == len(kept)
            store.close()
        server.stdin.close()
        assert server.wait() == 0
    assert len(acknowledged) > ROUNDS
