"""What laptops give back by stick after this hub was restored, taken as over a line."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reviewer_app.domain.errors import LineError
from reviewer_app.exchange import left
from reviewer_app.exchange.carrier import TO_HUB, Carrier
from reviewer_app.exchange.disk import Vanished
from reviewer_app.exchange.left_speech import OtherVersion
from reviewer_app.exchange.sealing import unseal
from reviewer_app.hub.books import Books
from reviewer_app.hub.giving_back import read_gift, take_back
from reviewer_app.hub.overturning import overturn
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.returning import come_back_by_stick
from reviewer_app.hub.tokens import Caller


def let_back_in(books: Books, carrier: Carrier, names: Iterable[str], versions: Iterable[int]) -> list[str]:
    """The laptops that are known again by a question with a certificate of this hub, among messages of nobody known."""
    found = []
    for name in names:
        try:
            message = left.open_left(
                unseal(carrier.read(TO_HUB, name), books.key), books.key.name, tuple(versions)
            )
        except (Vanished, OtherVersion):
            continue  # taken by another process, or for a newer one to read
        except LineError as problem:
            if problem.code != "left-damaged":
                raise
            continue  # for another hub, as most of what is nobody's here
        if come_back_by_stick(books, message.device, message.head.get("certificate")):
            found.append(message.device)
    return found


def take_gift(books: Books, who: Caller, message: left.Left) -> bool:
    """Take what one message gives back; False where this hub never said it so."""
    gift: dict[str, list[object]] = {"warrants": [], "documents": [], "receipts": []}
    try:
        for line in message.lines:
            ((kind, told),) = json.loads(line).items()
            gift[f"{kind}s"].append(told)
    except (KeyError, ValueError, AttributeError, RecursionError):
        return False  # signed by the laptop, and yet none of what is given back
    try:
        warrants, documents, receipts = read_gift(gift)
        take_back(books, who, warrants, documents)
        overturn(books, who, receipts)
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, Refused):
        return False  # a part that nobody of ours made
    return True
