"""The key of a store: in a keyring or behind a passphrase, never in a plain file, never lost on the way."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.keys import KeyState, KeyVault


class DrawerKeyring(KeyringBackend):
    """A real keyring backend that keeps its secrets in a drawer of this process."""

    priority = 1  # type: ignore[assignment]  # keyring declares a property; its own examples set a number

    def __init__(self) -> None:
        super().__init__()
        self.drawer: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")
        return self.drawer.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.drawer[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.drawer[service, username]


@pytest.fixture
def drawer() -> Iterator[DrawerKeyring]:
    before = keyring.get_keyring()
    made = DrawerKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def code_of(action: object, *arguments: object) -> str:
    with pytest.raises(StoreError) as refused:
        action(*arguments)  # type: ignore[operator]  # any method under test
    assert refused.value.sentence
    assert refused.value.next_step
    return refused.value.code


def test_a_passphrase_opens_the_key_and_nothing_else_does(tmp_path: Path) -> None:
    vault = KeyVault(tmp_path, "desk")
    assert vault.state is KeyState.NEW
    key = vault.create("seven green herons")
    assert len(key) == 32
    again = KeyVault(tmp_path, "desk")
    assert again.state is KeyState.PASSPHRASE
    assert again.unlock("seven green herons") == key
    assert code_of(again.unlock, "seven green heron") == "wrong-passphrase"
    assert code_of(again.unlock, None) == "wrong-passphrase"


def test_the_key_is_in_no_file(tmp_path: Path) -> None:
    key = KeyVault(tmp_path, "desk").create("words")
    (file,) = tmp_path.iterdir()
    text = file.read_text()
    assert key.hex() not in text.lower()
    assert "words" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_words_from_another_keyboard_open_too(tmp_path: Path) -> None:
    key = KeyVault(tmp_path, "desk").create("clé ﬁne")
    assert KeyVault(tmp_path, "desk").unlock("cle\N{COMBINING ACUTE ACCENT} fine") == key


def test_an_empty_passphrase_is_refused(tmp_path: Path) -> None:
    vault = KeyVault(tmp_path, "desk")
    assert code_of(vault.create, "  ") == "empty-passphrase"
    vault.create("words")
    assert code_of(vault.change_passphrase, "words", "") == "empty-passphrase"
    assert vault.unlock("words")


def test_a_changed_passphrase_opens_the_same_key(tmp_path: Path) -> None:
    vault = KeyVault(tmp_path, "desk")
    key = vault.create("old words")
    vault.change_passphrase("old words", "new words")
    assert vault.unlock("new words") == key
    assert code_of(vault.unlock, "old words") == "wrong-passphrase"
    assert code_of(vault.change_passphrase, "old words", "other") == "wrong-passphrase"
    assert vault.unlock("new words") == key


def test_a_second_key_never_replaces_the_first(tmp_path: Path) -> None:
    vault = KeyVault(tmp_path, "desk")
    vault.create("words")
    before = (tmp_path / "key.json").read_bytes()
    assert code_of(vault.create, "words") == "key-exists"
    assert (tmp_path / "key.json").read_bytes() == before


def test_a_keyring_keeps_the_key(tmp_path: Path, drawer: DrawerKeyring) -> None:
    vault = KeyVault(tmp_path, "desk")
    key = vault.create(None)
    assert vault.state is KeyState.KEYRING
    assert KeyVault(tmp_path, "desk").unlock(None) == key
    assert list(drawer.drawer.values()) == [key.hex()]
    assert key.hex() not in (tmp_path / "key.json").read_text()
    drawer.locked = True
    assert code_of(vault.unlock, None) == "keyring-locked"
    drawer.locked = False
    drawer.drawer.clear()
    assert code_of(vault.unlock, None) == "key-missing"


def test_the_key_moves_between_keyring_and_passphrase(tmp_path: Path, drawer: DrawerKeyring) -> None:
    vault = KeyVault(tmp_path, "desk")
    key = vault.create(None)
    vault.change_passphrase(None, "words")
    assert drawer.drawer == {}
    assert vault.unlock("words") == key
    vault.change_passphrase("words", None)
    assert vault.unlock(None) == key


def test_where_there_is_no_keyring_a_passphrase_is_asked_for(tmp_path: Path) -> None:
    vault = KeyVault(tmp_path, "desk")
    assert code_of(vault.create, None) == "no-keyring"
    assert vault.state is KeyState.NEW
    assert vault.create("words")


@pytest.mark.parametrize(
    "spoil",
    ["", "{}", "nonsense", '{"format": "reviewer-key", "version": 2, "wrapped": ""}', "bytes", "costly"],
)
def test_a_damaged_key_file_is_said_to_be_damaged(tmp_path: Path, spoil: str) -> None:
    vault = KeyVault(tmp_path, "desk")
    vault.create("words")
    file = tmp_path / "key.json"
    note = json.loads(file.read_text())
    if spoil == "costly":
        note["kdf"]["n"] = 1 << 40
        spoil = json.dumps(note)
    file.write_bytes(b"\xff\xfe\x00" if spoil == "bytes" else spoil.encode())
    assert code_of(vault.unlock, "words") == "key-damaged"


def test_a_missing_key_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert code_of(KeyVault(tmp_path, "desk").unlock, "words") == "key-missing"
