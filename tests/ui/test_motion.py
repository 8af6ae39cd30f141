"""Motion: asked for in one place, none where it is reduced, and never long."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reviewer_app.settings import Settings
from reviewer_app.ui import motion as module
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.motion import LONGEST_MILLISECONDS, Motion, motion
from reviewer_app.ui.ports import Kept
from reviewer_app.ui.widgets.work_bar import WorkBar
from tests.ui.doubles import SampleHome
from tests.ui.test_shell import Settle, Window

UI = Path(module.__file__).parent
_MOVING = ("Animation", "QTimeLine", "QGraphicsOpacityEffect", "QScroller", "QMovie")
_SETTERS = {"setAnimated", "setCursorFlashTime", "setEffectEnabled"}


@pytest.fixture
def moving(qapp: QApplication) -> Iterator[Motion]:
    """The word on motion, as usual again at the end."""
    yield motion()
    motion().set_choice("auto")


@pytest.mark.parametrize("choice", ["on", "off"])
def test_the_choice_decides_over_the_system(moving: Motion, qapp: QApplication, choice: str) -> None:
    moving.set_choice(choice)
    assert moving.reduced is (choice == "on")
    assert (moving.milliseconds(80) == 0) is (choice == "on")
    assert moving.milliseconds(5000) <= LONGEST_MILLISECONDS
    assert (qapp.cursorFlashTime() == 0) is (choice == "on")


@pytest.mark.parametrize(
    ("flash", "lasting", "platform", "effects", "wanted"),
    [
        (1000, 200, "linux", False, False),
        (0, 200, "linux", True, True),
        (1000, 0, "linux", True, True),
        (1000, 200, "win32", False, True),
        (1000, 200, "win32", True, False),
    ],
)
def test_auto_follows_what_the_system_says(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    flash: int,
    lasting: int,
    platform: str,
    effects: bool,
    wanted: bool,
) -> None:
    style = SimpleNamespace(styleHint=lambda _hint: lasting)
    system = SimpleNamespace(cursorFlashTime=lambda: flash, style=lambda: style)
    monkeypatch.setattr(module.sys, "platform", platform)
    monkeypatch.setattr(module.QApplication, "isEffectEnabled", lambda _effect: effects)
    assert module._system_wants_less(system) is wanted  # type: ignore[arg-type]


def test_work_of_unknown_length_stands_still_where_motion_is_reduced(moving: Motion) -> None:
    moving.set_choice("off")
    bar = WorkBar("Importing")
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    moving.set_choice("on")
    assert (bar.maximum(), bar.value()) == (1000, 0)
    bar.say(1 << 40, 1 << 42)
    assert bar.value() == 250
    moving.set_choice("off")
    assert bar.value() == 250


def test_the_setting_holds_at_once_and_effects_of_qt_obey(
    moving: Motion, lanes: Jobs, settle: Settle, qapp: QApplication, qtbot: object
) -> None:
    made = Window(SampleHome(Kept.KEYRING), lanes, qapp, Settings(theme="light"))
    made.open(settle)
    made.space.settings.motion._on_triggered("on")
    settle()
    assert moving.reduced
    assert made.saved[-1].reduced_motion == "on"
    assert not QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    made.space.settings.motion._on_triggered("off")
    assert not moving.reduced
    made.shell.close()
    settle()
    made.shell.deleteLater()


def test_nothing_else_in_the_window_animates_by_itself() -> None:
    found = []
    for file in sorted(UI.rglob("*.py")):
        if file.name == "motion.py":
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
            if name in _SETTERS or (name.startswith("Q") and any(word in name for word in _MOVING)):
                found.append(f"{file.relative_to(UI)}: {name}")
            if isinstance(node, ast.Call) and name_of(node) == "setRange" and busy(node):
                found.append(f"{file.relative_to(UI)}: a bar that runs for ever")
    assert [each for each in found if not each.startswith("widgets/work_bar.py")] == []


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", "")


def busy(call: ast.Call) -> bool:
    return [getattr(each, "value", None) for each in call.args] == [0, 0]
