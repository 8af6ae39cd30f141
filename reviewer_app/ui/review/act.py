"""What one action of the review room is: words, keys, when it can be done, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reviewer_app.ui.review.orders import Orders


@dataclass(frozen=True)
class Act:
    """One action. The first key is the one shown; ``by_hand`` keys act only where nothing else wants them.

    A key by hand (Space, arrows, Esc) would take from buttons, lists and fields what is theirs, so it is no
    shortcut but is looked at after them.
    """

    id: str
    group: str
    text: str
    icon: str
    keys: tuple[str, ...]
    run: Callable[[Orders], None]
    when: Callable[[Orders], bool] = lambda room: not room.paged()
    by_hand: bool = False
