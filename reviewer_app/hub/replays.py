"""A coordinator's question that comes twice is answered twice and done once."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from reviewer_app.domain.submission import timestamp
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.tokens import Caller

KEPT_DAYS = 30


def once(
    books: Books, who: Caller, question: Mapping[str, Any], do: Callable[[], Mapping[str, Any]]
) -> Mapping[str, Any]:
    """What ``do`` comes to, or came to when this laptop asked the same with the same nonce before.

    ``do`` is itself harmless when it is done twice at once, since its answer is kept only after it; what is kept
    guards against a copy that comes late, when others have gone on. Refused ``nonce-used`` for another question.
    """
    nonce = str(question["nonce"])
    if not nonce:
        raise Refused("not-understood", "The field “nonce” is empty.")
    asked = hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()
    with books.looking() as look:
        row = look.exec_driver_sql(
            "SELECT question, answer FROM done WHERE device = ? AND nonce = ?", (who.device, nonce)
        ).first()
    if row is not None:
        if row[0] != asked:
            raise Refused("nonce-used")
        kept: Mapping[str, Any] = json.loads(row[1])
        return kept
    told = do()
    with books.changes() as work:
        work.exec_driver_sql(
            "DELETE FROM done WHERE at < ?", (timestamp(books.now() - timedelta(days=KEPT_DAYS)),)
        )
        work.exec_driver_sql(
            "INSERT INTO done (device, nonce, question, at, answer) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (device, nonce) DO NOTHING",
            (who.device, nonce, asked, books.moment(), json.dumps(told)),
        )
    return told


def named_by(books: Books, who: Caller, question: Mapping[str, Any]) -> bytes:
    """32 bytes that this question alone leads to: what is made from them is the same when it is asked again."""
    said = f"question {who.device} {question['nonce']}"
    return hmac.new(books.key.seed, said.encode(), hashlib.sha256).digest()
