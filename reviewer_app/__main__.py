"""Choose the window or a command, loading no more than the choice needs."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main() -> None:
    """Run the program as the words after its name ask; no words open the window."""
    words = sys.argv[1:]
    if words == ["evidence-worker"]:
        from reviewer_app.evidence.worker import main as work

        sys.exit(work())
    if words == ["exact-layout"]:
        from reviewer_app.evidence.exact_launcher import main as lay_out

        sys.exit(lay_out())
    home, rest = _home(words)
    if rest in ([], ["window"]):
        # Nothing made while everything loads is garbage; the window collects by itself (ui.garbage).
        gc.disable()
        from reviewer_app.startup import run_window

        sys.exit(run_window(home))
    from reviewer_app.cli.app import run

    run(words)


def _home(words: list[str]) -> tuple[Path | None, list[str]]:
    """The folder named by ``--home``, and the words that are left."""
    for position, word in enumerate(words):
        if word.startswith("--home="):
            return Path(word.removeprefix("--home=")), words[:position] + words[position + 1 :]
        if word == "--home" and position + 1 < len(words):
            return Path(words[position + 1]), words[:position] + words[position + 2 :]
    return None, words


if __name__ == "__main__":
    main()
