"""Sealing with age for the key of one laptop or hub, and names of files that only those two can tell apart.

An Ed25519 key is read as an X25519 key by the map of RFC 7748, section 4.1, as age does for ssh-ed25519; the recipient
written is age's own X25519, whose stanza does not say whom it is for.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.signing import ED25519_PREFIX, SigningKey, base58_decode
from reviewer_app.exchange.age_keys import identity_of, recipient_of
from reviewer_app.exchange.failures import line_error

_P = 2**255 - 19


def seal(data: bytes, name: str) -> bytes:
    """The bytes as only the key called ``name`` (a Multikey) opens them."""
    sealed: bytes = pyrage.encrypt(data, [_recipient(name)])
    return sealed


def unseal(sealed: bytes, key: SigningKey) -> bytes:
    """What was sealed for this key; LineError ``left-damaged`` when it is cut, changed or for somebody else."""
    try:
        data: bytes = pyrage.decrypt(sealed, [_identity(key.seed)])
    except (pyrage.DecryptError, ValueError) as problem:
        raise line_error("left-damaged") from problem
    return data


class Names:
    """Names between one laptop and one hub: to everyone else they are chance, and no two can be linked."""

    def __init__(self, own: SigningKey, other: str) -> None:
        private = X25519PrivateKey.from_private_bytes(_scalar(own.seed))
        shared = private.exchange(X25519PublicKey.from_public_bytes(_montgomery(other)))
        pair = "\n".join(sorted((own.name, other))).encode()
        self._key = hmac.digest(shared, b"reviewer names 1\n" + pair, "sha256")

    def message(self, way: str, content: bytes) -> str:
        """The name of a message that goes this way; the same content has the same name."""
        salt = self._code("salt", way, hashlib.sha256(content).hexdigest())
        return f"{salt}{self._code('name', way, salt)}"

    def owns(self, way: str, name: str) -> bool:
        """Whether a message of this name goes this way between the two."""
        return len(name) == 32 and hmac.compare_digest(self._code("name", way, name[:16]), name[16:])

    def piece(self, sha256: str, number: int) -> str:
        """The name of one piece of a file for the laptop."""
        return self._code("piece", sha256, str(number)) + self._code("more", sha256, str(number))

    def _code(self, *parts: str) -> str:
        return hmac.digest(self._key, "\n".join(parts).encode(), "sha256")[:8].hex()


@lru_cache(maxsize=256)
def _recipient(name: str) -> pyrage.x25519.Recipient:
    return recipient_of(_montgomery(name))


@lru_cache(maxsize=4)
def _identity(seed: bytes) -> pyrage.x25519.Identity:
    return identity_of(_scalar(seed))


def _scalar(seed: bytes) -> bytes:
    """The secret number behind an Ed25519 seed (RFC 8032, section 5.1.5), which X25519 clamps in the same way."""
    return hashlib.sha512(seed).digest()[:32]


def _montgomery(name: str) -> bytes:
    """The X25519 public key that belongs to an Ed25519 Multikey: u = (1 + y) / (1 - y)."""
    try:
        raw = base58_decode(name.removeprefix("z"))
        if not raw.startswith(ED25519_PREFIX) or len(raw) != 34:
            raise ValueError(name)
        y = int.from_bytes(raw[2:], "little") & (2**255 - 1)
        return ((1 + y) * pow(1 - y, -1, _P) % _P).to_bytes(32, "little")
    except ValueError:
        raise HubError(
            "no-key", "This is not a key", "A laptop’s name begins with z6Mk.", "Copy it again."
        ) from None
