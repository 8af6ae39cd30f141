"""Submissions given to people from the window, undone, taken back, refused, stopped; by key and in words."""

from __future__ import annotations

import threading
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import FileError
from reviewer_app.ui.hosting.ports import GiveTo, Load
from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.jobs import Lane
from tests.ui.hosting.at_work import choose, doings, give, shown
from tests.ui.hosting.held import HAS_IT, Held, having, row
from tests.ui.hosting.kept import OVER, Kept, Settle

Key, Mod = Qt.Key, Qt.KeyboardModifier
HOLEY = FileError("holey", "This bundle is not whole", "2 of its files are elsewhere.", "Take the whole one.")
GIVEN_BY_POLICY = GiveTo("id-bo", "assessor", None, by_policy=True)


def test_several_are_given_to_who_has_least_by_keyboard(
    work: HostingRoom, held: Held, settle: Settle, qtbot: QtBot
) -> None:
    table = work.work.list.table
    qtbot.keyClick(table, Key.Key_Down)
    qtbot.keyClick(table, Key.Key_Down, Mod.ShiftModifier)
    settle()
    assert work.work.chosen.text() == "2 submissions chosen"
    qtbot.keyClick(table, Key.Key_Return)
    settle()
    page = work.work.giving
    assert page.heading.text() == "Give 2 submissions to"
    assert page.which.text() == "H002, H003"
    assert [page.people.item(at).text() for at in range(2)] == [
        "Bo · nothing open",
        "Anna · 2 submissions open",
    ]
    assert (page.person, page.give.isEnabled()) == ("", False)
    assert QApplication.focusWidget() is page.people
    qtbot.keyClick(page.people, Key.Key_Return)
    assert doings(held) == []
    qtbot.keyClick(page.people, Key.Key_Space)
    qtbot.keyClick(page.people, Key.Key_Return)
    settle()
    assert doings(held) == [("give", ("id-2", "id-3"), GIVEN_BY_POLICY)]
    assert work.work.note.title.text() == "Bo now has 2 submissions"
    assert shown(work) == ["H001"]
    assert work.work.totals.text() == "3 submissions; nobody has 1."
    assert QApplication.focusWidget() is table


def test_a_role_and_a_day_can_be_chosen_too(work: HostingRoom, held: Held, settle: Settle) -> None:
    choose(work, 0)
    work.work.ask_to_give()
    settle()
    page = work.work.giving
    assert page.heading.text() == "Give H001 to"
    assert page.due.menu().actions()[2].text() == "Fri 4 Dec (5 business days)"
    page.role.choose("adjudicator")
    page.due.choose("5")
    page.people.setCurrentRow(1)
    page.give.click()
    settle()
    assert doings(held) == [("give", ("id-1",), GiveTo("id-anna", "adjudicator", date(2026, 12, 4), False))]
    assert work.work.note.title.text() == "Anna now has H001"


def test_what_was_given_is_undone_by_one_press(
    work: HostingRoom, held: Held, settle: Settle, qtbot: QtBot
) -> None:
    choose(work, 0, 1)
    give(work, settle)
    qtbot.keyClick(work, Key.Key_Z, Mod.ControlModifier)
    settle()
    assert doings(held)[-1] == ("undo", ("id-1", "id-2"), "id-bo")
    assert work.work.note.title.text() == "Undone: 2 submissions are not Bo’s any more"
    assert shown(work) == ["H001", "H002", "H003"]
    assert not work.work.can_undo


def test_what_the_hub_refuses_is_told_in_its_words_and_the_others_are_given(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    held.kept = {"id-1": HAS_IT, "id-3": HAS_IT}
    choose(work, 0, 1, 2)
    give(work, settle)
    note = work.work.note
    assert note.title.text() == "Bo now has H002"
    assert note.sentence.text().endswith(
        "Not H001, H003: they have it already. A person has a submission once. Leave it with them."
    )
    held.kept["id-2"] = HAS_IT
    choose(work, 0)
    give(work, settle)
    assert note.title.text() == "Nothing was given"
    assert not work.work.can_undo


def test_a_person_who_can_be_given_nothing_is_said_and_another_can_be_chosen(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    held.trouble["give"] = OVER
    choose(work, 0)
    give(work, settle)
    assert work.work.note.title.text() == OVER.title
    assert work.work.pages.page() is work.work.giving
    assert work.work.giving.give.isEnabled()


def test_giving_many_shows_how_far_it_is_and_can_be_stopped(
    work: HostingRoom, held: Held, settle: Settle, qtbot: QtBot
) -> None:
    held.rows, held.hold = [row(number) for number in range(1, 351)], threading.Event()
    work.work.refresh()
    settle()
    work.work.list.table.selectAll()
    work.work.ask_to_give()
    settle()
    assert len(work.work.giving.rows) == 350  # those too that were never looked at
    work.work.giving.people.setCurrentRow(0)
    work.work.giving.give.click()
    progress = work.work.progress
    assert progress is not None
    qtbot.waitUntil(lambda: progress.amount.text() != "")
    progress.stop.click()
    settle()
    assert work.work.note.title.text() == "Nothing was given"
    assert "You stopped" in work.work.note.sentence.text()
    assert work.work.progress is None


def test_esc_leaves_everything_with_nobody(
    work: HostingRoom, held: Held, settle: Settle, qtbot: QtBot
) -> None:
    choose(work, 0)
    work.work.ask_to_give()
    settle()
    qtbot.keyClick(work.work.giving.people, Key.Key_Escape)
    assert work.work.at_list
    assert doings(held) == []


def test_somebody_new_is_added_where_work_is_given(
    work: HostingRoom, hub: Kept, held: Held, settle: Settle
) -> None:
    held.people.clear()
    choose(work, 0)
    work.work.ask_to_give()
    settle()
    page = work.work.giving
    assert page.nobody.isVisible()
    assert QApplication.focusWidget() is page.name
    page.add.click()
    assert page.name.property("wrong") is True
    page.name.setText(" Cleo ")
    held.people.append(Load("id-Cleo", "Cleo", 0))
    page.add.click()
    settle()
    assert hub.asked[-1] == ("add", "Cleo")
    assert (page.person, page.name.text()) == ("id-Cleo", "")


def test_work_is_taken_back_with_a_reason_from_whom_one_chooses(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    anna, bo = having("id-anna", "Anna"), having("id-bo", "Bo")
    held.rows = [row(1, anna), row(2, anna, bo), row(3, having("id-anna", "Anna", decided=True)), row(4)]
    work.work.show_which("all")
    settle()
    choose(work, 2, 3)
    assert not work.work.can_take_back
    choose(work, 0, 1, 2, 3)
    work.work.ask_to_take_back()
    page = work.work.taking
    assert page.heading.text() == "Take 2 submissions back from Anna?"
    assert page.whose is not None
    page.whose.choose("id-bo")
    page.whose.chosen.emit("id-bo")
    assert page.heading.text() == "Take H002 back from Bo?"
    page.take.click()
    assert page.reason.property("wrong") is True
    page.reason.setText("Handed in twice.")
    page.take.click()
    settle()
    assert doings(held) == [("take back", ("id-2",), "id-bo", "Handed in twice.")]
    assert work.work.note.title.text() == "Taken back from Bo: 1 submission"


def test_locking_stops_what_goes_on(work: HostingRoom, held: Held, settle: Settle) -> None:
    held.rows, held.hold = [row(number) for number in range(1, 151)], threading.Event()
    work.work.refresh()
    settle()
    work.work.list.table.selectAll()
    work.work.ask_to_give()
    settle()
    work.work.giving.people.setCurrentRow(0)
    work.work.giving.give.click()
    work.leave()
    settle()
    assert not work._jobs.busy(Lane.HUB)
    assert all(not each.having for each in held.rows)
