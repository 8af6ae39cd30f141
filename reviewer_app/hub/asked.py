"""One question as a handler meets it: already let in, read and found to be in its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response

from reviewer_app.hub.books import Books
from reviewer_app.hub.doors import Doors
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller
from reviewer_app.hub.uploads import Upload


@dataclass(frozen=True)
class Asked:
    """A question: ``document`` is its JSON or first line, ``rest`` what follows that; ``query`` follows the address."""

    books: Books
    doors: Doors
    document: Mapping[str, Any] = field(default_factory=dict)
    rest: bytes = b""
    upload: Upload | None = None
    place: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    caller: Caller | None = None
    meetings: Meetings | None = None
    """Laptops that ask by a code on both screens, while the hub is shared on its network."""
    pin: str = ""
    """Of the hub's own line."""

    @property
    def who(self) -> Caller:
        """Who asks; the doors let nobody in without a token where a route is not open."""
        if self.caller is None:
            raise Refused("no-token")
        return self.caller


Handler = Callable[[Asked], Mapping[str, Any] | Response]
"""What a route does, in a thread of its own: the content of the answer, or a whole answer where that is a file."""
