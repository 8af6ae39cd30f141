"""Sealing a batch of records for the hub with age, so that nothing on the way shows what they say."""

from __future__ import annotations

from collections.abc import Sequence

import pyrage

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
PREFIX = "AGE-SECRET-KEY-"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


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
        self._identity = pyrage.x25519.Identity.from_str(_identity_text(secret))
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


def _identity_text(secret: bytes) -> str:
    """32 bytes as age writes its secret keys: bech32 (BIP 173), which pyrage alone reads."""
    bits = int.from_bytes(secret, "big") << 4
    data = [bits >> shift & 31 for shift in range(255, -1, -5)]
    prefix = PREFIX.lower()
    spread = [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]
    check = _polymod([*spread, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    data += [check >> shift & 31 for shift in range(25, -1, -5)]
    return f"{PREFIX}1{''.join(CHARSET[each] for each in data)}".upper()


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for each in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ each
        for place, number in enumerate(GENERATOR):
            check ^= number if top >> place & 1 else 0
    return check
