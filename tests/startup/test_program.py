"""The window is built from real parts on a real home, and starts light."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer_app.cli.hands import CTRL, Hands
from reviewer_app.paths import open_home
from reviewer_app.startup.ports import desk_ports, door
from reviewer_app.startup.window import Program, run_window
from reviewer_app.ui.ports import Kept
from reviewer_app.ui.views import Asked, LedgerAsked
from reviewer_app.workflows import safeguarding
from tests.startup.opened import PASSPHRASE, home_with, knock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home that holds an empty store."""
    return home_with(tmp_path)


def test_the_window_unlocks_locks_and_closes(qapp: QApplication, folder: Path) -> None:
    program = Program(qapp, open_home(folder))
    hands = Hands(program, None)
    shell = program.shell
    knock(hands, "four loud words here")
    hands.until(
        lambda: "not the passphrase" in shell.door.unlock_problem.text(), "the wrong passphrase is told"
    )
    assert shell.workspace is None
    shell.door.passphrase.setFocus()
    shell.door.passphrase.selectAll()
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: shell.workspace is not None, "the right one opens it")
    assert shell.windowTitle() == "Reviewer"
    hands.press(Qt.Key.Key_L, CTRL)
    hands.until(lambda: shell.workspace is None, "Ctrl+L locks")
    shell.close()
    hands.until(lambda: not shell.isVisible(), "the window closes")
    program.end()


def test_a_second_program_on_the_same_home_is_told_at_the_door(qapp: QApplication, folder: Path) -> None:
    home = open_home(folder)
    first = safeguarding.unlock(home, PASSPHRASE)
    program = Program(qapp, home)
    hands = Hands(program, None)
    knock(hands)
    door, shell = program.shell.door, program.shell
    hands.until(door.shut.isVisible, "the door says why it stays shut")
    assert "open already" in door.shut.accessibleName()
    assert "open already" in _all_words(program)
    assert door.try_again.hasFocus(), "one key tries again"
    assert shell.workspace is None, "nothing of the store is shown"
    shell.close()
    program.end()
    safeguarding.lock(first)


def _all_words(program: Program) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(each.text() for each in program.shell.door.findChildren(QLabel) if each.isVisible())


def test_the_ports_answer_like_the_workflows(tmp_path: Path, qtbot: QtBot) -> None:
    home = open_home(tmp_path / "home")
    way_in = door(home)
    assert way_in.kept() is Kept.NEW
    desk = way_in.create(PASSPHRASE)
    assert way_in.kept() is Kept.PASSPHRASE
    assert list(desk.page(Asked(), 0, 10)) == []
    assert desk.size(Asked(decided=True)) == 0
    assert desk.figures().to_review == 0
    assert desk.partner() is None
    assert desk.outgoing().decisions_waiting == 0
    assert list(desk.ledger(LedgerAsked(), None, 10)) == []
    desk.lock()


def test_broken_settings_do_not_stop_the_window(
    qapp: QApplication, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = open_home(folder)
    home.settings_file.write_text('theme = "dark"\ntext_scale = 110\n', encoding="utf-8")
    program = Program(qapp, home)
    assert program.preferences.now.theme == "dark"
    assert program.preferences.now.text_scale == 110
    program.theme.set_look("light", 100)
    program.end()


def test_a_home_that_cannot_be_used_ends_with_4_and_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a file"
    file.write_text("in the way", encoding="utf-8")
    assert run_window(file) == 4
    assert capsys.readouterr().err.startswith("Reviewer cannot start: ")


def test_nothing_heavy_is_loaded_before_the_queue_shows() -> None:
    heavy = (
        "sqlmodel",
        "sqlalchemy",
        "pydantic",
        "httpx2",
        "typst",
        "fastapi",
        "typer",
        "rich",
        "jsonschema",
    )
    program = (
        "import sys, reviewer_app.startup; "
        f"print([name for name in {heavy!r} if name in sys.modules], 'PySide6.QtNetwork' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split("]")[0] == "["


def test_desk_ports_hold_every_function_of_the_window(tmp_path: Path) -> None:
    desk = safeguarding.create(open_home(tmp_path / "home"), PASSPHRASE)
    ports = desk_ports(desk)
    assert ports.review_room is not None
    assert ports.exports == desk.home.exports
    ports.lock()


_COUNTED = """
import gc
import sys
from pathlib import Path

gc.disable()
from PySide6.QtCore import QTimer
from reviewer_app.startup.window import application, run_window

app = application()

def told():
    print(gc.get_freeze_count(), len(gc.get_objects()))
    app.closeAllWindows()

QTimer.singleShot(0, told)
sys.exit(run_window(Path(sys.argv[1])))
"""


def test_what_is_loaded_at_the_start_is_not_looked_through_for_garbage_ever_again(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COUNTED, str(tmp_path / "home")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    spared, looked_through = map(int, done.stdout.split())
    assert spared > 20_000
    assert looked_through < spared // 4
