"""What the hub's doors are set to: how long tokens last, how much is let in how fast, which versions are spoken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from reviewer_app.exchange.versions import SPOKEN
from reviewer_app.hub.rates import Rate

LAPTOP_RATE = Rate(3000, 100)
ADDRESS_RATE = Rate(300, 5)
LARGEST_QUESTION = 64 * 1024
LARGEST_BATCH = 16 * 1024 * 1024
LARGEST_BUNDLE = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class Doors:
    """Settings of the doors; every process of a hub is given the same."""

    token_days: float = 90.0
    """Days after which a token that was not traded for a new one is good no longer."""
    rotate_days: float = 30.0
    """Days after which a laptop is asked to trade its token."""
    bundle_bytes: int = LARGEST_BUNDLE
    """Bytes of the largest bundle that is taken in over the network."""
    laptop: Rate = LAPTOP_RATE
    """Questions of one laptop."""
    address: Rate = ADDRESS_RATE
    """Questions without a good token from one address, such as those by which a laptop is paired."""
    headers: int = 64
    """Header lines of one question."""
    piece_seconds: float = 30.0
    """Seconds between two pieces of a body."""
    slowest: float = 1024.0
    """Bytes a second that a body must reach over its whole length, after the first half minute."""
    versions: tuple[int, ...] = SPOKEN
    clock: Callable[[], float] = monotonic
    """Seconds by which rates and slow bodies are measured."""
