"""What the sync room asks of the workflows beyond a plain round: a group of functions for each road and feature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.progress import CancelToken
from reviewer_app.ui.ports import Partner


@dataclass(frozen=True)
class NearHub:
    """A hub on this network: ``fits`` if it speaks our version, ``ours`` if this laptop is paired with it."""

    name: str
    url: str
    pin: str
    fits: bool = True
    ours: bool = False


@dataclass(frozen=True)
class Met:
    """A hub that was met, and the code for this screen; ``meeting`` is what ``agree`` goes on with."""

    hub_name: str
    code: str
    meeting: Any


@dataclass(frozen=True)
class NearbyPorts:
    """The school's own network: find hubs, meet one (its URL and announced pin), agree to the code or not."""

    find: Callable[[CancelToken], Sequence[NearHub]]
    meet: Callable[[str, str, CancelToken], Met]
    agree: Callable[[Met, CancelToken], Partner]
    disagree: Callable[[Met], None]


@dataclass(frozen=True)
class ExchangePorts:
    """Groups of functions, each None where it is not bound; all of them block."""

    nearby: NearbyPorts | None = None
