"""What left this laptop in a time, written as a PDF to print or as a table; no names, each item by its alias."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.roads import under_way
from reviewer_app.domain.submission import timestamp
from reviewer_app.store.shapes import ItemQuery
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.ledgering import Entry, left
from reviewer_app.workflows.writing import written

if TYPE_CHECKING:
    from reviewer_app.reports.left_sheet import LeftRow
    from reviewer_app.store.shapes import Item

FORMS = ("pdf", "csv")
MOST_PRINTED = 5000
"""More rows than this are no list to read on paper."""
STATES = {
    "ready": "Ready to send",
    "received": "Received",
    "attention": "Refused: needs attention",
    "let-go": "Refused: let go",
    "sent-again": "Refused: sent again",
    "judge-again": "Refused: judged again",
}


def left_rows(desk: Desk, since: date | None = None, until: date | None = None) -> list[LeftRow]:
    """The items that were signed here from one day to another, both included, in the order of their signing."""
    query = ItemQuery(
        "all",
        since=_start(since) if since else "",
        until=_start(until + timedelta(days=1)) if until else "",
        out_only=True,
    )
    return [_row(each) for each in left(desk, query)][::-1]


def write_left(
    desk: Desk, target: Path, *, since: date | None = None, until: date | None = None, form: str = "pdf"
) -> Path:
    """Write the list, whole or not at all."""
    from reviewer_app.reports.left_sheet import left_csv, left_pdf  # typst is 80 MB; only where it is printed

    if form not in FORMS or (since and until and until < since):
        raise RuleError(
            "no-such-list",
            "This list cannot be made",
            "Its form must be PDF or CSV, and its last day not before its first.",
            "Choose other days or another form.",
        )
    rows = left_rows(desk, since, until)
    if form == "csv":
        return written(target, left_csv(rows))
    if len(rows) > MOST_PRINTED:
        raise RuleError(
            "too-long-to-print",
            "Too much for a list on paper",
            f"{len(rows)} items left in that time; at most {MOST_PRINTED} are printed.",
            "Choose fewer days, or save it as a table (CSV).",
        )
    pairing = desk.store.pairing
    return written(
        target,
        left_pdf(
            rows,
            _between(since, until),
            desk.store.device.name,
            pairing.hub_key if pairing is not None else "",
            desk.now().date(),
        ),
    )


def _row(entry: Entry) -> LeftRow:
    from reviewer_app.reports.left_sheet import LeftRow

    item = entry.item
    return LeftRow(
        alias=item.alias,
        title=item.title,
        attempt=item.attempt,
        what=entry.what,
        sha256=item.sha256,
        signed_at=item.at,
        sent_at=item.sent_at or item.said_at,
        received_at=item.said_at if item.stage == "received" else "",
        road=item.road or item.sent_by,
        state=_state(item),
        code=item.code,
        record=item.record,
        n=item.n,
    )


def _state(item: Item) -> str:
    if item.stage == "sent":
        return under_way(item.sent_by)
    return STATES[item.answer if item.stage == "answered" else item.stage]


def _start(day: date) -> str:
    """The first moment of a day as this laptop's clock has it."""
    return timestamp(datetime(day.year, day.month, day.day).astimezone(UTC))


def _between(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since.isoformat()} to {until.isoformat()}"
    return f"from {since.isoformat()}" if since else f"until {until.isoformat()}" if until else "all of it"
