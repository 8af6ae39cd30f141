"""What each screen is for and what to do first, in plain sentences from one file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from reviewer_app.paths import resource


@dataclass(frozen=True)
class Help:
    """A few sentences about a screen, and what to do first there."""

    about: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def help_texts() -> dict[str, Help]:
    """The texts of all screens, by the name of the screen."""
    told = json.loads(resource("help.json").read_text("utf-8"))
    return {where: Help(tuple(each["about"]), tuple(each["first"])) for where, each in told.items()}


def help_for(where: str) -> Help:
    """The text of one screen; nothing for a screen that has none."""
    return help_texts().get(where, Help())
