"""Importing a bundle, beside a loop that reads, hashes, encrypts and writes the same files, then syncs once."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure, median, paired
from bench.sample_desk import another, sample_documents
from reviewer_app.bundles import write_bundle
from reviewer_app.domain.signing import SigningKey

MEMORY_MIB = 200.0
CREATED = "2026-11-24T00:00:00.000Z"
HERE = Path(__file__).resolve().parent


def figures(*, quick: bool = False) -> list[Figure]:
    """A bundle of many files and a bundle of much data, each as one zip, with the peak memory."""
    if quick:
        return [*_bundle("3 files of 0.1 MB", 3, 100_000, 1), *_bundle("a file of 2 MB", 1, 2_000_000, 1)]
    return [
        *_bundle("1,000 files of 100 kB", 1000, 100_000, 7),
        *_bundle("1 GB in 8 files", 8, 125_000_000, 5),
    ]


def _bundle(what: str, files: int, size: int, rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as made:
        folder = Path(made)
        plain, zipped = _make(folder, files, size)
        (folder / "small").mkdir()
        _, small = _make(folder / "small", 1, 1000)
        peaks: list[float] = []
        targets = (folder / f"target-{number}" for number in itertools.count())

        def ours() -> float:
            taken, peak = _run("ours", next(targets), zipped, small)
            peaks.append(peak)
            return taken

        def limit() -> float:
            return _run("bare", next(targets), plain)[0]

        mine, theirs = paired(ours, limit, rounds, warmups=0 if rounds == 1 else 1)
    words = "read, SHA-512, AES-GCM, write, one sync"
    return [
        Figure(f"import of {what}", words, median(mine), median(theirs), "ms", 1.3),
        Figure(f"import of {what}, peak memory", "the most it may take", max(peaks), MEMORY_MIB, "MiB", 1.0),
    ]


def _make(folder: Path, files: int, size: int) -> tuple[Path, Path]:
    """The same bundle as a folder and as a zip; the files hold what cannot be packed smaller."""
    sources = folder / "sources"
    sources.mkdir()
    chance = random.Random(size)
    about, rubric = sample_documents()
    part = about["parts"][0]["id"]
    about = another(about, 1)
    about["evidence"] = []
    content: dict[str, Path] = {}
    for number in range(files):
        name = f"file-{number:04}.bin"
        with (sources / name).open("wb") as out:
            left = size
            while left:
                step = min(left, 1 << 20)
                out.write(chance.randbytes(step))
                left -= step
        member = f"data/evidence/{name}"
        about["evidence"].append(
            {"id": f"e{number}", "part": part, "title": name, "name": name, "file": member}
        )
        content[member] = sources / name
    key = SigningKey(os.urandom(32))
    plain = write_bundle(folder / "folder", about, rubric, content, key, CREATED, as_zip=False)
    zipped = write_bundle(folder / "zip.reviewbundle", about, rubric, content, key, CREATED)
    shutil.rmtree(sources)
    return plain, zipped


def _run(which: str, target: Path, *bundles: Path) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.one_import", which, str(target), *map(str, bundles)],
        input=f"{os.urandom(32).hex()}\n",
        stdout=subprocess.PIPE,
        cwd=HERE.parent,
        text=True,
        check=True,
    )
    # Emptied, not removed: file systems are slow for a while where many files were deleted.
    for path in target.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)
    taken, peak = done.stdout.split()
    return float(taken), float(peak)
