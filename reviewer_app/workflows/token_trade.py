"""The laptop's token traded for a new one, kept before it is used."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import HubError, LineError

if TYPE_CHECKING:
    from reviewer_app.exchange.transport import TokenRoad
    from reviewer_app.workflows.desk import Desk

log = logging.getLogger(__name__)


async def trade_token(desk: Desk, road: TokenRoad) -> bool:
    """Get a new token over this road and keep it durably for the rounds to come; whether there is one.

    The round that was just done is not undone by a trade that failed: the old token is good, and it is tried again
    after the next round.
    """
    before = desk.store.pairing
    try:
        token = await road.new_token(desk.store.device.name)
    except (LineError, HubError) as problem:
        log.info("the token was not traded: %s", problem.code)
        return False
    if before is None or desk.store.pairing != before:
        return False  # paired anew meanwhile, with a token of its own
    desk.store.save_pairing(replace(before, token=token), moved=True)
    return True
