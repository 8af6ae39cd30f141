"""The real window, opened by its passphrase as a person does it, with a submission in its review room."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.hands import Hands
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import open_home, resource
from reviewer_app.startup.window import Program, application
from reviewer_app.ui.jobs import Lane
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.review.views import ReviewView
from reviewer_app.ui.workspace import Workspace
from reviewer_app.workflows import importing, safeguarding
from reviewer_app.workflows.desk import Desk

PASSPHRASE = "four quiet words here"
KEY = SigningKey(bytes(32))
CREATED = "2026-11-24T00:00:00.000Z"


def bundle_of(sample: str, folder: Path) -> Path:
    """The bundle of a sample submission."""
    source = resource("samples", "submissions", sample)
    return make_from_folder(source, folder / f"{sample}.reviewbundle", KEY, CREATED)


def home_with(folder: Path, *samples: str) -> Path:
    """A home, its door closed, in which these sample submissions have arrived."""
    home = open_home(folder / "home")
    desk = safeguarding.create(home, PASSPHRASE)
    for sample in samples:
        importing.import_bundle(desk, bundle_of(sample, folder))
    safeguarding.lock(desk)
    return home.root


def program_on(home: Path) -> Program:
    """The program on a home."""
    return Program(application(), open_home(home))


def knock(hands: Hands, passphrase: str = PASSPHRASE) -> None:
    """Show the window and type the passphrase at its door."""
    door = hands.program.shell.door
    hands.program.show()
    hands.until(door.passphrase.isVisible, "the door asks for the passphrase")
    door.passphrase.setFocus()
    hands.type(passphrase)
    hands.press(Qt.Key.Key_Return)


class Opened:
    """The window behind its door; ``LANES`` are those it rests with."""

    LANES: ClassVar[tuple[Lane, ...]] = (Lane.STORE,)

    def __init__(self, program: Program) -> None:
        self.program, self.hands = program, Hands(program, None)
        knock(self.hands)
        self.hands.until(lambda: program.shell.workspace is not None, "it opens")

    @property
    def desk(self) -> Desk:
        """The store behind the window; a test only looks at it, or lets something arrive."""
        assert self.program._desk is not None
        return self.program._desk

    @property
    def space(self) -> Workspace:
        """The rooms behind the door."""
        assert self.program.shell.workspace is not None
        return self.program.shell.workspace

    @property
    def room(self) -> ReviewRoom:
        """The review room."""
        assert self.space.review is not None
        assert isinstance(self.space.review.widget, ReviewRoom)
        return self.space.review.widget

    @property
    def review(self) -> ReviewView:
        """What the review room shows."""
        assert self.room.review is not None
        return self.room.review

    def open(self, submission: str) -> ReviewRoom:
        """Show a submission in the review room."""
        self.space.open_submission(submission)
        self.hands.until(lambda: not self.room.arriving, "the submission is shown")
        return self.room

    def rest(self) -> None:
        """Until what was begun in the room is kept and shown."""
        busy = self.program.jobs.busy
        self.hands.until(lambda: self.room.saver.idle and not any(map(busy, self.LANES)), "it is at rest")

    def close(self) -> None:
        """Close the window and let its lanes end."""
        self.program.shell.close()
        self.hands.until(lambda: not self.program.shell.isVisible(), "the window closes")
        self.program.end()
