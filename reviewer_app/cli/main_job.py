"""Putting the story on stage: a new home, a throw-away hub, the real window, and everything closed at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reviewer_app import logs, paths
from reviewer_app.cli.hands import Hands
from reviewer_app.cli.sample_hub import SampleHub, throw_away_passphrase
from reviewer_app.cli.story import Story, Told
from reviewer_app.startup.window import Program, application

SIZE = (1366, 768)


def do_main_job(
    out: Path,
    home_folder: Path,
    say: Callable[[int, Told], None],
    *,
    passphrase: str = "",
    shots: bool = True,
) -> None:
    """Do the main job once; screenshots, letter, receipt and bundles go to ``out``, all state to the home."""
    app = application()
    home = paths.open_home(home_folder)
    logs.configure(home)
    passphrase = passphrase or throw_away_passphrase()
    hub = SampleHub(home.hub_folder, passphrase)
    stories: list[Story] = []
    program = Program(app, home, lambda desk: stories[0].opened(desk))
    program.shell.resize(*SIZE)
    hands = Hands(program, out / "screenshots" if shots else None)
    stories.append(Story(program, hub, hands, out, passphrase))
    try:
        for number, told in enumerate(stories[0].steps(), start=1):
            say(number, told)
    finally:
        if program.shell.isVisible():
            program.shell.close()
            hands.rest(200)
        program.end()
        hub.close()
