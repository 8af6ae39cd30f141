"""What the hub refused, through the room over a real hub: why, what was signed, each act, and receipts as files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer_app.cli.sample_hub import SampleHub, SampleReview, sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.receipt_file import prove, read_json
from reviewer_app.domain.refused import Act
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.startup.ports import desk_ports
from reviewer_app.store import DeskStore
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.syncing import SyncDriver
from reviewer_app.ui.syncing.room import SyncRoom
from reviewer_app.ui.views import Stage
from reviewer_app.workflows import deciding, exchanging, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.hubs import given, sample_hub
from tests.workflows.test_deciding import review_whole

Settle = Callable[[], None]
SAMPLE = "C41P-1"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SampleHub]:
    with sample_hub(tmp_path) as made:
        yield made


def laptop(folder: Path) -> Desk:
    return Desk(
        open_home(folder), DeskStore.create(open_home(folder), bytes(32), now), WorkerPool(warm=0), now
    )


@pytest.fixture
def told() -> SampleReview:
    return sample_reviews()[SAMPLE]


@pytest.fixture
def desk(hub: SampleHub, told: SampleReview, tmp_path: Path) -> Iterator[Desk]:
    """A desk with one decision that is signed and not sent."""
    made = laptop(tmp_path / "home")
    given(made, hub, SAMPLE, tmp_path)
    review_whole(made, told)
    deciding.submit(made, told.submission)
    yield made
    made.evidence.close()
    made.store.close()


@pytest.fixture
def room(desk: Desk, lanes: Jobs, qtbot: QtBot) -> SyncRoom:
    ports = desk_ports(desk)
    driver = SyncDriver(ports, lanes, 5)
    made = SyncRoom(ports, lanes, driver)
    qtbot.addWidget(made)
    made.resize(1150, 720)
    made.show()
    return made


def sync(room: SyncRoom, desk: Desk, settle: Settle) -> None:
    exchanging.sync(desk)
    room.entered()
    settle()


def choose(room: SyncRoom, stage: Stage) -> None:
    rows = range(room.model.rowCount())
    row = next(row for row in rows if (line := room.model.line(row)) and line.stage is stage)
    room.ledger.setCurrentIndex(room.model.index(row))


def open_refused(room: SyncRoom, desk: Desk, settle: Settle, qtbot: QtBot) -> list[str]:
    """Be refused, and open the page by the keyboard; all that it says."""
    sync(room, desk, settle)
    room.bar.choose("attention")
    settle()
    assert room.model.rowCount() == 1
    room.ledger.setFocus()
    qtbot.keyClick(room.ledger, Qt.Key.Key_Return)
    settle()
    assert room.refused.isVisible()
    return [each.text() for each in room.refused.findChildren(QLabel) if each.isVisible()]


def test_withdrawn_meanwhile_it_is_let_go_and_stays_in_the_ledger(
    room: SyncRoom,
    desk: Desk,
    hub: SampleHub,
    told: SampleReview,
    settle: Settle,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    hub.hub.withdraw(told.submission, hub.assessor, "Given away.")
    said = open_refused(room, desk, settle, qtbot)
    assert "Withdrawn while you decided" in said
    assert set(told.comments.values()) <= set(said)
    assert not room.refused.can(Act.SEND_AGAIN)
    room.refused.do(Act.ASK)
    assert "SHA-256" in QGuiApplication.clipboard().text()
    view = room.refused.view
    assert view is not None
    room.write_receipt(view, tmp_path / "copy.json")
    settle()
    assert prove(read_json((tmp_path / "copy.json").read_bytes()), hub.hub.key).record is not None
    with qtbot.waitSignal(room.changed):
        room.refused.do(Act.LET_GO)
        settle()
    settle()
    assert not room.refused.isVisible()
    assert room.model.rowCount() == 0
    room.bar.choose("all")
    settle()
    choose(room, Stage.LET_GO)
    assert desk.store.state(told.submission) is State.WITHDRAWN


def test_opened_again_it_is_sent_again_with_one_key(
    room: SyncRoom, desk: Desk, hub: SampleHub, told: SampleReview, settle: Settle, qtbot: QtBot
) -> None:
    hub.hub.close_submission(told.submission, "Over.")
    exchanging.sync(desk)
    hub.hub.reopen(told.submission, hub.assessor)
    assert "The adjudication is closed" in open_refused(room, desk, settle, qtbot)
    with qtbot.waitSignal(room.changed):
        qtbot.keyClick(room, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
    sync(room, desk, settle)
    assert desk.store.state(told.submission) is State.RECEIVED
    assert len(hub.hub.decisions()) == 1


def test_decided_on_another_laptop_both_stand_side_by_side_and_judging_again_is_not_offered(
    room: SyncRoom,
    desk: Desk,
    hub: SampleHub,
    told: SampleReview,
    settle: Settle,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    other = laptop(tmp_path / "other")
    exchanging.pair(other, hub.url, hub.code())
    exchanging.sync(other)
    review_whole(other, told)
    reviewing.comment(other, told.submission, "1.1", "Said elsewhere.")
    deciding.submit(other, told.submission)
    exchanging.sync(other)
    other.evidence.close()
    other.store.close()
    said = open_refused(room, desk, settle, qtbot)
    assert {"The one the hub refused", "The one that stands", "Said elsewhere."} <= set(said)
    assert said.count("Judged otherwise in the other decision") == 2
    assert not room.refused.can(Act.JUDGE_AGAIN)
    qtbot.keyClick(room.refused, Qt.Key.Key_Escape)
    assert not room.refused.isVisible()


def test_judged_again_the_review_opens(
    room: SyncRoom, desk: Desk, hub: SampleHub, told: SampleReview, settle: Settle, qtbot: QtBot
) -> None:
    hub.hub.withdraw(told.submission, hub.assessor, "By mistake.")
    exchanging.sync(desk)
    hub.hub.reopen(told.submission, hub.assessor)
    open_refused(room, desk, settle, qtbot)
    with qtbot.waitSignal(room.opened) as opened:
        room.refused.do(Act.JUDGE_AGAIN)
        settle()
    assert opened.args == [told.submission]
    assert desk.store.state(told.submission) is State.READY


def test_a_receipt_is_verified_beside_the_ledger_and_saved(
    room: SyncRoom, desk: Desk, hub: SampleHub, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    sync(room, desk, settle)
    choose(room, Stage.RECEIVED)
    settle()
    assert "has this very record" in room.panel.proof.text()
    room.panel.copy_facts()
    assert hub.hub.key in QGuiApplication.clipboard().text()
    view = room.panel.view
    assert view is not None
    room.write_receipt(view, tmp_path / view.file_name)
    settle()
    proof = prove(read_json((tmp_path / view.file_name).read_bytes()), hub.hub.key)
    assert (proof.receipt.accepted, proof.receipt.sha256) == (True, view.sha256)
    choose(room, Stage.CAME)
    settle()
    assert not room.panel.can_save
    assert not room.panel.save.isVisible()


def test_a_receipt_by_another_key_is_said_to_be_none(
    room: SyncRoom, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    exchanging.sync(desk)
    pairing = desk.store.pairing
    assert pairing is not None
    with desk.store.changes() as work:
        work.connection.execute(
            "UPDATE receipt_batch SET document = replace(document, '\"accepted\":true', '\"accepted\":false')"
        )
    room.entered()
    settle()
    choose(room, Stage.RECEIVED)
    settle()
    assert "not genuine" in room.panel.proof.text()


def test_what_left_is_written_as_table_and_to_print(
    room: SyncRoom, desk: Desk, hub: SampleHub, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    sync(room, desk, settle)
    room.left.open()
    for form in ("csv", "pdf"):
        with qtbot.waitSignal(room.left.written):
            room.left.write(form, tmp_path / f"left.{form}")
            settle()
    rows = list(csv.DictReader((tmp_path / "left.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["alias"], row["state"]) for row in rows] == [("C41P", "Received")]
    assert all(rows[0][each] for each in ("signed_at", "sent_at", "received_at", "sha256"))
    assert (tmp_path / "left.pdf").read_bytes().startswith(b"%PDF")
    names = [each.name for each in hub.hub.people()]
    assert not any(name in (tmp_path / "left.csv").read_text("utf-8-sig") for name in names)
