"""Rubrics, submissions and records for the tests of the rules: a few written out, and any that Hypothesis draws."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.pausing import FLAG_KINDS, PROBLEM_KINDS
from reviewer_app.domain.policy import Arrangement, Bar, CarryOver, Disagreement, PauseOn, Policy
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import ReviewState, fold, slot_of
from reviewer_app.domain.rubric import (
    Criterion,
    Level,
    Microcredential,
    Part,
    PassRule,
    RequiredEvidence,
)
from reviewer_app.domain.submission import Answer, Assignment, EvidenceItem, Submission, SubmittedPart

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)
NAMES = st.text("abcdefgh-0123456789.", min_size=1, max_size=8)
LEVELS = ("basic", "developing", "proficient")


def criterion(id: str, part: str, floor: str = "proficient") -> Criterion:
    levels = tuple(Level(each, each.title(), f"What {each} looks like.") for each in LEVELS)
    return Criterion(id, part, f"Criterion {id}", "", levels, floor)


def rubric(*, pass_rule: PassRule | None = None, policy: Policy | None = None) -> Microcredential:
    """Two parts with two and three criteria, floor proficient."""
    return Microcredential(
        id="wait-time",
        edition="1",
        title="Wait Time",
        competency="",
        key_method="",
        parts=(Part("one", "Overview"), Part("two", "Evidence")),
        criteria=tuple(
            criterion(id, part)
            for id, part in (("1.1", "one"), ("1.2", "one"), ("2.1", "two"), ("2.2", "two"), ("2.3", "two"))
        ),
        pass_rule=pass_rule or PassRule(),
        policy=policy or Policy(),
    )


def submission(**changes: Any) -> Submission:
    made = {
        "id": "0192-s",
        "alias": "7F3K",
        "attempt": 1,
        "microcredential": "wait-time",
        "edition": "1",
        "rubric_hash": "ab" * 32,
        "submitted_at": MORNING,
        "parts": (SubmittedPart("one", (Answer("Why?", "Because."),)),),
        "evidence": (EvidenceItem("e1", "two", "Plan", "plan.pdf", sha256="cd" * 32),),
        **changes,
    }
    return Submission(**made)


class Writer:
    """A device that writes records as a desk does: numbered, superseding what stands, at a clock it is given."""

    def __init__(self, device: str = "laptop", at: datetime = MORNING) -> None:
        self.device, self.at, self.records = device, at, []
        self.known: list[Record] = []

    records: list[Record]

    @property
    def state(self) -> ReviewState:
        return fold("s", [*self.known, *self.records])

    def write(self, kind: str, body: dict[str, Any], *, later: float = 1) -> Record:
        self.at += timedelta(seconds=later)
        n = len(self.records) + 1
        supersedes = ""
        if kind.endswith(".set"):
            supersedes = self.state.effective.get(slot_of(kind, body), "")
        made = Record(f"{self.device}-{n:03}", self.device, n, self.at, "person", kind, "s", body, supersedes)
        self.records.append(made)
        return made

    def score(self, criterion: str, level: str, **more: Any) -> Record:
        return self.write("score.set", {"criterion": criterion, "level": level}, **more)

    def comment(self, criterion: str, text: str, step: str = "", **more: Any) -> Record:
        return self.write("comment.set", {"criterion": criterion, "text": text, "step": step}, **more)

    def undo(self, **more: Any) -> Record:
        return self.write("change.undone", {"step": self.state.undo[-1]}, **more)

    def redo(self, **more: Any) -> Record:
        return self.write("change.redone", {"step": self.state.redo[-1]}, **more)


def said(state: ReviewState) -> tuple[Any, ...]:
    """What a person sees of a state: no record ids, no history."""
    return (
        dict(state.scores),
        dict(state.comments),
        dict(state.notes),
        frozenset(each.id for each in state.citations),
        frozenset(state.flags),
    )


@st.composite
def scripts(draw: st.DrawFn, most: int = 16) -> Writer:
    """A writer after some changes, undos and redos."""
    writer = Writer(draw(st.sampled_from(["laptop", "tablet"])))
    for _ in range(draw(st.integers(0, most))):
        act(writer, draw)
    return writer


def act(writer: Writer, draw: Any) -> None:
    """One thing a person may do next."""
    choice = draw(st.integers(0, 7))
    criterion = draw(st.sampled_from(["", "1.1", "1.2"]))
    if choice < 2:
        writer.score(criterion or "1.1", draw(st.sampled_from(["", *LEVELS])))
    elif choice < 4:
        writer.comment(
            criterion, draw(st.sampled_from(["", "Good", "More"])), draw(st.sampled_from(["", "b1", "b2"]))
        )
    elif choice == 4:
        writer.write("citation.set", {"id": draw(st.sampled_from("ab")), "criterion": "1.1", "evidence": "e1",
                                      "removed": draw(st.booleans())})  # fmt: skip
    elif choice == 5:
        writer.write("flag.set", {"id": draw(st.sampled_from("ab")), "kind": "other", "text": "Look"})
    elif choice == 6 and writer.state.undo:
        writer.undo()
    elif choice == 7 and writer.state.redo:
        writer.redo()


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    return Policy(
        draw(st.sampled_from(Arrangement)),
        draw(st.sampled_from(Disagreement)),
        draw(st.integers(1, 60)),
        draw(st.booleans()),
        tuple(draw(st.lists(st.dates(date(2000, 1, 1), date(2100, 1, 1)), max_size=3))),
        draw(st.sampled_from(CarryOver)),
        draw(st.none() | st.builds(Bar, st.integers(1, 9), st.integers(1, 100), st.integers(0, 1))),
        pause_on=PauseOn(
            tuple(draw(st.lists(st.sampled_from(FLAG_KINDS), max_size=2, unique=True))),
            draw(st.none() | st.lists(st.sampled_from(PROBLEM_KINDS), max_size=2, unique=True).map(tuple)),
        ),
    )


@st.composite
def rubrics(draw: st.DrawFn) -> Microcredential:
    """Any sound micro-credential."""
    parts = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    ids = draw(st.lists(NAMES, min_size=1, max_size=6, unique=True))
    criteria = []
    for each in ids:
        names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
        levels = tuple(Level(name, draw(WORDS), draw(WORDS)) for name in names)
        criteria.append(
            Criterion(
                each,
                draw(st.sampled_from(parts)),
                draw(WORDS),
                draw(WORDS),
                levels,
                draw(st.sampled_from(names)),
            )
        )
    kind = draw(st.sampled_from(["every_criterion", "per_part"]))
    needed = {
        part: draw(st.integers(0, sum(each.part == part for each in criteria)))
        for part in draw(st.sets(st.sampled_from(parts)))
    }
    required = st.builds(RequiredEvidence, NAMES, WORDS, WORDS)
    return Microcredential(
        draw(NAMES), draw(NAMES), draw(WORDS), draw(WORDS), draw(WORDS),
        tuple(Part(part, draw(WORDS), draw(WORDS), tuple(draw(st.lists(required, max_size=2)))) for part in parts),
        tuple(criteria),
        PassRule(kind, needed if kind == "per_part" else {}),
        draw(policies()),
        draw(WORDS),
        draw(st.sampled_from(["en", "es", "pt-BR"])),
    )  # fmt: skip


@st.composite
def scored(draw: st.DrawFn, subject: Microcredential, *, all_of_them: bool = False) -> dict[str, str]:
    """Levels for some (or all) criteria of a rubric."""
    return {
        each.id: draw(st.sampled_from(each.levels)).id
        for each in subject.criteria
        if all_of_them or draw(st.booleans())
    }


CITATIONS = st.builds(
    Citation,
    id=NAMES,
    criterion=NAMES,
    evidence=NAMES,
    evidence_hash=NAMES,
    label=WORDS,
    selectors=st.lists(st.dictionaries(st.sampled_from(["type", "value", "exact"]), WORDS), max_size=2).map(
        tuple
    ),
    note=WORDS,
)

MOMENTS = st.datetimes(timezones=st.just(UTC)).map(
    lambda each: each.replace(microsecond=each.microsecond // 1000 * 1000)
)


@st.composite
def submissions(draw: st.DrawFn) -> Submission:
    """Any submission a bundle may bring."""
    item = st.builds(
        EvidenceItem, NAMES, NAMES, WORDS, WORDS, WORDS, st.integers(0, 2**40), NAMES, WORDS, WORDS, NAMES,
        st.dictionaries(NAMES, NAMES, max_size=2),
    )  # fmt: skip
    part = st.builds(SubmittedPart, NAMES, st.lists(st.builds(Answer, WORDS, WORDS), max_size=2).map(tuple))
    return Submission(
        draw(NAMES), draw(NAMES), draw(st.integers(1, 9)), draw(NAMES), draw(NAMES), draw(NAMES), draw(MOMENTS),
        tuple(draw(st.lists(part, max_size=3))),
        tuple(draw(st.lists(item, max_size=3))),
        draw(WORDS), draw(NAMES), draw(st.sampled_from(["en", "es"])), draw(WORDS),
        draw(st.builds(Assignment, NAMES, st.integers(1, 3), st.none() | st.dates())),
    )  # fmt: skip
