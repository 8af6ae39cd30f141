"""Taking in a laptop that never had a line: its introduction lies on a stick, the answer goes back with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.carrier import HELLOS, Carrier
from reviewer_app.exchange.hello import Introduction, introductions, leave_welcome, same_code, short_code
from reviewer_app.exchange.left_speech import Talk, Unread
from reviewer_app.exchange.versions import SPOKEN
from reviewer_app.hub import people
from reviewer_app.hub.books import Books
from reviewer_app.hub.left_speech import keep_heard
from reviewer_app.hub.returning import certificate
from reviewer_app.hub.tls import own_pin


@dataclass(frozen=True)
class Introduced:
    """A laptop that asks to be paired, with the code its screen shows."""

    asks: Introduction
    code: str

    @property
    def device(self) -> str:
        """The laptop's key."""
        return self.asks.device


def introduced(carrier: Carrier, versions: Sequence[int] = SPOKEN) -> list[Introduced]:
    """Who asks, and the code to compare with what the person reads out."""
    return [Introduced(each, short_code(each.device)) for each in introductions(carrier, versions)[0]]


def unread_told(carrier: Carrier, versions: Sequence[int] = SPOKEN) -> str:
    """A sentence on introductions that this hub cannot read, "" where there are none."""
    lying = Unread()
    for name, problem in introductions(carrier, versions)[1].items():
        lying.note(name, problem, versions)
    return lying.told(
        "laptops that ask to be paired", "this hub", ("this hub", "that laptop"), Talk(versions)
    )


def welcome(
    books: Books,
    carrier: Carrier,
    code: str,
    person: str,
    url: str = "",
    cancel: CancelToken | None = None,
    versions: Sequence[int] = SPOKEN,
) -> tuple[str, str]:
    """Pair the laptop whose screen shows this code, for a person; the laptop, and the code its screen asks for.

    RuleError ``no-introduction`` where no introduction on the stick has the code.
    """
    stop = cancel or CancelToken()
    found = [each for each in introduced(carrier, versions) if same_code(each.code, code)]
    if not found:
        raise RuleError(
            "no-introduction",
            "No laptop with this code",
            "None of the introductions that lie there shows this code.",
            "Compare it with the laptop’s screen; if it is another, do not accept the laptop.",
        )
    paired = people.admit(books, found[0].device, person)
    content: dict[str, Any] = {
        "name": books.name,
        "token": paired.token,
        "url": url,
        "pin": own_pin(books.key),
        "person": {"id": paired.person, "name": paired.person_name},
    }
    content["certificate"] = certificate(books, found[0].device, content["person"])
    asks = found[0].asks
    asked = leave_welcome(carrier, content, asks, books.key, books.moment(), stop, versions)
    keep_heard(books, {asks.device: asks.versions} if asks.versions else {})
    carrier.take_away(HELLOS, [asks.name])
    return found[0].device, asked
