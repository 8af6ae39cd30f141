"""The hub shared with the laptops in the room: served by TLS of its own, announced, taking laptops by a short code."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.exchange.interfaces import hosted, near_addresses
from reviewer_app.exchange.nearby import Announcement
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.meetings import Meetings
from reviewer_app.hub.serving import EVERYWHERE, EmbeddedHub
from reviewer_app.hub.tls import own_tls

PORT = 8470
"""Where laptops look for it when its address is typed without one."""


@dataclass(frozen=True)
class Ended:
    """How it ended with a laptop that the coordinator confirmed for this person.

    ``how`` is "paired", "differs" where its own person said so or stopped, "" where nobody answered in time.
    """

    person: str
    how: str

    @property
    def words(self) -> str:
        """The same for a person to read."""
        if self.how == "paired":
            return f"Paired: a laptop of {self.person}."
        meant = f"Not paired: the laptop meant for {self.person}"
        if self.how == "differs":
            return f"{meant} is not let in; its person says that the codes differ, or stopped."
        return f"{meant} did not answer in time."


class Sharing:
    """Serves and announces while it is entered; without an address on all that lead into the room, wherever it moves.

    ``unheard`` says why it could not be announced, where it could not: its address can be typed by hand.
    """

    def __init__(self, hub: Hub, address: str = "", port: int = 0, name: str = "") -> None:
        self._hub, self._chosen, self._name = hub, (address,) if address else (), name or hub.books.name
        self._tls = own_tls(hub.books)
        self.meetings = Meetings(hub.books, self._tls.pin)
        self._port = port
        self._served: EmbeddedHub | None = None
        self._announced: Announcement | None = None
        self._confirmed: dict[str, str] = {}
        self.addresses: tuple[str, ...] = ()
        self.unheard: LineError | None = None

    @property
    def urls(self) -> tuple[str, ...]:
        """Where it can be reached, as one types it: by IPv4 where there is any, else by IPv6.

        The zone of an address of one link is left out: the laptop where it is typed has one of its own.
        """
        old = [each for each in self.addresses if ":" not in each]
        typed = old or dict.fromkeys(each.partition("%")[0] for each in self.addresses)
        return tuple(f"https://{hosted(each)}:{self._port}" for each in typed)

    @property
    def announced_as(self) -> str:
        """The name laptops find it by; "" where it is not announced."""
        return self._announced.name if self._announced is not None else ""

    def confirm(self, meeting: str, person: str) -> None:
        """The coordinator saw the same code on the screen of this person; RuleError when it is over."""
        self.meetings.confirm(meeting, person)
        self._confirmed[meeting] = next(each.name for each in self._hub.people() if each.id == person)

    def ended(self) -> tuple[Ended, ...]:
        """What became of the confirmed laptops since this was last asked."""
        found = []
        for meeting, person in list(self._confirmed.items()):
            state = self.meetings.look(meeting)
            if state is None or state.over:
                del self._confirmed[meeting]
                found.append(Ended(person, state.over if state is not None else ""))
        return tuple(found)

    def look_again(self) -> bool:
        """Announce it anew where this laptop's addresses changed; whether those that one types did."""
        before, now = self.urls, self._chosen or near_addresses()
        if now == self.addresses and self._announced is not None:
            return False
        if now == self.addresses and self.unheard is not None:
            return False
        self.addresses = now
        self._silence()
        try:
            self._announced = Announcement(
                self._name, self._port, self._hub.key, self._tls.pin, self.addresses
            )
            self.unheard = None
        except LineError as problem:
            self.unheard = problem
        return self.urls != before or self.unheard is not None

    def _silence(self) -> None:
        if self._announced is not None:
            self._announced.close()
        self._announced = None

    def __enter__(self) -> Sharing:
        found = self._chosen or near_addresses()
        if not found:
            raise HubError(
                "no-network",
                "This laptop is on no network",
                "It has no address on a cable or a radio network, so no other laptop can reach it.",
                "Plug in a cable or join the school’s network, then share again.",
            )
        host = found[0] if self._chosen else EVERYWHERE
        served = EmbeddedHub(self._hub, host, self._port, tls=self._tls, meetings=self.meetings)
        self._port = int(served.start().rpartition(":")[2])
        self._served = served
        try:
            self.look_again()
        except BaseException:  # nobody else would end what serves already
            self.close()
            raise
        return self

    def close(self) -> None:
        """Say goodbye and stop serving."""
        self._silence()
        if self._served is not None:
            self._served.stop()
        self._served = None

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
