"""The self-test: the main job in a throw-away folder, printed as a table; the packaged program proves itself by it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import plainly


@plainly
def self_test(
    context: typer.Context,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", help="Keep screenshots, letter, receipt and store in this folder."),
    ] = None,
) -> None:
    """Do the whole main job off-screen with a throw-away hub, and say whether every step worked."""
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from reviewer_app.cli.main_job import do_main_job  # the window's libraries, after the platform is chosen

    speaker = invocation(context).speaker
    rows: list[tuple[str, str, str]] = []
    folder = keep or Path(tempfile.mkdtemp(prefix="reviewer-self-test-"))
    begun = time.monotonic()
    try:
        do_main_job(folder, folder / "home", lambda _n, told: rows.append(("ok", told.step, told.detail)))
    except BaseException as problem:  # what failed is told with the steps before it, then goes on its way
        rows.append(("FAILED", type(problem).__name__, str(problem)))
        speaker.table("Self-test", ("", "Step", "What was seen"), rows, "")
        speaker.result({"ok": False, "steps": rows})
        raise
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    speaker.table("Self-test", ("", "Step", "What was seen"), rows, "")
    speaker.result(
        {"ok": True, "steps": rows}, f"{len(rows)} steps passed in {time.monotonic() - begun:.1f} s."
    )


def add_to(app: typer.Typer) -> None:
    """Put the command at the root."""
    app.command("self-test")(self_test)
