"""What the room asks about the past of a review and about two versions of it, as plain functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from reviewer_app.domain.differing import Run

if TYPE_CHECKING:
    from reviewer_app.ui.review.views import ReviewView


class PastLine(Protocol):
    """One change in words; workflows' HistoryLine has this shape."""

    @property
    def record(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def criterion(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def slot(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def runs(self) -> tuple[Run, ...]: ...
    @property
    def undone(self) -> bool: ...
    @property
    def restores(self) -> datetime | None: ...
    @property
    def settles(self) -> bool: ...


class FieldThen(Protocol):
    """One field as it was and as it is."""

    @property
    def slot(self) -> str: ...
    @property
    def criterion(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def then(self) -> str: ...
    @property
    def now(self) -> str: ...
    @property
    def differs(self) -> bool: ...


class ThenView(Protocol):
    """A review as it was once a record had been made."""

    @property
    def record(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def fields(self) -> Sequence[FieldThen]: ...
    @property
    def differing(self) -> int: ...


class VersionView(Protocol):
    """What one laptop said."""

    @property
    def record(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def value(self) -> str: ...
    @property
    def stands(self) -> bool: ...


class VersionsView(Protocol):
    """One field with two versions or more."""

    @property
    def slot(self) -> str: ...
    @property
    def criterion(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def versions(self) -> Sequence[VersionView]: ...
    @property
    def words(self) -> bool: ...
    @property
    def runs(self) -> tuple[Run, ...]: ...
    @property
    def alike(self) -> bool: ...
    @property
    def merged(self) -> str: ...


@dataclass(frozen=True)
class PastPorts:
    """The functions of history and of two versions; the first argument names the submission.

    ``then`` and ``restore`` take a record of it, ``restore`` also the slots (None for all); ``keep`` takes a slot and
    the record of the version that shall stand, ``combine`` a slot and the text. ``say`` takes a kind of words, the
    criterion, text and step, and the records that stood there on the screen.
    """

    history: Callable[[str], Sequence[PastLine]]
    then: Callable[[str, str], ThenView]
    restore: Callable[[str, str, Collection[str] | None], ReviewView]
    versions: Callable[[str], Sequence[VersionsView]]
    keep: Callable[[str, str, str], ReviewView]
    combine: Callable[[str, str, str], ReviewView]
    say: Callable[[str, str, str, str, str, Collection[str]], ReviewView]
