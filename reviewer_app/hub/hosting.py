"""The hub that a coordinator's laptop holds, opened and shared with the room for as long as its window says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.domain.errors import HubError, RuleError
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Asking
from reviewer_app.hub.people import PersonLine
from reviewer_app.hub.sharing import PORT, Ended, Sharing
from reviewer_app.vault.keys import KeyVault

ANY_PORT = 0


@dataclass(frozen=True)
class Hosted:
    """A shared hub now; ``ended`` is told once. ``unheard`` says why laptops cannot find it by themselves, if so."""

    name: str
    urls: tuple[str, ...]
    announced_as: str
    unheard: str
    asking: tuple[Asking, ...]
    people: tuple[PersonLine, ...]
    ended: tuple[Ended, ...]


class Host:
    """One hub in a folder; not for several threads at once.

    ``share`` makes the sharing of an open hub on a port (tests share with nobody).
    """

    def __init__(self, folder: Path, share: Callable[[Hub, int], Sharing] | None = None) -> None:
        self._folder = folder
        self._share = share or (lambda hub, port: Sharing(hub, port=port))
        self._hub: Hub | None = None
        self._sharing: Sharing | None = None

    @property
    def sharing(self) -> bool:
        """Whether laptops in the room can reach it."""
        return self._sharing is not None

    def start(self, passphrase: str | None) -> None:
        """Open it and share it; StoreError where it does not open, HubError where it cannot be reached."""
        if self._sharing is not None:
            return
        hub = Hub.open(self._folder, KeyVault(self._folder, "hub").unlock(passphrase))
        try:
            self._sharing = self._shared(hub)
        except BaseException:  # nobody else would close it
            hub.close()
            raise
        self._hub = hub

    def look(self) -> Hosted | None:
        """How it stands, announced anew where this laptop moved to another network; None where it is not shared."""
        if self._sharing is None:
            return None
        hub, shared = self._open()
        shared.look_again()
        return Hosted(
            hub.books.name,
            shared.urls,
            shared.announced_as,
            shared.unheard.sentence if shared.unheard is not None else "",
            shared.meetings.asking(),
            tuple(each for each in hub.people() if each.active),
            shared.ended(),
        )

    def confirm(self, meeting: str, person: str) -> None:
        """The coordinator saw the same code on the laptop of this person."""
        self._open()[1].confirm(meeting, person)

    def refuse(self, meeting: str) -> None:
        """The coordinator says no to a laptop."""
        self._open()[1].meetings.refuse(meeting)

    def add_person(self, name: str) -> str:
        """A new assessor's account; its id."""
        return self._open()[0].add_person(name)

    def stop(self) -> None:
        """Share it no longer; what was paired stays paired. Stopping twice is harmless."""
        sharing, hub = self._sharing, self._hub
        self._sharing = self._hub = None
        if sharing is not None:
            sharing.close()
        if hub is not None:
            hub.close()

    def _shared(self, hub: Hub) -> Sharing:
        try:
            return self._share(hub, PORT).__enter__()
        except HubError as problem:
            if problem.code != "port-taken":
                raise
        return self._share(hub, ANY_PORT).__enter__()

    def _open(self) -> tuple[Hub, Sharing]:
        if self._hub is None or self._sharing is None:
            raise RuleError(
                "not-shared",
                "The hub is not shared any more",
                "Sharing was stopped before this was done.",
                "Share it again; the laptop asks anew.",
            )
        return self._hub, self._sharing
