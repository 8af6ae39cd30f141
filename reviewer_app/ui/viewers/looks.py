"""Ways of looking at evidence that only some viewers offer, each with a key and a place in one menu."""

from __future__ import annotations

from enum import StrEnum


class Look(StrEnum):
    """A way of looking that can be on or off, or is done at once."""

    THUMBNAILS = "thumbnails"
    OUTLINE = "outline"
    SINGLE = "single-page"
    WHOLE_PAGE = "whole-page"
    LIGHT = "light"
    COMPARE = "compare-pictures"
    EXACT = "exact-layout"
