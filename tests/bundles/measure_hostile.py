"""Reads and checks hostile bundles in a process of its own, and prints what that took, as JSON.

Run by test_hostile_cost.py, which makes the bundles: only so is the peak of memory that of the reader alone.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from reviewer_app.bundles import Limits, check_bundle, read_bundle
from reviewer_app.domain.errors import BundleError
from tests.bundles.sinks import Staging


def main() -> None:
    """Peak memory in MiB, the slowest bundle, and what was not refused or left something behind."""
    wrong: list[str] = []
    slowest = (0.0, "")
    bundles = json.load(sys.stdin)
    for name, path, limits in bundles:
        staging = Staging()
        began = time.monotonic()
        try:
            read_bundle(Path(path), staging, limits=Limits(**limits))
            wrong.append(name)
        except BundleError:
            wrong += [name] * bool(staging.left)
        slowest = max(slowest, (time.monotonic() - began, name))
        check_bundle(Path(path), limits=Limits(**limits))
    peak = _peak()
    json.dump({"bundles": len(bundles), "peak": peak, "slowest": slowest, "wrong": wrong}, sys.stdout)


def _peak() -> float:
    """This process's own peak; ru_maxrss on Linux begins with the peak of the process that forked it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
