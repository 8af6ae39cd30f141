"""Syncing: by itself, soon after a decision, patient when offline; the pill and the ledger tell the truth."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import HubError, LineError, StoreError
from reviewer_app.exchange.failures import line_error
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.syncing import Phase, Status, SyncDriver, SyncPill, said
from reviewer_app.ui.syncing.item_panel import proof_words
from reviewer_app.ui.syncing.room import SyncRoom, summed_up
from reviewer_app.ui.syncing.status import last_words
from reviewer_app.ui.views import Exchanged, Line, Outgoing, Partner, Stage
from reviewer_app.ui.words import clock, day_words
from tests.ui.doubles import NOW, SampleDesk, no_line

Settle = Callable[[], None]
HUB = Partner("Lakeside District", "http://hub.test", "A. Reader")


@pytest.fixture
def desk() -> SampleDesk:
    return SampleDesk()


@pytest.fixture
def driver(desk: SampleDesk, lanes: Jobs) -> SyncDriver:
    return SyncDriver(desk.ports(), lanes, 5, now=lambda: NOW, chance=lambda: 0.5)


@pytest.mark.parametrize(
    ("status", "words", "tone"),
    [
        (Status(), "Not paired", "muted"),
        (Status(waiting=2), "Not paired · 2 decisions waiting", "warn"),
        (Status(HUB, Phase.OFFLINE, waiting=3), "Offline · 3 decisions waiting", "warn"),
        (Status(HUB, Phase.OFFLINE), "Offline", "muted"),
        (Status(HUB, Phase.ONLINE, waiting=1), "1 decision waiting", "warn"),
        (Status(HUB, Phase.SENDING, waiting=1), "Sending…", "accent"),
        (Status(HUB, Phase.SENDING), "Syncing…", "accent"),
        (Status(HUB, Phase.ONLINE), "All received", "ok"),
        (Status(HUB, Phase.ONLINE, waiting=1, attention=2), "Needs attention · 2", "bad"),
        (Status(HUB, Phase.TROUBLE), "Needs attention", "bad"),
        (Status(HUB), "Nothing waiting", "muted"),
    ],
)
def test_the_pill_says_how_things_stand(status: Status, words: str, tone: str) -> None:
    told, colour, icon = said(status)
    assert (told, colour) == (words, tone)
    assert icon


def test_it_syncs_by_itself_after_the_start(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(driver.synced):
        driver.start()
    settle()
    assert desk.asked.count("sync") == 1
    assert driver.status.phase is Phase.ONLINE
    assert driver.status.waiting == 0
    assert driver.seconds_left is not None


def test_a_laptop_without_a_partner_stays_quiet(driver: SyncDriver, desk: SampleDesk, settle: Settle) -> None:
    desk.partner = None
    driver.start()
    settle()
    assert driver.seconds_left is None
    driver.sync_now()
    settle()
    assert "sync" not in desk.asked


def test_offline_it_tries_again_by_itself_and_the_hub_is_found(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.trouble["sync"] = no_line()
    driver.start()
    qtbot.waitUntil(lambda: driver.status.phase is Phase.OFFLINE)
    settle()
    assert said(driver.status)[0] == "Offline · 3 decisions waiting"
    assert driver.seconds_left is not None
    desk.trouble.clear()
    driver.poke()
    qtbot.waitUntil(lambda: driver.status.phase is Phase.ONLINE)


def test_a_failure_is_told_only_to_who_wished_for_the_round(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    told: list[LineError] = []
    driver.failed.connect(told.append)
    desk.trouble["sync"] = no_line()
    driver.start()
    qtbot.waitUntil(lambda: driver.status.phase is Phase.OFFLINE)
    settle()
    assert told == []
    driver.sync_now()
    settle()
    assert [each.code for each in told] == ["offline"]


def test_what_needs_a_person_says_so(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.trouble["sync"] = HubError(
        "revoked", "This laptop was taken off the hub", "The key is not known.", "Ask."
    )
    driver.start()
    qtbot.waitUntil(lambda: driver.status.phase is Phase.TROUBLE)
    assert said(driver.status)[0] == "Needs attention"


def test_a_decision_made_here_is_counted_and_goes_soon(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(driver.synced):
        driver.start()
    settle()
    desk.outgoing = Outgoing(1, 9, 0)
    with qtbot.waitSignal(driver.synced):
        driver.poke()
    settle()
    assert desk.asked.count("sync") == 2


def test_stopping_ends_the_round_and_begins_no_other(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.hold = threading.Event()
    driver.start()
    qtbot.waitUntil(desk.begun.is_set)
    assert driver.busy
    driver.stop()
    desk.hold.set()
    settle()
    assert not driver.busy
    assert driver.seconds_left is None
    assert driver.status.phase is Phase.UNKNOWN


def test_the_pill_follows_the_driver(
    driver: SyncDriver, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    pill = SyncPill(driver, speaks=True)
    qtbot.addWidget(pill)
    assert pill.text() == "Not paired"
    with qtbot.waitSignal(driver.synced):
        driver.start()
    settle()
    assert pill.text() == "All received"
    assert pill.accessibleName() == "Sync: All received"
    assert pill.tone == "ok"


def test_the_last_round_is_told_with_its_time() -> None:
    status = Status(HUB, Phase.ONLINE, last=NOW - timedelta(minutes=5))
    assert last_words(status, NOW) == "Last synced 5 minutes ago with Lakeside District"
    offline = Status(HUB, Phase.OFFLINE, last=NOW - timedelta(minutes=5), problem=no_line())
    told = "The hub did not answer; it is tried again by itself. Last synced 5 minutes ago."
    assert last_words(offline, NOW) == told
    assert last_words(Status(), NOW) == "Not paired with a hub yet"


@pytest.mark.parametrize("code", ["clock-wrong", "certificate-date"])
def test_a_wrong_clock_is_said_where_the_line_is_said(code: str) -> None:
    problem = line_error(code)
    assert said(Status(HUB, Phase.OFFLINE, waiting=2, problem=problem)) == (problem.title, "warn", "offline")


@pytest.fixture
def room(desk: SampleDesk, lanes: Jobs, driver: SyncDriver, settle: Settle, qtbot: QtBot) -> SyncRoom:
    made = SyncRoom(desk.ports(), lanes, driver, now=lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    driver.start()
    made.entered()
    settle()
    return made


def test_the_ledger_says_each_stage_and_what_to_do(room: SyncRoom) -> None:
    told = [room.model.data(room.model.index(row)) for row in range(room.model.rowCount())]
    for words, line in zip(
        ("Needs attention", "Draft", "Ready to send", "Sent", "Received"), told, strict=True
    ):
        assert words in line
    assert "Ask your coordinator" in told[0]
    assert f"On the stick since {clock(NOW - timedelta(minutes=3))}, no receipt yet" in told[3]
    tip = room.model.data(room.model.index(4), Qt.ItemDataRole.ToolTipRole)
    assert "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae" in tip


def test_a_thing_under_way_says_where_it_is_and_since_when(room: SyncRoom) -> None:
    before = NOW - timedelta(days=3)
    line = Line("d", "K3PQ", "Wait Time", 1, "Decision", Stage.SENT, before, sent_by="folder")
    since = f"{day_words(before.astimezone().date())}, {clock(before)}"
    assert room.model.when(line) == f"In the shared folder since {since}, no receipt yet"
    assert "goes by line as well" in proof_words(None, line)[0]
    assert "goes by line" not in proof_words(None, replace(line, sent_by="line"))[0]


def test_the_ledger_goes_on_as_one_scrolls(room: SyncRoom, desk: SampleDesk, settle: Settle) -> None:
    desk.lines = [Line(f"s{n}", f"{n:04}", "Wait Time", 1, "Decision", Stage.RECEIVED) for n in range(250)]
    room.model.refresh()
    settle()
    assert room.model.rowCount() == 100
    while room.model.canFetchMore(QModelIndex()):
        room.model.fetchMore(QModelIndex())
        settle()
    assert room.model.rowCount() == 250


def test_enter_on_a_line_opens_its_submission(room: SyncRoom, qtbot: QtBot) -> None:
    room.ledger.setFocus()
    room.ledger.setCurrentIndex(room.model.index(2))
    with qtbot.waitSignal(room.opened) as opened:
        qtbot.keyClick(room.ledger, Qt.Key.Key_Return)
    assert opened.args == ["d2"]


def test_a_ledger_that_cannot_be_read_says_so(room: SyncRoom, desk: SampleDesk, settle: Settle) -> None:
    desk.trouble["ledger"] = StoreError(
        "store-damaged", "The store is damaged", "A page is wrong.", "Restore."
    )
    room.model.refresh()
    settle()
    assert room.note.title.text() == "The store is damaged"


def test_pairing_asks_for_both_and_names_the_hub(
    room: SyncRoom, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.partner = None
    room.partner.forgotten.emit()
    settle()
    assert room.pairing.isVisible()
    qtbot.keyClicks(room.pairing.address, "hub.district.example")
    qtbot.keyClick(room.pairing.address, Qt.Key.Key_Return)
    assert room.pairing.note.title.text() == "Both are needed"
    assert room.pairing.code.hasFocus()
    qtbot.keyClicks(room.pairing.code, "ABCD-1234")
    qtbot.keyClick(room.pairing.code, Qt.Key.Key_Return)
    settle()
    assert desk.partner == Partner("Lakeside District", "https://hub.district.example", "A. Reader")
    assert not room.pairing.isVisible()
    assert room.partner.words.text().endswith("Lakeside District · as A. Reader")
    assert room.pairing.code.text() == ""


def test_a_code_that_does_not_fit_is_told_beside_the_form(
    room: SyncRoom, desk: SampleDesk, settle: Settle, qtbot: QtBot
) -> None:
    desk.trouble["pair"] = HubError(
        "code", "That code does not fit", "It was used or is too old.", "Ask for a new one."
    )
    room.pairing.show_partner(None)
    room.pairing.address.setText("127.0.0.1:9000")
    room.pairing.code.setText("OLD")
    room.pairing.button.click()
    settle()
    assert room.pairing.note.title.text() == "That code does not fit"
    assert room.pairing.button.isEnabled()


def test_ending_the_pairing_asks_first(room: SyncRoom, desk: SampleDesk, settle: Settle) -> None:
    room.partner.end.click()
    assert room.partner.asking
    assert room.partner.keep.hasFocus()
    room.partner.keep.click()
    assert not room.partner.asking
    room.partner.end.click()
    assert "forget" not in desk.asked
    room.partner.sure.click()
    settle()
    assert desk.partner is None
    assert not room.partner.asking
    assert not room.partner.isVisible()
    assert room.pairing.isVisible()
    assert room.pairing.address.hasFocus()


def test_a_round_with_problems_says_where_to_look(room: SyncRoom, desk: SampleDesk, settle: Settle) -> None:
    desk.exchanged = Exchanged(accepted=1, refused=1, problems=("B61N was withdrawn.",))
    room.sync.click()
    settle()
    assert room.note.title.text() == "1 item needs attention"
    assert "B61N was withdrawn." in room.note.sentence.text()


def test_a_line_that_is_down_is_no_alarm(room: SyncRoom, desk: SampleDesk, settle: Settle) -> None:
    desk.trouble["sync"] = no_line()
    room.sync.click()
    settle()
    assert room.note.property("tone") == "warn"


def test_what_a_round_did_is_summed_up() -> None:
    told = summed_up(Exchanged(accepted=2, received_work=1, blobs_fetched=3, bytes_fetched=5 * 2**20))
    assert told == "2 items received by the hub, 1 submission arrived, 3 files fetched (5 MB)"
    assert summed_up(Exchanged()) == "Nothing new on either side"
    assert summed_up(Exchanged(from_others=1)) == "1 change of your other laptop brought over"
