"""Run all benchmarks, or those named, and print one line for each figure.

``--quick`` runs tiny sizes: it shows that everything still works, and its figures mean nothing.
"""

from __future__ import annotations

import importlib
import os
import sys

NAMES = (
    "starting",
    "clicking",
    "turning",
    "acting",
    "session",
    "reading",
    "opening",
    "importing",
    "sending",
    "fetching",
    "rounds",
    "listing",
    "searching",
    "palette",
)
PEERS = ("exchange_peers",)
"""Those that install other people's programs; not among the tiny ones unless they are named."""
QUICK = "--quick"


def main(words: list[str]) -> int:
    """Print the figures; the exit code says only whether all of them could be measured."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted = [word for word in words if word != QUICK]
    unknown = [name for name in wanted if name not in (*NAMES, *PEERS)]
    if unknown:
        print(
            f"No benchmark is called {', '.join(unknown)}. There are: {', '.join((*NAMES, *PEERS))}, and {QUICK}."
        )
        return 2
    over = 0
    for name in wanted or (NAMES if QUICK in words else (*NAMES, *PEERS)):
        for figure in importlib.import_module(f"bench.{name}").figures(quick=QUICK in words):
            over += figure.ratio > figure.aim
            print(figure.line(), flush=True)
    print(f"{over} over their aim." if over else "All within their aim.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
