"""Comments that laptops share by stick or through a folder: taken in, and answered with what others share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer_app.domain.progress import CancelToken
from reviewer_app.exchange import left_bank
from reviewer_app.exchange.carrier import BANK_TO_HUB, BANK_TO_LAPTOPS, Carrier
from reviewer_app.exchange.sealing import Names
from reviewer_app.hub.bank import shared_entries, trade_left
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller


def trade_bank_left(
    books: Books,
    carrier: Carrier,
    who: Caller,
    names: Names,
    reader: left_bank.Reader,
    speech: Mapping[str, Any],
    stop: CancelToken,
) -> tuple[int, list[str]]:
    """Take what one laptop left of its person's comments, and leave what others share; how many sets, and damaged ones.

    A set is taken away once it is in the books and its answer lies there. Only who shares is answered.
    """
    key = books.key
    found, damaged = left_bank.lying(carrier, names, BANK_TO_HUB, reader, left_bank.ASKED)
    answer = None
    for message in sorted(found, key=lambda each: each.turn):
        try:
            entries = shared_entries(message.entries)
        except Refused:
            damaged.append(message.name)
            continue
        turn, told = trade_left(books, who, entries, message.turn)
        answer = left_bank.between(left_bank.TOLD, who.device, key.name, turn, told, speech)
    if answer is not None:
        left_bank.leave(carrier, names, BANK_TO_LAPTOPS, answer, key, books.moment(), who.device, stop)
    carrier.take_away(BANK_TO_HUB, [*(each.name for each in found if each.name not in damaged), *damaged])
    return len(found), damaged
