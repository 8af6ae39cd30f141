"""A review as a fold over records: scores, comments, notes, citations and flags, with undo, redo and conflicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.records import Record

OVERALL = ""
CHANGES = (
    kinds.SCORE, kinds.COMMENT, kinds.NOTE, kinds.CITATION, kinds.FLAG, kinds.CHECK, kinds.CONFIDENCE, kinds.LOOK,
    kinds.OVERRULE,
)  # fmt: skip


@dataclass(frozen=True)
class Flag:
    """A concern about a submission, or a problem with its evidence, for the coordinator."""

    id: str
    kind: str
    text: str
    evidence: str = ""
    problem: bool = False
    """Whether it is a problem with this evidence, which stops the clock where the policy says so."""
    also: tuple[str, ...] = ()
    """Further evidence it is about."""
    place: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Where in ``evidence``: ``label`` and ``selectors`` as in a citation; empty where it is about the whole."""

    @property
    def about(self) -> tuple[str, ...]:
        """All evidence it is about, the one with the place first."""
        return (*((self.evidence,) if self.evidence else ()), *self.also)


@dataclass(frozen=True)
class Interest:
    """Why the person may not judge this: a kind of reason, and words for the coordinator; ``record`` declared it."""

    record: str
    reason: str
    words: str = ""


@dataclass(frozen=True)
class Conflict:
    """Two or more records of one slot that supersede the same thing; all are kept until a person settles it."""

    slot: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class ReviewState:
    """Everything one assessor said about one submission, as of its latest record.

    ``comments`` and ``notes`` are by criterion id, with ``OVERALL`` ("") for the whole submission; so are
    ``confidences`` and ``looks``. ``checks`` is by item and aspect, ``overruled`` by criterion and finding, each as
    ``key_of`` joins them; ``check_reasons`` holds what the earner is told where a check is answered with no.
    ``withdrawal`` is the record that took the latest decision back. ``effective``
    maps a slot to the record a new change supersedes. ``undo`` and ``redo`` hold steps, latest last.
    """

    submission: str
    scores: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    flags: tuple[Flag, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)
    check_reasons: Mapping[str, str] = field(default_factory=dict)
    confidences: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, str] = field(default_factory=dict)
    overruled: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, int] = field(default_factory=dict)
    """The attempt whose score the person confirmed for this one, by criterion."""
    brought: Mapping[str, str] = field(default_factory=dict)
    """The submission a level was brought over from and stands as it was there, by criterion."""
    decision: str = ""
    practised: str = ""
    """The record that ended a practice by comparing it."""
    given_up: bool = False
    withdrawal: str = ""
    interest: Interest | None = None
    effective: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    undo: tuple[str, ...] = ()
    redo: tuple[str, ...] = ()
    changes: int = 0
    strange: Mapping[str, str] = field(default_factory=dict)
    """Levels that stand and that the rubric does not have, by criterion."""

    @property
    def started(self) -> bool:
        """Whether anything at all was said."""
        said = (self.scores, self.strange, self.comments, self.notes, self.citations, self.flags, self.checks)
        return any(said) or any((self.confidences, self.looks, self.overruled, self.withdrawal))


def slot_of(kind: str, body: Mapping[str, Any]) -> str:
    """The one thing a change is about: a later change of the same slot replaces an earlier one."""
    if kind in (kinds.CITATION, kinds.FLAG):
        return f"{kind.partition('.')[0]}:{body['id']}"
    return f"{kind.partition('.')[0]}:{key_of(kind, body)}"


def key_of(kind: str, body: Mapping[str, Any]) -> str:
    """What a change of words or levels is kept under: a criterion, or two ids joined by a colon."""
    if kind == kinds.CHECK:
        return f"{body.get('item', '')}:{body.get('aspect', '')}"
    if kind == kinds.OVERRULE:
        return f"{body.get('criterion', OVERALL)}:{body.get('finding', '')}"
    return str(body.get("criterion", OVERALL))


def step_of(record: Record) -> str:
    """The step one undo takes back: a burst of typing shares one; any other change is its own."""
    return str(record.body.get("step") or record.id)


@dataclass(frozen=True)
class Standing:
    """What holds after some records, as the records themselves: ``heads`` has the one that stands in each slot.

    ``ordered`` has all of them as they followed each other, ``active`` the ids of changes that are not taken back.
    """

    ordered: tuple[Record, ...]
    active: frozenset[str]
    heads: Mapping[str, Record]
    conflicts: tuple[Conflict, ...]
    undo: tuple[str, ...]
    redo: tuple[str, ...]


def standing(submission: str, records: Iterable[Record]) -> Standing:
    """What holds after these records, in any order they arrive; records of other submissions are passed over."""
    ordered = _in_order({each.id: each for each in records if each.subject == submission}.values())
    undo, redo = _steps(ordered)
    undone, undone_for_good = set(redo), _lost(ordered)
    active = [
        each
        for each in ordered
        if each.kind in CHANGES and step_of(each) not in undone and each.id not in undone_for_good
    ]
    heads, conflicts = _heads(active)
    return Standing(
        tuple(ordered), frozenset(each.id for each in active), heads, conflicts, tuple(undo), tuple(redo)
    )


def fold(submission: str, records: Iterable[Record], refused: Collection[str] = ()) -> ReviewState:
    """The state after these records, in any order they arrive; records of other submissions are passed over.

    What the hub ``refused`` to take back stands as it was; a refused decision that was answered stands no longer.
    """
    found = standing(submission, records)
    ordered, heads = found.ordered, found.heads
    answered = {
        each.body.get("record") for each in ordered if each.kind == kinds.ANSWERED and each.id not in refused
    }
    decision, withdrawal, interest = _ends(
        each for each in ordered if each.id not in refused and each.id not in answered
    )
    return ReviewState(
        submission=submission,
        scores=_texts(heads, kinds.SCORE, "level"),
        comments=_texts(heads, kinds.COMMENT, "text"),
        notes=_texts(heads, kinds.NOTE, "text"),
        citations=tuple(
            citation
            for each in heads.values()
            if each.kind == kinds.CITATION and (citation := _citation(each)) is not None
        ),
        carried=_carried(heads),
        brought=_brought(heads),
        checks=_texts(heads, kinds.CHECK, "answer"),
        check_reasons=_texts(heads, kinds.CHECK, "reason"),
        confidences=_texts(heads, kinds.CONFIDENCE, "confidence"),
        looks=_texts(heads, kinds.LOOK, "look"),
        overruled=_texts(heads, kinds.OVERRULE, "reason"),
        flags=tuple(
            flag for each in heads.values() if each.kind == kinds.FLAG and (flag := _flag(each)) is not None
        ),
        practised=next((each.id for each in ordered if each.kind == kinds.PRACTISED), ""),
        given_up=next(
            (each.body.get("given_up") is True for each in reversed(ordered) if each.kind == kinds.GIVEN_UP),
            False,
        ),
        decision=decision,
        withdrawal=withdrawal,
        interest=interest,
        effective={slot: each.id for slot, each in heads.items()},
        conflicts=found.conflicts,
        undo=found.undo,
        redo=found.redo,
        changes=len(ordered),
    )


def advance(state: ReviewState, record: Record) -> ReviewState:
    """What ``fold`` gives with one more change or decision, without folding all the others again.

    It holds where one device wrote everything, ``record`` comes after all of it, and what came last is a change too:
    nothing undone is waiting then. Otherwise only ``fold`` knows.
    """
    if record.kind == kinds.DECISION:
        return replace(state, decision=record.id, withdrawal="", changes=state.changes + 1)
    slot = slot_of(record.kind, record.body)
    step = step_of(record)
    after: dict[str, Any] = {"effective": {**state.effective, slot: record.id}, "changes": state.changes + 1}
    if not state.undo or state.undo[-1] != step:
        after["undo"] = (*(each for each in state.undo if each != step), step)
    if record.kind in TEXTS:
        name, field_name = TEXTS[record.kind]
        texts = dict(getattr(state, name))
        texts.pop(key_of(record.kind, record.body), None)
        after[name] = {**texts, **_texts({slot: record}, record.kind, field_name)}
        if record.kind == kinds.SCORE:
            others = {key: value for key, value in state.carried.items() if key != record.body["criterion"]}
            after["carried"] = {**others, **_carried({slot: record})}
            others_brought = {
                key: value for key, value in state.brought.items() if key != record.body["criterion"]
            }
            after["brought"] = {**others_brought, **_brought({slot: record})}
        if record.kind == kinds.CHECK:
            reasons = dict(state.check_reasons)
            reasons.pop(key_of(record.kind, record.body), None)
            after["check_reasons"] = {**reasons, **_texts({slot: record}, record.kind, "reason")}
    elif record.kind == kinds.CITATION:
        cited = {f"citation:{each.id}": each for each in state.citations}
        after["citations"] = _placed(after["effective"], slot, cited, _citation(record))
    else:
        flagged = {f"flag:{each.id}": each for each in state.flags}
        after["flags"] = _placed(after["effective"], slot, flagged, _flag(record))
    return replace(state, **after)


TEXTS: Mapping[str, tuple[str, str]] = {
    kinds.SCORE: ("scores", "level"),
    kinds.COMMENT: ("comments", "text"),
    kinds.NOTE: ("notes", "text"),
    kinds.CHECK: ("checks", "answer"),
    kinds.CONFIDENCE: ("confidences", "confidence"),
    kinds.LOOK: ("looks", "look"),
    kinds.OVERRULE: ("overruled", "reason"),
}
"""Kinds of change that set one text: where the state keeps it, and the field of the body that holds it."""
_T = TypeVar("_T")


def _placed(order: Mapping[str, str], slot: str, known: dict[str, _T], new: _T | None) -> tuple[_T, ...]:
    """The things that stand, in the order their slots were first filled."""
    known.pop(slot, None)
    if new is not None:
        known[slot] = new
    return tuple(known[each] for each in order if each in known)


def _citation(record: Record) -> Citation | None:
    return None if record.body.get("removed") else Citation.from_document(record.body)


def _flag(record: Record) -> Flag | None:
    if record.body.get("removed"):
        return None
    body = record.body
    return Flag(
        body["id"],
        body.get("kind", "other"),
        body.get("text", ""),
        body.get("evidence", ""),
        body.get("problem") is True,
        tuple(str(each) for each in body.get("also", ())),
        dict(body.get("place") or {}),
    )


def _ends(ordered: Iterable[Record]) -> tuple[str, str, Interest | None]:
    """What ended the review, if anything: the decision that stands, what took it back, a conflict of interest."""
    decision, withdrawal = "", ""
    interest: Interest | None = None
    for each in ordered:
        if each.kind == kinds.DECISION:
            decision, withdrawal = each.id, ""
        elif each.kind == kinds.DECISION_WITHDRAWN and each.body.get("decision") == decision:
            decision, withdrawal = "", each.id
        elif each.kind == kinds.INTEREST:
            interest = None if each.body.get("removed") else _interest(each)
    return decision, withdrawal, interest


def _interest(record: Record) -> Interest:
    return Interest(record.id, str(record.body.get("reason", "other")), str(record.body.get("words", "")))


def settled(state: ReviewState, slot: str) -> tuple[str, ...]:
    """What the body of a record that settles a conflict names as ``settles``: the versions it does not supersede."""
    named = (each for conflict in state.conflicts if conflict.slot == slot for each in conflict.records)
    return tuple(each for each in named if each != state.effective.get(slot))


def _in_order(records: Iterable[Record]) -> list[Record]:
    """Devices woven together by time, each in its own count: a clock that was set back reorders nothing."""
    latest: dict[str, datetime] = {}
    placed: list[tuple[datetime, str, int, str, Record]] = []
    for each in sorted(records, key=lambda each: (each.device, each.n, each.id)):
        latest[each.device] = max(each.at, latest.get(each.device, each.at))
        placed.append((latest[each.device], each.device, each.n, each.id, each))
    return [each[-1] for each in sorted(placed, key=lambda each: each[:-1])]


def _steps(ordered: list[Record]) -> tuple[list[str], list[str]]:
    """The steps to undo and to redo, latest last; a step that was gone back to stands where it was last.

    A change gives up what its own device had undone. What another device says meanwhile, even if it is heard of later
    and belongs in between, must not: it would take away what was redone after it.
    """
    undo: dict[str, None] = {}
    redo: dict[str, str] = {}
    for each in ordered:
        if each.kind in CHANGES:
            step = step_of(each)
            undo.pop(step, None)
            undo[step] = None
            redo = {other: by for other, by in redo.items() if by != each.device and other != step}
        elif each.kind == kinds.UNDONE and each.body.get("step") in undo:
            undo.pop(each.body["step"])
            redo[each.body["step"]] = each.device
        elif each.kind == kinds.REDONE and each.body.get("step") in redo:
            redo.pop(each.body["step"])
            undo[each.body["step"]] = None
    return list(undo), list(redo)


def _lost(ordered: list[Record]) -> set[str]:
    """Records undone and then left behind by a new change: they stay in the history, not in the state."""
    waiting: dict[str, tuple[str, list[str]]] = {}
    members: dict[str, list[str]] = {}
    lost: set[str] = set()
    for each in ordered:
        if each.kind in CHANGES:
            own = step_of(each)
            for step in [step for step, (by, _) in waiting.items() if by == each.device or step == own]:
                lost.update(waiting.pop(step)[1])
            members.setdefault(own, []).append(each.id)
        elif each.kind == kinds.UNDONE:
            step = each.body.get("step", "")
            waiting[step] = (each.device, list(members.get(step, ())))
        elif each.kind == kinds.REDONE:
            waiting.pop(each.body.get("step", ""), None)
    return lost


def _heads(active: list[Record]) -> tuple[dict[str, Record], tuple[Conflict, ...]]:
    by_slot: dict[str, list[Record]] = {}
    for each in active:
        by_slot.setdefault(slot_of(each.kind, each.body), []).append(each)
    heads: dict[str, Record] = {}
    conflicts: list[Conflict] = []
    for slot, members in by_slot.items():
        superseded = {each.supersedes for each in members}.union(
            *(each.body.get("settles", ()) for each in members)
        )
        open_ends = [each for each in members if each.id not in superseded] or members
        heads[slot] = open_ends[-1]
        if len({each.device for each in open_ends}) > 1:
            conflicts.append(Conflict(slot, tuple(each.id for each in open_ends)))
    return heads, tuple(conflicts)


def _carried(heads: Mapping[str, Record]) -> dict[str, int]:
    return {
        str(each.body["criterion"]): int(each.body["carried_attempt"])
        for each in heads.values()
        if each.kind == kinds.SCORE and each.body.get("level") and each.body.get("carried_attempt")
    }


def _brought(heads: Mapping[str, Record]) -> dict[str, str]:
    return {
        str(each.body["criterion"]): str(each.body["brought_from"])
        for each in heads.values()
        if each.kind == kinds.SCORE and each.body.get("level") and each.body.get("brought_from")
    }


def _texts(heads: Mapping[str, Record], kind: str, name: str) -> dict[str, str]:
    return {
        key_of(kind, each.body): str(each.body[name])
        for each in heads.values()
        if each.kind == kind and each.body.get(name)
    }
