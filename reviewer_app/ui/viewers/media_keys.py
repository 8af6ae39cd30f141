"""Every action of the player, once: its words and its keys while the player has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QKeyEvent

from reviewer_app.ui.commands.command import MEDIA, Command
from reviewer_app.ui.commands.keyring import keyring

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


def _act(
    id: str, text: str, keys: tuple[str, ...], run: Callable[[Plays], None], icon: str = ""
) -> Command[Plays]:
    return Command(id, "In a recording", text, icon, keys, run, where=MEDIA)


MEDIA_ACTIONS: tuple[Command[Plays], ...] = (
    _act("play", "Play or pause", ("Space",), lambda p: p.toggle(), "play"),
    _act("back", "5 seconds back", ("Left",), lambda p: p.skip(-STEP_SECONDS), "a-bit-back"),
    _act("on", "5 seconds on", ("Right",), lambda p: p.skip(STEP_SECONDS), "a-bit-on"),
    _act("frame-back", "One picture back", (",",), lambda p: p.step_frame(-1), "frame-back"),
    _act("frame-on", "One picture on", (".",), lambda p: p.step_frame(1), "frame-on"),
    _act("slower", "Slower", ("[",), lambda p: p.change_speed(-1), "minus"),
    _act("faster", "Faster", ("]",), lambda p: p.change_speed(1), "plus"),
    _act("in", "A stretch begins here", ("I",), lambda p: p.mark_in()),
    _act("out", "The stretch ends here", ("O",), lambda p: p.mark_out()),
    _act("note", "Note at this moment", ("N",), lambda p: p.write_note(), "sticky-note"),
    _act("sound", "Sound on or off", ("M",), lambda p: p.toggle_sound(), "sound"),
    _act("captions", "Captions", ("S",), lambda p: p.next_captions(), "captions"),
    _act("start", "To the beginning", ("Home",), lambda p: p.to_start()),
)
BY_ID = {act.id: act for act in MEDIA_ACTIONS}


def act_for(event: QKeyEvent) -> Command[Plays] | None:
    """The action a key means to a player that has the focus."""
    ring = keyring()
    return next((act for act in MEDIA_ACTIONS if ring.means(event, act)), None)
