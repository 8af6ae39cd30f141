"""A laptop whose program is killed while someone works: the next window says what is here, and leads to it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from reviewer_app.bundles import make_from_folder
from reviewer_app.cli.hands import Hands
from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import Home, open_home, resource
from reviewer_app.startup.window import Program, application
from reviewer_app.ui.review.room import ReviewRoom
from reviewer_app.ui.widgets import Button
from reviewer_app.ui.workspace import Workspace
from reviewer_app.workflows import importing, safeguarding

PASSPHRASE = "four quiet words here"
ROOT = Path(__file__).resolve().parents[2]
WORKING = """
import os, signal, sys
from pathlib import Path
from reviewer_app.paths import open_home
from reviewer_app.startup.ports import desk_ports
from reviewer_app.workflows import reviewing, safeguarding

desk = safeguarding.unlock(open_home(Path(sys.argv[1])), sys.argv[3])
desk_ports(desk).recovered()
reviewing.score(desk, sys.argv[2], "2.2", "developing")
reviewing.score(desk, sys.argv[2], "2.2", "proficient")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path / "home")
    desk = safeguarding.create(home, PASSPHRASE)
    bundle = make_from_folder(
        resource("samples", "submissions", "7F3K-2"),
        tmp_path / "one.reviewbundle",
        SigningKey(bytes(32)),
        "2026-11-24T00:00:00.000Z",
    )
    importing.import_bundle(desk, bundle)
    safeguarding.lock(desk)
    return home


def opened(home: Home) -> tuple[Program, Hands, Workspace]:
    program = Program(application(), home)
    hands, door = Hands(program, None), program.shell.door
    program.show()
    hands.until(door.passphrase.isVisible, "the door asks for the passphrase")
    door.passphrase.setFocus()
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: program.shell.workspace is not None, "it opens")
    space = program.shell.workspace
    assert space is not None
    hands.until(lambda: space.queue.model.rowCount() > 0, "the queue shows")
    return program, hands, space


def closed(program: Program, hands: Hands) -> None:
    program.shell.close()
    hands.until(lambda: not program.shell.isVisible(), "the window closes")
    program.end()


@pytest.fixture
def killed(home: Home) -> Home:
    own = sample_reviews()["7F3K-2"].submission
    done = subprocess.run(
        [sys.executable, "-c", WORKING, str(home.root), own, PASSPHRASE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return home


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_after_a_kill_the_queue_says_what_is_here_and_after_a_proper_end_nothing(
    killed: Home, qtbot: object
) -> None:
    program, hands, space = opened(killed)
    note = space.queue.recovered
    hands.until(note.isVisible, "the note shows")
    assert "“Criterion 2.2: Developing to Proficient” in 7F3K" in note.sentence.text()
    next(each for each in note.findChildren(Button) if each.text().strip() == "Open 7F3K").click()
    assert space.review is not None
    room = space.review.widget
    assert isinstance(room, ReviewRoom)
    hands.until(lambda: not room.arriving, "the submission opens")
    assert room.rubric.scores() == {"2.2": "proficient"}
    closed(program, hands)
    program, hands, space = opened(killed)
    for _ in range(4):
        program.jobs.drain()
        application().processEvents()
    assert space.queue.recovered.isHidden()
    closed(program, hands)
