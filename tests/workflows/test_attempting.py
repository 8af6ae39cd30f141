"""A second attempt on a real desk: compared, its texts read side by side, its scores carried over by hand only."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.attempts import Fate
from reviewer_app.domain.errors import RuleError
from reviewer_app.workflows import attempting, deciding, history, importing, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_deciding import review_whole


@pytest.fixture
def second(desk: Desk, bundles: dict[str, Path]) -> str:
    """The second attempt of 7F3K, the first one decided on this desk."""
    first = sample_reviews()["7F3K-1"]
    importing.import_bundle(desk, bundles["7F3K-1"])
    # The samples' second attempt is here already; the first is decided as its reference says.
    with desk.store.changes() as work:
        work.connection.execute("UPDATE submission SET superseded = 0 WHERE id = ?", (first.submission,))
        work.refresh(first.submission)
    review_whole(desk, first)
    deciding.submit(desk, first.submission)
    return sample_reviews()["7F3K-2"].submission


def test_what_changed_is_told_by_content(desk: Desk, second: str) -> None:
    known = attempting.attempts(desk, second)
    assert known.earlier
    assert known.comparison is not None
    told = {each.title: each.fate for each in known.comparison.things}
    assert set(told.values()) >= {Fate.SAME, Fate.NEW}
    assert known.note == desk.store.submission(second).note
    assert known.decision is not None


def test_a_carried_score_is_offered_confirmed_marked_and_undone(desk: Desk, second: str) -> None:
    known = attempting.attempts(desk, second)
    assert known.comparison is not None
    assert not reviewing.open_review(desk, second).state.scores, "no level is ever preselected"
    offers = known.comparison.offers
    assert offers
    chosen = offers[0]
    review = attempting.carry(desk, second, chosen.criterion)
    assert review.state.scores[chosen.criterion] == chosen.level
    assert review.state.carried == {chosen.criterion: 1}
    assert history.history(desk, second)[-1].words.endswith("carried over from attempt 1")
    judged = next(x for x in deciding.preview(desk, second).judged if x.criterion == chosen.criterion)
    assert judged.carried_from == 1
    assert not reviewing.undo(desk, second).state.carried
    again = reviewing.score(desk, second, chosen.criterion, chosen.level)
    assert not again.state.carried, "what was judged anew is not called carried over"


def test_what_does_not_carry_over_is_refused_with_the_reason(desk: Desk, second: str) -> None:
    known = attempting.attempts(desk, second)
    assert known.comparison is not None
    criterion, why = next(iter(known.comparison.why_not.items()))
    with pytest.raises(RuleError) as caught:
        attempting.carry(desk, second, criterion)
    assert caught.value.sentence == why


def test_texts_of_both_attempts_stand_side_by_side(desk: Desk, second: str) -> None:
    known = attempting.attempts(desk, second)
    assert known.comparison is not None
    changed = next(x for x in known.comparison.things if x.fate is Fate.CHANGED and x.title == "Reflection")
    rows = attempting.texts(desk, second, changed.before, changed.now).rows
    assert any(not each.same for each in rows)


def test_a_first_attempt_has_nothing_to_compare_and_a_newer_one_is_named(desk: Desk, second: str) -> None:
    first = desk.store.submission(second).previous
    known = attempting.attempts(desk, first)
    assert known.comparison is None
    assert (known.newer, known.newer_number) == (second, 2)
    assert attempting.attempts(desk, second).newer == ""


def test_a_decision_never_lands_on_another_attempt(desk: Desk, second: str) -> None:
    first = desk.store.submission(second).previous
    signed = desk.store.decision(first)
    assert signed is not None
    with pytest.raises(RuleError), desk.store.changes() as work:
        work.append("decision.signed", second, signed[0].document())
    assert desk.store.decision(second) is None
