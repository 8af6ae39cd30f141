"""What a column of a list says about a row: text, and the sign beside it that says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Listed(Protocol):
    """What a list is of."""

    @property
    def submission(self) -> str: ...


class Ordered(Protocol):
    """What a list was asked for, as far as its headings say it."""

    @property
    def sort(self) -> str: ...
    @property
    def descending(self) -> bool: ...


R = TypeVar("R", bound=Listed)


@dataclass(frozen=True, slots=True)
class Said:
    """Text with an icon of a tone (or a ring for a share of a whole); ``ink`` is the colour of the text."""

    text: str
    icon: str = ""
    tone: str = "ink"
    ink: str = "ink"
    strong: bool = False
    share: tuple[int, int] | None = None
    icon_after: bool = False


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its heading, the store's name for its order (empty: none), its width at 100 %, what it says."""

    heading: str
    sort: str
    width: int
    said: Callable[[R], Said]
    tip: Callable[[R], str] | None = None
