"""Reads and checks every hostile bundle in one fresh process, and prints what that took, as JSON.

Run by test_hostile_cost.py, because only a process of its own has a peak of its own.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from reviewer_app.bundles import check_bundle, read_bundle
from reviewer_app.domain.errors import BundleError
from tests.bundles.hostile.every import CASES
from tests.bundles.sinks import Staging


def main() -> None:
    """Peak memory in MiB, the slowest bundle, and what was not refused or left something behind."""
    wrong: list[str] = []
    slowest = (0.0, "")
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            bundle = case.make(Path(folder))
            staging = Staging()
            began = time.monotonic()
            try:
                read_bundle(bundle, staging, limits=case.limits)
                wrong.append(name)
            except BundleError:
                wrong += [name] * bool(staging.left)
            slowest = max(slowest, (time.monotonic() - began, name))
            check_bundle(bundle, limits=case.limits)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"bundles": len(CASES), "peak": peak, "slowest": slowest, "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main()
