"""One end of a conversation: it speaks its newest version until the hub says which ones it knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from reviewer_app.domain.errors import HubError
from reviewer_app.exchange.versions import SPOKEN, how_apart, newest_of_both

Told = TypeVar("Told")


class Speaking:
    """Which version a laptop speaks with its hub, from the newest it knows down to the newest that both know."""

    def __init__(self, versions: Sequence[int] = SPOKEN) -> None:
        self.versions = tuple(sorted(versions))
        self._version = self.versions[-1]

    def head(self) -> dict[str, Any]:
        """What every question says of versions."""
        return {"version": self._version, "versions": list(self.versions)}

    async def agreed(self, ask: Callable[[], Awaitable[Told]]) -> Told:
        """What ``ask`` comes to, asked again in an older version where the hub does not know this one.

        HubError ``version`` where there is none that both know, with which of the two is the older.
        """
        while True:
            try:
                return await ask()
            except HubError as problem:
                if problem.code != "version":
                    raise
                self._version = self._next(problem)

    def _next(self, problem: HubError) -> int:
        """A hub of before versions were told just refuses; then the next older one is tried."""
        older = [each for each in self.versions if each < self._version]
        if problem.versions:
            shared = newest_of_both(self.versions, problem.versions)
            found = None if shared == self._version else shared
        else:
            found = older[-1] if older else None
        if found is None:
            step = "Update Reviewer on this laptop"
            if problem.versions and max(problem.versions) < self.versions[0]:
                step = "Ask the district to update the hub"
            raise HubError(
                "version",
                "Two versions do not fit",
                how_apart(self.versions, problem.versions),
                f"{step}; your work is safe on this laptop until then.",
            ) from problem
        return found
