"""One round between a desk and its hub: counters, records, receipts, work, files, and a last look that both agree."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.exchange import owed
from reviewer_app.exchange.ahead import Ahead, asking_ahead
from reviewer_app.exchange.fetching import ENDLESS, fetch_missing
from reviewer_app.exchange.giving_files import give_files
from reviewer_app.exchange.healing import HUB_RESTORED, HUB_RESTORED_LATER, compare, give_back
from reviewer_app.exchange.ledger import DeskLedger
from reviewer_app.exchange.messages import KNOWN_WORK, RoundAnswer, RoundRequest
from reviewer_app.exchange.news import take_news
from reviewer_app.exchange.others import Others
from reviewer_app.exchange.passed_over import to_ask
from reviewer_app.exchange.sending import note_receipts, send_after
from reviewer_app.exchange.sources import OverLine
from reviewer_app.exchange.standing import Standing
from reviewer_app.exchange.stopping import unless_cancelled
from reviewer_app.exchange.tally import Problem, Tally
from reviewer_app.exchange.terms import Disk, FetchControl
from reviewer_app.exchange.transport import Transport

CLOCK_OFF_SECONDS = 24 * 3600


@dataclass(frozen=True)
class RoundReport:
    """What a round did: records sent, accepted and refused, submissions received, files fetched, whether ends agree.

    ``from_others`` counts changes that the person made on other laptops and that are new here.
    ``fork`` is the number from which this laptop's records need a new key, since its store is in use elsewhere too; 0
    where it needs none.
    ``pin`` names the key of the hub's own line, as the hub itself signed it.
    ``problems`` are what a person should know although the round went on: refusals, files that would not come.
    """

    sent: int = 0
    accepted: int = 0
    refused: int = 0
    received_work: int = 0
    blobs_fetched: int = 0
    bytes_fetched: int = 0
    counts_agree: bool = False
    from_others: int = 0
    fork: int = 0
    pin: str = ""
    problems: tuple[Problem, ...] = field(default_factory=tuple)


def _utc_now() -> datetime:
    return datetime.now(UTC)


async def run_round(
    ledger: DeskLedger,
    transport: Transport,
    report: ReportProgress = unreported,
    cancel: CancelToken | None = None,
    *,
    now: Callable[[], datetime] = _utc_now,
    control: FetchControl | None = None,
    disk: Disk = ENDLESS,
) -> RoundReport:
    """Do one whole round; what was done before an error or a cancel stays done and is never done twice.

    ``control`` says on what terms files come and which sources are nearer than the transport's other end.

    LineError and HubError say why it could not go on; Cancelled follows a cancel within a tenth of a second.
    """
    return await unless_cancelled(_run(ledger, transport, report, now, control, disk), cancel)


async def _run(
    ledger: DeskLedger,
    transport: Transport,
    report: ReportProgress,
    now: Callable[[], datetime],
    control: FetchControl | None,
    disk: Disk,
) -> RoundReport:
    tally = Tally()
    if control is not None:
        control.giving_way = False
    async with asking_ahead(transport) as ahead:
        agree = await _agree(ledger, transport, report, tally, now, ahead)
    if not tally.fork:
        await give_files(ledger, transport, tally.lacking, tally, control)
        await fetch_missing(ledger, (OverLine(transport),), report, tally, control, disk=disk)
    return RoundReport(
        sent=tally.sent,
        accepted=tally.accepted,
        refused=tally.refused,
        received_work=tally.received_work,
        blobs_fetched=tally.blobs_fetched,
        bytes_fetched=tally.bytes_fetched,
        counts_agree=agree,
        from_others=tally.from_others,
        fork=tally.fork,
        pin=tally.pin,
        problems=tuple(tally.problems),
    )


async def _agree(
    ledger: DeskLedger,
    transport: Transport,
    report: ReportProgress,
    tally: Tally,
    now: Callable[[], datetime],
    ahead: Ahead,
) -> bool:
    """Ask, take, send, and ask again until nothing is left to do; whether counts and hashes are then the same."""
    tried: set[tuple[int, int]] = set()
    others = Others()
    gave_back = compared = False
    stands = Standing()
    while True:
        report(tally.sent, ledger.latest_n(), "Asking the hub")
        count, rolling = ledger.summary()
        received, before = ledger.received_n(), to_ask(ledger.cursor(), KNOWN_WORK)
        nonce = secrets.token_hex(16)
        held, totals = others.held(ledger), others.totals(ledger)
        request = RoundRequest(ledger.device, count, rolling, received, before, nonce, held, totals=totals)
        answer = await ahead.answer(request)
        _look_at_clocks(answer, now(), tally)
        tally.pin = answer.pin or tally.pin
        tally.lacking, tally.later = answer.lacking, answer.later
        at_hand = not (answer.again or answer.later)
        if at_hand and (answer.lost or answer.count < received or ledger.owing) and not gave_back:
            await give_back(ledger, transport)
            tally.note("hub-restored", HUB_RESTORED)
            if ledger.owing:
                ledger.owe(None)
            gave_back = True
            continue
        if answer.again:
            owed.hear(ledger, answer)
        elif answer.later and not gave_back and (debt := owed.owes(ledger, answer, received)):
            await give_back(ledger, transport, debt.warrants)
            gave_back = True
            continue
        elif answer.later and gave_back:
            owed.settle(ledger, answer, received)
            if not answer.repaid:
                tally.note("hub-restored", HUB_RESTORED_LATER)
        if at_hand and answer.more and not answer.others:
            ahead.begin(replace(request, cursor=answer.cursor, nonce=secrets.token_hex(16)))
        await take_news(ledger, answer, tally)
        _note_again(ledger, answer, received, tally)
        another_page = others.take(ledger, answer, tally)
        if (
            another_page
            or answer.again
            or (answer.more and answer.cursor != before)
            or ledger.received_n() > received
        ):
            continue
        if await stands.stand(ledger, transport, answer, tally):
            continue
        alike = answer.count == count and answer.hash == rolling
        start = owed.first_to_send(ledger, answer, min(answer.count, received))
        if answer.later and answer.own_told and not compared:
            compared = True
            seen = await compare(ledger, transport, tally)
            if seen.adopted:
                continue
            if seen.fork and answer.count > count:
                tally.note("desk-parted", DESK_PARTED)
                return False
        if answer.later and answer.count > count:
            tally.note("desk-behind", DESK_BEHIND)
            return False
        if answer.later and _parted(ledger, answer):
            tally.note("desk-parted", DESK_PARTED)
        if answer.later and answer.count == count and not alike:
            start = 0
        elif answer.count > count or (answer.count == count and not alike):
            seen = await compare(ledger, transport, tally)
            if seen.fork:
                tally.fork = seen.fork
                return False
            if seen.adopted:
                continue
            start = max(0, seen.hole - 1)
        elif start >= ledger.latest_n():
            if ledger.copied and answer.later:
                tally.note("desk-moved", DESK_MOVED)
            elif ledger.copied:
                tally.fork = count + 1
            return alike
        if (start, answer.count) in tried:
            if answer.count == count:
                tally.note("counts-differ", COUNTS_DIFFER)
            else:
                tally.note("no-headway", NO_HEADWAY)
            return alike
        tried.add((start, answer.count))
        sent = await send_after(start, ledger, transport, report, tally)
        if answer.later:
            return False
        if sent:
            continue
        seen = await compare(ledger, transport, tally)
        if seen.fork:
            tally.fork = seen.fork
            return False
        if seen.hole:
            await send_after(seen.hole - 1, ledger, transport, report, tally)


def _parted(ledger: DeskLedger, answer: RoundAnswer) -> bool:
    """Whether the hub, as last heard of, holds other records of this laptop than the laptop has under their numbers."""
    return bool(answer.count and answer.hash) and answer.hash != ledger.chain_at(answer.count)


def _note_again(ledger: DeskLedger, answer: RoundAnswer, received: int, tally: Tally) -> None:
    """Keep the receipts of an earlier round whose reply was lost."""
    if not answer.receipts:
        return
    highest = max((each.n for _, receipts in answer.receipts for each in receipts), default=received)
    waiting = ledger.records_after(received, max(0, highest - received))
    note_receipts(ledger, answer.receipts, {each.id: each.subject for each in waiting}, tally)


def _look_at_clocks(answer: RoundAnswer, now: datetime, tally: Tally) -> None:
    if abs((answer.at - now).total_seconds()) > CLOCK_OFF_SECONDS and not tally.has("clock"):
        tally.note("clock", f"{CLOCK} The hub says {answer.at:%d %B %Y}, this laptop {now:%d %B %Y}.")


DESK_BEHIND = (
    "The hub has more from this laptop than the laptop itself, as after restoring an older copy. "
    "It comes back with the next stick that the hub has answered, or over a line."
)
DESK_PARTED = (
    "The hub has other things from this laptop than the laptop itself, as when its store was copied, or put back and "
    "worked in. All that was said here is kept here. Exchange once over the internet or the school’s network: then "
    "both are kept side by side."
)
DESK_MOVED = (
    "This laptop’s store was copied from another place. Go on with only one of the two, or exchange once over the "
    "internet or the school’s network: then this one counts as a laptop of its own."
)
NO_HEADWAY = "The hub answered but took nothing in. What waits is safe here and will be sent again."
COUNTS_DIFFER = (
    "Hub and laptop do not hold the same records, even after sending all again. Ask the coordinator to look."
)
CLOCK = "This laptop’s clock and the hub’s are far apart; times on decisions may be wrong. Set the clock."
