"""The door: making a store, unlocking it, and every reason why it stays shut, in plain words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reviewer_app.domain.errors import StoreError
from reviewer_app.ui.jobs import Jobs
from reviewer_app.ui.passphrase import SHORTEST, PassphraseField, strength
from reviewer_app.ui.ports import Desk, Kept
from reviewer_app.ui.unlock import DoorScreen
from tests.ui.doubles import SampleHome

Settle = Callable[[], None]
Opened = list[Desk]


@pytest.fixture
def stand(lanes: Jobs, settle: Settle, qtbot: QtBot) -> Callable[[SampleHome], tuple[DoorScreen, Opened]]:
    def make(home: SampleHome) -> tuple[DoorScreen, Opened]:
        door, opened = DoorScreen(home.door(), lanes), Opened()
        qtbot.addWidget(door)
        door.opened.connect(opened.append)
        door.resize(900, 700)
        door.show()
        door.start()
        settle()
        return door, opened

    return make


Stand = Callable[[SampleHome], tuple[DoorScreen, Opened]]


def test_a_keyring_opens_the_store_by_itself(stand: Stand) -> None:
    _door, opened = stand(SampleHome(Kept.KEYRING))
    assert len(opened) == 1


def test_the_right_passphrase_opens_and_is_not_kept_in_the_field(
    stand: Stand, settle: Settle, qtbot: QtBot
) -> None:
    door, opened = stand(SampleHome())
    assert door.passphrase.hasFocus()
    qtbot.keyClicks(door.passphrase, "correct horse battery")
    qtbot.keyClick(door.passphrase, Qt.Key.Key_Return)
    settle()
    assert len(opened) == 1
    assert door.passphrase.text() == ""


def test_a_wrong_passphrase_is_told_beside_the_field(stand: Stand, settle: Settle, qtbot: QtBot) -> None:
    door, opened = stand(SampleHome())
    qtbot.keyClicks(door.passphrase, "wrong")
    door.unlock_button.click()
    settle()
    assert opened == []
    assert door.pages.page() is door.unlocking
    assert "does not fit" in door.unlock_problem.text()
    assert door.passphrase.hasFocus()
    qtbot.keyClicks(door.passphrase, "correct horse battery")
    qtbot.keyClick(door.passphrase, Qt.Key.Key_Return)
    settle()
    assert len(opened) == 1


@pytest.mark.parametrize(
    "code",
    ["already-open", "store-newer", "store-damaged", "key-damaged", "key-missing", "read-only", "disk-full"],
)
def test_a_store_that_stays_shut_says_why_and_what_to_do(
    stand: Stand, settle: Settle, qtbot: QtBot, code: str
) -> None:
    home = SampleHome(
        Kept.KEYRING, trouble=StoreError(code, f"Title of {code}", "Why it is so.", "What to do.")
    )
    door, opened = stand(home)
    assert door.pages.page() is door.shut
    assert door.shut.accessibleName() == f"Title of {code}. Why it is so. What to do."
    assert door.try_again.hasFocus()
    home.trouble = None
    qtbot.keyClick(door.try_again, Qt.Key.Key_Space)
    settle()
    assert len(opened) == 1


def test_a_new_home_asks_who_keeps_the_key(stand: Stand, settle: Settle) -> None:
    home = SampleHome(Kept.NEW)
    door, opened = stand(home)
    assert door.pages.page() is door.creating
    assert door.by_keyring.hasFocus()
    door.create_button.click()
    settle()
    assert len(opened) == 1
    assert home.kept is Kept.KEYRING
    assert door.kept is Kept.KEYRING


def test_a_system_without_a_keyring_asks_for_a_passphrase_instead(stand: Stand, settle: Settle) -> None:
    door, opened = stand(SampleHome(Kept.NEW, no_keyring=True))
    door.create_button.click()
    settle()
    assert opened == []
    assert door.by_passphrase.isChecked()
    assert not door.by_keyring.isEnabled()
    assert "Choose a passphrase" in door.create_problem.text()
    assert door.first.hasFocus()


def test_a_new_passphrase_must_be_typed_twice_the_same(stand: Stand, settle: Settle, qtbot: QtBot) -> None:
    home = SampleHome(Kept.NEW)
    door, opened = stand(home)
    door.by_passphrase.setChecked(True)
    qtbot.keyClicks(door.first, "short")
    door.create_button.click()
    settle()
    assert opened == []
    assert "Too short" in door.strength.text()
    door.first.clear()
    qtbot.keyClicks(door.first, "an apple and a pear")
    qtbot.keyClicks(door.second, "an apple and a bear")
    door.create_button.click()
    settle()
    assert opened == []
    assert "not the same" in door.create_problem.text()
    door.second.clear()
    qtbot.keyClicks(door.second, "an apple and a pear")
    qtbot.keyClick(door.second, Qt.Key.Key_Return)
    settle()
    assert len(opened) == 1
    assert home.passphrase == "an apple and a pear"
    assert door.first.text() == door.second.text() == ""
    assert door.kept is Kept.PASSPHRASE


def test_after_locking_nothing_opens_by_itself(stand: Stand, settle: Settle, qtbot: QtBot) -> None:
    door, opened = stand(SampleHome(Kept.KEYRING))
    door.locked(Kept.KEYRING)
    settle()
    assert len(opened) == 1
    assert door.passphrase.isHidden()
    assert door.unlock_button.hasFocus()
    qtbot.keyClick(door.unlock_button, Qt.Key.Key_Space)
    settle()
    assert len(opened) == 2


def test_the_passphrase_can_be_looked_at(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field._turn()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert field._eye.accessibleName() == "Hide the passphrase"
    field._turn()
    assert field.echoMode() is QLineEdit.EchoMode.Password


@given(st.text(max_size=40))
def test_strength_always_has_words_and_never_takes_a_short_one(text: str) -> None:
    fits, tone, words = strength(text)
    assert words
    assert tone in ("muted", "bad", "warn", "ok")
    assert not (fits and len(text) < SHORTEST)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("aaaaaaaaaaaaaaaaaaaa", "Too simple"),
        ("seventeen", "Too short"),
        ("bluemountain", "Fair"),
        ("four green words here", "Strong"),
    ],
)
def test_strength_is_said_in_words(text: str, words: str) -> None:
    assert words in strength(text)[2]
