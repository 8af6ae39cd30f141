"""How records rest on the hub: sealed under a key that no database has in clear, opened in memory only."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from reviewer_app.domain.errors import StoreError
from reviewer_app.exchange.sealed_batch import Sealer

RESTING = "reviewer-resting"
MARK = f'{{"format":"{RESTING}"'
NONCE = 12


class Rest:
    """Seals and opens what a hub keeps; both keys follow from its seed, which goes with it into every backup."""

    def __init__(self, seed: bytes) -> None:
        self.sealer = Sealer(_derived(seed, b"reviewer hub: records on the way"))
        self._at_rest = AESGCM(_derived(seed, b"reviewer hub: records at rest"))

    def laid(self, text: str) -> str:
        """A record's text as it is kept."""
        nonce = secrets.token_bytes(NONCE)
        held = nonce + self._at_rest.encrypt(nonce, text.encode(), RESTING.encode())
        return f'{MARK},"sealed":"{base64.b64encode(held).decode()}"}}'

    def opened(self, text: str) -> str:
        """A record's text as it was signed; what an older version kept in clear comes back as it is."""
        if not text.startswith(MARK):
            return text
        held = base64.b64decode(json.loads(text)["sealed"])
        try:
            return self._at_rest.decrypt(held[:NONCE], held[NONCE:], RESTING.encode()).decode()
        except InvalidTag as problem:
            raise StoreError(
                "sealed-otherwise",
                "A record does not open",
                "It was sealed under another key than the one this hub was opened with, or it is damaged.",
                "Open the hub with the key it was made with, or put its folder back from a backup.",
            ) from problem

    def document(self, text: str) -> Any:
        """A record's signed document."""
        return json.loads(self.opened(text))


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, purpose).derive(key)
