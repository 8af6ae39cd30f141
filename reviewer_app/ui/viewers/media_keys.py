"""Every action of the player, once: its words and its keys while the player has the focus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

STEP_SECONDS = 5.0


class Plays(Protocol):
    """What a player can be told to do."""

    def toggle(self) -> None: ...
    def skip(self, seconds: float) -> None: ...
    def step_frame(self, way: int) -> None: ...
    def change_speed(self, way: int) -> None: ...
    def mark_in(self) -> None: ...
    def mark_out(self) -> None: ...
    def write_note(self) -> None: ...
    def toggle_sound(self) -> None: ...
    def next_captions(self) -> None: ...
    def to_start(self) -> None: ...


@dataclass(frozen=True)
class MediaAct:
    """One action; ``shown`` is how its keys stand in the sheet."""

    id: str
    text: str
    keys: tuple[str, ...]
    run: Callable[[Plays], None]
    shown: str = ""


MEDIA_ACTIONS: tuple[MediaAct, ...] = (
    MediaAct("play", "Play or pause", ("Space",), lambda p: p.toggle()),
    MediaAct("back", "5 seconds back", ("Left",), lambda p: p.skip(-STEP_SECONDS), "←"),
    MediaAct("on", "5 seconds on", ("Right",), lambda p: p.skip(STEP_SECONDS), "→"),
    MediaAct("frame-back", "One picture back", (",",), lambda p: p.step_frame(-1)),
    MediaAct("frame-on", "One picture on", (".",), lambda p: p.step_frame(1)),
    MediaAct("slower", "Slower", ("[",), lambda p: p.change_speed(-1)),
    MediaAct("faster", "Faster", ("]",), lambda p: p.change_speed(1)),
    MediaAct("in", "A stretch begins here", ("I",), lambda p: p.mark_in()),
    MediaAct("out", "The stretch ends here", ("O",), lambda p: p.mark_out()),
    MediaAct("note", "Note at this moment", ("N",), lambda p: p.write_note()),
    MediaAct("sound", "Sound on or off", ("M",), lambda p: p.toggle_sound()),
    MediaAct("captions", "Captions", ("S",), lambda p: p.next_captions()),
    MediaAct("start", "To the beginning", ("Home",), lambda p: p.to_start()),
)

_BY_KEY = {QKeySequence(key): act for act in MEDIA_ACTIONS for key in act.keys}


def act_for(event: QKeyEvent) -> MediaAct | None:
    """The action a key means to a player that has the focus."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _BY_KEY.get(QKeySequence(QKeyCombination(plain, Qt.Key(event.key()))))


def media_sheet() -> tuple[tuple[str, str], ...]:
    """The keys of a player for the sheet behind F1."""
    return tuple((act.shown or act.keys[0], f"In a recording: {act.text.lower()}") for act in MEDIA_ACTIONS)
