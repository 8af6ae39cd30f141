"""What calibration asks of the rest of the program, as plain functions that startup hands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reviewer_app.domain.calibrating import Compared, Practice, Standing, Tally
    from reviewer_app.domain.practice_report import OfMicrocredential
    from reviewer_app.ui.views import Row


class EarlierView(Protocol):
    """A decision of one's own that can be scored again."""

    @property
    def submission(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def decided_at(self) -> datetime: ...


class CalibrationView(Protocol):
    """All the room shows; workflows' Calibration has this shape."""

    @property
    def rows(self) -> Sequence[Row]: ...
    @property
    def reports(self) -> Sequence[OfMicrocredential]: ...
    @property
    def again(self) -> EarlierView | None: ...
    @property
    def old_enough(self) -> int: ...


class ComparisonView(Protocol):
    """One practice beside its reference; workflows' Comparison has this shape."""

    @property
    def practice(self) -> Practice: ...
    @property
    def alias(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def compared(self) -> Sequence[Compared]: ...
    @property
    def tally(self) -> Tally: ...
    @property
    def levels(self) -> Mapping[str, Mapping[str, str]]: ...
    @property
    def reasons(self) -> Mapping[str, str]: ...
    @property
    def overall(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def standing(self) -> Standing | None: ...


@dataclass(frozen=True)
class CalibrationPorts:
    """The functions of the room; all of them block, so they run in a lane.

    ``score_again`` begins with one's own earlier work and gives the id to open.
    """

    look: Callable[[], CalibrationView]
    score_again: Callable[[], str]


@dataclass(frozen=True)
class PracticePorts:
    """What the review room does with practice; the argument names the submission.

    ``finish`` commits one's levels and shows the reference, ``comparison`` shows it again. ``give_up`` ends a practice
    without, ``take_up`` goes on with an anchor all the same. ``standing`` says how far one is from the bar of this
    submission's micro-credential, None where its policy sets none.
    """

    finish: Callable[[str], ComparisonView]
    comparison: Callable[[str], ComparisonView]
    give_up: Callable[[str], None]
    take_up: Callable[[str], None]
    standing: Callable[[str], Standing | None]
