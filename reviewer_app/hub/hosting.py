"""The hub that a coordinator's laptop holds, opened for work here or shared with the room, as its window says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reviewer_app.domain.errors import HubError, LineError, RuleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.exchange.carrier import carrier_at
from reviewer_app.hub.backup.keeping import Key, Proven, back_up_and_prove
from reviewer_app.hub.books import Books
from reviewer_app.hub.carrying import visit
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Asking
from reviewer_app.hub.people import PersonLine
from reviewer_app.hub.places import Place
from reviewer_app.hub.sharing import PORT, Ended, Sharing
from reviewer_app.hub.visit_words import summed_up
from reviewer_app.hub.welcoming import Introduced, introduced, welcome
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


@dataclass(frozen=True)
class Visited:
    """What was done at a stick or folder: in words, who asks there to be paired, and why not all is there, if so."""

    words: str
    asks: tuple[Introduced, ...]
    people: tuple[PersonLine, ...]
    problem: LineError | None


class Host:
    """One hub in a folder; but for visits and ``books``, not for several threads at once.

    It is opened to be shared, for the work of the coordinator, or for both, and closed when neither needs it.
    ``share`` makes the sharing of an open hub on a port (tests share with nobody).
    """

    def __init__(self, folder: Path, share: Callable[[Hub, int], Sharing] | None = None) -> None:
        self._folder = folder
        self._share = share or (lambda hub, port: Sharing(hub, port=port))
        self._key = b""
        self._hub: Hub | None = None
        self._sharing: Sharing | None = None
        self._working = False

    @property
    def name(self) -> str:
        """What assessors call it, "" while it is not open for work."""
        return self._hub.books.name if self._hub is not None and self._working else ""

    @property
    def books(self) -> Books:
        """What work is done on, from any thread; RuleError ``hub-closed``."""
        if self._hub is None or not self._working:
            raise RuleError(
                "hub-closed",
                "The hub is closed",
                "It was closed, or Reviewer was locked, before this was done.",
                "Open it with its passphrase, then do it again.",
            )
        return self._hub.books

    def work(self, passphrase: str | None) -> str:
        """Open it for work here, if it is not open yet; its name. StoreError where it does not open."""
        if self._hub is None:
            self._hub, self._key = self._new(passphrase)
        self._working = True
        return self.name

    def back_up(
        self,
        target: Path,
        secret: str,
        progress: ReportProgress = unreported,
        cancel: CancelToken | None = None,
    ) -> Proven:
        """Back it up into a folder and read that again; ``secret`` locks it, "" where the hub's passphrase does."""
        return back_up_and_prove(self.books, target, Key(self._key, self._folder, secret), progress, cancel)

    def rest(self) -> None:
        """No work is done any more: it is closed, unless it is shared."""
        self._working = False
        if self._sharing is None:
            self._close()

    def close(self) -> None:
        """Share it no longer, and close it."""
        self._working = False
        self.stop()

    @property
    def sharing(self) -> bool:
        """Whether laptops in the room can reach it."""
        return self._sharing is not None

    def start(self, passphrase: str | None) -> None:
        """Open it and share it; StoreError where it does not open, HubError where it cannot be reached."""
        if self._sharing is not None:
            return
        if self._hub is not None:
            self._sharing = self._shared(self._hub)
            return
        hub, key = self._new(passphrase)
        try:
            self._sharing = self._shared(hub)
        except BaseException:  # nobody else would close it
            hub.close()
            raise
        self._hub, self._key = hub, key

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
        hub = self._hub if self._hub is not None and self._working else self._open()[0]
        return hub.add_person(name)

    def stop(self) -> None:
        """Share it no longer; what was paired stays paired, and where work is done it stays open. Twice is harmless."""
        sharing, self._sharing = self._sharing, None
        if sharing is not None:
            sharing.close()
        if not self._working:
            self._close()

    def visit(
        self,
        folder: Path,
        passphrase: str | None,
        everyone: bool,
        progress: ReportProgress = unreported,
        cancel: CancelToken | None = None,
    ) -> Visited:
        """Take what laptops left at a stick or folder and answer them; ``everyone``: leave work for all laptops.

        It has the hub open by itself, so that it may go on in another thread than the sharing.
        """
        with self._opened(passphrase) as hub:
            carrier = carrier_at(folder)
            laptops = {each.name for each in hub.devices() if everyone and not each.revoked_at}
            done = visit(hub.books, carrier, laptops, progress=progress, cancel=cancel)
            people = tuple(each for each in hub.people() if each.active)
            return Visited(summed_up(done), tuple(introduced(carrier)), people, done.problem)

    def welcome(
        self,
        folder: Path,
        code: str,
        person: str,
        passphrase: str | None,
        progress: ReportProgress = unreported,
        cancel: CancelToken | None = None,
    ) -> str:
        """Pair a laptop that introduced itself there, and leave its person's work; the code that laptop asks for."""
        with self._opened(passphrase) as hub:
            carrier = carrier_at(folder)
            device, asked = welcome(hub.books, carrier, code, person)
            done = visit(hub.books, carrier, [device], progress=progress, cancel=cancel)
        if done.problem is not None:
            raise done.problem
        return asked

    def _close(self) -> None:
        hub, self._hub = self._hub, None
        self._key = b""
        if hub is not None:
            hub.close()

    def _new(self, passphrase: str | None) -> tuple[Hub, bytes]:
        key = self._unlocked(passphrase)
        return Hub.open(self._folder, key), key

    def _unlocked(self, passphrase: str | None) -> bytes:
        Place(self._folder).require_record()
        return KeyVault(self._folder, "hub").unlock(passphrase)

    @contextmanager
    def _opened(self, passphrase: str | None) -> Iterator[Hub]:
        hub = Hub.open(self._folder, self._key or self._unlocked(passphrase))
        try:
            yield hub
        finally:
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
