"""Folding one more record by itself gives what folding all of them gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.records import Record
from reviewer_app.domain.review import CHANGES, ReviewState, advance, fold, slot_of

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CRITERIA = st.sampled_from(["", "1.1", "1.2"])
STEPS = st.sampled_from(["", "burst one", "burst two"])
WORDS = st.sampled_from(["", "Good", "Say more"])


def _body(kind: str, draw: Any) -> dict[str, Any]:
    if kind == kinds.SCORE:
        carried = draw(
            st.sampled_from([{}, {"carried_from": "s0", "carried_attempt": 1}, {"brought_from": "s0"}])
        )
        return {
            "criterion": draw(CRITERIA),
            "level": draw(st.sampled_from(["", "basic", "proficient"])),
            **carried,
        }
    if kind in (kinds.COMMENT, kinds.NOTE):
        return {"criterion": draw(CRITERIA), "text": draw(WORDS), "step": draw(STEPS)}
    if kind == kinds.CHECK:
        return {
            "item": draw(st.sampled_from(["e1", "e2"])),
            "aspect": "opens",
            "answer": draw(WORDS),
            "reason": draw(WORDS),
        }
    if kind == kinds.OVERRULE:
        return {"criterion": draw(CRITERIA), "finding": "vague", "reason": draw(WORDS)}
    if kind in (kinds.CONFIDENCE, kinds.LOOK):
        return {"criterion": draw(CRITERIA), kind.partition(".")[0]: draw(WORDS)}
    name = draw(st.sampled_from(["a", "b", "c"]))
    if draw(st.booleans()):
        return {"id": name, "removed": True}
    if kind == kinds.FLAG:
        return {"id": name, "kind": "other", "text": draw(WORDS)}
    return {"id": name, "criterion": draw(CRITERIA), "evidence": "e1"}


def _next(draw: Any, n: int, state: ReviewState) -> Record | None:
    ends = [kinds.DECISION, kinds.DECISION_WITHDRAWN, kinds.INTEREST, kinds.ANSWERED]
    kind = draw(st.sampled_from([*CHANGES, kinds.UNDONE, kinds.UNDONE, kinds.REDONE, *ends]))
    if kind in CHANGES:
        body = _body(kind, draw)
    elif kind == kinds.DECISION:
        body = {}
    elif kind == kinds.DECISION_WITHDRAWN:
        body = {"decision": state.decision, "reason": "A mistake."}
    elif kind == kinds.ANSWERED:
        body = {"record": state.decision, "answer": draw(st.sampled_from(kinds.ANSWERS))}
    elif kind == kinds.INTEREST:
        body = {"reason": "other", "words": draw(WORDS)} if draw(st.booleans()) else {"removed": True}
    else:
        steps = state.undo if kind == kinds.UNDONE else state.redo
        if not steps:
            return None
        body = {"step": steps[-1]}
    supersedes = state.effective.get(slot_of(kind, body), "") if kind in CHANGES else ""
    at = MORNING + timedelta(seconds=n // 2)
    return Record(f"r{n:03}", "laptop", n, at, "person", kind, "s", body, supersedes)


@given(st.data())
def test_one_more_record_is_folded_like_all_of_them(data: st.DataObject) -> None:
    records: list[Record] = []
    state = fold("s", records)
    for n in range(1, 25):
        record = _next(data.draw, n, state)
        if record is None:
            continue
        quick = record.kind in (*CHANGES, kinds.DECISION) and (not records or records[-1].kind in CHANGES)
        records.append(record)
        whole = fold("s", records)
        if quick:
            one_more = advance(state, record)
            assert one_more == whole
            assert list(one_more.effective) == list(whole.effective)
        state = whole
