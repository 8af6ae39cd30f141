"""How a command gets at the desk: the home folder, the passphrase, and closing the store again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from reviewer_app import logs, paths
from reviewer_app.cli.outcome import Speaker
from reviewer_app.domain.errors import RuleError, StoreError
from reviewer_app.paths import Home
from reviewer_app.vault.keys import KeyState
from reviewer_app.workflows import safeguarding
from reviewer_app.workflows.desk import Desk

PASSPHRASE_VARIABLE = "REVIEWER_PASSPHRASE"


@dataclass
class Invocation:
    """What was said before the command's name."""

    home: Path | None
    speaker: Speaker
    database: str = ""
    """Of a hub: the address of its database, when that is not a file in the home."""

    def open_home(self) -> Home:
        """The home folder, made when it is not there yet."""
        try:
            home = paths.open_home(self.home)
        except paths.HomeUnusable as problem:
            raise StoreError(
                "home-unusable",
                "The home folder cannot be used",
                str(problem),
                "Choose another with --home DIR, or free some space.",
            ) from problem
        logs.configure(home)
        return home


def invocation(context: typer.Context) -> Invocation:
    """What was said before the command's name, from typer's context."""
    made = context.obj
    assert isinstance(made, Invocation)  # set by the root callback, which always runs first
    return made


def passphrase(question: str = "Passphrase") -> str:
    """The passphrase from the environment, or asked for without echo."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given is not None:
        return given
    answer: str = typer.prompt(question, hide_input=True)
    return answer


@contextmanager
def open_desk(context: typer.Context) -> Iterator[Desk]:
    """The unlocked desk of the invocation's home, locked again at the end whatever happens."""
    home = invocation(context).open_home()
    state = safeguarding.key_state(home)
    if state is KeyState.NEW:
        raise RuleError(
            "no-store",
            "There is no store here yet",
            f"The folder {home.root} holds no store.",
            "Make one with “reviewer-app store create”, or name another folder with --home DIR.",
        )
    desk = safeguarding.unlock(home, passphrase() if state is KeyState.PASSPHRASE else None)
    try:
        yield desk
    finally:
        safeguarding.lock(desk)


class Bar:
    """A progress bar on standard error for one job, counted in bytes or, when ``counted`` says so, in files."""

    def __init__(self, speaker: Speaker, counted: str = "bytes") -> None:
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn() if counted == "bytes" else MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=speaker.err,
            transient=True,
            disable=speaker.as_json or not speaker.err.is_terminal,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def __call__(self, done: int, total: int, doing: str) -> None:
        """Show how far the job is; satisfies ``ReportProgress``."""
        if self._task is None:
            self._task = self._bars.add_task(doing, total=total or None)
        self._bars.update(self._task, completed=done, total=total or None, description=doing)
