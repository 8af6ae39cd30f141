"""The hub's answers to a laptop that fetches them another time: pages that count whatever the laptop knows by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviewer_app.domain.signing import canonical, signed
from reviewer_app.exchange import left
from reviewer_app.exchange.others import UNCOUNTED
from reviewer_app.hub.assigning import work_since
from reviewer_app.hub.books import Books
from reviewer_app.hub.giving_back import warrant
from reviewer_app.hub.lacking import told_lacking
from reviewer_app.hub.left_own import own_parts
from reviewer_app.hub.others import OtherPage, others_after, read_totals
from reviewer_app.hub.overturning import digest_of_refused, refused_after
from reviewer_app.hub.taking import RECEIPTS_PAGE, receipts_after
from reviewer_app.hub.tls import own_pin
from reviewer_app.hub.tokens import Caller


@dataclass(frozen=True)
class Asked:
    """Where a laptop said it stands; at first from the beginning, for one of which no question lies there."""

    cursor: str = ""
    received: int = 0
    held: Mapping[str, tuple[int, int]] | None = None
    wants: tuple[str, ...] | None = None
    have: int | None = None
    hash: str = ""
    """How many records it had, and their rolling hash; None for one that does not say."""
    question: str = ""
    """The name of the message."""
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenHere:
    """What was taken of a laptop just now: the receipts of its records, and messages that gave something back."""

    receipts: tuple[Mapping[str, Any], ...] = ()
    given_back: tuple[str, ...] = ()
    differs: bool = False
    """Whether it left other records than are here."""


def answer_pages(
    books: Books,
    who: Caller,
    asked: Asked,
    speech: Mapping[str, Any] = left.SPEECH,
    taken: TakenHere = TakenHere(),
) -> Iterator[tuple[bytes, frozenset[str]]]:
    """Everything that is new for a laptop, as signed pages, each with the files that its work needs."""
    with books.changes(person=who.person):
        # Whatever has a receipt of an earlier moment is in the books by now, whichever process is taking it in.
        at = books.moment()
    page, since = 0, asked.cursor
    received, held = asked.received, dict(asked.held or {})
    recount: tuple[str, ...] = ()
    lacking = told_lacking(books, who)
    with books.looking() as look:
        count, rolling = look.exec_driver_sql(
            "SELECT count, rolling FROM device WHERE name = ?", (who.device,)
        ).one()
        first: dict[str, Any] = {
            "given_back": list(taken.given_back),
            "lacking": lacking,
            "refused": digest_of_refused(look, who.person),
            "refusing": [
                [each["record"], each["sha256"]] for each in refused_after(look, who.person, "").records
            ],
        }
        again = [each for each in taken.receipts if _is_known(each, asked.received)]
        pin = own_pin(books.key)
        own: Iterator[list[dict[str, Any]]] = iter(())
        own_asked: dict[str, Any] = {}
        if asked.have is not None:
            own = own_parts(books, look, who, asked.have, asked.hash, differs=taken.differs)
            own_asked = {"asked": {"have": asked.have, "hash": asked.hash, "question": asked.question}}
        part = next(own, None)
        lost = False
        while True:
            work = work_since(look, who.person, since)
            lost = lost or work.lost
            others = others_after(books, look, who, held, asked.totals)
            receipts = receipts_after(look, who.device, received) if received < count else []
            recount = recount or others.recount
            bare = {
                "format": left.ANSWER,
                **speech,
                "hub": books.key.name,
                "device": who.device,
                "at": at,
                "page": page,
                "since": since,
                "steps": [list(each) for each in work.steps],
                "count": count,
                "hash": rolling,
                "cursor": work.cursor,
                "more": False,
                "lost": lost,
                "work": list(work.items),
                "microcredentials": work.microcredentials,
                "receipts": [*again, *receipts],
                "others": list(others.records),
                "others_more": False,
                "recount": list(recount),
                "warrant": warrant(books, who, work),
                "pin": pin,
                **first,
                **own_asked,
                **({"own": part} if part is not None else {}),
            }
            part = next(own, None)
            needed = frozenset(each["sha256"] for item in work.items for each in item["blobs"])
            yield canonical(signed(bare, books.key, at)), needed
            received += RECEIPTS_PAGE
            if not (work.more or others.more or received < count or part is not None):
                return
            since, page, first, again = work.cursor, page + 1, {}, []
            held = _further(held, others)


def _is_known(receipt: Mapping[str, Any], received: int) -> bool:
    """Whether a receipt is about a record for which the laptop has one already: that may be another one."""
    return any(each["n"] <= received for each in receipt["entries"])


def _further(held: dict[str, tuple[int, int]], others: OtherPage) -> dict[str, tuple[int, int]]:
    """The counters of other laptops after a page."""
    reached = {device: (n, UNCOUNTED) for device, (n, _) in held.items()}
    for each in others.records:
        reached[str(each["device"])] = (int(each["n"]), UNCOUNTED)
    return reached


def read_asked(
    head: Mapping[str, Any], held: Mapping[str, tuple[int, int]] | None, name: str = ""
) -> Asked | None:
    """Where a question says the laptop stands; None when a field is missing or wrong."""
    cursor, received, wants = head.get("cursor"), head.get("received"), head.get("wants")
    if not isinstance(cursor, str) or type(received) is not int or not 0 <= received < 2**53:
        return None
    if not isinstance(wants, list) or not all(isinstance(each, str) for each in wants):
        return None
    totals = read_totals(head)
    have, rolling = head.get("count"), head.get("hash")
    if type(have) is not int or not 0 <= have < 2**53 or not isinstance(rolling, str):
        return None
    return Asked(cursor, received, held, tuple(wants), have, rolling, name, totals)
