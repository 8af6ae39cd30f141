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

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

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
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        public = private.public_key().public_bytes_raw()
        object.__setattr__(self, "_private", private)
        object.__setattr__(self, "_name", "z" + base58_encode(ED25519_PREFIX + public))

    @property
    def name(self) -> str:
        """The public key as a Multikey (``z6Mk…``); it is also the name of the device that holds the key."""
        return str(self._name)  # type: ignore[attr-defined]  # set once in __post_init__ of a frozen class

    def sign(self, data: bytes) -> bytes:
        """The 64-byte Ed25519 signature of data."""
        made: bytes = self._private.sign(data)  # type: ignore[attr-defined]  # as above
        return made

    def __repr__(self) -> str:
        return f"SigningKey({self.name})"


@lru_cache(maxsize=256)
def _public(name: str) -> Ed25519PublicKey | None:
    """The key a Multikey names, None when it names none."""
    try:
        raw = base58_decode(name.removeprefix("z"))
        if not name.startswith("z") or not raw.startswith(ED25519_PREFIX):
            return None
        return Ed25519PublicKey.from_public_bytes(raw[len(ED25519_PREFIX) :])
    except ValueError:
        return None


def names_a_key(name: str) -> bool:
    """Whether this text is a public key as Multikey."""
    return _public(name) is not None


def verifies(name: str, signature: bytes, data: bytes) -> bool:
    """Whether the key called ``name`` (a Multikey) made this signature over data."""
    key = _public(name)
    if key is None:
        return False
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True


_LARGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), check_circular=False)


def canonical(document: Mapping[str, Any]) -> bytes:
    """The RFC 8785 bytes of a document: the only bytes that are hashed, signed and compared."""
    made = dict(document)
    if _simple(made):
        try:
            return _ENCODER.encode(made).encode("utf-8")
        except UnicodeEncodeError:
            pass  # a lone surrogate: rfc8785 below says so in its own error
    return rfc8785.dumps(made)


def _simple(document: dict[str, Any]) -> bool:
    """Whether the standard encoder, far faster, writes RFC 8785: no floats, ASCII keys, small integers."""
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind is dict:
            for key in value:
                if type(key) is not str or not key.isascii():
                    return False
            waiting.extend(value.values())
        elif kind is list or kind is tuple:
            waiting.extend(value)
        elif kind is int:
            if not -_LARGEST <= value <= _LARGEST:
                return False
        elif kind is not str and kind is not bool and value is not None:
            return False
    return True


def examined(document: Mapping[str, Any]) -> tuple[bytes, str | None]:
    """The canonical bytes of a signed document and who truly signed it, as ``canonical`` and ``signer`` say.

    For one who takes in many documents: each part is written once only. ValueError where it has no such bytes.
    """
    made = dict(document)
    proof = made.get("proof")
    if type(proof) is not dict or not _simple(made):
        return canonical(made), signer(made)
    return _examined(made, proof)


def examined_line(line: bytes) -> tuple[Any, bytes, str | None]:
    """What a line of JSON says, and of an object what ``examined`` says of it; b"" and None of anything else.

    ValueError and RecursionError where it is no JSON, or has no canonical bytes.
    """
    try:
        made = _PLAIN.decode(line.decode("utf-8"))
    except (ValueError, _NotPlain):
        made = None  # whatever is odd about it, the long way says it in the same words as ever
    proof = made.get("proof") if type(made) is dict else None
    if type(proof) is dict:
        try:
            text, who = _examined(made, proof)
        except UnicodeEncodeError:
            text, who = b"", None
        # Without characters beyond the first plane, keys in the order of code points are in that of UTF-16.
        if text and len(text.translate(None, _BEYOND)) == len(text):
            return made, text, who
    made = json.loads(line)
    return (made, *examined(made)) if isinstance(made, dict) else (made, b"", None)


class _NotPlain(Exception):
    """A number was met that JSON's standard encoder may write otherwise than RFC 8785."""


def _small(digits: str) -> int:
    if len(digits) > _SAFE_DIGITS:
        raise _NotPlain
    return int(digits)


def _odd(_: str) -> Any:
    raise _NotPlain


_SAFE_DIGITS = 15
_PLAIN = json.JSONDecoder(parse_int=_small, parse_float=_odd, parse_constant=_odd)
_BEYOND = bytes(range(0xF0, 0x100))
"""The bytes with which UTF-8 begins a character beyond the first plane."""


def _examined(made: Mapping[str, Any], proof: dict[str, Any]) -> tuple[bytes, str | None]:
    before, after = _around(made, lambda part: _ENCODER.encode(part).encode())
    bare = _object(before, after)
    whole = _object(before, b'"proof":' + _ENCODER.encode(proof).encode(), after)
    return whole, _proof_signer(proof, lambda: bare)


def _around(made: Mapping[str, Any], written: Callable[[dict[str, Any]], bytes]) -> tuple[bytes, bytes]:
    """The members of a document that stand before its proof and after it, as ``written`` writes them."""
    before = {name: value for name, value in made.items() if name < "proof"}
    after = {name: value for name, value in made.items() if name > "proof"}
    return written(before)[1:-1], written(after)[1:-1]


def _object(*members: bytes) -> bytes:
    return b"{" + b",".join(each for each in members if each) + b"}"


def hash_data(text: bytes, options: Mapping[str, Any]) -> bytes:
    """The 64 bytes that are signed: SHA-256 of the proof options, then of the document's bytes without its proof."""
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(text).digest()


def signed(document: Mapping[str, Any], key: SigningKey, created: str) -> dict[str, Any]:
    """The document with a ``proof`` by this key; ``created`` is an RFC 3339 moment."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    return {**bare, "proof": _proof(bare, canonical(bare), key, created)}


def signed_line(document: Mapping[str, Any], key: SigningKey, created: str) -> bytes:
    """The canonical bytes of what ``signed`` makes; each part is written once only."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    before, after = _around(bare, canonical)
    proof = _proof(bare, _object(before, after), key, created)
    return _object(before, b'"proof":' + canonical(proof), after)


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
