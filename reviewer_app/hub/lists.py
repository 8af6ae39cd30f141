"""Lists in pages: ``after`` is where the page before ended, null when there is nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewer_app.hub.refusals import Refused

USUAL, MOST = 200, 1000


def page_of(rows: Sequence[Mapping[str, Any]], query: Mapping[str, str]) -> dict[str, Any]:
    """One page of a list that is whole in memory, as people, laptops and flags are."""
    start, most = position(query), limit(query)
    end = start + most
    return {"rows": list(rows[start:end]), "after": str(end) if end < len(rows) else None}


def position(query: Mapping[str, str]) -> int:
    """Where a page begins; Refused ``not-understood`` for what is no answer's ``after``."""
    said = query.get("after", "")
    if not said:
        return 0
    if not (said.isascii() and said.isdigit() and len(said) < 16):
        raise Refused("not-understood", "The field “after” is not one that an answer gave.")
    return int(said)


def limit(query: Mapping[str, str]) -> int:
    """How many rows a page holds at most."""
    said = query.get("limit", "") or str(USUAL)
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:6]) <= MOST):
        raise Refused("not-understood", f"The field “limit” is from 1 to {MOST}.")
    return int(said)
