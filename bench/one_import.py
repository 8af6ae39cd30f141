"""One import in a process of its own: the program's, or the bare loop that is its limit; prints milliseconds and MiB.

Called as ``ours HOME BUNDLE SMALL-BUNDLE`` or ``bare FOLDER BUNDLE-FOLDER``; the key comes by standard input. The small
bundle is imported first, unmeasured: it loads what the first import of a session loads, which takes 0.3 s once.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import time
from pathlib import Path

READ = 1 << 20


def main(words: list[str]) -> None:
    """Do it and say what it took."""
    which, target, bundle = words[0], Path(words[1]), Path(words[2])
    key = bytes.fromhex(sys.stdin.readline().strip())
    os.sync()
    taken = _ours(target, bundle, Path(words[3]), key) if which == "ours" else _bare(target, bundle, key)
    peak = _own_peak()
    print(f"{taken * 1000:.3f} {peak:.1f}")


def _own_peak() -> float:
    """This process's most memory in MiB; ru_maxrss on Linux begins with the peak of whoever forked it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << (20 if sys.platform == "darwin" else 10))


def _ours(home: Path, bundle: Path, small: Path, key: bytes) -> float:
    from bench.sample_desk import now
    from reviewer_app.evidence import WorkerPool
    from reviewer_app.paths import open_home
    from reviewer_app.store import DeskStore
    from reviewer_app.workflows import importing
    from reviewer_app.workflows.desk import Desk

    opened = open_home(home)
    with WorkerPool(warm=0) as pool:
        desk = Desk(opened, DeskStore.create(opened, key, now), pool, now)
        importing.import_bundle(desk, small)
        os.sync()
        begin = time.perf_counter()
        importing.import_bundle(desk, bundle)
        taken = time.perf_counter() - begin
        desk.store.close()
    return taken


def _bare(target: Path, bundle: Path, key: bytes) -> float:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    target.mkdir()
    files = sorted((bundle / "data" / "evidence").iterdir())
    cipher = AESGCM(key)
    begin = time.perf_counter()
    for number, path in enumerate(files):
        digest = hashlib.sha512()
        with path.open("rb", buffering=0) as source, (target / str(number)).open("wb", buffering=0) as out:
            while chunk := source.read(READ):
                digest.update(chunk)
                out.write(cipher.encrypt(secrets.token_bytes(12), chunk, None))
    os.sync()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main(sys.argv[1:])
