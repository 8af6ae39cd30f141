"""A network that wants a person to sign in: said, its page opened at the hub's own name, tried again afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reviewer_app.exchange.failures import line_error
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.queue.words import progress, spoken
from reviewer_app.ui.syncing import Phase, SyncDriver, said
from reviewer_app.ui.syncing.sign_in import SignInPart, page_of
from tests.ui.doubles import NOW, SAMPLE_QUEUE, TODAY, SampleDesk

Settle = Callable[[], None]


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def driver(desk: SampleDesk, lanes: Jobs) -> SyncDriver:
    return SyncDriver(desk.ports(), lanes, 5, now=lambda: NOW, chance=lambda: 0.5)


def test_the_page_is_asked_for_at_the_hubs_own_name_without_protection_or_path() -> None:
    assert page_of("https://hub.district.example:8470/v1") == QUrl("http://hub.district.example/")


@pytest.mark.parametrize("code", ["captive-portal", "not-vouched-for", "no-handshake", "other-machine"])
def test_the_way_to_the_networks_page_is_offered_and_the_hub_is_tried_when_the_person_is_back(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot, code: str
) -> None:
    opened: list[QUrl] = []
    part = SignInPart(driver, opened.append)
    qtbot.addWidget(part)
    assert part.isHidden()
    desk.trouble["sync"] = line_error(code)
    driver.start()
    settle()
    assert not part.isHidden()
    assert part.note.title.text() == line_error(code).title
    part.open_page()
    assert opened == [QUrl("http://hub.test/")]
    desk.trouble.clear()
    desk.asked.clear()
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    settle()
    assert "sync" in desk.asked
    assert part.isHidden()
    desk.asked.clear()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    settle()
    assert "sync" not in desk.asked
    driver.stop()


def test_the_pill_says_that_the_network_wants_a_person(
    driver: SyncDriver, desk: SampleDesk, settle: Settle
) -> None:
    desk.trouble["sync"] = line_error("captive-portal")
    driver.start()
    settle()
    assert driver.status.phase is Phase.OFFLINE
    assert said(driver.status)[:2] == ("Sign in to the network first", "warn")
    driver.stop()


def test_a_submission_in_the_queue_says_what_its_files_wait_for() -> None:
    row = SAMPLE_QUEUE[2]
    assert progress(row).text == "3 of 9 files here"
    assert progress(row, "paused").text == "3 of 9 files here · paused"
    assert "3 of 9 files here · metered" in spoken(row, TODAY, "metered")
    assert "paused" not in progress(SAMPLE_QUEUE[1], "paused").text
