"""A small secret wrapped by a 32-byte key, for a place that is not encrypted itself."""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reviewer_app.domain.errors import StoreError

NONCE_BYTES = 12


def seal(key: bytes, purpose: str, secret: bytes) -> str:
    """The secret wrapped as text, for this purpose only."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    wrapped = AESGCM(_derived(key, purpose)).encrypt(nonce, secret, purpose.encode())
    return base64.b64encode(nonce + wrapped).decode()


def unseal(key: bytes, purpose: str, sealed: str) -> bytes:
    """The secret again; StoreError ``wrong-key`` when it was wrapped by another key or altered."""
    try:
        data = base64.b64decode(sealed, validate=True)
        return AESGCM(_derived(key, purpose)).decrypt(
            data[:NONCE_BYTES], data[NONCE_BYTES:], purpose.encode()
        )
    except (InvalidTag, binascii.Error, ValueError):
        raise StoreError(
            "wrong-key",
            "The key does not fit",
            "What is wrapped by it was wrapped by another key, or was altered.",
            "Use the key file that was made with it; put it back from a backup if it was lost.",
        ) from None


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)
