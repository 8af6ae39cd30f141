"""Help behind F1: what the screen is for, its keys, a box to find one, and the sheet to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.commands.help_texts import help_for
from reviewer_app.ui.commands.key_sheet import KeySheet
from reviewer_app.ui.commands.printing import chapters
from reviewer_app.ui.places import DECIDED, LEAVING, QUEUE, SEARCH, SETTINGS, SYNC
from tests.ui.commands.conftest import Window

PLACES = {
    "queue": QUEUE,
    "decided": DECIDED,
    "sync-room": SYNC,
    "settings": SETTINGS,
    "search": SEARCH,
    "leaving": LEAVING,
}


def sheet(window: Window) -> KeySheet:
    window.press("F1")
    found = [each for each in window.shell.findChildren(KeySheet) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def words(found: KeySheet) -> set[str]:
    return {label.text() for label in found.findChildren(QLabel) if label.isVisibleTo(found)}


@pytest.mark.parametrize("where", PLACES)
def test_each_place_is_explained_with_its_keys(window: Window, where: str) -> None:
    window.space.go_to(PLACES[where])
    window.settle()
    told = words(sheet(window))
    assert set(help_for(where).about) <= told
    assert "What to do first" in told
    assert "Lock the store" in told


def test_the_review_room_and_its_recordings_are_explained(window: Window) -> None:
    window.review()
    told = words(sheet(window))
    assert set(help_for("review").about) <= told
    assert {"1 … 9", "Cite for this criterion", "Play or pause", "Captions"} <= told


def test_the_door_is_explained_without_what_is_behind_it(window: Window) -> None:
    window.shell.lock()
    window.settle()
    found = sheet(window)
    told = words(found)
    assert set(help_for("door").about) <= told
    assert "Lock the store" not in told
    assert "Close Reviewer" in told


def test_a_few_letters_leave_the_keys_that_fit(window: Window) -> None:
    window.review()
    found = sheet(window)
    found.field.setText("cite")
    found.field._tell()
    told = words(found)
    assert "Cite for this criterion" in told
    assert "Undo" not in told
    assert "Decision" not in told
    assert not found.help.isVisibleTo(found)
    found.field.setText("nothing like it")
    found.field._tell()
    assert found.nothing.isVisibleTo(found)
    found.field.clear()
    found.field._tell()
    assert "Undo" in words(found)


def test_escape_empties_the_box_and_then_closes(window: Window) -> None:
    found = sheet(window)
    window.type("sync")
    window.press("Esc")
    assert found.isVisible()
    window.press("Esc")
    assert not [each for each in window.shell.findChildren(KeySheet) if each.isVisible()]


def test_the_sheet_leads_to_where_keys_are_changed(window: Window) -> None:
    found = sheet(window)
    next(each for each in found.buttons() if "Change keys" in each.text()).click()
    window.settle()
    assert window.space.place == SETTINGS
    window.in_front()
    assert QApplication.focusWidget() is window.space.settings.keys.field


def test_the_sheet_is_saved_and_says_where(window: Window, tmp_path: Path) -> None:
    window.ask("save the key sheet")
    window.press("Return")
    found = next(each for each in window.shell.findChildren(KeySheet) if each.isVisible())
    dialog = found.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "keys.pdf"))
    dialog.reject()
    window.settle()
    ((told, target),) = window.printed
    assert target == tmp_path / "keys.pdf"
    assert told == chapters()
    assert found.note.title.text() == "Key sheet saved"
    assert str(target) in found.note.sentence.text()


def test_a_sheet_that_cannot_be_written_says_why(window: Window, tmp_path: Path) -> None:
    def full(_chapters: object, _target: Path) -> Path:
        raise StoreError(
            "letter-not-written", "The PDF was not written", "The disk is full.", "Free some space."
        )

    desk = window.shell._desk
    assert desk is not None
    object.__setattr__(desk, "write_key_sheet", full)
    found = sheet(window)
    window.shell.front.write_keys(found, desk, tmp_path / "keys.pdf")
    window.settle()
    assert found.note.title.text() == "The PDF was not written"


def test_what_is_printed_has_a_key_and_no_chapter_is_empty() -> None:
    told = chapters()
    assert {"Judging", "Evidence", "Window", "In a recording"} <= {title for title, _rows in told}
    assert all(rows and all(key and text for key, text in rows) for _title, rows in told)


@pytest.mark.parametrize("scale", [90, 200])
def test_the_sheet_fits_the_window_at_every_size(window: Window, scale: int) -> None:
    window.preferences.change(text_scale=scale)
    window.settle()
    found = sheet(window)
    assert found.height() <= window.shell.height()
    for label in found.findChildren(QLabel):
        if label.property("role") == "key" and label.isVisibleTo(found):
            assert label.width() >= label.sizeHint().width(), label.text()
