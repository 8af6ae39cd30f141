"""Ed25519 signatures over canonical JSON, hashed as the W3C suite eddsa-jcs-2022 prescribes.

Source: W3C Data Integrity EdDSA Cryptosuites v1.0, section 3.3; JSON canonicalised by RFC 8785.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
import rfc8785
from nacl import signing as sodium
from nacl.exceptions import BadSignatureError

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PREFIX = b"\xed\x01"
_DIGITS = {character: digit for digit, character in enumerate(BASE58)}


def base58_encode(data: bytes) -> str:
    """Bytes in the Bitcoin base-58 alphabet (multibase header ``z`` not included)."""
    number = int.from_bytes(data, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = BASE58[rest] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def base58_decode(text: str) -> bytes:
    """The bytes behind base-58 text; ValueError where a character is not of the alphabet."""
    number = 0
    try:
        for start in range(0, len(text), 10):
            ten, part = (
                text[start : start + 10],
                0,
            )  # small numbers first: one long multiplication for ten digits
            for character in ten:
                part = part * 58 + _DIGITS[character]
            number = number * 58 ** len(ten) + part
    except KeyError as problem:
        raise ValueError(f"{problem} not found among the digits of base 58") from None
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + body


@dataclass(frozen=True)
class SigningKey:
    """A device's or hub's private key, from 32 random bytes that the caller keeps safe."""

    seed: bytes

    def __post_init__(self) -> None:
        private = sodium.SigningKey(self.seed)
        object.__setattr__(self, "_private", private)
        object.__setattr__(self, "_name", "z" + base58_encode(ED25519_PREFIX + bytes(private.verify_key)))

    @property
    def name(self) -> str:
        """The public key as a Multikey (``z6Mk…``); it is also the name of the device that holds the key."""
        return str(self._name)  # type: ignore[attr-defined]  # set once in __post_init__ of a frozen class

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature of data."""
        made: bytes = self._private.sign(data).signature  # type: ignore[attr-defined]  # as above
        return made

    def __repr__(self) -> str:
        return f"SigningKey({self.name})"


@lru_cache(maxsize=256)
def _public(name: str) -> sodium.VerifyKey | None:
    """The key a Multikey names, None when it names none."""
    try:
        raw = base58_decode(name.removeprefix("z"))
        if not name.startswith("z") or not raw.startswith(ED25519_PREFIX):
            return None
        return sodium.VerifyKey(raw[len(ED25519_PREFIX) :])
    except ValueError:
        return None


def names_a_key(name: str) -> bool:
    """Whether this text is a public key as Multikey."""
    return _public(name) is not None


def verifies(name: str, signature: bytes, data: bytes) -> bool:
    """Whether the key called ``name`` (a Multikey) made this signature over data."""
    key = _public(name)
    if key is None or len(signature) != _SIGNATURE_BYTES:
        return False
    try:
        key.verify(data, signature)
    except BadSignatureError:
        return False
    return True


_SIGNATURE_BYTES = 64
_WRITTEN = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
)
_LARGEST = 2**53 - 1
_BEYOND = bytes(range(0xF0, 0x100))
"""The bytes with which UTF-8 begins a character beyond the first plane."""


def canonical(document: Mapping[str, Any]) -> bytes:
    """The RFC 8785 bytes of a document: the only bytes that are hashed, signed and compared."""
    made = dict(document)
    text = _dumped(made)
    return text if text and _is_plain(made, text) else rfc8785.dumps(made)


def _dumped(document: dict[str, Any]) -> bytes:
    """What orjson writes, b"" where it cannot: then rfc8785 does, or says what is odd about it in its own error."""
    try:
        return orjson.dumps(document, option=_WRITTEN)
    except orjson.JSONEncodeError:
        return b""


def _is_plain(document: dict[str, Any], text: bytes) -> bool:
    """Whether this is what RFC 8785 has of the document, and not only what orjson, far faster, wrote.

    They differ in floats, in whole numbers beyond 2**53, and in the order of keys once characters lie beyond the first
    plane.
    """
    if not text.isascii() and len(text.translate(None, _BEYOND)) != len(text):
        return False
    waiting: list[Any] = [document]
    for value in waiting:
        kind = type(value)
        if kind is dict:
            waiting.extend(value.values())
        elif kind is list or kind is tuple:
            waiting.extend(value)
        elif kind is float or (kind is int and not -_LARGEST <= value <= _LARGEST):
            return False
    return True


def examined_line(line: bytes) -> tuple[Any, bytes, str | None]:
    """What a line of JSON says, its canonical bytes and who truly signed it; b"" and None of what is no object.

    ValueError and RecursionError where it is no JSON, or has no canonical bytes.
    """
    try:
        made = orjson.loads(line)
    except orjson.JSONDecodeError:
        made = None
    proof = made.get("proof") if type(made) is dict else None
    if type(proof) is dict and _dumped(made) == line and _is_plain(made, line):
        bare = _without(line, b'"proof":' + _dumped(proof))
        if bare is not None:
            return made, line, _proof_signer(proof, lambda: bare)
    made = json.loads(line)
    return (made, canonical(made), signer(made)) if isinstance(made, dict) else (made, b"", None)


def _without(line: bytes, member: bytes) -> bytes | None:
    """An object's canonical bytes without this member of it; None where something inside it looks the same."""
    if line.count(member) != 1:
        return None
    before, _, after = line.partition(member)
    return before[:-1] + after if before.endswith(b",") else before + after.removeprefix(b",")


def hash_data(text: bytes, options: Mapping[str, Any]) -> bytes:
    """The 64 bytes that are signed: SHA-256 of the proof options, then of the document's bytes without its proof."""
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(text).digest()


def signed(document: Mapping[str, Any], key: SigningKey, created: str) -> dict[str, Any]:
    """The document with a ``proof`` by this key; ``created`` is an RFC 3339 moment."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    return {**bare, "proof": _proof(bare, canonical(bare), key, created)}


def signed_line(document: Mapping[str, Any], key: SigningKey, created: str) -> bytes:
    """The canonical bytes of what ``signed`` makes."""
    return canonical(signed(document, key, created))


def _proof(bare: Mapping[str, Any], text: bytes, key: SigningKey, created: str) -> dict[str, Any]:
    """The proof by this key of a document without one, and its canonical bytes."""
    options: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": created,
        "verificationMethod": f"did:key:{key.name}#{key.name}",
        "proofPurpose": "assertionMethod",
    }
    if "@context" in bare:
        options["@context"] = bare["@context"]
    return {**options, "proofValue": "z" + base58_encode(key.sign(hash_data(text, options)))}


def signer(document: Mapping[str, Any]) -> str | None:
    """The Multikey of the key that truly signed this document, or None when the proof is missing or wrong."""
    proof = document.get("proof")
    if not isinstance(proof, Mapping):
        return None
    return _proof_signer(
        proof, lambda: canonical({key: each for key, each in document.items() if key != "proof"})
    )


def _proof_signer(proof: Mapping[str, Any], bare: Callable[[], bytes]) -> str | None:
    """Who made this proof over these canonical bytes of a document without its proof."""
    if proof.get("cryptosuite") != "eddsa-jcs-2022":
        return None
    value, method = proof.get("proofValue"), proof.get("verificationMethod")
    if not isinstance(value, str) or not isinstance(method, str) or not value.startswith("z"):
        return None
    name = method.rpartition("#")[2]
    options = {key: content for key, content in proof.items() if key != "proofValue"}
    try:
        return name if verifies(name, base58_decode(value[1:]), hash_data(bare(), options)) else None
    except (ValueError, rfc8785.CanonicalizationError):
        return None
