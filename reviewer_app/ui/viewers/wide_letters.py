"""Two ways to count the letters of a text: by letter, as citations do, and as Qt does, which counts rare ones twice."""

from __future__ import annotations

import re
from bisect import bisect_left

_RARE = re.compile("[\U00010000-\U0010ffff]")


class WideLetters:
    """Where a text has letters that Qt counts twice: emoji and rare scripts."""

    def __init__(self, text: str) -> None:
        self._rare = [] if text.isascii() else [found.start() for found in _RARE.finditer(text)]
        self._wide = [at + before for before, at in enumerate(self._rare)]

    def to_page(self, offset: int) -> int:
        """Where a place in the text stands on the page."""
        return offset + bisect_left(self._rare, offset)

    def to_text(self, position: int) -> int:
        """The place in the text that stands at a position of the page."""
        return position - bisect_left(self._wide, position)
