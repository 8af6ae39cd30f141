"""The demonstration: a window on sample work with an embedded hub, or without a display the main job by itself."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from reviewer_app.cli.opening import invocation
from reviewer_app.cli.outcome import plainly
from reviewer_app.domain.errors import RuleError

PASSPHRASE = "reviewer demo"
MARK = "this-is-a-demo"


def has_display() -> bool:
    """Whether a window can be shown to a person here."""
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@plainly
def demo(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", help="Where screenshots, letter, receipt and bundles go.")
    ] = Path("build/demo"),
) -> None:
    """Open the window on sample work; without a display, do the whole main job off-screen and print each step."""
    said = invocation(context)
    folder = out.resolve()
    home = (said.home or folder / "home").resolve()
    if has_display():
        from reviewer_app.cli.demo_window import show_demo  # Qt, and only with a display

        raise typer.Exit(show_demo(home, folder, PASSPHRASE))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _make_room(home)
    shutil.rmtree(folder / "screenshots", ignore_errors=True)
    from reviewer_app.cli.main_job import do_main_job  # as above, after the platform is chosen

    said.speaker.say("There is no display here, so the main job is done in the real window, off-screen.")
    steps: list[dict[str, object]] = []

    def say(number: int, told: object) -> None:
        step, detail = getattr(told, "step", ""), getattr(told, "detail", "")
        steps.append({"n": number, "step": step, "detail": detail})
        said.speaker.say(f"{number:>2}. {step}: {detail}")

    do_main_job(folder, home, say, passphrase=PASSPHRASE)
    said.speaker.result(
        {"steps": steps, "out": str(folder), "home": str(home)},
        f"Screenshots, letter, review sheet and receipt are in {folder}; the encrypted store is in {home} "
        f"(passphrase: {PASSPHRASE}).",
    )


def _make_room(home: Path) -> None:
    """A demonstration begins in an empty home; only a home an earlier one made is ever emptied."""
    if (home / MARK).exists():
        shutil.rmtree(home)
    elif home.exists() and any(home.iterdir()):
        raise RuleError(
            "home-in-use",
            "This folder is in use",
            f"{home} holds something that is not a demonstration’s.",
            "Name an empty folder with --home DIR.",
        )
    home.mkdir(parents=True, exist_ok=True)
    (home / MARK).touch()


def add_to(app: typer.Typer) -> None:
    """Put the command at the root."""
    app.command("demo")(demo)
