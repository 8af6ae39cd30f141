"""What the worker takes from itself before it sees evidence: network, files, new processes, memory, time."""

from __future__ import annotations


def leave_the_network() -> tuple[str, ...]:
    """Placeholder until filled."""
    return ()


def close_the_doors(
    early: tuple[str, ...], fonts: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Placeholder until filled."""
    return early, fonts


def allow_seconds() -> None:
    """Placeholder until filled."""
