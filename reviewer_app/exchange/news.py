"""What the hub says of a person's work, page by page: each page is kept whole with the cursor that covers it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from reviewer_app.domain.errors import HubError, LineError, ReviewerError, StoreError
from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.messages import (
    ASSIGNED,
    HANDED_BACK,
    KNOWN_WORK,
    REOPENED,
    SETTLED,
    WITHDRAWN,
    RoundAnswer,
    WorkItem,
)
from reviewer_app.exchange.owed import owe
from reviewer_app.exchange.passed_over import to_keep
from reviewer_app.exchange.tally import Tally

ABOUT_ONE_ITEM = frozenset({"submission-differs", "rubric-differs"})
"""Codes of the store that speak of one submission; for any other the cursor must not pass what was not kept."""
AT_ONCE = 25
"""Items that are kept before the line, or a wish to stop, gets its turn."""


async def take_news(ledger: DeskLedger, answer: RoundAnswer, tally: Tally) -> None:
    """Put a page of work and the cursor that covers it into the store in one durable step.

    A cancel on the way leaves nothing of the page; the line goes on meanwhile.
    """
    kept, met = ledger.cursor(), {each.kind for each in answer.work}
    keeping = to_keep(answer.cursor, kept, KNOWN_WORK, met)
    if not answer.work and keeping == kept:
        return
    with ledger.taking():
        for start in range(0, len(answer.work), AT_ONCE):
            await asyncio.sleep(0)
            _take_some(ledger, answer.work[start : start + AT_ONCE], tally)
        if answer.lost and answer.again:
            owe(ledger, answer)
        if answer.warrant is not None:
            ledger.keep_warrant(answer.warrant)
        ledger.set_cursor(keeping)


def _take_some(ledger: DeskLedger, items: Sequence[WorkItem], tally: Tally) -> None:
    """New work together, then in its order what is something else or cannot be taken in so simply."""
    times = Counter(each.submission for each in items)
    alone = [each for each in items if each.kind == ASSIGNED and times[each.submission] == 1]
    taken = ledger.add_new(alone) if alone else ()
    tally.received_work += len(taken)
    for item in items:
        if item.submission in taken:
            continue
        try:
            _take_one(ledger, item, tally)
        except (LineError, HubError):
            raise
        except ReviewerError as problem:
            if isinstance(problem, StoreError) and problem.code not in ABOUT_ONE_ITEM:
                raise
            tally.note(problem.code, f"{problem.title}: {problem.sentence}", item.submission)


def _take_one(ledger: DeskLedger, item: WorkItem, tally: Tally) -> None:
    if item.kind in (ASSIGNED, REOPENED):
        if ledger.add_work(item):
            tally.received_work += 1
        if item.kind == REOPENED:
            ledger.reopen(item.submission)
    elif item.kind == WITHDRAWN:
        ledger.withdraw(item.submission, item.reason)
    elif item.kind == HANDED_BACK:
        ledger.hand_back(item.submission)
    elif item.kind == SETTLED:
        ledger.settle(item.submission, item.flag, item.at, item.reason)
    else:
        tally.note("unknown-work", f"{UNKNOWN_WORK} It is called “{item.kind}”.", item.submission)


UNKNOWN_WORK = "The hub sent something this version does not know; it comes again once Reviewer is updated."
