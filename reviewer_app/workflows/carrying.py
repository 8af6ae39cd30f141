"""The exchange through a folder or by stick: what the hub left is brought over, what has no receipt is left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import LineError, ReviewerError, RuleError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.roads import FOLDER, STICK
from reviewer_app.store import Pairing
from reviewer_app.workflows import fetching
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.exchanging import DeskSide, known_hub
from reviewer_app.workflows.noting import NotedRoad

if TYPE_CHECKING:
    from reviewer_app.exchange.carrier import Carrier
    from reviewer_app.exchange.folder import FolderTransport
    from reviewer_app.exchange.left_speech import Talk
    from reviewer_app.exchange.round import RoundReport
    from reviewer_app.exchange.tally import Problem

HUB_SPEAKS = "hub_speaks"
"""Where the store keeps which versions the hub was last seen to know."""
LEFT_HERE = "left_by_stick"
"""Where it keeps the names of messages that it left."""
MOST_LEFT = 2000


@dataclass(frozen=True)
class Brought:
    """What a visit did: the round, records left, answers read, files that were damaged, and why nothing was left.

    ``unread`` counts messages in a version that is not known here; the round's problems say whose.
    """

    round: RoundReport
    answers: int
    left: int
    damaged: tuple[str, ...]
    unread: int
    unwritten: ReviewerError | None
    comments: int = 0
    """Comments of other people's banks that are new here."""


class NearSide(DeskSide):
    """The desk's store as a round through a folder sees it: only files that lie there are missing."""

    def __init__(self, desk: Desk, road: str = STICK) -> None:
        super().__init__(desk, road=road)
        self.road: FolderTransport | None = None
        self._staging = desk.home.staging

    def missing_blobs(self) -> Sequence[tuple[str, int, str]]:
        """Files that are not here and lie there, the soonest due first."""
        return [each for each in super().missing_blobs() if self._lies_there(each[0])]

    def all_missing(self) -> Sequence[tuple[str, int, str]]:
        """Files that are not here, wherever they are."""
        return super().missing_blobs()

    def heard_at(self) -> str:
        """The moment of the newest receipt, "" before the first."""
        received = self._store.received_n()
        latest = self._store.records_after(received - 1, 1) if received else ()
        receipt = self._store.receipt(latest[0].id) if latest else None
        return receipt.at if receipt is not None else ""

    def _lies_there(self, sha256: str) -> bool:
        have = 0
        if (self._staging / f"{sha256}.part").exists():
            part = self.partial(sha256)
            have = part.have
            part.close()
        return self.road is not None and self.road.holds(sha256, have)


def bring_over(
    desk: Desk,
    folder: Path,
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
    *,
    shared: bool = False,
) -> Brought:
    """One visit at a stick, or at a ``shared`` folder; what was done before an error stays done, and the next goes on.

    What is left there is “sent” in the ledger, and goes by any other road as well until a receipt comes by one.
    """
    import asyncio  # with the network library not for the first paint

    from reviewer_app.exchange.folder import FolderTransport
    from reviewer_app.exchange.round import run_round
    from reviewer_app.workflows.nearby import noted

    known = known_hub(desk)
    carrier = carrier_at(folder)
    side = NearSide(desk, FOLDER if shared else STICK)
    ours = _left_before(desk)
    road = FolderTransport(
        carrier,
        known.hub_key,
        desk.store.device,
        wanted=side.all_missing,
        heard_at=side.heard_at,
        now=desk.now,
        talk=hub_talk(desk),
        owed=lambda: side.owing,
        certificate=known.certificate,
        chain_at=side.chain_at,
        ours=ours,
    )
    side.road = road
    disk = fetching.disk_of(desk)

    async def turn() -> RoundReport:
        try:
            done = await run_round(
                side, NotedRoad(road, side.note_sent, desk.now), progress, cancel, now=desk.now, disk=disk
            )
            await road.tidy()
            return done
        finally:
            await road.close()
            _keep_left(desk, ours)

    done = asyncio.run(turn())
    desk.store.clear_begun()
    noted(desk, done, road)
    comments, unwritten = _trade_bank(desk, carrier, road, known.hub_key, cancel)
    found, told = road.found, replace(done, problems=(*done.problems, *_refused(road), *_unread(road)))
    _keep_talk(desk, known.hub_key, road.talk)
    return Brought(
        *(told, found.answers, found.left, tuple(found.damaged), len(found.unread.messages)),
        *(found.unwritten or unwritten, comments),
    )


def hub_talk(desk: Desk) -> Talk:
    """Which versions the paired hub was last seen to know, on any stick or in any folder."""
    from reviewer_app.exchange.left_speech import Talk

    pairing = desk.store.pairing
    with desk.store.changes() as work:
        hub, *versions = work.meta(HUB_SPEAKS).split() or [""]
    known = pairing is not None and pairing.hub_key == hub
    return Talk(theirs=tuple(map(int, versions)) if known else ())


def _keep_talk(desk: Desk, hub: str, talk: Talk) -> None:
    said = " ".join((hub, *map(str, talk.theirs)))
    with desk.store.changes() as work:
        if work.meta(HUB_SPEAKS) != said:
            work.set_meta(HUB_SPEAKS, said)


def _left_before(desk: Desk) -> set[str]:
    with desk.store.changes() as work:
        return set(work.meta(LEFT_HERE).split())


def _keep_left(desk: Desk, names: set[str]) -> None:
    """Remember what this store left; what is forgotten among very many stays there until the hub takes it."""
    with desk.store.changes() as work:
        before = work.meta(LEFT_HERE).split()
        still = [each for each in before if each in names]
        told = " ".join([*still, *sorted(names.difference(before))][-MOST_LEFT:])
        if told != " ".join(before):
            work.set_meta(LEFT_HERE, told)


def _refused(road: FolderTransport) -> tuple[Problem, ...]:
    """What the hub said instead of an answer."""
    from reviewer_app.exchange.tally import Problem  # as in bring_over

    problem = road.refused()
    return () if problem is None else (Problem(problem.code, f"{problem.sentence} {problem.next_step}"),)


def _unread(road: FolderTransport) -> list[Problem]:
    """What lies there that this laptop cannot read, in one sentence."""
    from reviewer_app.exchange.tally import Problem

    update = ("Reviewer on this laptop", "the hub, which the district does")
    told = road.found.unread.told("the hub", "this laptop", update, road.talk)
    return [Problem("left-newer", told)] if told else []


def _trade_bank(
    desk: Desk, carrier: Carrier, road: FolderTransport, hub: str, cancel: CancelToken | None
) -> tuple[int, LineError | None]:
    """Comments that are shared go along; how many of others are new here, and why nothing could be put there."""
    from reviewer_app.workflows import bank_carrying

    stop = cancel or CancelToken()
    try:
        return bank_carrying.trade(desk, carrier, hub, road.talk, road.found.unread, stop), None
    except LineError as problem:
        if problem.code not in ("road-full", "road-read-only"):
            raise
        return 0, problem


def introduce(desk: Desk, folder: Path, cancel: CancelToken | None = None) -> str:
    """Ask by stick to be paired; the code that the coordinator's screen will show as well.

    Where a hub's answer lies there already nothing is asked again.
    """
    from reviewer_app.domain.submission import timestamp
    from reviewer_app.exchange import hello

    stop = cancel or CancelToken()
    if hello.find_welcome(carrier_at(folder), desk.store.device) is not None:
        return hello.short_code(desk.store.device.name)
    return hello.introduce(carrier_at(folder), desk.store.device, timestamp(desk.now()), stop)


def accept(desk: Desk, folder: Path, code: str) -> Pairing:
    """Be paired with the hub whose answer lies there, if its code is the one on the coordinator's screen."""
    from reviewer_app.exchange.carrier import HELLOS
    from reviewer_app.exchange.hello import find_welcome, same_code

    carrier = carrier_at(folder)
    found = find_welcome(carrier, desk.store.device)
    if found is None:
        raise RuleError(
            "no-welcome",
            "No hub has answered yet",
            "No answer to this laptop’s introduction lies there.",
            "Take the stick to your coordinator, who accepts this laptop and gives the stick back.",
        )
    if not same_code(found.code, code):
        raise RuleError(
            "other-code",
            "This is not the code of that hub",
            f"The answer there is from “{found.pairing.hub_name}”, whose code is another.",
            "Compare the code with the coordinator’s screen; if it stays another, do not trust the answer.",
        )
    told = found.pairing
    made = Pairing(**vars(told))
    desk.store.save_pairing(made)
    with suppress(LineError):  # a read-only stick keeps it; it is sealed, and of no use to anyone else
        carrier.take_away(HELLOS, [found.name])
    return made


def summed_up(done: Brought) -> str:
    """What a visit did, in words."""
    told = done.round
    came = [
        _count(told.received_work, "new submission"),
        _count(told.blobs_fetched, "file"),
        _count(told.from_others, "change") + " of your other laptops" if told.from_others else "",
        _count(told.accepted + told.refused, "receipt"),
        _count(done.comments, "comment") + " of other banks" if done.comments else "",
    ]
    here = ", ".join(each for each in came if each)
    parts = [f"Brought over: {here}." if here else "Nothing new lay there for this laptop."]
    if done.left:
        parts.append(f"Left for the hub: {_count(done.left, 'record')}.")
    if done.damaged:
        parts.append(
            f"{_count(len(done.damaged), 'damaged message')} passed over; what was in it comes again."
        )
    return " ".join(parts)


def carrier_at(folder: Path) -> Carrier:
    """What lies in a folder or on a stick; LineError ``road-gone`` where it is not there."""
    from reviewer_app.exchange import carrier

    return carrier.carrier_at(folder)


def _count(number: int, what: str) -> str:
    return "" if not number else f"{number:,} {what}{'' if number == 1 else 's'}"
