"""The submissions of a coordinator's hub in the window: opened, brought in, found, each state in words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import FileError
from reviewer_app.ui.hosting.acts import HOSTING_ACTS
from reviewer_app.ui.hosting.held_words import due, part, who
from reviewer_app.ui.hosting.ports import GiveTo, HeldAsked
from reviewer_app.ui.hosting.room import HostingRoom
from reviewer_app.ui.words import count_words
from tests.ui.hosting.at_work import choose, shown
from tests.ui.hosting.held import NOW, Held, having, row
from tests.ui.hosting.kept import OVER, WRONG, Kept, Settle, share

Key, Mod = Qt.Key, Qt.KeyboardModifier
HOLEY = FileError("holey", "This bundle is not whole", "2 of its files are elsewhere.", "Take the whole one.")
GIVEN_BY_POLICY = GiveTo("id-bo", "assessor", None, by_policy=True)


def test_it_is_opened_for_this_laptop_alone_by_key(
    held: Held, show: Callable[[], HostingRoom], hub: Kept, settle: Settle, qtbot: QtBot
) -> None:
    room = show()
    assert not room.working
    assert {each.id for each in HOSTING_ACTS if not each.when(room)} == {
        *("bring", "bring-folder", "search", "give", "take-back", "undo", "show-free", "show-all", "back-up")
    }
    qtbot.keyClicks(room.share.passphrase, "hub words")
    qtbot.keyClick(room, Key.Key_O, Mod.ControlModifier)
    settle()
    assert held.asked[0] == ("open", "hub words")
    assert hub.asked == []
    assert room.share.head.title.text() == "North is open on this laptop"
    assert (room.share.passphrase.text(), room.share.passphrase.isVisible()) == ("", False)
    assert shown(room) == ["H001", "H002", "H003"]
    assert room.work.totals.text() == "3 submissions; nobody has 3."
    assert QApplication.focusWidget() is room.work.list.table
    room.open_hub()
    assert [each for each in held.asked if each[0] == "open"] == [("open", "hub words")]


def test_without_its_passphrase_it_stays_closed(
    held: Held, show: Callable[[], HostingRoom], settle: Settle
) -> None:
    room = show()
    room.open_hub()
    assert held.asked == []
    assert room.share.passphrase.property("wrong") is True
    held.trouble["open"] = WRONG
    room.share.passphrase.setText("other words")
    room.open_hub()
    settle()
    assert room.share.note.title.text() == WRONG.title
    assert not room.working
    assert room.dropped([Path("one.reviewbundle")])
    assert room.share.note.title.text() == "The hub is closed"
    assert [each[0] for each in held.asked] == ["open"]


def test_shared_it_is_open_for_work_too_and_stays_so_when_that_ends(
    held: Held, show: Callable[[], HostingRoom], settle: Settle
) -> None:
    room = show()
    share(room, settle)
    assert room.working
    room.turn()
    settle()
    assert room.working
    assert room.share.head.title.text() == "North is open on this laptop"
    assert not room.share.passphrase.isVisible()


def test_work_stands_beside_the_rest_where_there_is_room(work: HostingRoom, settle: Settle) -> None:
    work.resize(1200, 760)
    settle()
    assert work.beside.two
    assert work.work.geometry().right() < work.share.geometry().left()
    work.resize(800, 760)
    settle()
    assert not work.beside.two
    assert work.share.geometry().bottom() < work.work.geometry().top() < work.sticks.geometry().top()


def test_what_is_dropped_is_taken_in_and_each_refusal_is_named(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    held.trouble["bad.zip"] = HOLEY
    assert work.dropped([Path("one.reviewbundle"), Path("bad.zip"), Path("two.reviewbundle")])
    settle()
    panel = work.work.importing
    assert panel.summary.title.text() == "2 submissions taken in"
    [refused] = panel.refused
    assert refused.accessibleName() == f"bad.zip: {HOLEY.title} {HOLEY.sentence} {HOLEY.next_step}"
    assert shown(work) == ["H001", "H002", "H003", "H004", "H005"]


def test_many_refusals_are_counted_and_can_be_copied_whole(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    names = [f"bad-{number}.zip" for number in range(60)]
    held.trouble |= dict.fromkeys(names, HOLEY)
    work.dropped([Path(name) for name in names])
    settle()
    last = work.work.importing.refused[-1]
    assert last.next_step.text().endswith("bad-22.zip and 37 others.")
    last.stops[-1].click()  # type: ignore[attr-defined]  # the button that copies
    told = QGuiApplication.clipboard().text().splitlines()
    assert len(told) == 60
    assert told[-1] == f"bad-59.zip: {HOLEY.title}. {HOLEY.sentence} {HOLEY.next_step}"


def test_two_refusals_do_not_make_the_whole_page_scroll(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    work.resize(1126, 768)
    held.trouble |= dict.fromkeys(("one.zip", "two.zip"), HOLEY)
    work.dropped([Path("one.zip"), Path("two.zip")])
    settle()
    assert work.beside.two
    page = work.beside.parentWidget()
    assert page is not None
    assert page.height() == page.parentWidget().height()


def test_each_empty_state_says_what_to_do(work: HostingRoom, held: Held, settle: Settle) -> None:
    page = work.work.list

    def said() -> str:
        front: QWidget | None = page._stack.currentWidget()
        assert front is not None
        return front.accessibleName()

    page.search.setText("nothing like this")
    page.search.returnPressed.emit()
    settle()
    assert said().startswith("No submission matches.")
    page._clear()
    settle()
    assert said() == "Submissions at the hub"
    held.rows = [row(1, having("id-bo", "Bo"))]
    page.refresh()
    settle()
    assert said().startswith("Nothing waits to be given.")
    page._show_all.click()
    settle()
    assert shown(work) == ["H001"]
    held.rows = []
    page.refresh()
    settle()
    assert said().startswith("The hub holds no submission yet.")
    held.trouble["size"] = OVER
    page.refresh()
    settle()
    assert said() == f"{OVER.title}. {OVER.sentence} {OVER.next_step}"


def test_ten_thousand_are_read_a_page_at_a_time_off_the_gui_thread(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    held.rows = [row(number) for number in range(1, 10_001)]
    held.asked.clear()
    work.work.refresh()
    settle()
    table = work.work.list.table
    table.selectAll()
    settle()
    assert work.work.chosen.text() == f"{count_words(10_000, '', 'submissions')} chosen"
    assert [each[1] for each in held.asked if each[0] == "page"] == [0]
    table.scrollToBottom()
    settle()
    asked = [each[1] for each in held.asked if each[0] == "page"]
    assert 9_900 in asked
    assert len(asked) <= 3  # what lies between was never looked at
    assert threading.get_ident() not in held.threads


def test_a_list_that_is_read_again_keeps_nothing_chosen(
    work: HostingRoom, held: Held, settle: Settle
) -> None:
    choose(work, 0, 1)
    held.rows = [row(7), row(8), row(9)]
    work.work.refresh()
    settle()
    assert work.work.list.many == 0
    assert not work.work.can_give


def test_who_has_it_is_said_without_what_they_scored() -> None:
    late, anna = having("a", "Anna", due=date(2026, 11, 20)), having("b", "Bo", decided=True)
    assert [who(row(1, *each)).text for each in ((), (anna,), (anna, late), (anna, late, late))] == [
        "Nobody",
        "Bo",
        "Bo, Anna",
        "Bo and 2 more",
    ]
    today = NOW.date()
    assert due(row(1, late, anna), today).text.endswith("· late")
    assert [due(row(1, each), today).text for each in (anna, having("c", "Cleo"))] == [
        "Decided",
        "No due date",
    ]
    assert part(anna) == "Bo: round 1, decided"
    assert HeldAsked().free
