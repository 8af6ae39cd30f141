"""What a person allows files to cost now, said from any thread while a round runs, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future

    from reviewer_app.exchange.sources import BlobSource


FETCHING = "Fetching files"
"""What a round says it is doing while files come."""


@dataclass(frozen=True, slots=True)
class Terms:
    """``limit`` is in bytes a second and ``ask_over`` a size in bytes, 0 for none of either.

    ``work_only`` leaves files to other roads; ``metered`` says that the line costs money. ``agreed`` names files over
    the size that the person wants all the same, ``first`` the submission that is open now.
    """

    paused: bool = False
    work_only: bool = False
    metered: bool = False
    limit: int = 0
    ask_over: int = 0
    agreed: frozenset[str] = frozenset()
    first: str = ""


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes that are free, bytes that are here of files under way, and what must stay free for one's own work."""

    free: Callable[[], int]
    parts: Callable[[], Mapping[str, int]] = dict
    reserve: int = 0


class FetchControl:
    """One for each desk. ``failed`` says of files that would not come why; ``sources`` are nearer than the hub."""

    def __init__(self, terms: Terms | None = None, sources: tuple[BlobSource, ...] = ()) -> None:
        self.terms = terms or Terms()
        self.sources = sources
        self.failed: dict[str, str] = {}
        self.aside: dict[str, Future[Any]] = {}
        self.giving_way = False
        self._turn = threading.Lock()

    def change(self, **fields: Any) -> Terms:
        """Put other terms into force; a round under way follows them at once."""
        with self._turn:
            self.terms = replace(self.terms, **fields)
            return self.terms

    def give_way(self) -> None:
        """End the files of the round under way; the next round goes on with them."""
        self.giving_way = True

    def add_source(self, source: BlobSource) -> None:
        """Let files come from here too, such as a stick that was plugged in, before the hub is asked."""
        with self._turn:
            self.sources = (*(each for each in self.sources if each.name != source.name), source)

    def remove_source(self, name: str) -> None:
        """Ask this source no more; harmless when it is not known."""
        with self._turn:
            self.sources = tuple(each for each in self.sources if each.name != name)
