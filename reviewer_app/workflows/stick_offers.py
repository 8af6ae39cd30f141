"""What a stick or folder holds for this laptop, said before anything is taken; and the folder looked at by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reviewer_app.domain.errors import LineError
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.records import DECISION
from reviewer_app.exchange.failures import line_error
from reviewer_app.exchange.folder import FolderTransport, applied
from reviewer_app.exchange.messages import ASSIGNED, REOPENED
from reviewer_app.exchange.round import RoundReport
from reviewer_app.workflows import bank_carrying, exchanging
from reviewer_app.workflows.carrying import NearSide, bring_over, carrier_at, hub_talk
from reviewer_app.workflows.desk import Desk

MOST_LOOKED_AT = 5000
"""Records whose receipts are looked for among those that lie there."""


@dataclass(frozen=True)
class StickOffer:
    """What bringing over would do: what comes, by kind, and what is left there for the hub.

    ``comments`` of other banks come, ``comments_to_leave`` are shared; 0 says that none are any more, None nothing.
    """

    submissions: int = 0
    decisions: int = 0
    receipts: int = 0
    files: int = 0
    to_leave: int = 0
    comments: int = 0
    comments_to_leave: int | None = None


def look(desk: Desk, folder: Path) -> StickOffer:
    """See what lies there, changing nothing; LineError where the folder is gone."""
    known = exchanging.known_hub(desk)
    side = NearSide(desk)
    carrier, talk = carrier_at(folder), hub_talk(desk)
    road = FolderTransport(
        carrier,
        known.hub_key,
        desk.store.device,
        wanted=side.all_missing,
        heard_at=side.heard_at,
        now=desk.now,
        talk=talk,
        chain_at=side.chain_at,
    )
    side.road = road
    received = side.received_n()
    waiting = {each.id: each.kind for each in side.records_after(received, MOST_LOOKED_AT)}
    cursor, came, answered, needed = side.cursor(), set(), set(), set()
    for page in road.answers():
        told, _ = applied(page, cursor)
        cursor = told.cursor
        for item in told.work:
            if item.kind in (ASSIGNED, REOPENED) and not desk.store.has_submission(item.submission):
                came.add(item.submission)
                needed |= {each.sha256 for each in item.blobs if not desk.store.blobs.has(each.sha256)}
        answered |= {each.record for _, receipts in told.receipts for each in receipts} & set(waiting)
    files = {each[0] for each in side.missing_blobs()} | {each for each in needed if road.holds(each, 0)}
    decided = sum(waiting[each] == DECISION for each in answered)
    debt = side.owing
    had = received if debt is None else min(received, debt.count)
    left = side.latest_n() - had - len(answered)
    bank = bank_carrying.look(desk, carrier, known.hub_key, talk)
    return StickOffer(len(came), decided, len(answered), len(files), left, bank.here, bank.to_go)


def shared_folder(desk: Desk) -> Path | None:
    """The folder this laptop looks at with every round."""
    with desk.store.changes() as work:
        kept = work.meta("shared_folder")
    return Path(kept) if kept else None


def share_folder(desk: Desk, folder: Path | None) -> None:
    """Look at a folder with every round from now on, or at none."""
    with desk.store.changes() as work:
        work.set_meta("shared_folder", str(folder) if folder is not None else "")


def sync_by_all_roads(
    desk: Desk, progress: ReportProgress = unreported, cancel: CancelToken | None = None
) -> RoundReport:
    """A visit at the shared folder and a round by line; where one does not go through, the other counts.

    LineError ``by-stick`` for a laptop that was paired by stick and has neither.
    """
    known, folder = exchanging.known_hub(desk), shared_folder(desk)
    by_line = bool(known.hub_url or known.near)
    if folder is None:
        if not by_line:
            raise line_error("by-stick")
        return exchanging.sync(desk, progress, cancel)
    try:
        visited = bring_over(desk, folder, progress, cancel, shared=True).round
    except LineError:
        if not by_line:
            raise
        return exchanging.sync(desk, progress, cancel)
    if not by_line:
        return visited
    try:
        return _together(visited, exchanging.sync(desk, progress, cancel))
    except LineError:
        return visited


def _together(first: RoundReport, second: RoundReport) -> RoundReport:
    counted = (
        "sent",
        "accepted",
        "refused",
        "received_work",
        "blobs_fetched",
        "bytes_fetched",
        "from_others",
    )
    sums = {name: getattr(first, name) + getattr(second, name) for name in counted}
    return replace(second, **sums, problems=(*first.problems, *second.problems))
