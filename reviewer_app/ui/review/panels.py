"""How the panels of the room stand: widths and sides, what is folded away, what stands alone or in its own window."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

_LEFT, _RIGHT = 236, 396
_RIGHT_LEAST = 300
_LEFT_LEAST = 150
_ROOM_FOR_LIST = 840
_FAR = 100_000
_SMALL_BELOW, _LARGE_FROM = 1440, 2200


class Alone(StrEnum):
    """What stands alone, in front of everything else or in a window of its own."""

    NONE = ""
    EVIDENCE = "evidence"
    RUBRIC = "rubric"


@dataclass(frozen=True)
class PanelState:
    """Widths of the outer panels in pixels at 100 % text, 0 for the usual ones, and how all of them stand.

    ``left_open`` is None until a person opens or folds the list: then it is open where there is room for it.
    ``swapped`` has the rubric on the left; ``focus`` is what is shown alone; ``apart`` is what is in a window of its
    own, last seen at ``place`` (x, y, width, height).
    """

    left: int = 0
    right: int = 0
    left_open: bool | None = None
    right_open: bool = True
    swapped: bool = False
    focus: Alone = Alone.NONE
    apart: Alone = Alone.NONE
    place: tuple[int, ...] = ()

    def text(self) -> str:
        """The state as text, to be kept with the settings."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> PanelState:
        """A state from its text; what cannot be read is the usual one."""
        return cls.from_document(_document(text))

    @classmethod
    def from_document(cls, told: Mapping[str, Any]) -> PanelState:
        """A state from its parts, each the usual one where it cannot be read."""
        left_open = told.get("left_open")
        return cls(
            _pixels(told.get("left")),
            _pixels(told.get("right")),
            left_open if isinstance(left_open, bool) else None,
            told.get("right_open") is not False,
            told.get("swapped") is True,
            _alone(told.get("focus")),
            _alone(told.get("apart")),
            _place(told.get("place")),
        )


class Remembered:
    """The panels by the size of the screen they were set on."""

    def __init__(
        self, states: Mapping[str, PanelState] | None = None, usual: PanelState | None = None
    ) -> None:
        self._states = dict(states or {})
        self._usual = usual or PanelState()

    @classmethod
    def from_text(cls, text: str) -> Remembered:
        """What was remembered; a single state of an earlier version counts for every screen."""
        told = _document(text)
        if told and not any(isinstance(each, dict) for each in told.values()):
            return cls(usual=PanelState.from_document(told))
        return cls(
            {name: PanelState.from_document(each) for name, each in told.items() if isinstance(each, dict)}
        )

    def of(self, screen: str) -> PanelState:
        """The panels on screens of this size."""
        return self._states.get(screen, self._usual)

    def keep(self, screen: str, state: PanelState) -> None:
        """Remember the panels for screens of this size."""
        self._states[screen] = state

    def text(self) -> str:
        """All of them as text, to be kept with the settings."""
        return json.dumps({name: asdict(each) for name, each in sorted(self._states.items())})


def screen_class(width: int) -> str:
    """What sort of screen one of so many free pixels is; panels are remembered for each sort."""
    if width < _SMALL_BELOW:
        return "small"
    return "large" if width >= _LARGE_FROM else "medium"


def list_shown(state: PanelState, room: int, scale: float) -> bool:
    """Whether the list of evidence shows in a room of so many pixels at a text scale."""
    if state.focus is not Alone.NONE:
        return False
    return state.left_open if state.left_open is not None else room / scale >= _ROOM_FOR_LIST


def rubric_shown(state: PanelState) -> bool:
    """Whether the rubric stands in the room itself."""
    if state.apart is Alone.RUBRIC or state.focus is Alone.EVIDENCE:
        return False
    return state.right_open or state.focus is Alone.RUBRIC


def pane_shown(state: PanelState) -> bool:
    """Whether the evidence stands in the room itself."""
    return state.apart is not Alone.EVIDENCE and state.focus is not Alone.RUBRIC


def widths(state: PanelState, room: int, scale: float) -> tuple[int, int, int]:
    """Widths of list, evidence and rubric in a room of so many pixels at a text scale (1.0 is 100 %).

    The evidence keeps half the room as long as the others stay usable; the list gives way first.
    """
    left = round((state.left or _LEFT) * scale) if list_shown(state, room, scale) else 0
    right = round((state.right or _RIGHT) * scale) if rubric_shown(state) else 0
    if not pane_shown(state):
        return (left, 0, max(room - left, 0)) if right else (room, 0, 0)
    over = left + right - room // 2
    if over > 0 and not state.left:
        given = min(over, max(0, left - round(_LEFT_LEAST * scale))) if left else 0
        left, over = left - given, over - given
    if over > 0 and not state.right:
        given = min(over, max(0, right - round(_RIGHT_LEAST * scale))) if right else 0
        right, over = right - given, over - given
    middle = max(room - left - right, 0)
    return left, middle, right


def _document(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _FAR


def _pixels(value: object) -> int:
    return max(0, value) if isinstance(value, int) and _is_number(value) else 0


def _alone(value: object) -> Alone:
    return next((each for each in Alone if each == value), Alone.NONE)


def _place(value: object) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list) and len(value) == 4 and all(map(_is_number, value)) else ()
