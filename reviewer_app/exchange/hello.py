"""Pairing without a line: a laptop introduces itself, the hub answers, and a short code at each end is compared."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey, canonical, signed, signer
from reviewer_app.exchange.carrier import HELLOS, Carrier
from reviewer_app.exchange.disk import Vanished
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.left import SPEECH
from reviewer_app.exchange.left_speech import OtherVersion, Talk, check_version
from reviewer_app.exchange.messages import Pairing
from reviewer_app.exchange.sealing import seal, unseal
from reviewer_app.exchange.versions import SPOKEN, read_versions

HELLO = "reviewer-hello"
WELCOME = "reviewer-welcome"
LETTERS = "34679ACDEFGHJKMNPQRTVWXY"
"""No letter or digit that looks like another when read aloud or copied from a screen."""

LONGEST = 64 * 1024
"""Bytes that a hello or a welcome has at most."""
MOST_HELLOS = 100
"""Introductions that are looked through: each costs its code, which is slow to make on purpose."""


@dataclass(frozen=True)
class Introduction:
    """A laptop that introduces itself: its key, the message's name, the versions of the exchange that it knows."""

    name: str
    device: str
    versions: tuple[int, ...]


@dataclass(frozen=True)
class Welcome:
    """A hub's answer to an introduction, with the code its screen must show as well."""

    pairing: Pairing
    code: str
    name: str


def short_code(*keys: str) -> str:
    """Eight letters of keys; slow to work out, so that nobody makes another key with the same ones."""
    label = b"reviewer short code 1"
    made = hashlib.scrypt("\n".join(keys).encode(), salt=label, n=1 << 15, r=8, p=1, maxmem=1 << 26, dklen=16)
    number, letters = int.from_bytes(made, "big"), ""
    for _ in range(8):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return f"{letters[:4]}-{letters[4:]}"


def same_code(one: str, other: str) -> bool:
    """Whether two codes are the same; case, blanks and the dash do not matter."""
    plain = ["".join(each for each in code.upper() if each.isalnum()) for code in (one, other)]
    return bool(plain[0]) and secrets.compare_digest(plain[0].encode(), plain[1].encode())


def introduce(
    carrier: Carrier, key: SigningKey, at: str, cancel: CancelToken, speech: Mapping[str, Any] = SPEECH
) -> str:
    """Leave an introduction: the laptop's key, what versions it knows, no more; the code that the hub will show.

    One laptop has one introduction, whatever its version.
    """
    bare = {"format": HELLO, **speech, "device": key.name}
    carrier.say_what_it_is(cancel)
    name = hashlib.sha256(f"{HELLO} {key.name}".encode()).hexdigest()[:32]
    carrier.put(HELLOS, name, canonical(signed(bare, key, at)), cancel)
    return short_code(key.name)


def introductions(
    carrier: Carrier, versions: Sequence[int] = SPOKEN
) -> tuple[list[Introduction], dict[str, OtherVersion]]:
    """The laptops that introduced themselves, and by the names of their messages those that cannot be read.

    LineError ``too-many-hellos`` where somebody filled the folder with them.
    """
    found, unread = [], {}
    for name in carrier.messages(HELLOS):
        document = _document(_read(carrier, name))
        device = document.get("device")
        if document.get("format") != HELLO or not isinstance(device, str) or signer(document) != device:
            continue
        try:
            check_version(document, versions)
        except OtherVersion as problem:
            unread[name] = problem
        else:
            found.append(Introduction(name, device, read_versions(document.get("versions"))))
        if len(found) + len(unread) > MOST_HELLOS:
            raise line_error("too-many-hellos")
    return found, unread


def leave_welcome(
    carrier: Carrier,
    content: Mapping[str, Any],
    asks: Introduction,
    key: SigningKey,
    at: str,
    cancel: CancelToken,
    versions: Sequence[int] = SPOKEN,
) -> str:
    """Leave the hub's answer, sealed for the laptop, in a version it knows; the code that the laptop will ask for."""
    device = asks.device
    bare = {
        "format": WELCOME,
        **Talk(versions, asks.versions).head(),
        "hub": key.name,
        "device": device,
        "at": at,
        **content,
    }
    carrier.put(HELLOS, secrets.token_hex(16), seal(canonical(signed(bare, key, at)), device), cancel)
    return short_code(device, key.name)


def find_welcome(carrier: Carrier, key: SigningKey, versions: Sequence[int] = SPOKEN) -> Welcome | None:
    """The newest answer for this laptop, not yet believed: anybody may have put it there.

    OtherVersion where there is only one that cannot be read yet.
    """
    found: list[tuple[str, Pairing, str]] = []
    unread: OtherVersion | None = None
    for name in carrier.messages(HELLOS):
        try:
            document = _document(unseal(_read(carrier, name), key))
        except LineError as problem:
            if problem.code != "left-damaged":
                raise
            continue
        pairing = _pairing(document, key.name)
        if pairing is None and document.get("device") != key.name:
            continue
        try:
            check_version(document, versions)
        except OtherVersion as problem:
            unread = problem
            continue
        if pairing is not None:
            found.append((str(document.get("at")), pairing, name))
    if unread is not None and not found:
        raise unread
    if not found:
        return None
    _, newest, name = max(found, key=lambda each: each[0])
    return Welcome(newest, short_code(key.name, newest.hub_key), name)


def _pairing(document: Mapping[str, Any], device: str) -> Pairing | None:
    hub, person = document.get("hub"), document.get("person")
    right = document.get("format") == WELCOME and document.get("device") == device
    if not right or not isinstance(hub, str) or signer(document) != hub or not isinstance(person, dict):
        return None
    texts = [
        document.get("url"),
        document.get("name"),
        document.get("token"),
        person.get("id"),
        person.get("name"),
    ]
    if not all(isinstance(each, str) for each in texts):
        return None
    url, name, token, id, called = map(str, texts)
    pin = document.get("pin")
    certificate = document.get("certificate")  # none from a hub of an older version
    return Pairing(
        url,
        hub,
        name,
        token,
        id,
        called,
        pin if isinstance(pin, str) else "",
        certificate=json.dumps(certificate) if isinstance(certificate, dict) else "",
    )


def _read(carrier: Carrier, name: str) -> bytes:
    """The bytes of what lies there, none where it is gone by now or longer than any of ours."""
    try:
        return carrier.read(HELLOS, name, LONGEST)
    except Vanished:
        return b""
    except LineError as problem:
        if problem.code != "left-damaged":
            raise
        return b""


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
