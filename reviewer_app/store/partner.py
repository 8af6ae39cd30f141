"""The hub this desk is paired with, as facts of the store: what an older version reads, and the way to it apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reviewer_app.store.meta import Meta
from reviewer_app.store.shapes import Pairing

if TYPE_CHECKING:
    from reviewer_app.store.work import Work

FIRST = ("hub_url", "hub_key", "hub_name", "token", "person", "person_name")
LATER = ("pin", "near", "certificate")


def partner(meta: Meta) -> Pairing | None:
    """The hub, None where there is none."""
    text = meta.get("pairing")
    return Pairing(**json.loads(text), **{name: meta.get(name) for name in LATER}) if text else None


def keep_partner(work: Work, pairing: Pairing, *, moved: bool) -> None:
    """Remember the hub and the way to it; where it only moved, work goes on where it was."""
    work.set_meta("pairing", json.dumps({name: getattr(pairing, name) for name in FIRST}))
    for name in LATER:
        work.set_meta(name, getattr(pairing, name))
    if not moved:
        work.set_meta("author", pairing.person)
        work.set_meta("cursor", "")


def forget_partner(work: Work) -> None:
    """Be paired with no hub."""
    for name in ("pairing", "cursor", *LATER):
        work.set_meta(name, "")
