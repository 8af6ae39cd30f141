"""What the sync room asks of the workflows beyond a plain round: a group of functions for each road and feature."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExchangePorts:
    """Groups of functions, each None where it is not bound; all of them block."""
