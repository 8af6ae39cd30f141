"""Laptops that ask to be paired by a short code on both screens: each waits until both people have looked."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import uuid6

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.meeting import commitment, short_code
from reviewer_app.hub import people
from reviewer_app.hub.books import Books
from reviewer_app.hub.people import Paired
from reviewer_app.hub.refusals import Refused

MINUTES = 5
OPEN_AT_ONCE = 5
BEGUN = 30
BEGUN_MINUTES = 10


@dataclass(frozen=True)
class Asking:
    """One laptop that asks; ``code`` is "" until it has shown its random number.

    ``here`` is the person for whom the coordinator confirmed it, ``there`` whether the laptop's own person did.
    ``over`` says why it ended: "refused" here, "differs" there, "paired", or "" while it goes on.
    """

    id: str
    device: str
    commitment: str
    random: str
    until: datetime
    code: str = ""
    here: str = ""
    there: bool = False
    over: str = ""
    token: Paired | None = field(default=None, repr=False)


@dataclass
class Meetings:
    """What is asked of one serving process; it forgets all of it when it ends. Safe from several threads."""

    books: Books
    pin: str
    chance: Callable[[int], str] = secrets.token_hex
    _all: dict[str, Asking] = field(default_factory=dict)
    _begun: list[datetime] = field(default_factory=list)
    _change: threading.Condition = field(default_factory=threading.Condition)

    def begin(self, device: str, promised: str) -> Asking:
        """A laptop asks, with a promise of its random number; Refused ``too-many-tries``."""
        now = self.books.now()
        with self._change:
            self._tidy(now)
            # The same laptop asking again takes the place of its question before.
            for each in [x for x in self._all.values() if x.device == device]:
                del self._all[each.id]
            if sum(not each.over for each in self._all.values()) >= OPEN_AT_ONCE or len(self._begun) >= BEGUN:
                raise Refused("too-many-tries", retry_after=60.0)
            self._begun.append(now)
            made = Asking(
                str(uuid6.uuid7()), device, promised, self.chance(32), now + timedelta(minutes=MINUTES)
            )
            self._all[made.id] = made
            return made

    def turn(self, device: str, meeting: str, random: str, agreed: bool | None) -> Paired | None:
        """A laptop shows its random number and what its person said; a token once both people agreed.

        Refused ``meeting-over``, ``meeting-refused``, ``proof-wrong``. Asking again brings the same token: a lost one
        comes again, and a question that was late on its way takes none from the laptop.
        """
        with self._change:
            self._tidy(self.books.now())
            asking = self._all.get(meeting)
            if asking is None or asking.device != device:
                raise Refused("meeting-over")
            if not hmac.compare_digest(commitment(device, random), asking.commitment):
                raise Refused("proof-wrong")
            if asking.over == "refused":
                raise Refused("meeting-refused")
            if asking.over == "differs":
                raise Refused("meeting-over")
            if asking.token is not None:
                return asking.token
            code = short_code(self.books.key.name, self.pin, device, asking.random, random)
            if not asking.code and any(code == each.code and not each.over for each in self._all.values()):
                # Two laptops under one code could be taken for each other.
                del self._all[meeting]
                raise Refused("meeting-over")
            asking = replace(asking, code=code, there=asking.there or agreed is True)
            if agreed is False:
                asking = replace(asking, over="differs")
            self._put(asking)
            if not asking.here or not asking.there or asking.over:
                return None
            paired = people.admit(self.books, device, asking.here)
            self._put(replace(asking, over="paired", token=paired))
            return paired

    def asking(self) -> tuple[Asking, ...]:
        """The laptops with a code that wait for the coordinator, in the order they came."""
        with self._change:
            self._tidy(self.books.now())
            return tuple(each for each in self._all.values() if each.code and not each.here and not each.over)

    def look(self, meeting: str) -> Asking | None:
        """How far one of them is; None when it ran out of time."""
        with self._change:
            self._tidy(self.books.now())
            return self._all.get(meeting)

    def confirm(self, meeting: str, person: str) -> None:
        """The coordinator saw the same code on the screen of this person; RuleError when it is over."""
        self._answer(meeting, here=person)

    def refuse(self, meeting: str) -> None:
        """The coordinator says no; RuleError when it is over."""
        self._answer(meeting, over="refused")

    def wait(self, seconds: float) -> None:
        """Until something changes, but not longer."""
        with self._change:
            self._change.wait(seconds)

    def _answer(self, meeting: str, **said: str) -> None:
        with self._change:
            self._tidy(self.books.now())
            asking = self._all.get(meeting)
            # What has shown no code yet is on no screen, so nobody can have compared it.
            if asking is None or asking.over or ("here" in said and not asking.code):
                raise RuleError(
                    "meeting-over",
                    "The laptop asks no longer",
                    "It gave up, or nobody answered it in time.",
                    "Let it look for the hub and ask again.",
                )
            self._put(replace(asking, **said))  # type: ignore[arg-type]  # both are texts

    def _put(self, asking: Asking) -> None:
        if self._all.get(asking.id) != asking:
            self._all[asking.id] = asking
            self._change.notify_all()

    def _tidy(self, now: datetime) -> None:
        self._begun = [each for each in self._begun if now - each < timedelta(minutes=BEGUN_MINUTES)]
        for each in [x for x in self._all.values() if x.until < now]:
            del self._all[each.id]
