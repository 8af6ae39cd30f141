"""Safe to leave: read every file whole, open each once, and say what is missing before the network goes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from reviewer_app.domain.errors import EvidenceError, StoreError
from reviewer_app.domain.lifecycle import OPEN, State
from reviewer_app.domain.progress import CancelToken, ReportProgress, unreported
from reviewer_app.domain.readiness import ItemFacts, Opened, Readiness, SubmissionFacts, readiness
from reviewer_app.domain.submission import EvidenceItem, moment, timestamp
from reviewer_app.store import QueueQuery, QueueRow
from reviewer_app.store.guarding import Verified, guard_tables
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import blinded
from reviewer_app.workflows.mending import note_spoiled

if TYPE_CHECKING:
    from reviewer_app.evidence import OpenedEvidence

TRUSTED_FOR = timedelta(hours=24)
"""How long a file that was read whole and shown counts as such; then it is read and opened again."""

MOST = 100_000
_ACROSS = 400

Plays = Callable[["OpenedEvidence", CancelToken], bool | None]
"""Whether a recording plays here; None for what is none."""


@dataclass(frozen=True)
class _Walk:
    desk: Desk
    plays: Plays
    again: bool
    cancel: CancelToken


def known_to_play(opened: OpenedEvidence, cancel: CancelToken) -> bool | None:
    """By what is inside: a coding that the window never plays, or plays on few laptops only, is said not to."""
    # Asked for here: whoever never leaves need not wait for it at the start.
    from reviewer_app.evidence.frames import ProtocolError
    from reviewer_app.evidence.media_replies import HARD_CODINGS, read_probe
    from reviewer_app.evidence.problems import problem
    from reviewer_app.evidence.shapes import Shape

    if opened.info.shape is not Shape.MEDIA:
        return None
    try:
        probe = read_probe(opened.part("probe", cancel=cancel)[0])
    except ProtocolError:
        raise problem("worker-crashed") from None
    return not probe.refusal and (probe.video is None or probe.video.format not in HARD_CODINGS)


def check_leaving(
    desk: Desk,
    submission: str = "",
    progress: ReportProgress = unreported,
    cancel: CancelToken | None = None,
    *,
    plays: Plays = known_to_play,
    again: bool = False,
) -> Readiness:
    """Check one submission, or all that are open.

    What was read whole and shown within a day is not read again, unless ``again``; what was not shown always is.
    """
    walk = _Walk(desk, plays, again, cancel or CancelToken())
    rows = _rows(desk, submission)
    subjects = [blinded(desk, row.submission) for row in rows]
    total = sum(item.size for about in subjects for item in about.evidence)
    done = 0
    facts = []
    for row, about in zip(rows, subjects, strict=True):
        items = {}
        for item in about.evidence:
            walk.cancel.check()
            progress(done, total, f"{about.alias}: {item.title or item.name}")
            items[item.id] = _look(walk, item)
            done += item.size
        facts.append(SubmissionFacts(about.id, about.alias, row.title, about.attempt, items))
    progress(total, total, "")
    free = shutil.disk_usage(desk.home.root).free
    return readiness(facts, free, desk.now())


def _rows(desk: Desk, submission: str) -> list[QueueRow]:
    states = frozenset({*OPEN, State.ARRIVING})
    rows = desk.store.queue(QueueQuery(states=states), 0, MOST)
    if not submission:
        return rows
    # One that is named is checked in whatever state it is.
    every = rows + desk.store.queue(QueueQuery(text=submission, decided=True), 0, MOST)
    every += desk.store.queue(QueueQuery(text=submission), 0, MOST)
    return [row for row in every if row.submission == submission][:1]


def look_at(desk: Desk, item: EvidenceItem, cancel: CancelToken) -> ItemFacts:
    """What is known of one piece of evidence, opened once in the worker unless that was done within a day."""
    return _look(_Walk(desk, known_to_play, False, cancel), item)


def _look(walk: _Walk, item: EvidenceItem) -> ItemFacts:
    title = item.title or item.name or item.url
    store = walk.desk.store
    if item.is_link:
        held = bool(item.access) and all(store.blobs.has(each) for each in item.access.values())
        return ItemFacts(title, link=True, snapshot=held, opened=None)
    if not store.blobs.has(item.sha256):
        return ItemFacts(title, item.size, here=False, opened=None)
    ending = item.name.rpartition(".")[2].lower()[:16] if "." in item.name else ""
    seen = _remembered(walk, item, ending)
    if seen is None:
        try:
            store.blobs.verify(item.sha256)
        except StoreError as fault:
            if not fault.code.startswith("blob-"):
                raise
            note_spoiled(walk.desk, item.sha256, fault)
            return ItemFacts(title, item.size, sound=False, opened=None)
        walk.cancel.check()
        seen = _open(walk, item, ending)
        with guard_tables(store) as tables:
            tables.keep_verified(seen)
    plays = {"plays": True, "silent": False}.get(seen.words)
    return ItemFacts(
        title,
        item.size,
        opened=Opened(seen.outcome),
        code=seen.code,
        sentence=seen.sentence,
        plays=plays,
    )


def _remembered(walk: _Walk, item: EvidenceItem, ending: str) -> Verified | None:
    with guard_tables(walk.desk.store) as tables:
        seen = tables.verified(item.sha256, ending)
    if walk.again or seen is None or seen.outcome != Opened.SHOWN:
        return None
    age = walk.desk.now() - moment(seen.at)
    if not timedelta(0) <= age <= TRUSTED_FOR:
        return None
    try:
        # The sealed end of the file is looked at all the same: one that was cut off or swapped is not passed over.
        whole = walk.desk.store.blobs.size_of(item.sha256) == item.size
    except StoreError:
        return None
    return seen if whole else None


def _open(walk: _Walk, item: EvidenceItem, ending: str) -> Verified:
    at = timestamp(walk.desk.now())
    store = walk.desk.store
    try:
        with walk.desk.evidence.open(store.blobs.open(item.sha256), item.name, cancel=walk.cancel) as opened:
            _show_once(opened, walk.cancel)
            plays = walk.plays(opened, walk.cancel)
            said = "" if plays is None else "plays" if plays else "silent"
            return Verified(item.sha256, ending, at, Opened.SHOWN, said)
    except EvidenceError as fault:
        walk.cancel.check()
        if fault.code in ("closed", "no-worker"):
            raise
        outcome = Opened.EXPLAINED if fault.code == "unsupported" else Opened.REFUSED
        return Verified(item.sha256, ending, at, outcome, "", fault.code, fault.sentence)


def _show_once(opened: OpenedEvidence, cancel: CancelToken) -> None:
    info = opened.info
    if info.pages:
        opened.render(0, _ACROSS / max(*info.pages[0], 1.0), cancel=cancel)
    elif info.text_slices:
        opened.text(0, cancel=cancel)
