"""Going back: restoring gives exactly what was said then, and one undo of it exactly what was said before."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.past import held, restored, says, spoken
from reviewer_app.domain.review import CHANGES, ReviewState, fold, standing
from tests.domain.made import LEVELS, Writer


def everything_said(state: ReviewState) -> tuple[Any, ...]:
    """All a person can see of a review; the order of pins is no part of it."""
    return (
        dict(state.scores),
        dict(state.comments),
        dict(state.notes),
        {each.id: each for each in state.citations},
        {each.id: each for each in state.flags},
        dict(state.checks),
        dict(state.confidences),
        dict(state.looks),
        dict(state.overruled),
    )


def body_of(kind: str, draw: Any) -> dict[str, Any]:
    criterion = draw(st.sampled_from(["1.1", "1.2"]))
    words = draw(st.sampled_from(["", "Good", "Say more"]))
    if kind == kinds.SCORE:
        return {"criterion": criterion, "level": draw(st.sampled_from(["", *LEVELS]))}
    if kind in (kinds.COMMENT, kinds.NOTE):
        step = draw(st.sampled_from(["", "burst one", "burst two"]))
        return {"criterion": draw(st.sampled_from(["", criterion])), "text": words, "step": step}
    if kind == kinds.CHECK:
        return {"item": draw(st.sampled_from(["e1", "e2"])), "aspect": "opens", "answer": words}
    if kind == kinds.OVERRULE:
        return {"criterion": criterion, "finding": "vague", "reason": words}
    if kind in (kinds.CONFIDENCE, kinds.LOOK):
        return {"criterion": criterion, kind.partition(".")[0]: words}
    name = draw(st.sampled_from("ab"))
    if draw(st.booleans()):
        return {"id": name, "removed": True}
    if kind == kinds.FLAG:
        return {"id": name, "kind": "other", "text": words}
    return {"id": name, "criterion": criterion, "evidence": "e1", "note": words}


def do(writer: Writer, draw: Any) -> None:
    kind = draw(st.sampled_from([*CHANGES, kinds.UNDONE, kinds.UNDONE, kinds.REDONE]))
    if kind in CHANGES:
        writer.write(kind, body_of(kind, draw))
    elif kind == kinds.UNDONE and writer.state.undo:
        writer.undo()
    elif kind == kinds.REDONE and writer.state.redo:
        writer.redo()


@given(st.data(), st.integers(1, 20))
def test_restoring_gives_what_was_said_then_and_one_undo_what_was_said_before(
    data: st.DataObject, most: int
) -> None:
    writer = Writer()
    snapshots = []
    for _ in range(most):
        do(writer, data.draw)
        if writer.records:
            snapshots.append((writer.records[-1].id, everything_said(writer.state)))
    if not snapshots:
        return
    last, then = data.draw(st.sampled_from(snapshots))
    before = everything_said(writer.state)
    now = standing("s", writer.records)
    changes = restored(now, held("s", writer.records, last))
    for each in changes:
        writer.write(each.kind, {**each.body, "step": "restoring", "restores": last})
    assert everything_said(writer.state) == then
    if changes:
        writer.undo()
        assert everything_said(writer.state) == before
        writer.redo()
        assert everything_said(writer.state) == then


@given(st.data(), st.integers(1, 16))
def test_one_field_is_restored_and_nothing_else_moves(data: st.DataObject, most: int) -> None:
    writer = Writer()
    for _ in range(most):
        do(writer, data.draw)
    if not writer.records:
        return
    last = data.draw(st.sampled_from(writer.records)).id
    now, then = standing("s", writer.records), held("s", writer.records, last)
    slots = sorted({*now.heads, *then.heads})
    if not slots:
        return
    slot = data.draw(st.sampled_from(slots))
    for each in restored(now, then, {slot}):
        writer.write(each.kind, {**each.body, "step": "restoring"})
    after = standing("s", writer.records)
    assert says(after.heads.get(slot)) == says(then.heads.get(slot))
    for other in slots:
        if other != slot:
            assert says(after.heads.get(other)) == says(now.heads.get(other))


def test_what_was_said_at_a_record_no_one_knows_is_nothing() -> None:
    writer = Writer()
    writer.score("1.1", "basic")
    assert held("s", writer.records, "elsewhere").heads == {}


def test_what_is_restored_settles_nothing_and_names_no_step_of_the_past() -> None:
    writer = Writer()
    writer.comment("1.1", "First", step="burst")
    writer.write("comment.set", {"criterion": "1.1", "text": "Second", "settles": ["x"], "step": "other"})
    changes = restored(
        held("s", writer.records, writer.records[0].id), held("s", writer.records, writer.records[1].id)
    )
    assert [each.body for each in changes] == [{"criterion": "1.1", "text": "Second"}]
    assert spoken(changes[0], "Both").body == {"criterion": "1.1", "text": "Both"}


def test_the_past_is_the_same_whatever_arrived_later_from_another_laptop() -> None:
    here, there = Writer("here"), Writer("there")
    first = here.score("1.1", "basic")
    there.known = [first]
    later = there.score("1.1", "proficient", later=60)
    assert fold("s", [first]).scores == {"1.1": "basic"}
    assert held("s", [later, first], first.id).heads["score:1.1"] == first
