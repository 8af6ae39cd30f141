"""Reviewing one submission: open it, score, comment, cite, flag, undo and redo, each durable before it returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from uuid6 import uuid7

from reviewer_app.domain import records as kinds
from reviewer_app.domain.carrying import carried
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.decision import Decision, decision_from
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Missing, Verdict, judge, missing
from reviewer_app.domain.lifecycle import State, check_readable
from reviewer_app.domain.links import check_seen, snapshot
from reviewer_app.domain.pausing import FLAG_KINDS, PROBLEM_KINDS, Settled, moved, paused, pauses
from reviewer_app.domain.receipts import Receipt
from reviewer_app.domain.refused import happened
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import Microcredential
from reviewer_app.domain.submission import Submission
from reviewer_app.domain.workdays import WorkCalendar
from reviewer_app.store.items import refused_of
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.guarding import Guarded, blind, guarded


@dataclass(frozen=True)
class Refused:
    """Something said here that the hub refused and nobody answered yet; ``key`` is its item in the ledger."""

    key: str
    kind: str
    title: str
    what: str


@dataclass(frozen=True)
class Gate:
    """What stands around a review: the clock, the coordinator's answers to flags, and a decision taken back.

    ``due`` is the due date after pauses; ``taken_back`` the decision that was withdrawn last, to which the hub
    agrees or not, or (None) has not answered yet; ``refused`` what waits for an answer to the hub, decisions first.
    """

    due: date | None = None
    paused: bool = False
    settled: Settled = field(default_factory=dict)
    taken_back: Decision | None = None
    taken_back_reason: str = ""
    hub_agrees: bool | None = None
    hub_reason: str = ""
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Review:
    """All the review room shows of one submission.

    ``here`` holds the evidence whose bytes are on this laptop, ``offered`` the citations of the earlier attempt that
    could be brought over.

    The submission is blind: file names and titles are as they may be shown.
    """

    submission: Submission
    rubric: Microcredential
    state: ReviewState
    verdict: Verdict
    missing: tuple[Missing, ...]
    lifecycle: State
    decision: Decision | None
    receipt: Receipt | None
    here: frozenset[str]
    previous: Decision | None
    snapshots: frozenset[str] = frozenset()
    """The links whose snapshot is on this laptop."""
    offered: tuple[Citation, ...] = ()
    guarded: Guarded = field(default_factory=Guarded)
    gate: Gate = field(default_factory=Gate)


def open_review(desk: Desk, submission: str) -> Review:
    """The submission with everything said about it so far; opening changes nothing.

    What was handed back for a conflict of interest is refused.
    """
    store = desk.store
    check_readable(store.state(submission))
    about = store.submission(submission)
    rubric = store.rubric(about.rubric_hash)
    state = store.review(submission)
    signed = store.decision(submission)
    if signed is not None:
        from reviewer_app.workflows.blinding import check_not_hidden  # only for what is decided

        check_not_hidden(desk, submission)
    earlier = store.decision(about.previous) if about.previous else None
    names = guarded(desk, submission)
    return Review(
        submission=blind(about, names),
        rubric=rubric,
        state=state,
        verdict=judge(rubric, state.scores),
        missing=missing(rubric, state),
        lifecycle=store.state(submission),
        decision=signed[0] if signed else None,
        receipt=store.receipt(signed[1].id) if signed else None,
        here=frozenset(each.id for each in about.evidence if each.is_link or store.blobs.has(each.sha256)),
        previous=earlier[0] if earlier else None,
        snapshots=frozenset(each.id for each in about.evidence if snapshot(each, store.blobs.has)),
        offered=_offered(desk, about, rubric, state),
        guarded=names,
        gate=_gate(desk, about, rubric, state),
    )


def _gate(desk: Desk, about: Submission, rubric: Microcredential, state: ReviewState) -> Gate:
    store, policy = desk.store, rubric.policy
    settled = store.settlements(about.id)
    records = store.records(about.id)
    gate = Gate(about.assignment.due, settled=settled, refused=_refused(desk, about.id))
    if any(each.kind == kinds.FLAG for each in records):
        stops = pauses(about.id, records, settled, policy.pause_on)
        due = about.assignment.due
        calendar = WorkCalendar(frozenset(policy.holidays))
        gate = replace(gate, due=moved(due, stops, calendar) if due else None, paused=paused(stops))
    withdrawals = [each for each in records if each.kind == kinds.DECISION_WITHDRAWN]
    if not withdrawals:
        return gate
    latest = withdrawals[-1]
    told = store.receipt(latest.id)
    refused = told is not None and not told.accepted
    if latest.id != state.withdrawal and not (refused and latest.body.get("decision") == state.decision):
        return gate  # decided anew since
    taken = next((each for each in records if each.id == latest.body.get("decision")), None)
    return replace(
        gate,
        taken_back=decision_from(taken.body) if taken is not None else None,
        taken_back_reason=str(latest.body.get("reason", "")),
        hub_agrees=None if told is None else told.accepted,
        hub_reason=told.reason if refused and told is not None else "",
    )


def _refused(desk: Desk, submission: str) -> tuple[Refused, ...]:
    with desk.store._look() as connection:
        found = refused_of(connection, submission)
    decisions_first = sorted(found, key=lambda each: each[1] != kinds.DECISION)
    told = [(key, kind, happened(code)) for key, kind, code in decisions_first]
    return tuple(Refused(key, kind, each.title, each.what) for key, kind, each in told)


def _offered(
    desk: Desk, about: Submission, rubric: Microcredential, state: ReviewState
) -> tuple[Citation, ...]:
    if not about.previous or not desk.store.has_submission(about.previous):
        return ()
    if desk.store.state(about.previous) is State.HANDED_BACK:
        return ()
    return carried(desk.store.review(about.previous).citations, about, rubric, state.citations)


def score(desk: Desk, submission: str, criterion: str, level: str | None) -> Review:
    """Give a criterion a level, or take its level away with None."""
    before = desk.store.review(submission).scores.get(criterion)
    if before != level:
        _append(desk, kinds.SCORE, submission, {"criterion": criterion, "level": level or ""})
    return open_review(desk, submission)


def comment(desk: Desk, submission: str, criterion: str, text: str, step: str = "") -> Review:
    """Say something to the earner about a criterion, or about the whole with ``OVERALL``.

    Calls of one burst of typing share a ``step``, so that one undo takes the burst back.
    """
    if desk.store.review(submission).comments.get(criterion, "") != text:
        _append(desk, kinds.COMMENT, submission, _said(criterion, text, step))
    return open_review(desk, submission)


def note(desk: Desk, submission: str, criterion: str, text: str, step: str = "") -> Review:
    """Keep a private note, which the earner never sees."""
    if desk.store.review(submission).notes.get(criterion, "") != text:
        _append(desk, kinds.NOTE, submission, _said(criterion, text, step))
    return open_review(desk, submission)


def cite(desk: Desk, submission: str, citation: Citation) -> Review:
    """Pin a place in evidence to a criterion; the same id again changes the pin."""
    item = desk.store.submission(submission).item(citation.evidence)
    if item is not None and item.is_link:
        check_seen(item, desk.store.place(submission, item.id), desk.store.blobs.has)
    _append(desk, kinds.CITATION, submission, citation.document())
    return open_review(desk, submission)


def uncite(desk: Desk, submission: str, citation: str) -> Review:
    """Take a citation away; undo brings it back."""
    _append(desk, kinds.CITATION, submission, {"id": citation, "removed": True})
    return open_review(desk, submission)


def flag(desk: Desk, submission: str, kind: str, text: str, evidence: str = "", **more: Any) -> Review:
    """Raise a concern for the coordinator; ``more`` as for ``report``."""
    if kind not in FLAG_KINDS:
        raise RuleError(
            "unknown-flag",
            "No such kind of flag",
            f"“{kind}” is not a kind of flag.",
            f"Choose one of: {', '.join(FLAG_KINDS)}.",
        )
    _append(desk, kinds.FLAG, submission, _raised(kind, text, evidence, **more))
    return open_review(desk, submission)


def report(desk: Desk, submission: str, kind: str, text: str, evidence: str, **more: Any) -> Review:
    """Report a problem with evidence: it goes to the coordinator and stops the clock where the policy says so.

    ``also`` names further evidence, ``place`` where in the first it is, ``id`` an earlier one to change.
    """
    if kind not in PROBLEM_KINDS:
        raise RuleError(
            "unknown-problem",
            "No such kind of problem",
            f"“{kind}” is not a kind of problem.",
            f"Choose one of: {', '.join(PROBLEM_KINDS)}.",
        )
    body = _raised(kind, text, evidence, **more)
    _append(desk, kinds.FLAG, submission, body | {"problem": True})
    return open_review(desk, submission)


def _raised(
    kind: str,
    text: str,
    evidence: str,
    *,
    id: str = "",
    also: Sequence[str] = (),
    place: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    body: dict[str, Any] = {"id": id or str(uuid7()), "kind": kind, "text": text, "evidence": evidence}
    if also:
        body["also"] = list(also)
    return body | {"place": dict(place)} if place else body


def unflag(desk: Desk, submission: str, flag_id: str) -> Review:
    """Take a flag or a reported problem back."""
    _append(desk, kinds.FLAG, submission, {"id": flag_id, "removed": True})
    return open_review(desk, submission)


def undo(desk: Desk, submission: str) -> Review:
    """Take back the latest step, also one made before the program was restarted."""
    steps = desk.store.review(submission).undo
    if steps:
        _append(desk, kinds.UNDONE, submission, {"step": steps[-1]})
    return open_review(desk, submission)


def redo(desk: Desk, submission: str) -> Review:
    """Bring back the step taken back last."""
    steps = desk.store.review(submission).redo
    if steps:
        _append(desk, kinds.REDONE, submission, {"step": steps[-1]})
    return open_review(desk, submission)


def _said(criterion: str, text: str, step: str) -> dict[str, Any]:
    body: dict[str, Any] = {"criterion": criterion, "text": text}
    if step:
        body["step"] = step
    return body


def _append(desk: Desk, kind: str, submission: str, body: Mapping[str, Any]) -> None:
    with desk.store.changes() as work:
        work.append(kind, submission, body)
