"""What a refusal means and what can be done about it; and what is brought over from a refused decision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.judging import missing
from reviewer_app.domain.refused import BAR, HAPPENED, Act, acts, brought_over, happened
from reviewer_app.domain.review import OVERALL, ReviewState
from reviewer_app.domain.rubric import microcredential_from
from reviewer_app.domain.sureness import WANTED
from tests.store.desks import RUBRIC

THEN = microcredential_from(RUBRIC)
ALWAYS = (Act.COPY, Act.ASK, Act.LET_GO)


@pytest.mark.parametrize("code", [*HAPPENED, "n-taken", ""])
def test_every_refusal_has_words_and_never_less_than_a_copy_a_question_and_letting_go(code: str) -> None:
    told = happened(code)
    assert all((told.title, told.what, told.so))
    assert acts(kinds.DECISION, code, opened=False, successor=False) == ALWAYS
    assert acts(kinds.FLAG, code, opened=True, successor=True) == ALWAYS


@pytest.mark.parametrize(
    ("code", "opened", "successor", "first"),
    [
        ("withdrawn", True, False, (Act.SEND_AGAIN, Act.JUDGE_AGAIN)),
        ("reassigned", True, False, (Act.SEND_AGAIN, Act.JUDGE_AGAIN)),
        ("adjudication-closed", True, False, (Act.SEND_AGAIN, Act.JUDGE_AGAIN)),
        ("not-assigned", True, False, (Act.SEND_AGAIN, Act.JUDGE_AGAIN)),
        ("superseded", False, True, (Act.JUDGE_AGAIN,)),
        ("other-rubric", True, True, (Act.JUDGE_AGAIN,)),
        ("other-rubric", True, False, ()),
        ("decided-elsewhere", True, False, ()),
        ("released", True, False, ()),
    ],
)
def test_only_what_makes_sense_is_offered(
    code: str, opened: bool, successor: bool, first: tuple[Act, ...]
) -> None:
    assert acts(kinds.DECISION, code, opened=opened, successor=successor) == (*first, *ALWAYS)


@pytest.mark.parametrize(
    ("code", "practised", "first"),
    [(BAR, True, (Act.SEND_AGAIN, Act.JUDGE_AGAIN)), (BAR, False, ()), ("withdrawn", True, ())],
)
def test_once_the_bar_is_reached_what_was_refused_for_it_can_be_sent_again(
    code: str, practised: bool, first: tuple[Act, ...]
) -> None:
    told = acts(kinds.DECISION, code, opened=False, successor=False, practised=practised)
    assert told == (*first, *ALWAYS)


def test_only_criteria_that_read_the_same_are_brought_over_and_nothing_said_since_is_touched() -> None:
    one, two, three = THEN.criteria
    now = replace(THEN, edition="next", criteria=(one, replace(two, title="Otherwise"), three))
    before = ReviewState(
        "old",
        scores={one.id: "basic", two.id: "basic", three.id: "basic"},
        comments={one.id: "Said.", two.id: "Said.", OVERALL: "All in all."},
    )
    after = ReviewState("new", scores={three.id: "proficient"})
    found = [(x.kind, x.body.get("criterion")) for x in brought_over(before, (THEN, now), after, levels=True)]
    assert found == [
        (kinds.SCORE, one.id),
        (kinds.LOOK, one.id),
        (kinds.COMMENT, one.id),
        (kinds.COMMENT, OVERALL),
    ]
    words = brought_over(before, (THEN, now), after, levels=False)
    assert {each.kind for each in words} == {kinds.COMMENT}
    assert all(each.body.get("brought_from") == "old" for each in words)


def test_a_level_that_was_brought_over_keeps_the_decision_open_until_it_was_looked_at() -> None:
    scores = {each.id: "proficient" for each in THEN.criteria}
    first = THEN.criteria[0].id
    state = ReviewState("new", scores=scores, brought={first: "old"}, looks={first: WANTED})
    assert [each.criterion for each in missing(THEN, state)] == [first]
    assert missing(THEN, replace(state, looks={})) == ()
    assert missing(THEN, replace(state, brought={})) == ()
