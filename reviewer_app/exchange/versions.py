"""Which versions of the exchange are spoken, and how two ends that are not the same age find the one they share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

SPOKEN = (1,)
"""The versions this program reads and writes, the newest last."""


def read_versions(told: Any) -> tuple[int, ...]:
    """The versions in a field of a question or a refusal; none where it is no list of numbers."""
    if not isinstance(told, list) or len(told) > 100:
        return ()
    return tuple(sorted({each for each in told if type(each) is int and 0 <= each < 2**31}))


def newest_of_both(ours: Sequence[int], theirs: Sequence[int]) -> int | None:
    """The newest version that both ends know; None when there is none."""
    return max(set(ours) & set(theirs), default=None)


def version_to_write(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """The version to write in for a reader who answers another time: the newest that both know.

    For one that was never heard of it is the oldest of ours, since what cannot be read costs a stick's whole journey;
    for one that shares none with us, the nearest to it.
    """
    shared = newest_of_both(ours, theirs)
    if shared is not None:
        return shared
    return max(ours) if theirs and min(theirs) > max(ours) else min(ours)


def known_of(versions: Collection[int]) -> str:
    """Versions in words."""
    return _range(sorted(versions))


def how_apart(desk: Sequence[int], hub: Sequence[int]) -> str:
    """Which of two ends without a common version is the older one, in words for the person at the desk."""
    if not hub:
        return "The hub does not say which versions it speaks."
    told = f"This laptop speaks version {_range(desk)}, the hub version {_range(hub)}."
    if max(desk) < min(hub):
        return f"{told} Reviewer on this laptop is the older one."
    if max(hub) < min(desk):
        return f"{told} The hub is the older one."
    return told


def _range(versions: Sequence[int]) -> str:
    return " and ".join(str(each) for each in sorted(versions))
