"""A desk in memory: real records, folded and judged by the real rules, with files opened by the real worker."""

import io
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from reviewer_app.domain import records as kinds
from reviewer_app.domain.bank import BankEntry
from reviewer_app.domain.carrying import carried
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.decision import Decision, decide, decision_from, draft_decision, return_incomplete
from reviewer_app.domain.errors import ReviewerError, StoreError
from reviewer_app.domain.judging import Missing, Verdict, judge, missing
from reviewer_app.domain.lifecycle import State, check_open, working_state
from reviewer_app.domain.pausing import problems
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.records import Record, make_record
from reviewer_app.domain.review import CHANGES, ReviewState, fold, slot_of
from reviewer_app.domain.rubric import Criterion, Level, Microcredential, Part, RequiredEvidence
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import Answer, Assignment, EvidenceItem, Submission, SubmittedPart
from reviewer_app.evidence import BytesSource, OpenedEvidence, WorkerPool
from reviewer_app.ui.review.ports import ReviewPorts
from reviewer_app.workflows.guarding import Guarded
from reviewer_app.workflows.reviewing import Gate
from tests.ui.review.bank_double import bank_ports
from tests.ui.review.citation_double import citation_ports
from tests.ui.review.doubt_double import doubt_ports
from tests.ui.review.feedback_double import feedback_ports

START = datetime(2026, 11, 24, 13, 58, tzinfo=UTC)
LEVELS = ("basic", "developing", "proficient")


@dataclass(frozen=True)
class Seen:
    submission: Submission
    rubric: Microcredential
    state: ReviewState
    verdict: Verdict
    missing: tuple[Missing, ...]
    lifecycle: State
    decision: Decision | None
    receipt: Receipt | None
    here: frozenset[str]
    previous: Decision | None = None
    snapshots: frozenset[str] = frozenset()
    offered: tuple[Citation, ...] = ()
    guarded: Guarded = field(default_factory=Guarded)
    gate: Gate = field(default_factory=Gate)


@dataclass
class DeskDouble:
    """Every call is written down as (name, arguments); ``refusing`` makes the next changes fail."""

    pool: WorkerPool
    files: dict[str, bytes] = field(default_factory=dict)
    submissions: dict[str, Submission] = field(default_factory=dict)
    rubric: Microcredential | None = None
    log: list[Record] = field(default_factory=list)
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    places: dict[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    refusing: ReviewerError | None = None
    without_line: bool = False
    gate: threading.Event = field(default_factory=threading.Event)
    received: set[str] = field(default_factory=set)
    earlier: tuple[Citation, ...] = ()
    bank: dict[str, BankEntry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gate.set()
        self.key = SigningKey(b"\7" * 32)

    def ports(self) -> ReviewPorts:
        return ReviewPorts(
            open_review=self.review,
            score=lambda s, c, level: self.change(kinds.SCORE, s, {"criterion": c, "level": level or ""}),
            comment=lambda s, c, text, step: self.change(kinds.COMMENT, s, _said(c, text, step)),
            note=lambda s, c, text, step: self.change(kinds.NOTE, s, _said(c, text, step)),
            cite=lambda s, citation: self.change(kinds.CITATION, s, citation.document()),
            uncite=lambda s, own: self.change(kinds.CITATION, s, {"id": own, "removed": True}),
            flag=lambda s, *said: self.change(kinds.FLAG, s, _flagged(*said)),
            report=lambda s, *said: self.change(kinds.FLAG, s, _flagged(*said) | {"problem": True}),
            unflag=lambda s, own: self.change(kinds.FLAG, s, {"id": own, "removed": True}),
            undo=self.undo,
            redo=self.redo,
            preview=lambda s: draft_decision(self._rubric, self.submissions[s], self.state(s)),
            submit=lambda s: self._sign(s, lambda: decide(self._rubric, self.submissions[s], self.state(s))),
            return_as_incomplete=lambda s, why: self._sign(
                s, lambda: return_incomplete(self._rubric, self.submissions[s], self.state(s), why)
            ),
            open_evidence=self.open_evidence,
            open_access=self.open_access,
            save_copy=self.save_copy,
            place=lambda s, e: self.places.get((s, e), {}),
            remember_place=lambda s, e, where: self.places.update({(s, e): where}),
            save_letter=self.save_letter,
            citations=citation_ports(self),
            feedback=feedback_ports(self),
            bank=bank_ports(self),
            doubt=doubt_ports(self),
            now=lambda: START + timedelta(minutes=4),
        )

    @property
    def _rubric(self) -> Microcredential:
        return self.rubric or rubric()

    def state(self, submission: str) -> ReviewState:
        return fold(submission, self.log)

    def review(self, submission: str) -> Seen:
        self.gate.wait(20)
        self.calls.append(("open", submission))
        about, state = self.submissions[submission], self.state(submission)
        verdict = judge(self._rubric, state.scores)
        here = frozenset(each.id for each in about.evidence if each.is_link or each.id in self.files)
        decided = next((each for each in reversed(self.log) if each.id == state.decision), None)
        lifecycle = working_state(
            here=True,
            scored=verdict.scored,
            total=verdict.total,
            started=state.started,
            complete=verdict.complete,
        )
        receipt = None
        if decided is not None:
            lifecycle = State.RECEIVED if submission in self.received else State.DECIDED
            if submission in self.received:
                receipt = Receipt(
                    decided.id, decided.n, decided.sha256, True, "", "", "2026-11-24T14:20:00.000Z", "z6Mk"
                )
        return Seen(
            about,
            self._rubric,
            state,
            verdict,
            missing(self._rubric, state),
            lifecycle,
            decision_from(decided.body) if decided else None,
            receipt,
            here,
            gate=Gate(about.assignment.due, paused=bool(problems(state))),
            offered=carried(self.earlier, about, self._rubric, state.citations),
        )

    def undo(self, submission: str) -> Seen:
        return self._step(kinds.UNDONE, submission, self.state(submission).undo)

    def redo(self, submission: str) -> Seen:
        return self._step(kinds.REDONE, submission, self.state(submission).redo)

    def _step(self, kind: str, submission: str, steps: tuple[str, ...]) -> Seen:
        return self.change(kind, submission, {"step": steps[-1]}) if steps else self.review(submission)

    def open_evidence(
        self, submission: str, evidence: str, password: str | None, cancel: CancelToken
    ) -> OpenedEvidence:
        item = self.submissions[submission].item(evidence)
        assert item is not None
        if evidence not in self.files:
            raise StoreError("blob-missing", "This file is not here yet", "It was not fetched.", "Sync.")
        return self.pool.open(BytesSource(self.files[evidence]), item.name, password=password, cancel=cancel)

    def open_access(self, submission: str, evidence: str, member: str, cancel: CancelToken) -> OpenedEvidence:
        return self.pool.open(BytesSource(self.files[member]), member, cancel=cancel)

    def save_copy(self, submission: str, evidence: str, target: Path) -> Path:
        target.write_bytes(self.files[evidence])
        return target

    def save_letter(self, submission: str, target: Path) -> Path:
        target.write_bytes(b"%PDF-letter")
        return target

    def change(self, kind: str, submission: str, body: Mapping[str, Any]) -> Seen:
        self.gate.wait(20)
        self.calls.append((kind, submission, dict(body)))
        if self.refusing is not None:
            raise self.refusing
        check_open(self.review(submission).lifecycle)
        state = self.state(submission)
        self.log.append(
            make_record(
                self.key,
                id=str(uuid7()),
                n=len(self.log) + 1,
                at=START + timedelta(seconds=len(self.log)),
                author="person",
                kind=kind,
                subject=submission,
                body=body,
                supersedes=state.effective.get(slot_of(kind, body), "") if kind in CHANGES else "",
            )
        )
        return self.review(submission)

    def _sign(self, submission: str, decided: Callable[[], Decision]) -> Seen:
        check_open(self.review(submission).lifecycle)
        return self.change(kinds.DECISION, submission, decided().document())

    def said(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """What was changed, in order: the submission and the body of each record of a kind."""
        return [(each.subject, dict(each.body)) for each in self.log if each.kind == kind]


def _said(criterion: str, text: str, step: str) -> dict[str, Any]:
    return {"criterion": criterion, "text": text, "step": step}


def _flagged(kind: str, text: str, about: str) -> dict[str, Any]:
    return {"id": str(uuid7()), "kind": kind, "text": text, "evidence": about}


def rubric() -> Microcredential:
    texts = {
        "1.1": ("1", "Purpose of wait time", "Says why wait time matters for these students.", (
            "Purpose is missing or general.", "Purpose is named, not tied to these students.",
            "Purpose is tied to these students and this unit.")),
        "1.2": ("1", "Plan for a change", "Plans a change that can be observed.", (
            "No plan.", "A plan without a way to observe it.", "A plan with a way to observe it.")),
        "2.1": ("2", "Planned questions", "Most planned questions are open and ask for reasoning; wait time is "
                "planned for each.", ("Questions are closed.", "Some questions are open; waiting is not planned.",
                "Most questions are open and ask for reasoning, and waiting is planned for each.")),
        "2.2": ("2", "Wait time in use", "Waits at least three seconds after each question, and again after each "
                "answer.", ("Waits under three seconds.", "Waits three seconds or more after questions only.",
                "Waits three seconds or more after questions and after answers.")),
        "2.3": ("2", "Student response", "Responses are longer, and more students take part, than in the baseline "
                "lesson.", ("No change is shown.", "Longer responses, or more students.",
                "Longer responses and more students.")),
        "2.4": ("2", "Data kept", "Keeps a record that others could check.", (
            "No record.", "A record with gaps.", "A record that others could check.")),
        "3.1": ("3", "What was learned", "Draws a conclusion from the data.", (
            "No conclusion.", "A conclusion not tied to data.", "A conclusion tied to data.")),
        "3.2": ("3", "Next step", "Names a next step for the next unit.", (
            "No next step.", "A general next step.", "A next step for a named unit.")),
    }  # fmt: skip
    titles = ("Basic", "Developing", "Proficient")
    return Microcredential(
        id="wait-time",
        edition="2026",
        title="Wait Time",
        competency="Uses wait time.",
        key_method="Three seconds.",
        parts=(
            Part("1", "Overview"),
            Part(
                "2",
                "Evidence",
                required=(RequiredEvidence("plan", "Lesson plan"), RequiredEvidence("clip", "A clip")),
            ),
            Part("3", "Reflection"),
        ),
        criteria=tuple(
            Criterion(
                own,
                part,
                title,
                about,
                tuple(
                    Level(level, name, text) for level, name, text in zip(LEVELS, titles, said, strict=True)
                ),
                "proficient",
            )
            for own, (part, title, about, said) in texts.items()
        ),
    )


@cache
def lesson_plan(pages: int = 2) -> bytes:
    """A PDF with a title, a table and plain paragraphs, as educators hand in."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import letter
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    rows = [
        ["Question", "Wait (s)", "Hands"],
        ["Why do you think the pond turned green?", "5.2", "14"],
        ["What would happen if the frogs disappeared?", "6.1", "17"],
        ["How could we test that idea?", "4.8", "11"],
        ["What evidence would change your mind?", "7.4", "9"],
    ]
    grid = Table(rows, colWidths=[300, 70, 60])
    grid.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("FONT", (0, 0), (-1, 0), "Times-Bold")])
    )
    body = (
        "In the baseline lesson my average wait was 1.1 seconds and six students spoke. In this lesson the average "
        "was 5.9 seconds and fifteen of twenty-four students spoke, four of them for the first time this month. "
        "Answers got longer: the median response went from 5 words to 17. "
    )
    flow: list[Any] = []
    for number in range(1, pages + 1):
        flow += [
            Paragraph(
                "Wait Time: lesson plan and data" if number == 1 else f"Page {number} of my notes",
                styles["Title"],
            ),
            Paragraph("1. What I tried", styles["Heading2"]),
            Paragraph(
                "I planned six open questions and counted silently to five after each one before I called on anyone. "
                "I told the class why: “I am going to wait so that everyone has time to think.”",
                styles["BodyText"],
            ),
            Paragraph("2. Questions and observed wait time", styles["Heading2"]),
            grid if number == 1 else Spacer(1, 4),
            Paragraph("3. What changed", styles["Heading2"]),
            Paragraph(body * 4, styles["BodyText"]),
            PageBreak(),
        ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=letter, invariant=True).build(flow[:-1])
    return out.getvalue()


@cache
def photo(wide: int = 1200, high: int = 900) -> bytes:
    """A JPEG that a phone turned, with the facts a camera writes."""
    from PIL import Image, ImageDraw

    drawn = Image.new("RGB", (high, wide), "#dfe8d8")
    pen = ImageDraw.Draw(drawn)
    for step in range(0, wide, 60):
        pen.line((0, step, high, step), fill="#9db4c0", width=2)
    pen.ellipse((200, 300, 700, 800), outline="#1f5fbf", width=14)
    pen.text((240, 520), "longest answer: 17 words", fill="#222222")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F], exif[0x0110] = "Fairphone", "FP5"
    out = io.BytesIO()
    drawn.save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def submission(own: str = "s1", alias: str = "7F3K", attempt: int = 2) -> Submission:
    def item(name: str, part: str, media: str, size: int, **more: str) -> EvidenceItem:
        key = f"{own}-{name}"
        return EvidenceItem(key, part, name, name, media, size, f"{abs(hash(key)):064x}"[:64], **more)

    answers = (
        Answer("What did you want to change, and why?", "My students answered in two or three words. " * 12),
        Answer("What did you do?", "I planned six open questions.\nThen I waited. " * 8),
    )
    return Submission(
        id=own,
        alias=alias,
        attempt=attempt,
        microcredential="wait-time",
        edition="2026",
        rubric_hash="0" * 64,
        submitted_at=START - timedelta(days=6),
        parts=(SubmittedPart("1", answers), SubmittedPart("2"), SubmittedPart("3")),
        evidence=(
            item("lesson-plan.pdf", "2", "application/pdf", 214_000),
            item("classroom-clip.mp4", "2", "video/mp4", 48_300_000),
            item("student-work-1.jpg", "2", "image/jpeg", 2_100_000),
            item("notes.txt", "2", "text/plain", 5_200),
            item(
                "tally.xlsx", "2", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 18_000
            ),
            replace(item("Class blog", "2", "", 0), name="", sha256="", url="https://example.org/class-blog"),
            item("reflection.m4a", "3", "audio/mp4", 3_400_000),
        ),
        assignment=Assignment(due=date(2026, 11, 27)),
    )


def filled_desk(pool: WorkerPool) -> DeskDouble:
    """Two submissions by the same rubric; of the second nothing but notes is there."""
    desk = DeskDouble(pool, rubric=rubric())
    for own, alias, attempt in (("s1", "7F3K", 2), ("s2", "9QX4", 1)):
        about = desk.submissions[own] = submission(own, alias, attempt)
        for each in about.evidence:
            if each.url or each.name == "reflection.m4a":
                continue
            desk.files[each.id] = {
                "lesson-plan.pdf": lesson_plan,
                "student-work-1.jpg": photo,
                "notes.txt": lambda: (
                    "Grade 5, science.\n" + "I counted to five before calling on anyone.\n" * 80
                ).encode(),
            }.get(each.name, lambda: b"SQLite format 3\0 no kind that is shown")()
    return desk


def citation(criterion: str, evidence: str, label: str, **selector: Any) -> Citation:
    return Citation(str(uuid7()), criterion, evidence, "", label, tuple([selector] if selector else []))
