"""From the start of the process to a usable queue, beside a bare Qt window with a table of as many rows."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, median, paired
from bench.sample_desk import sample_home

HERE = Path(__file__).resolve().parent


def figures(*, quick: bool = False) -> list[Figure]:
    """The median start, both ends as processes of their own with their bytecode compiled, as once installed."""
    rows, rounds = (20, 1) if quick else (1000, 15)
    with sample_home(rows) as (home, key), tempfile.TemporaryDirectory() as cache:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": cache, "QT_QPA_PLATFORM": "offscreen"}

        def ours() -> float:
            return _until_usable(["-m", "bench.our_window", str(home.root)], key.hex(), environment)

        def limit() -> float:
            return _until_usable(["-m", "bench.bare_window", str(rows)], "", environment)

        mine, theirs = paired(ours, limit, rounds, warmups=0 if quick else 2)
    return [
        Figure(
            f"start to a usable queue of {rows:,}",
            f"a bare Qt window with a table of {rows:,} rows",
            median(mine),
            median(theirs),
            "ms",
            2.0,
        )
    ]


def _until_usable(words: list[str], told: str, environment: dict[str, str]) -> float:
    """Milliseconds from starting the process until it says that it is usable."""
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HERE.parent,
        env=environment,
        text=True,
    ) as process:
        assert process.stdin is not None  # PIPE above
        assert process.stdout is not None  # PIPE above
        process.stdin.write(f"{told}\n")
        process.stdin.flush()
        said = process.stdout.readline().strip()
        taken = (time.perf_counter() - begin) * 1000
    if said != "usable" or process.returncode != 0:
        raise RuntimeError(f"{words} ended with {process.returncode} and said “{said}”.")
    return taken
