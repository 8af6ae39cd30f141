"""The states of a submission: every legal move is made, every other is refused in words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import (
    MOVES,
    OPEN,
    TAKEN_BACK,
    WORDS,
    State,
    check_open,
    check_readable,
    move,
    working_state,
)

PAIRS = list(itertools.product(State, State))


@pytest.mark.parametrize(("before", "after"), PAIRS, ids=lambda each: each.value)
def test_a_move_is_made_when_it_is_legal_and_refused_in_words_when_it_is_not(
    before: State, after: State
) -> None:
    if before is after or after in MOVES[before]:
        assert move(before, after) is after
    else:
        with pytest.raises(RuleError) as refused:
            move(before, after)
        assert refused.value.code == "illegal-move"
        assert WORDS[before].lower() in refused.value.sentence
        assert WORDS[after].lower() in refused.value.sentence


def test_what_is_decided_is_never_open_again() -> None:
    closed = {State.DECIDED, State.RECEIVED, State.ATTENTION}
    reached = set(closed)
    while more := {after for before in reached for after in MOVES[before]} - reached:
        reached |= more
    assert reached == closed


def test_only_what_a_person_takes_back_leads_out_of_an_end() -> None:
    ends = {State.DECIDED, State.RECEIVED, State.ATTENTION, State.HANDED_BACK}
    assert set(TAKEN_BACK) == ends
    for end in ends:
        assert not MOVES[end] & OPEN, "nothing follows by itself"
        assert TAKEN_BACK[end] >= OPEN


def test_nothing_is_shown_of_what_was_handed_back() -> None:
    for state in State:
        if state is not State.HANDED_BACK:
            check_readable(state)
    with pytest.raises(RuleError) as refused:
        check_readable(State.HANDED_BACK)
    assert refused.value.code == "handed-back"
    assert "Decided" in refused.value.next_step


def test_files_on_their_way_cannot_be_decided() -> None:
    assert State.DECIDED not in MOVES[State.ARRIVING]


def test_every_state_has_its_word_and_its_moves() -> None:
    assert set(WORDS) == set(MOVES) == set(State)
    assert len(set(WORDS.values())) == len(State)


def test_only_open_reviews_can_change() -> None:
    for state in State:
        if state in OPEN:
            check_open(state)
        else:
            with pytest.raises(RuleError) as refused:
                check_open(state)
            assert refused.value.code == "review-closed"


FACTS = st.fixed_dictionaries(
    {"here": st.booleans(), "scored": st.integers(0, 5), "started": st.booleans(), "complete": st.booleans()}
).map(lambda made: made | {"started": made["started"] or made["scored"] > 0})


@given(FACTS, FACTS)
def test_working_states_are_open_and_each_can_follow_any_other(
    one: dict[str, int], two: dict[str, int]
) -> None:
    before, after = (working_state(total=5, **each) for each in (one, two))  # type: ignore[arg-type]  # bools and ints
    assert {before, after} <= OPEN
    assert move(before, after) is after


@given(FACTS)
def test_ready_means_all_scored_complete_and_here(facts: dict[str, int]) -> None:
    state = working_state(total=5, **facts)  # type: ignore[arg-type]  # bools and ints
    ready = facts["complete"] and facts["here"] and facts["scored"] == 5
    assert (state is State.READY) == bool(ready)
    if not facts["started"]:
        assert state is (State.TO_REVIEW if facts["here"] else State.ARRIVING)
    elif not ready:
        assert state is State.IN_REVIEW
