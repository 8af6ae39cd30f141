"""How sure one is and second looks on a real desk: kept, undone, and never part of what the earner reads."""

from __future__ import annotations

import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.errors import RuleError
from reviewer_app.workflows import deciding, doubting, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_deciding import review_whole


def test_it_is_kept_once_and_undone_at_once(desk: Desk, good: SampleReview) -> None:
    doubting.confidence(desk, good.submission, "1.1", "unsure")
    again = doubting.confidence(desk, good.submission, "1.1", "unsure")
    assert again.state.confidences == {"1.1": "unsure"}
    assert again.state.changes == 1
    assert doubting.second_look(desk, good.submission, "1.1", True).state.looks == {"1.1": "again"}
    assert doubting.second_look(desk, good.submission, "1.1", False).state.looks == {}
    assert reviewing.undo(desk, good.submission).state.looks == {"1.1": "again"}


def test_an_answer_nobody_knows_and_a_criterion_that_is_not_there_are_refused(
    desk: Desk, good: SampleReview
) -> None:
    with pytest.raises(RuleError, match="does not say how sure"):
        doubting.confidence(desk, good.submission, "1.1", "certain")
    with pytest.raises(RuleError, match="no criterion"):
        doubting.second_look(desk, good.submission, "9.9", True)
    assert not desk.store.review(good.submission).started


def test_neither_doubt_nor_private_notes_leave_with_the_decision(desk: Desk, good: SampleReview) -> None:
    review_whole(desk, good)
    reviewing.note(desk, good.submission, "1.1", "Between me and my desk.")
    doubting.confidence(desk, good.submission, "1.1", "unsure")
    doubting.second_look(desk, good.submission, "1.1", True)
    decision = deciding.submit(desk, good.submission).decision
    assert decision is not None
    told = str(decision.document())
    assert "Between me" not in told
    assert "unsure" not in told
    assert "again" not in str([sorted(each) for each in decision.document()["scores"]])
