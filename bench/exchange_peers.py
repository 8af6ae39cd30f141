"""Our exchange beside Anki's and PouchDB's own servers and clients, each from its package, all in the same run.

The peers are installed below ``build/peers`` from hashed locks the first time; one that cannot be is left out by name.
Their records are not ours: Anki's are reviews of nine numbers, each with the card it changed, without a signature;
PouchDB's are our very documents, which nobody signs or checks there. What no hub that checks ours can be faster than is
told beside the figure.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.figures import Figure, median
from bench.sending import Ready, signature_checks
from reviewer_app.vault.database import connect

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "bench" / "peers"
BUILT = ROOT / "build" / "peers"
LOCK = ROOT / "packaging" / "locks" / "peers.txt"
RECORDS = 10_000
ROUNDS = 3

Measure = Callable[[Path, Path, int], dict[str, float]]


class NotThere(Exception):
    """A peer cannot be had on this machine, and why."""


def figures(*, quick: bool = False) -> list[Figure]:
    """Records up, nothing new, records down: ours beside each peer that can be installed here."""
    count, rounds = (20, 1) if quick else (RECORDS, ROUNDS)
    peers: dict[str, Measure] = {}
    for name, install in (("Anki", _anki), ("PouchDB", _pouch)):
        try:
            peers[name] = install()
        except NotThere as problem:
            print(f"{name} is left out: {problem}", file=sys.stderr)
    found: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as made:
        folder = Path(made)
        ready = Ready(folder, count)
        floors = {"up": _floor(ready.lines, folder, signed=True), "down": _floor(ready.work, folder)}
        lines = folder / "lines.jsonl"
        lines.write_bytes(b"\n".join(ready.lines))
        for turn in range(rounds):
            up, empty = ready.round()
            _note(found, "ours", {"up": up, "empty": empty, "down": ready.down()})
            for name, measure in peers.items():
                room = folder / f"{name}-{turn}"
                room.mkdir()
                _note(found, name, measure(room, lines, count))
                shutil.rmtree(room)
    what = {
        "up": f"{count:,} decisions up",
        "empty": "a round with nothing new",
        "down": f"{count:,} assignments down",
    }
    return [
        Figure(
            what[step],
            name,
            median(found["ours", step]),
            median(found[name, step]),
            "ms",
            1.0,
            floors.get(step, ""),
        )
        for name in peers
        for step in what
    ]


def _floor(lines: Sequence[bytes], folder: Path, *, signed: bool = False) -> str:
    """What is done with our documents whatever the rest costs: hashed twice, kept encrypted, each signature checked."""
    begin = time.perf_counter()
    for _ in range(2):
        for line in lines:
            hashlib.sha256(line).digest()
    hashed = (time.perf_counter() - begin) * 1000
    told = f"ours are {sum(map(len, lines)) / 2**20:.0f} MiB; hashing them takes {hashed:.0f} ms"
    told += f", keeping them in an encrypted file {_keeping(lines, folder):.0f} ms"
    return f"{told}, checking their signatures {signature_checks(len(lines)):.0f} ms" if signed else told


def _keeping(lines: Sequence[bytes], folder: Path) -> float:
    """Milliseconds of putting documents into a store's file in one transaction, and nothing else."""
    connection = connect(folder / "kept.db", os.urandom(32))
    try:
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, document TEXT)")
        begin = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO kept (document) VALUES (?)", ((each.decode(),) for each in lines))
        connection.execute("COMMIT")
        return (time.perf_counter() - begin) * 1000
    finally:
        connection.close()
        for file in folder.glob("kept.db*"):
            file.unlink()


def _note(found: dict[tuple[str, str], list[float]], name: str, told: dict[str, float]) -> None:
    for step in ("up", "empty", "down"):
        found.setdefault((name, step), []).append(told[step])


def _anki() -> Measure:
    python = BUILT / "anki" / "bin" / "python"
    if not (BUILT / "anki" / "whole").exists():
        _run([sys.executable, "-m", "venv", "--clear", str(BUILT / "anki")])
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*install, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)])
        (BUILT / "anki" / "whole").touch()
    script = HERE / "anki_peer.py"
    return lambda folder, _, count: _told([str(python), str(script), str(folder), str(count)], folder)


def _pouch() -> Measure:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise NotThere("Node.js with npm is not here")
    home = BUILT / "pouch"
    if not (home / "whole").exists():
        home.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy2(HERE / name, home / name)
        _run(
            [
                npm,
                "ci",
                "--loglevel=error",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                str(home),
            ]
        )
        (home / "whole").touch()
    return lambda folder, lines, _: _told([node, str(HERE / "pouch.mjs"), str(folder), str(lines)], home)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotThere(
            (done.stderr or done.stdout).strip().splitlines()[-1:][0] if done.stderr else "no reason given"
        )


def _told(command: list[str], folder: Path) -> dict[str, float]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[1]}: {done.stderr.strip()}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
