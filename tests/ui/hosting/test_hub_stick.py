"""A coordinator answers sticks from the window: with the hub shared or not, letting laptops in, stopped, failing."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from reviewer_app.exchange.failures import line_error
from reviewer_app.ui.hosting.ports import Asks
from reviewer_app.ui.hosting.room import HostingRoom
from tests.ui.hosting.kept import (
    ANNA,
    BO,
    Kept,
    Settle,
    share,
)

STICK = Path("/media/blue")
ON_STICK = Asks("device", "K7QA-34MC")


def test_a_stick_is_answered_without_sharing_the_hub(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    room.sticks.visit(STICK)
    assert room.share.note.title.text() == "The passphrase is needed first"
    assert hub.asked == []
    room.share.passphrase.setText("hub words")
    room.sticks.everyone.setChecked(True)
    room.sticks.visit(STICK)
    settle()
    assert hub.asked == [("visit", str(STICK), "hub words", "all")]
    note = room.sticks.note
    assert (note.title.text(), note.sentence.text()) == (
        "Done: it can be pulled out now",
        "4 records received from 1 laptop, 0 refused.",
    )
    assert not room.sticks.busy


def test_while_the_hub_is_shared_a_stick_needs_no_passphrase(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    share(room, settle)
    room.sticks.visit(STICK)
    settle()
    assert hub.asked[-1] == ("visit", str(STICK), None, "")


def test_a_laptop_that_asks_by_stick_is_let_in_and_the_hubs_code_is_told(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    hub.stick = replace(hub.stick, asking=(ON_STICK,), people=(ANNA, BO))
    share(room, settle)
    room.sticks.visit(STICK)
    settle()
    [row] = room.sticks.rows
    assert row.code.text() == "K7QA-34MC"
    assert room.sticks.note.title.text() == "Done; before it is pulled out, answer who asks below"
    assert not row.same.isEnabled()
    row.choose(ANNA.id)
    row.same.click()
    settle()
    assert hub.asked[-1] == ("welcome", str(STICK), "K7QA-34MC", ANNA.id, None)
    assert room.sticks.rows == []
    assert room.sticks.note.title.text() == "That laptop will ask for this hub’s code: 9ZQK-4HTP"


def test_one_that_is_refused_at_a_stick_stays_unpaired(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    hub.stick = replace(hub.stick, asking=(ON_STICK,), people=(ANNA,))
    share(room, settle)
    room.sticks.visit(STICK)
    settle()
    room.sticks.rows[0].no.click()
    settle()
    assert room.sticks.rows == []
    assert [words[0] for words in hub.asked] == ["start", "visit"]


def test_what_went_wrong_at_a_stick_is_said_with_what_was_done(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    hub.stick = replace(hub.stick, problem=line_error("road-full"))
    share(room, settle)
    room.sticks.visit(STICK)
    settle()
    assert room.sticks.note.sentence.text().startswith("4 records received from 1 laptop, 0 refused. ")


def test_a_stick_that_is_gone_is_said_and_can_be_chosen_again(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    hub.trouble["visit"] = line_error("road-gone")
    share(room, settle)
    room.sticks.visit(STICK)
    settle()
    assert room.sticks.note.title.text() == line_error("road-gone").title
    assert room.sticks.choose.isEnabled()


def test_carrying_can_be_stopped(room: HostingRoom, hub: Kept, settle: Settle, qtbot: QtBot) -> None:
    hub.hold = threading.Event()
    share(room, settle)
    room.sticks.visit(STICK)
    qtbot.waitUntil(
        lambda: room.sticks.progress is not None and "Reading" in room.sticks.progress.doing.text()
    )
    assert not room.sticks.choose.isEnabled()
    assert room.sticks.progress is not None
    room.sticks.progress.stop.click()
    settle()
    assert room.sticks.note.title.text() == "Stopped"
    assert room.sticks.choose.isEnabled()
    assert room.sticks.progress is None
