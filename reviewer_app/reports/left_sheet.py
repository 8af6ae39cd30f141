"""What left this laptop, as a list to print or to put into a table: aliases and hashes, never a name."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviewer_app.reports.press import Press

HEAD = ("Submission", "Micro-credential", "Attempt", "What", "Hash", "Signed", "Sent", "Received", "State")
COLUMNS = (
    "alias", "title", "attempt", "what", "sha256", "signed_at", "sent_at", "received_at", "road", "state", "code",
    "record", "n",
)  # fmt: skip
SHORT = 12
"""How many signs of a hash are printed; the table has all of them."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class LeftRow:
    """One item that left: moments are RFC 3339 in UTC, "" where it has not come so far."""

    alias: str
    title: str
    attempt: int
    what: str
    sha256: str
    signed_at: str
    sent_at: str
    received_at: str
    road: str
    state: str
    code: str
    record: str
    n: int


def left_pdf(
    rows: Sequence[LeftRow], between: str, device: str, hub: str, today: date, press: Press | None = None
) -> bytes:
    """The list as an accessible PDF; ``between`` says in words which time it covers."""
    received = sum(each.state == "Received" for each in rows)
    data = {
        "title": "What left this laptop",
        "kind": "Ledger",
        "language": "en",
        "date": [today.year, today.month, today.day],
        "district": "Reviewer",
        "day": between,
        "draft": "",
        "footer": "Times are in UTC. “Received” is the moment the hub’s signed receipt names.",
        "page": "Page {page} of {pages}",
        "sentence": "Decisions, withdrawn decisions, flags and declared conflicts of interest that this laptop signed, "
        "with how far each came. Submissions stand by their alias.",
        "facts": [
            ["Laptop", device],
            ["Hub’s key", hub or "not paired"],
            ["Items", f"{len(rows)}, of which {received} received"],
        ],
        "head": list(HEAD),
        "nothing": "Nothing left this laptop in that time.",
        "rows": [
            [
                each.alias,
                each.title,
                str(each.attempt),
                each.what,
                each.sha256[:SHORT],
                _minute(each.signed_at),
                _minute(each.sent_at),
                _minute(each.received_at),
                each.state,
            ]
            for each in rows
        ],
    }
    return (press or Press()).print(
        "left_sheet", data, "Some signs could not be printed and are named instead."
    )


def left_csv(rows: Sequence[LeftRow]) -> bytes:
    """The list as CSV in UTF-8, with all of each hash; no cell begins as a spreadsheet's formula would."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for each in rows:
        table.writerow([_cell(getattr(each, name)) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ") if moment else "–"
