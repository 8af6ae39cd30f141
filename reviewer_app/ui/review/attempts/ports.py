"""What the screens of a new attempt ask of the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reviewer_app.domain.attempts import Comparison
from reviewer_app.domain.beside import Row
from reviewer_app.domain.decision import Decision
from reviewer_app.domain.progress import CancelToken

if TYPE_CHECKING:
    from reviewer_app.ui.review.views import ReviewView


class AttemptsView(Protocol):
    """What is known of a submission's other attempts; workflows' Attempts has this shape."""

    @property
    def number(self) -> int: ...
    @property
    def note(self) -> str: ...
    @property
    def earlier(self) -> bool: ...
    @property
    def comparison(self) -> Comparison | None: ...
    @property
    def decision(self) -> Decision | None: ...
    @property
    def before(self) -> str: ...
    @property
    def newer(self) -> str: ...
    @property
    def newer_number(self) -> int: ...
    @property
    def newer_editions(self) -> Sequence[str]: ...


class TextsView(Protocol):
    """A text of both attempts, row beside row; ``cut`` when only its beginning was compared."""

    @property
    def rows(self) -> tuple[Row, ...]: ...
    @property
    def cut(self) -> bool: ...


@dataclass(frozen=True)
class AttemptPorts:
    """The functions; all of them block. ``texts`` takes the ids a thing has in the earlier attempt and in this one,
    ``carry`` the criterion whose earlier score the person confirms."""

    attempts: Callable[[str], AttemptsView]
    texts: Callable[[str, str, str, CancelToken], TextsView]
    carry: Callable[[str, str], ReviewView]
