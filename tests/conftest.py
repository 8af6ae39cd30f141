"""What every test gets: an off-screen Qt, silence as a rule, reproducible examples, and the shared corpus."""

import gc
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Moments are told in the zone of whoever runs it, and tests say which words they expect.
os.environ["TZ"] = "UTC"
# No test may reach the keys of the person who runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

if hasattr(time, "tzset"):
    time.tzset()

import hypothesis
import pytest
from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.ui.garbage import collect_due
from tests.corpus import MISSING_CORPUS, SHARED_CORPUS

hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60, database=None)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_SERIOUS = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
_OF_THE_PLATFORM = "This plugin does not support propagateSizeHints()"
_qt_messages: list[str] = []


def _hear_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind in _SERIOUS and message != _OF_THE_PLATFORM:
        _qt_messages.append(message)


def pytest_configure() -> None:
    """Hear Qt from the start; pytest-qt listens while a test runs, and hands back to this between tests."""
    qInstallMessageHandler(_hear_qt)
    # A window's garbage must not die in the thread of a hub that a later test started; see ui/garbage.py.
    gc.disable()


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in {"reviewer_app", "asyncio", "py"}:
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _silence(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a warning in our logs, or whose fixtures make Qt complain while they close."""
    heard = _Warnings()
    logging.getLogger().addHandler(heard)
    _qt_messages.clear()
    yield
    collect_due()
    logging.getLogger().removeHandler(heard)
    if request.node.get_closest_marker("expects_warnings") is None:
        complaints = heard.lines + [f"Qt: {message}" for message in _qt_messages]
        assert not complaints, "unexpected warnings:\n" + "\n".join(complaints)


@pytest.fixture(autouse=True)
def _no_window_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """End the windows that a test leaves: each would be painted anew at every change of look in all later tests."""
    before = _windows()
    yield
    if request.node.get_closest_marker("on_tour") is not None:
        return
    for window in _windows():
        if window not in before:
            window.hide()
            window.deleteLater()
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _windows() -> list[QWidget]:
    return QApplication.topLevelWidgets() if QApplication.instance() is not None else []


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """Give the folder of the shared corpus, or skip and say which folder is missing."""
    if not SHARED_CORPUS.is_dir():
        pytest.skip(MISSING_CORPUS)
    return SHARED_CORPUS
