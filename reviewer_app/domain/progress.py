"""How long work reports how far it is, and how a person stops it."""

from __future__ import annotations

from collections.abc import Callable

from reviewer_app.domain.errors import Cancelled

ReportProgress = Callable[[int, int, str], None]
"""Called with what is done, what there is in all (0 when unknown) and a short phrase for the person."""


def unreported(done: int, total: int, doing: str) -> None:
    """Progress nobody listens to."""


class CancelToken:
    """A wish to stop, set from any thread and looked at by the work between two small steps."""

    def __init__(self) -> None:
        self._wished = False

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._wished

    def cancel(self) -> None:
        """Ask the work to stop at its next small step."""
        self._wished = True

    def check(self) -> None:
        """Raise Cancelled when the person asked to stop."""
        if self._wished:
            raise Cancelled
