"""What a worker may answer about the words of many pages, or the end of a file, checked before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.evidence.frames import ProtocolError
from reviewer_app.evidence.replies import whole

_PAGE_LONGEST = 2 << 20


def read_words(told: Mapping[str, Any], tail: bytes, most: int) -> tuple[str, ...]:
    """The words of one page after the other, at least one page and no more than were asked for."""
    lengths = told.get("lengths")
    if not isinstance(lengths, list) or not 0 < len(lengths) <= most:
        raise ProtocolError("words of no page, or of too many")
    found: list[str] = []
    at = 0
    for each in lengths:
        end = at + whole(each, 0, _PAGE_LONGEST)
        try:
            found.append(tail[at:end].decode("utf-8"))
        except UnicodeDecodeError:
            raise ProtocolError("words are not UTF-8") from None
        at = end
    if at != len(tail):
        raise ProtocolError("lengths do not fit the words")
    return tuple(found)


def read_ending(told: Mapping[str, Any]) -> bool:
    """Whether a picture's file ends early."""
    early = told.get("early")
    if not isinstance(early, bool):
        raise ProtocolError("a yes or no is missing")
    return early
