"""Taking in a laptop that never had a line: its introduction lies on a stick, the answer goes back with it."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange.carrier import HELLOS, Carrier
from reviewer_app.exchange.hello import introductions, leave_welcome, same_code, short_code
from reviewer_app.hub import people
from reviewer_app.hub.books import Books
from reviewer_app.hub.tls import own_pin


@dataclass(frozen=True)
class Introduced:
    """A laptop that asks to be paired, with the code its screen shows."""

    message: str
    device: str
    code: str


def introduced(carrier: Carrier) -> list[Introduced]:
    """Who asks, and the code to compare with what the person reads out."""
    return [Introduced(name, device, short_code(device)) for name, device in introductions(carrier).items()]


def welcome(
    books: Books, carrier: Carrier, code: str, person: str, url: str = "", cancel: CancelToken | None = None
) -> tuple[str, str]:
    """Pair the laptop whose screen shows this code, for a person; the laptop, and the code its screen asks for.

    RuleError ``no-introduction`` where no introduction on the stick has the code.
    """
    stop = cancel or CancelToken()
    found = [each for each in introduced(carrier) if same_code(each.code, code)]
    if not found:
        raise RuleError(
            "no-introduction",
            "No laptop with this code",
            "None of the introductions that lie there shows this code.",
            "Compare it with the laptop’s screen; if it is another, do not accept the laptop.",
        )
    paired = people.admit(books, found[0].device, person)
    content = {
        "name": books.name,
        "token": paired.token,
        "url": url,
        "pin": own_pin(books.key),
        "person": {"id": paired.person, "name": paired.person_name},
    }
    asked = leave_welcome(carrier, content, found[0].device, books.key, books.moment(), stop)
    carrier.take_away(HELLOS, [found[0].message])
    return found[0].device, asked
