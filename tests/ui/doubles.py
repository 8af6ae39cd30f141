"""An unlocked desk and a locked home made of lists: the same functions the program hands to the window."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from reviewer_app.domain.errors import LineError, ReviewerError, StoreError
from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.progress import CancelToken, ReportProgress
from reviewer_app.ui.commands.command import Offer
from reviewer_app.ui.ports import Desk, Door, Kept, ReviewCalls
from reviewer_app.ui.review.act import Act
from reviewer_app.ui.searching.ports import Spot
from reviewer_app.ui.views import Asked, Exchanged, LedgerAsked, Line, Outgoing, Partner, Stage

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class SampleRow:
    """One submission as the store's queue would tell it."""

    submission: str
    alias: str
    title: str = "Wait Time"
    attempt: int = 1
    state: State = State.TO_REVIEW
    scored: int = 0
    total: int = 8
    due: date | None = None
    role: str = "assessor"
    round: int = 1
    evidence_count: int = 4
    evidence_bytes: int = 12 * 2**20
    here_count: int = 4
    updated_at: datetime | None = None
    outcome: Outcome | None = None
    paused: bool = False
    sent_by: str = ""


@dataclass(frozen=True)
class SampleFigures:
    """The figures above the queue."""

    to_review: int = 12
    due_this_week: int = 3
    median_turnaround: float | None = 2.4
    waiting: int = 3
    total: int = 12
    bytes_here: int = 1288490188


@dataclass(frozen=True)
class SampleTaken:
    """What came of a bundle."""

    submission: str
    alias: str
    title: str = "Wait Time"
    attempt: int = 1
    new: bool = True
    missing_files: int = 0
    known_issuer: bool = True


MB = 2**20
SAMPLE_QUEUE = (
    SampleRow(
        "s1", "7F3K", attempt=2, state=State.IN_REVIEW, scored=5, due=date(2026, 11, 20),
        evidence_count=6, here_count=6, evidence_bytes=214 * MB,
    ),
    SampleRow("s2", "A09D", due=date(2026, 11, 24)),
    SampleRow(
        "s3", "C41P", "Checking for Understanding", role="second", state=State.ARRIVING,
        due=date(2026, 11, 30), evidence_count=9, here_count=3, evidence_bytes=388 * MB,
    ),
    SampleRow(
        "s4", "M77Q", "Checking for Understanding", 3, State.IN_REVIEW, 2, 7, date(2026, 11, 30),
        round=2, evidence_count=5, here_count=5, evidence_bytes=31 * MB,
    ),
    SampleRow(
        "s5", "R2B8", "Family Partnerships", state=State.READY, scored=8, due=date(2026, 12, 1),
        evidence_count=7, here_count=7, evidence_bytes=96 * MB,
    ),
    SampleRow(
        "s6", "T5XW", "Designing for Equity in the Everyday Work of a Mathematics Classroom", due=date(2026, 12, 2),
        role="adjudicator", evidence_count=11, here_count=11, evidence_bytes=420 * MB,
    ),
    SampleRow("s7", "V90H", due=None, evidence_count=3, here_count=3, evidence_bytes=8 * MB),
)  # fmt: skip

SAMPLE_DECIDED = (
    SampleRow(
        "d1", "K3PQ", state=State.RECEIVED, scored=8, outcome=Outcome.MEETS,
        updated_at=NOW - timedelta(hours=2),
    ),
    SampleRow(
        "d2", "J8TT", "Family Partnerships", 2, State.DECIDED, 7, 7, outcome=Outcome.NOT_YET,
        updated_at=NOW - timedelta(minutes=12),
    ),
    SampleRow(
        "d3", "B61N", "Checking for Understanding", state=State.ATTENTION, scored=6, total=6,
        outcome=Outcome.MEETS, updated_at=NOW - timedelta(days=1),
    ),
    SampleRow(
        "d4", "Y2MM", "Designing for Equity", state=State.RECEIVED, outcome=Outcome.INCOMPLETE,
        updated_at=NOW - timedelta(days=6),
    ),
)  # fmt: skip

SAMPLE_LEDGER = (
    Line("d3", "B61N", "Checking for Understanding", 1, "Decision: Meets", Stage.ATTENTION,
         NOW - timedelta(days=1), "9c1185a5c5e9fc54612808977ee8f548b2258d31",
         "The hub withdrew this submission before your decision arrived.",
         "Ask your coordinator whether the decision still counts; it is kept here."),
    Line("s5", "R2B8", "Family Partnerships", 1, "Review", Stage.DRAFT, NOW - timedelta(hours=1)),
    Line("d2", "J8TT", "Family Partnerships", 2, "Decision: Not yet", Stage.READY, NOW - timedelta(minutes=12)),
    Line("d5", "W4ZD", "Wait Time", 1, "Decision: Meets", Stage.SENT, NOW - timedelta(minutes=3),
         sent_by="stick"),
    Line("d1", "K3PQ", "Wait Time", 1, "Decision: Meets", Stage.RECEIVED, NOW - timedelta(hours=2),
         "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"),
)  # fmt: skip


def no_line() -> LineError:
    """What a sync says when nothing answers."""
    return LineError(
        "offline",
        "The hub did not answer",
        "There is no way to the hub from here.",
        "It will be tried again.",
    )


LEDGER_STAGES = {
    "attention": {Stage.ATTENTION},
    "waiting": {Stage.DRAFT, Stage.READY, Stage.SENT},
    "received": {Stage.RECEIVED},
    "came": {Stage.CAME},
}


@dataclass
class SampleDesk:
    """A desk in memory; give ``trouble`` an error and the function of that name raises it."""

    rows: Sequence[SampleRow] = SAMPLE_QUEUE
    decided: Sequence[SampleRow] = SAMPLE_DECIDED
    figures: SampleFigures = field(default_factory=SampleFigures)
    lines: Sequence[Line] = SAMPLE_LEDGER
    partner: Partner | None = field(
        default_factory=lambda: Partner("Lakeside District", "http://hub.test", "A. Reader")
    )
    outgoing: Outgoing = field(default_factory=lambda: Outgoing(3, 14, 0))
    exchanged: Exchanged = field(default_factory=Exchanged)
    trouble: dict[str, ReviewerError] = field(default_factory=dict)
    exports: Path = Path("exports")
    asked: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    hold: threading.Event | None = None
    begun: threading.Event = field(default_factory=threading.Event)

    def _note(self, name: str) -> None:
        self.threads.add(threading.get_ident())
        self.asked.append(name)
        if name in self.trouble:
            raise self.trouble[name]

    def _found(self, asked: Asked) -> list[SampleRow]:
        rows = [
            row
            for row in (self.decided if asked.decided else self.rows)
            if asked.text.lower() in f"{row.alias} {row.title}".lower()
            and (not asked.states or row.state in asked.states)
            and (not asked.role or row.role == asked.role)
            and (asked.due_by is None or (row.due is not None and row.due <= asked.due_by))
        ]
        keys = {
            "due": lambda row: (row.due is None, row.due or TODAY),
            "alias": lambda row: row.alias,
            "title": lambda row: row.title,
            "attempt": lambda row: row.attempt,
            "progress": lambda row: row.scored,
            "evidence": lambda row: row.evidence_bytes,
            "updated": lambda row: row.updated_at or NOW,
            "role": lambda row: row.role,
        }
        return sorted(rows, key=keys[asked.sort], reverse=asked.descending)

    def page(self, asked: Asked, offset: int, limit: int) -> list[SampleRow]:
        self._note("page")
        return self._found(asked)[offset : offset + limit]

    def few(self, text: str, limit: int) -> list[SampleRow]:
        self._note("few")
        found = [*self._found(Asked(text)), *self._found(Asked(text, decided=True))]
        return found[:limit]

    def size(self, asked: Asked) -> int:
        self._note("size")
        return len(self._found(asked))

    def summary(self) -> SampleFigures:
        self._note("figures")
        return self.figures

    def bundles_in(self, paths: Sequence[Path]) -> Sequence[Path]:
        self._note("bundles_in")
        return paths

    def import_bundle(self, path: Path, progress: ReportProgress, cancel: CancelToken) -> SampleTaken:
        self._note("import_bundle")
        progress(5 * MB, 20 * MB, "Checking data/evidence/01-plan.pdf")
        self.begun.set()
        if self.hold is not None:
            assert self.hold.wait(10)
        cancel.check()
        if f"import {path.name}" in self.trouble:
            raise self.trouble[f"import {path.name}"]
        return SampleTaken(f"new-{path.stem}", path.stem)

    def who(self) -> Partner | None:
        self._note("partner")
        return self.partner

    def pair(self, url: str, code: str, cancel: CancelToken) -> Partner:
        self._note("pair")
        self.partner = Partner("Lakeside District", url, "A. Reader")
        return self.partner

    def forget(self) -> None:
        self._note("forget")
        self.partner = None

    def sync(self, progress: ReportProgress, cancel: CancelToken) -> Exchanged:
        self._note("sync")
        progress(1, 3, "Sending 3 decisions")
        self.begun.set()
        if self.hold is not None:
            assert self.hold.wait(10)
        cancel.check()
        self.outgoing = replace(self.outgoing, decisions_waiting=0, records_waiting=0)
        return self.exchanged

    def waiting(self) -> Outgoing:
        self._note("outgoing")
        return self.outgoing

    def ledger(self, asked: LedgerAsked, after: Line | None, limit: int) -> Sequence[Line]:
        self._note("ledger")
        stages = LEDGER_STAGES.get(asked.which)
        found = [
            each
            for each in self.lines
            if (stages is None or each.stage in stages) and asked.text.lower() in each.alias.lower()
        ]
        start = 0 if after is None else found.index(after) + 1
        return found[start : start + limit]

    def write_letter(self, submission: str, path: Path) -> Path:
        self._note("write_letter")
        path.write_bytes(b"%PDF-1.7 letter")
        return path

    def write_review_sheet(self, submission: str, path: Path) -> Path:
        self._note("write_review_sheet")
        path.write_bytes(b"%PDF-1.7 sheet")
        return path

    def lock(self) -> None:
        self._note("lock")

    def change_passphrase(self, old: str, new: str) -> None:
        self._note("change_passphrase")

    def ports(self) -> Desk:
        """The functions as the window gets them."""
        return Desk(
            page=self.page,
            size=self.size,
            figures=self.summary,
            few=self.few,
            bundles_in=self.bundles_in,
            import_bundle=self.import_bundle,
            partner=self.who,
            pair=self.pair,
            forget_partner=self.forget,
            sync=self.sync,
            outgoing=self.waiting,
            ledger=self.ledger,
            write_letter=self.write_letter,
            write_review_sheet=self.write_review_sheet,
            lock=self.lock,
            change_passphrase=self.change_passphrase,
            exports=self.exports,
        )


@dataclass
class SampleHome:
    """A home that opens with one passphrase, or by its keyring."""

    kept: Kept = Kept.PASSPHRASE
    passphrase: str = "correct horse battery"
    desk: SampleDesk = field(default_factory=SampleDesk)
    trouble: ReviewerError | None = None
    no_keyring: bool = False

    def create(self, passphrase: str | None) -> Desk:
        if self.trouble is not None:
            raise self.trouble
        if passphrase is None and self.no_keyring:
            raise StoreError(
                "no-keyring",
                "This system has no place for keys",
                "No keyring answered, so the key cannot be kept by the system.",
                "Choose a passphrase instead.",
            )
        self.kept = Kept.KEYRING if passphrase is None else Kept.PASSPHRASE
        self.passphrase = passphrase or ""
        return self.desk.ports()

    def unlock(self, passphrase: str | None) -> Desk:
        if self.trouble is not None:
            raise self.trouble
        if self.kept is Kept.PASSPHRASE and passphrase != self.passphrase:
            raise StoreError(
                "wrong-passphrase",
                "That passphrase does not fit",
                "The store stays locked.",
                "Try again; capitals and spaces count.",
            )
        return self.desk.ports()

    def door(self) -> Door:
        """The functions as the window gets them."""
        return Door(kept=lambda: self.kept, create=self.create, unlock=self.unlock)


class SampleReview:
    """A review room that notes what it is told."""

    def __init__(self, calls: ReviewCalls) -> None:
        self.calls = calls
        self.widget = QWidget()
        self.told: list[str] = []

    def offers(self) -> Sequence[Offer]:
        score = Act("score-1", "Judging", "Level 1", "", ("1",), lambda _room: self.told.append("scored"))
        return [Offer(score, lambda: self.told.append("scored"), enabled=True)]

    def open(self, submission: str) -> None:
        self.told.append(f"open {submission}")
        self.calls.titled("7F3K")

    def open_at(self, spot: Spot) -> None:
        self.told.append(f"open {spot.submission} at {spot.place}")

    def say_back(self, place: str) -> None:
        self.back = place

    def evidence_read(self) -> None:
        self.told.append("evidence read")

    def leave(self) -> None:
        self.told.append("leave")

    def put_pill(self, pill: QWidget) -> None:
        pill.setParent(self.widget)

    def refresh(self) -> None:
        self.told.append("refresh")

    def layout_text(self) -> str:
        return "panels as they were"

    def restore_layout(self, remembered: str) -> None:
        self.told.append(f"panels {remembered}")
