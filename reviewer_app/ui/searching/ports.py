"""What searching asks of the rest of the program, as plain functions that startup hands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewer_app.domain.finding import Snippet
from reviewer_app.domain.progress import CancelToken


class Hit(Protocol):
    """One place that answers: ``kind`` is submission, answers, comment, note or evidence; ``page`` 0 for none."""

    @property
    def submission(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def attempt(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def page(self) -> int: ...
    @property
    def snippet(self) -> Snippet: ...


class Hits(Protocol):
    """Some of the hits, and where to go on; 0 when there are no more."""

    @property
    def hits(self) -> Sequence[Hit]: ...
    @property
    def next(self) -> int: ...


class ReadSoFar(Protocol):
    """How far the reading of evidence is."""

    @property
    def done(self) -> int: ...
    @property
    def left(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A file that search does not know, or not whole, and why."""

    alias: str
    attempt: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a submission to open: what a hit says, or a file that is like another."""

    submission: str
    kind: str
    place: str = ""
    page: int = 0
    quote: str = ""


@dataclass(frozen=True)
class SearchPorts:
    """All of them block. ``read_on`` reads one file more and belongs, with ``rest``, to the reading lane alone."""

    find: Callable[[str, int], Hits]
    unsearched: Callable[[], Sequence[Unsearched]]
    look: Callable[[], ReadSoFar]
    read_on: Callable[[CancelToken], ReadSoFar]
    rest: Callable[[], None]
