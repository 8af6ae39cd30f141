"""Evidence that is an address: its snapshot in the bundle, the host it really leads to, and whether it was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.submission import EvidenceItem

OPENED = "opened_at"
"""What the place of a link remembers once the person has opened it, as the moment."""

_SHOWN_FIRST = ("pdf", "webp", "txt", "vtt")


def snapshot(item: EvidenceItem, here: Callable[[str], bool]) -> tuple[str, str] | None:
    """The member path and SHA-256 of a link's snapshot that is on this laptop, the most faithful one first."""
    found = [
        (member, sha256)
        for member, sha256 in item.access.items()
        if item.is_link and member.rpartition(".")[2].lower() in _SHOWN_FIRST and here(sha256)
    ]
    return min(found, key=lambda each: _SHOWN_FIRST.index(each[0].rpartition(".")[2].lower()), default=None)


def real_host(address: str) -> str:
    """The host an address really leads to, letters that could pass for others spelt out; empty when it has none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https"):
        return ""
    try:
        plain = host if host.isascii() else f"{host.encode('idna').decode('ascii')} (written {host})"
    except UnicodeError:
        return ""
    return f"{plain}:{port}" if port else plain


def check_seen(item: EvidenceItem, place: Mapping[str, Any], here: Callable[[str], bool]) -> None:
    """Refuse to cite a link nobody has seen: there is no snapshot, and it was not opened from here."""
    if item.is_link and snapshot(item, here) is None and not place.get(OPENED):
        raise RuleError(
            "link-unseen",
            "This link was not seen yet",
            "A decision cites only what was looked at, and this address came without a snapshot.",
            "Open the address with a connection, look at it, then cite it.",
        )
