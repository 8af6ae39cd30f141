"""Where a 32-byte key is kept: in the system's keyring, or wrapped by a passphrase; never in a plain file."""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from reviewer_app.domain.errors import StoreError
from reviewer_app.vault.durable import sync_file, sync_folders

KEY_BYTES = 32
SERVICE = "Reviewer"
SCRYPT = {"n": 1 << 15, "r": 8, "p": 1}


class KeyState(StrEnum):
    """How a key is kept, or that there is none yet."""

    NEW = "new"
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"


class KeyVault:
    """Keeps one key by name; ``key.json`` in the folder says how, and holds it only wrapped."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / "key.json"
        self._name = name

    @property
    def state(self) -> KeyState:
        """How the key is kept; NEW when there is none."""
        if not self._file.exists():
            return KeyState.NEW
        return KeyState.PASSPHRASE if "wrapped" in self._note() else KeyState.KEYRING

    def create(self, passphrase: str | None) -> bytes:
        """A new random key, kept in the keyring (None) or wrapped by the passphrase."""
        if self._file.exists():
            raise StoreError(
                "key-exists",
                "There is a store here already",
                "This folder holds the key of a store.",
                "Unlock that store, or choose another folder.",
            )
        _check_passphrase(passphrase)
        key = secrets.token_bytes(KEY_BYTES)
        self._keep(key, passphrase)
        return key

    def unlock(self, passphrase: str | None) -> bytes:
        """The key, from the keyring or with the passphrase."""
        if not self._file.exists():
            raise StoreError(
                "key-missing",
                "The key of this store is missing",
                f"“{self._file.name}” is not where it should be.",
                "Put back the folder from a backup; without its key the store cannot be read.",
            )
        note = self._note()
        if "wrapped" in note:
            return unwrapped(note, passphrase or "")
        return self._from_keyring(str(note["entry"]))

    def change_passphrase(self, old: str | None, new: str | None) -> None:
        """Keep the same key another way; the old way works until the new one is durable."""
        _check_passphrase(new)
        before = self._note()
        self._keep(self.unlock(old), new)
        if "entry" in before:
            self._forget(str(before["entry"]))

    def _keep(self, key: bytes, passphrase: str | None) -> None:
        if passphrase is None:
            entry = f"{self._name}-{secrets.token_hex(8)}"
            self._to_keyring(entry, key)
            note: dict[str, Any] = {"format": "reviewer-key", "version": 1, "entry": entry}
        else:
            note = wrapped(key, passphrase)
        fresh = self._file.with_name("key.json.new")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(fresh, "w", encoding="utf-8", opener=_owners_only) as out:
                json.dump(note, out)
                out.flush()
                sync_file(out.fileno())
            fresh.replace(self._file)
            sync_folders([self._file.parent])
        except OSError as problem:
            fresh.unlink(missing_ok=True)
            raise StoreError(
                "disk",
                "The key could not be kept",
                f"The folder cannot be written ({problem.strerror}).",
                "Free some space or choose another folder; nothing was changed.",
            ) from problem

    def _note(self) -> dict[str, Any]:
        try:
            note = json.loads(self._file.read_text(encoding="utf-8"))
            if (
                note["format"] == "reviewer-key"
                and note["version"] == 1
                and ("wrapped" in note or "entry" in note)
            ):
                return dict(note)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        raise StoreError(
            "key-damaged",
            "The key file is damaged",
            f"“{self._file.name}” cannot be read as a key.",
            "Put it back from a backup; the store itself is untouched.",
        )

    def _to_keyring(self, entry: str, key: bytes) -> None:
        import keyring  # 130 ms, and only where the keyring is used
        import keyring.errors

        try:
            keyring.set_password(SERVICE, entry, key.hex())
            if keyring.get_password(SERVICE, entry) == key.hex():
                return
        except keyring.errors.KeyringError:
            pass
        raise StoreError(
            "no-keyring",
            "This system offers no keyring",
            "There is no place the system keeps secrets for programs, or it is locked.",
            "Choose a passphrase instead.",
        )

    def _from_keyring(self, entry: str) -> bytes:
        import keyring  # as above
        import keyring.errors

        try:
            found = keyring.get_password(SERVICE, entry)
        except keyring.errors.KeyringError as problem:
            raise StoreError(
                "keyring-locked",
                "The system's keyring is locked",
                "The key of this store is in the system's keyring, which does not open.",
                "Unlock the keyring (sign in to your desktop), then try again.",
            ) from problem
        if found is None or len(found) != 2 * KEY_BYTES:
            raise StoreError(
                "key-missing",
                "The key of this store is missing",
                "The system's keyring no longer holds it.",
                "Sign in as the person who made the store, or put the keyring back from a backup.",
            )
        return bytes.fromhex(found)

    def _forget(self, entry: str) -> None:
        import keyring  # as above
        import keyring.errors

        try:
            keyring.delete_password(SERVICE, entry)
        except keyring.errors.KeyringError:
            return  # an entry that stays behind opens nothing that was not open before


def _owners_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _check_passphrase(passphrase: str | None) -> None:
    if passphrase is not None and not passphrase.strip():
        raise StoreError(
            "empty-passphrase",
            "The passphrase is empty",
            "A passphrase needs at least one letter; without one anybody could open the store.",
            "Choose a few words you will remember.",
        )


def _wrapping_key(passphrase: str, salt: bytes, parameters: dict[str, Any]) -> bytes:
    # The same words typed on another keyboard may come as other code points.
    words = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    made: bytes = Scrypt(salt=salt, length=KEY_BYTES, **parameters).derive(words)
    return made


def wrapped(key: bytes, passphrase: str) -> dict[str, Any]:
    """A key as a note that only the passphrase opens."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_wrapping_key(passphrase, salt, dict(SCRYPT))).encrypt(nonce, key, b"reviewer-key")
    text = {name: base64.b64encode(data).decode() for name, data in (("salt", salt), ("nonce", nonce))}
    return {
        "format": "reviewer-key",
        "version": 1,
        "kdf": {"name": "scrypt", **SCRYPT, "salt": text["salt"]},
        "nonce": text["nonce"],
        "wrapped": base64.b64encode(sealed).decode(),
    }


def unwrapped(note: dict[str, Any], passphrase: str) -> bytes:
    """The key of a note; StoreError ``wrong-passphrase`` or ``key-damaged``."""
    try:
        kdf = note["kdf"]
        parameters = {name: int(kdf[name]) for name in SCRYPT}
        if not (1 < parameters["n"] <= 1 << 20 and parameters["r"] <= 32 and parameters["p"] <= 16):
            raise ValueError("parameters out of range")
        salt, nonce = base64.b64decode(kdf["salt"]), base64.b64decode(note["nonce"])
        return AESGCM(_wrapping_key(passphrase, salt, parameters)).decrypt(
            nonce, base64.b64decode(note["wrapped"]), b"reviewer-key"
        )
    except InvalidTag:
        raise StoreError(
            "wrong-passphrase",
            "That is not the passphrase",
            "Nothing opened with it.",
            "Check the keyboard and Caps Lock, and type it again.",
        ) from None
    except (KeyError, ValueError, TypeError) as problem:
        raise StoreError(
            "key-damaged",
            "The key file is damaged",
            "Its content does not make sense.",
            "Put it back from a backup; the store itself is untouched.",
        ) from problem
