"""The place of a coordinator's hub: opened, shared, asked by laptops, answered, stopped; by keyboard and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import ReviewerError
from reviewer_app.ui.hosting.ports import Account, LetIn
from reviewer_app.ui.hosting.room import HostingRoom
from tests.ui.hosting.kept import (
    ANNA,
    BO,
    NO_NETWORK,
    NORTH,
    ONE,
    OVER,
    TWO,
    WRONG,
    Kept,
    Settle,
    asks,
    share,
    told,
)


def test_it_is_shared_by_its_passphrase_and_says_where(
    room: HostingRoom, hub: Kept, settle: Settle, qtbot: QtBot
) -> None:
    assert QApplication.focusWidget() is room.share.passphrase
    assert not room.laptops.isVisible()
    qtbot.keyClicks(room.share.passphrase, "hub words")
    qtbot.keyClick(room.share.passphrase, Qt.Key.Key_Return)
    settle()
    assert hub.asked == [("start", "hub words")]
    assert room.share.head.title.text() == "North is shared in this room"
    words = [
        each.accessibleName() for each in room.share.findChildren(type(room.share.text)) if each.isVisible()
    ]
    assert "Address: https://192.168.7.20:8470" in words
    assert "Found as: North District" in words
    assert room.share.passphrase.text() == ""
    assert room.laptops.none.text().startswith("No laptop asks just now.")
    assert QApplication.focusWidget() is room.share.stop


def test_without_a_passphrase_nothing_is_begun(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    room.share.go.click()
    settle()
    assert hub.asked == []
    assert room.share.passphrase.property("wrong") is True


def test_a_hub_in_the_systems_keyring_asks_for_none(
    hub: Kept, show: Callable[[], HostingRoom], settle: Settle
) -> None:
    hub.needs = False
    room = show()
    assert not room.share.passphrase.isVisible()
    assert QApplication.focusWidget() is room.share.go
    room.share.go.click()
    settle()
    assert hub.asked == [("start", None)]


@pytest.mark.parametrize("problem", [WRONG, NO_NETWORK], ids=lambda each: each.code)
def test_what_keeps_it_from_being_shared_is_said_and_can_be_tried_again(
    problem: ReviewerError, room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    hub.trouble["start"] = problem
    share(room, settle)
    assert room.share.note.title.text() == problem.title
    assert room.share.shared is None
    assert QApplication.focusWidget() is room.share.passphrase
    del hub.trouble["start"]
    share(room, settle)
    assert not room.share.note.isVisible()
    assert room.share.shared is not None


def test_a_laptop_is_let_in_for_a_person_and_only_then(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    counted: list[int] = []
    room.waiting.connect(counted.append)
    share(room, settle)
    asks(room, hub, settle, ONE)
    [row] = room.laptops.rows
    assert (row.code.text(), row.code.accessibleName()) == ("794 644", "Code 7 9 4 6 4 4")
    assert row.accessibleName() == "A laptop asks to be paired. Code 7 9 4 6 4 4"
    assert not row.same.isEnabled()
    row.choose(BO.id)
    row.same.setFocus()
    row.same.click()
    settle()
    assert hub.asked[-1] == ("confirm", "one", BO.id)
    assert room.laptops.note.title.text() == "Confirmed"
    assert room.laptops.rows == []
    assert QApplication.focusWidget() is room.laptops.name
    hub.now = replace(hub.now, ended=(LetIn("Paired: a laptop of Bo.", True),))
    room.look()
    settle()
    assert told(room) == ["Paired: a laptop of Bo."]
    assert not room.laptops.note.isVisible()
    assert counted == [1, 0]


def test_one_that_is_not_let_in_after_all_is_told(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    share(room, settle)
    hub.now = replace(hub.now, ended=(LetIn("Not paired: nobody answered.", False),))
    room.look()
    settle()
    assert told(room) == ["Not paired: nobody answered."]


def test_a_laptop_is_refused(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    share(room, settle)
    asks(room, hub, settle, ONE, TWO)
    room.laptops.rows[0].no.click()
    settle()
    assert hub.asked[-1] == ("refuse", "one")
    assert [each.asks for each in room.laptops.rows] == [TWO]
    assert told(room) == ["Refused. The laptop is told so."]


def test_an_answer_that_comes_too_late_is_said(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    hub.trouble["confirm"] = OVER
    share(room, settle)
    asks(room, hub, settle, ONE)
    [row] = room.laptops.rows
    row.choose(ANNA.id)
    row.same.click()
    settle()
    assert room.laptops.note.title.text() == OVER.title
    assert row.same.isEnabled()


def test_what_was_chosen_outlives_a_look_and_a_new_account(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    share(room, settle)
    asks(room, hub, settle, ONE)
    room.laptops.rows[0].choose(BO.id)
    room.look()
    settle()
    room.laptops.name.setText("  Cleo ")
    room.laptops.add.click()
    settle()
    assert hub.asked[-1] == ("add", "Cleo")
    [row] = room.laptops.rows
    assert (row.person, [each.name for each in row.people]) == (BO.id, ["Anna", "Bo", "Cleo"])
    assert told(room) == ["Cleo has an account now."]
    assert room.laptops.name.text() == ""
    assert room.laptops.count.text() == "3 people have an account at this hub."


def test_nobody_is_added_without_a_name(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    share(room, settle)
    room.laptops.add.click()
    settle()
    assert hub.asked == [("start", "hub words")]
    assert room.laptops.name.property("wrong") is True


def test_an_account_that_cannot_be_made_is_said(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    hub.trouble["add"] = OVER
    share(room, settle)
    room.laptops.name.setText("Cleo")
    room.laptops.add.click()
    settle()
    assert room.laptops.note.title.text() == OVER.title
    assert (room.laptops.name.text(), room.laptops.add.isEnabled()) == ("Cleo", True)


def test_two_of_one_name_can_be_told_apart(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    hub.now = replace(hub.now, people=(Account("a-1111", "Anna"), Account("a-2222", "Anna"), BO))
    share(room, settle)
    asks(room, hub, settle, ONE)
    [row] = room.laptops.rows
    shown = [each.text() for each in row.whose.menu().actions()]
    assert shown == ["Whose laptop is it?", "Anna · 1111", "Anna · 2222", "Bo"]


def test_where_nobody_has_an_account_no_laptop_can_be_let_in(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    hub.now = replace(hub.now, people=())
    share(room, settle)
    asks(room, hub, settle, ONE)
    [row] = room.laptops.rows
    assert not row.whose.isEnabled()
    assert not row.same.isEnabled()
    assert room.laptops.none.isVisible()
    assert "nobody has an account here yet" in room.laptops.none.text()


def test_where_it_cannot_be_found_the_address_is_to_be_typed(
    room: HostingRoom, hub: Kept, settle: Settle
) -> None:
    hub.now = replace(hub.now, announced_as="", unheard="This network keeps programs apart.")
    share(room, settle)
    assert room.share.unheard.sentence.text() == "This network keeps programs apart."
    assert "address typed" in room.share.unheard.next_step.text()
    hub.now = NORTH
    room.look()
    settle()
    assert not room.share.unheard.isVisible()


def test_sharing_is_stopped_by_its_key_and_what_asked_is_gone(
    room: HostingRoom, hub: Kept, settle: Settle, qtbot: QtBot
) -> None:
    share(room, settle)
    asks(room, hub, settle, ONE)
    qtbot.keyClick(
        room, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    settle()
    assert hub.asked[-1] == ("stop",)
    assert room.share.shared is None
    assert not room.laptops.isVisible()
    assert room.laptops.rows == []


def test_a_hub_that_is_shared_already_is_shown_so_at_once(
    hub: Kept, show: Callable[[], HostingRoom], settle: Settle
) -> None:
    hub.open = True
    hub.now = replace(NORTH, asking=(ONE,))
    room = show()
    assert hub.asked == []
    assert [each.asks for each in room.laptops.rows] == [ONE]


def test_a_hub_that_went_away_by_itself_is_shown_so(room: HostingRoom, hub: Kept, settle: Settle) -> None:
    share(room, settle)
    hub.open = False
    room.look()
    settle()
    assert room.share.go.isVisible()
    assert not room.laptops.isVisible()
