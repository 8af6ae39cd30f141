"""What a laptop owes a restored hub that it met by stick, as its store keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Debt:
    """Something is to be given back.

    ``at`` is when the hub signed the answer by which that was seen, ``count`` how many of this laptop's records it had,
    ``warrants`` how many were here before that, None for all: what it says anew is not given back. ``taken`` are the
    names of messages with which something was given back and which it said since that it took.
    """

    at: str
    count: int = 0
    warrants: int | None = None
    taken: frozenset[str] = frozenset()

    def text(self) -> str:
        """As a store keeps it."""
        return json.dumps([self.at, self.count, self.warrants, sorted(self.taken)])


def read_debt(text: str) -> Debt | None:
    """What a store kept, None for nothing; an older version kept only that something is owed."""
    if not text:
        return None
    if not text.startswith("["):
        return Debt(text)
    at, count, warrants, taken = json.loads(text)
    return Debt(str(at), int(count), warrants, frozenset(map(str, taken)))
