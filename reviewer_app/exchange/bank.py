"""Trading comments of the bank with a hub: what a person shares goes there, what others share comes back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reviewer_app.domain.bank import BankEntry, entries_of_rows
from reviewer_app.domain.errors import FileError
from reviewer_app.exchange.asking import asked
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.http import trusted
from reviewer_app.exchange.left_bank import rows_of
from reviewer_app.exchange.messages import BANK, BANK_ANSWER, Pairing
from reviewer_app.exchange.speaking import Speaking
from reviewer_app.exchange.stopping import unless_cancelled
from reviewer_app.exchange.wire import Wire

if TYPE_CHECKING:
    import httpx2

    from reviewer_app.domain.progress import CancelToken


async def trade_bank(
    pairing: Pairing,
    device: str,
    mine: Sequence[BankEntry],
    cancel: CancelToken | None = None,
    *,
    turn: int = 0,
    network: httpx2.AsyncBaseTransport | None = None,
) -> tuple[BankEntry, ...]:
    """Hand over everything this person shares now, instead of what they shared before; what others share comes back.

    ``turn`` numbers the sets of this laptop, so that an older one that comes by stick afterwards changes nothing.
    """
    nonce = secrets.token_hex(16)
    question = {
        "format": BANK,
        "nonce": nonce,
        "device": device,
        "entries": rows_of(mine),
        **({"turn": turn} if turn else {}),
    }
    speaking = Speaking()

    async def trade(wire: Wire) -> Mapping[str, Any]:
        async def ask() -> Mapping[str, Any]:
            answer = await wire.ask("/v1/bank", json.dumps({**question, **speaking.head()}).encode())
            return trusted(answer, pairing.hub_key, BANK_ANSWER, nonce)

        return await speaking.agreed(ask)

    told = await unless_cancelled(asked(pairing, trade, network=network), cancel)
    entries = told.get("entries")
    if not isinstance(entries, list):
        raise line_error("garbled", "The hub’s comments are missing.")
    try:
        return entries_of_rows(entries)
    except FileError as problem:
        raise line_error("garbled", problem.sentence) from problem
