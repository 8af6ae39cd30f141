"""How wide the three panels of the room are: the usual shares, what a person made of them, and what is folded away."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

_LEFT, _RIGHT = 236, 396
_RIGHT_LEAST = 300
_LEFT_LEAST = 150
_ROOM_FOR_LIST = 840


@dataclass(frozen=True)
class PanelState:
    """Widths of the outer panels in pixels at 100 % text, 0 for the usual ones, and whether they are open.

    ``left_open`` is None until a person opens or folds the list: then it is open where there is room for it.
    """

    left: int = 0
    right: int = 0
    left_open: bool | None = None
    right_open: bool = True

    def text(self) -> str:
        """The state as text, to be kept with the settings."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> PanelState:
        """A state from its text; what cannot be read is the usual one."""
        try:
            told = json.loads(text or "{}")
            return cls(
                max(0, int(told.get("left", 0))),
                max(0, int(told.get("right", 0))),
                left_open if isinstance(left_open := told.get("left_open"), bool) else None,
                bool(told.get("right_open", True)),
            )
        except (ValueError, TypeError, AttributeError):
            return cls()


def list_shown(state: PanelState, room: int, scale: float) -> bool:
    """Whether the list of evidence shows in a room of so many pixels at a text scale."""
    return state.left_open if state.left_open is not None else room / scale >= _ROOM_FOR_LIST


def widths(state: PanelState, room: int, scale: float) -> tuple[int, int, int]:
    """Widths of list, evidence and rubric in a room of so many pixels at a text scale (1.0 is 100 %).

    The evidence keeps half the room as long as the others stay usable; the list gives way first.
    """
    left = round((state.left or _LEFT) * scale) if list_shown(state, room, scale) else 0
    right = round((state.right or _RIGHT) * scale) if state.right_open else 0
    over = left + right - room // 2
    if over > 0 and not state.left:
        given = min(over, max(0, left - round(_LEFT_LEAST * scale))) if left else 0
        left, over = left - given, over - given
    if over > 0 and not state.right:
        given = min(over, max(0, right - round(_RIGHT_LEAST * scale))) if right else 0
        right, over = right - given, over - given
    middle = max(room - left - right, 0)
    return left, middle, right
