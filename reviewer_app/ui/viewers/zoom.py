"""Zooming as plain numbers: the steps, the fitting, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
LEAST, MOST = STEPS[0], STEPS[-1]


class Fit(StrEnum):
    """How the zoom is chosen."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


@dataclass(frozen=True)
class Zoom:
    """A way of fitting, and the factor that holds when it is free; 1.0 is 100 %."""

    fit: Fit = Fit.WIDTH
    factor: float = 1.0

    def resolved(self, room: tuple[float, float], content: tuple[float, float]) -> float:
        """The factor in this room for content of this size at 100 %; what fits is never blown up over 400 %."""
        if self.fit is Fit.FREE or content[0] <= 0 or content[1] <= 0:
            return held(self.factor)
        wide = room[0] / content[0]
        made = wide if self.fit is Fit.WIDTH else min(wide, room[1] / content[1])
        return held(min(made, 4.0))


def held(factor: float) -> float:
    """A factor within what the program draws."""
    return min(MOST, max(LEAST, factor))


def step_in(factor: float) -> float:
    """The next larger step."""
    return next((step for step in STEPS if step > factor * 1.01), MOST)


def step_out(factor: float) -> float:
    """The next smaller step."""
    return next((step for step in reversed(STEPS) if step < factor * 0.99), LEAST)


def percent(factor: float) -> str:
    """A factor as a person reads it."""
    return f"{round(factor * 100)} %"
