"""What one action of the window is: its words, its keys, where it holds, when it can be done, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Target = TypeVar("Target")

WINDOW, DOOR, REVIEW, MEDIA = "window", "door", "review", "media"
"""Where an action holds: in the whole window, at the door, in the review room, or while a recording has the
keyboard. Every other place has its own name, such as ``queue``."""

NOT_NOW = "This cannot be done just now."


def always(_target: Any) -> bool:
    """At any time."""
    return True


@dataclass(frozen=True)
class Only:
    """When an action can be done, and a sentence for when it cannot."""

    test: Callable[[Any], bool]
    why: str

    def __call__(self, target: Any) -> bool:
        """Whether it can be done now."""
        return self.test(target)


@dataclass(frozen=True)
class Command(Generic[Target]):
    """One action. The first key is the one shown.

    A ``by_hand`` key (Space, arrows, Esc) would take from buttons, lists and fields what is theirs, so it is no
    shortcut but is looked at after them. A ``fixed`` row only tells what a list or field does with its own keys.
    """

    id: str
    group: str
    text: str
    icon: str
    keys: tuple[str, ...]
    run: Callable[[Target], object]
    when: Callable[[Target], bool] = always
    by_hand: bool = False
    where: str = WINDOW
    fixed: bool = False

    @property
    def name(self) -> str:
        """What the action is called in the settings and by the palette: its place, then its id."""
        return self.id if self.where == WINDOW else f"{self.where}.{self.id}"

    @property
    def changeable(self) -> bool:
        """Whether its key is a shortcut, which a person may change."""
        return not (self.fixed or self.by_hand)

    @property
    def why(self) -> str:
        """What to say when it cannot be done."""
        return self.when.why if isinstance(self.when, Only) else NOT_NOW


@dataclass(frozen=True)
class Offer:
    """An action of the screen in front: done by ``run``, if ``enabled``; else ``why`` not."""

    command: Command[Any]
    run: Callable[[], object]
    enabled: bool
    why: str = ""


def offer(command: Command[Target], target: Target) -> Offer:
    """What an action is to a target now."""
    enabled = bool(command.when(target))
    return Offer(command, lambda: command.run(target), enabled, "" if enabled else command.why)


def tells(id: str, group: str, text: str, keys: tuple[str, ...], where: str) -> Command[Any]:
    """A row that tells what a list, button or field does with keys of its own."""
    return Command(id, group, text, "", keys, always, where=where, fixed=True)


def overlap(one: str, other: str) -> bool:
    """Whether two places are in front at the same time, so that one key cannot serve both."""
    return one == other or WINDOW in (one, other)


def shadows(one: str, other: str) -> bool:
    """Whether one place lies within the other and has its keys first while it has the keyboard."""
    return {one, other} == {REVIEW, MEDIA}
