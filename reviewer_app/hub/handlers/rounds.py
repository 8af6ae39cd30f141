"""The steps of a round: counters and news, records, shared comments, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Response

from reviewer_app.exchange import messages
from reviewer_app.hub import people, tokens
from reviewer_app.hub.answers import text
from reviewer_app.hub.asked import Asked
from reviewer_app.hub.assigning import work_since
from reviewer_app.hub.bank import shared_entries, trade_entries
from reviewer_app.hub.files import PIECE, file_answer
from reviewer_app.hub.giving_back import read_gift, take_back, warrant
from reviewer_app.hub.lacking import take_file, told_lacking
from reviewer_app.hub.others import others_after, read_held, read_totals
from reviewer_app.hub.overturning import digest_of_refused, overturn, refused_after
from reviewer_app.hub.own import number, own_after
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.taking import proven, receipts_after, take


def compare(asked: Asked) -> Mapping[str, Any]:
    """Counters compared, and what is new for the person since the cursor."""
    received = asked.document.get("received")
    if type(received) is not int or not 0 <= received < 2**53:
        raise Refused("not-understood", "The field “received” is missing or wrong.")
    cursor, held = text(asked.document, "cursor"), read_held(asked.document)
    totals = read_totals(asked.document)
    wanted = asked.document.get("page")
    if wanted is not None and (type(wanted) is not int or not 1 <= wanted < 2**53):
        raise Refused("not-understood", "The field “page” is wrong.")
    who, books = asked.who, asked.books
    with books.looking() as look:
        count, rolling, seen_at = look.exec_driver_sql(
            "SELECT count, rolling, seen_at FROM device WHERE name = ?", (who.device,)
        ).one()
        page = work_since(look, who.person, cursor, wanted)
        receipts = receipts_after(look, who.device, received) if received < count else ()
        others = None if held is None else others_after(books, look, who, held, totals)
        refused = digest_of_refused(look, who.person)
        token = tokens.state_of(look, books, who.device, asked.doors)
    people.saw(books, who, seen_at)
    told: dict[str, Any] = {}
    if others is not None:
        told = {"others": list(others.records), "others_more": others.more, "recount": list(others.recount)}
    return {
        **told,
        "pin": asked.pin,
        "device": who.device,
        "count": count,
        "hash": rolling,
        "sealing": books.rest.sealer.recipient,
        "lost": page.lost,
        "refused": refused,
        "warrant": warrant(books, who, page),
        "cursor": page.cursor,
        "more": page.more,
        "receipts": receipts,
        "work": list(page.items),
        "microcredentials": page.microcredentials,
        "lacking": told_lacking(books, who),
        "token_until": token.until,
        "token_due": token.due,
    }


def records(asked: Asked) -> Mapping[str, Any]:
    """A batch of records, each accepted or refused by itself."""
    head = asked.document
    lines = _lines(asked)
    if type(head.get("count")) is not int or head["count"] > messages.BATCH_RECORDS:
        raise Refused("not-understood", f"A batch holds at most {messages.BATCH_RECORDS} records.")
    if head["count"] != len(lines):
        raise Refused("cut-short")
    taken = take(asked.books, asked.who, lines, proven(asked.books, asked.who, head))
    return {
        "device": asked.who.device,
        "count": taken.count,
        "resend_from": taken.resend_from,
        "differs": taken.differs,
        "receipts": list(taken.receipts),
    }


def _lines(asked: Asked) -> list[bytes]:
    """The records of a batch, which are sealed for this hub unless an older version sent them."""
    if asked.document.get("sealed"):
        try:
            return asked.books.rest.sealer.opened(asked.rest)
        except ValueError:
            raise Refused("sealed-otherwise") from None
    lines = asked.rest.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines


def own(asked: Asked) -> Mapping[str, Any]:
    """A laptop's own line as the hub has it."""
    with asked.books.looking() as look:
        return own_after(
            asked.books, look, asked.who, number(asked.document, "after"), number(asked.document, "have")
        )


def given_back(asked: Asked) -> Mapping[str, Any]:
    """What this hub said before it was restored, in its own signed words."""
    books, who = asked.books, asked.who
    warrants, documents, receipts = read_gift(asked.document)
    wanted = take_back(books, who, warrants, documents)
    overturn(books, who, receipts)
    after = asked.document.get("after")
    if after is None:
        return {"device": who.device, "wanted": list(wanted)}
    with books.looking() as look:
        page = refused_after(look, who.person, text(asked.document, "after"))
    return {
        "device": who.device,
        "wanted": list(wanted),
        "refused": list(page.records),
        "more": page.more,
    }


def give_blob(asked: Asked) -> Mapping[str, Any]:
    """A file that this hub had lost."""
    sha256, upload = str(asked.place["sha256"]), asked.upload
    if upload is None:
        raise Refused("not-understood", "A file is sent as the body.")
    with upload.open() as file:
        if not take_file(asked.books, sha256, iter(lambda: file.read(PIECE), b"")):
            raise Refused("not-understood", "The bytes are not those of this hash.")
    return {"device": asked.who.device, "sha256": sha256}


def bank(asked: Asked) -> Mapping[str, Any]:
    """The comments this person shares now, for those that all share on the person's micro-credentials."""
    entries = shared_entries(asked.document.get("entries"))
    turn = asked.document.get("turn", 0)
    if type(turn) is not int or not 0 <= turn < 2**53:
        raise Refused("not-understood", "The field “turn” is wrong.")
    return trade_entries(asked.books, asked.who, entries, turn)


def blob(asked: Asked) -> Response:
    """A file of the person's own work, whole or from an offset."""
    return file_answer(asked.books, asked.who, asked.place["sha256"], asked.headers)
