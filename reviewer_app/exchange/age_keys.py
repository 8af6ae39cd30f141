"""Keys of X25519 as age writes them, which pyrage alone reads: bech32 (BIP 173)."""

from __future__ import annotations

import pyrage

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def recipient_of(public: bytes) -> pyrage.x25519.Recipient:
    """Whom the 32 bytes of a public key stand for."""
    return pyrage.x25519.Recipient.from_str(bech32("age", public))


def identity_of(secret: bytes) -> pyrage.x25519.Identity:
    """The reader of what was sealed for the key of these 32 secret bytes."""
    return pyrage.x25519.Identity.from_str(bech32("age-secret-key-", secret).upper())


def bech32(kind: str, data: bytes) -> str:
    """Five bits a character, six of them a checksum."""
    bits, size, digits = 0, 0, []
    for byte in data:
        bits, size = bits << 8 | byte, size + 8
        while size >= 5:
            size -= 5
            digits.append(bits >> size & 31)
    if size:
        digits.append(bits << (5 - size) & 31)
    spread = [ord(each) >> 5 for each in kind] + [0] + [ord(each) & 31 for each in kind]
    found = 1
    for value in [*spread, *digits, 0, 0, 0, 0, 0, 0]:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            found ^= generator if top >> place & 1 else 0
    found ^= 1
    check = [found >> 5 * (5 - place) & 31 for place in range(6)]
    return kind + "1" + "".join(_ALPHABET[each] for each in digits + check)
