"""Sealing a batch of records for the hub with age, so that nothing on the way shows what they say."""

from __future__ import annotations

from collections.abc import Sequence

import pyrage

from reviewer_app.exchange.age_keys import identity_of


def sealed(lines: Sequence[bytes], recipient: str) -> bytes:
    """Lines as one age file for a recipient (``age1…``); ValueError where it names no key."""
    try:
        key = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as problem:
        raise ValueError("not a key to seal for") from problem
    made: bytes = pyrage.encrypt(b"\n".join((*lines, b"")), [key])
    return made


class Sealer:
    """The hub's end: opens what was sealed for the key that follows from 32 secret bytes."""

    def __init__(self, secret: bytes) -> None:
        self._identity = identity_of(secret)
        self.recipient = str(self._identity.to_public())

    def opened(self, body: bytes) -> list[bytes]:
        """The lines that were sealed; ValueError where they are sealed for another key or damaged."""
        try:
            lines: list[bytes] = pyrage.decrypt(body, [self._identity]).split(b"\n")
        except pyrage.DecryptError as problem:
            raise ValueError("sealed for another key, or damaged") from problem
        if lines and not lines[-1]:
            lines.pop()
        return lines
