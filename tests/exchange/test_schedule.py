"""When a desk sets out for its hub, and what the pill says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.exchange.failures import hub_error, line_error
from reviewer_app.exchange.schedule import (
    LONGEST_WAIT,
    LONGEST_WISH,
    Hint,
    Pill,
    Schedule,
    arrived,
    failed,
    hinted,
    is_due,
    next_look,
    pill,
    pill_words,
    set_out,
    stopped,
)
from tests.exchange.sample_work import MORNING

OFFLINE = line_error("no-answer")


def later(seconds: float):
    return MORNING + timedelta(seconds=seconds)


def test_it_sets_out_at_once_and_not_twice() -> None:
    assert is_due(Schedule(), MORNING)
    assert not is_due(set_out(Schedule()), MORNING)


def test_waits_grow_and_have_an_end() -> None:
    state, waits = Schedule(), []
    for _ in range(12):
        state = failed(state, OFFLINE, MORNING, 0.999)
        waits.append(next_look(state, MORNING))
    assert waits[:4] == pytest.approx([5, 10, 20, 40], rel=0.01)
    assert waits == sorted(waits)
    assert waits[-1] <= LONGEST_WAIT


@given(chance=st.floats(0, 0.999), times=st.integers(1, 40))
def test_chance_spreads_laptops_within_half_of_the_wait(chance: float, times: int) -> None:
    state = Schedule()
    for _ in range(times):
        state = failed(state, OFFLINE, MORNING, chance)
    full = failed(Schedule(failures=times - 1), OFFLINE, MORNING, 0.999)
    assert 0.49 <= next_look(state, MORNING) / next_look(full, MORNING) <= 1.01


def test_success_forgets_failures() -> None:
    state = arrived(failed(Schedule(), OFFLINE, MORNING, 0.5), MORNING, 0.5)
    assert (state.failures, state.offline, state.trouble) == (0, False, "")
    assert not is_due(state, later(200))
    assert is_due(state, later(400))


def test_a_hubs_wish_for_peace_holds_against_hints_but_not_against_the_person() -> None:
    state = failed(Schedule(), hub_error("busy", retry_after=3600.0), MORNING, 0.5)
    assert not is_due(state, later(3000))
    assert not is_due(hinted(state, Hint.SUBMITTED, later(10)), later(10))
    assert is_due(hinted(state, Hint.ASKED, later(10)), later(10))
    assert is_due(state, later(3601))


@pytest.mark.parametrize("hint", [Hint.SUBMITTED, Hint.REACHABLE, Hint.STARTED])
def test_hints_bring_the_next_round_forward(hint: Hint) -> None:
    state = arrived(Schedule(), MORNING, 0.5)
    assert is_due(hinted(state, hint, later(1)), later(1))


@pytest.mark.parametrize(
    "state", [arrived(Schedule(), MORNING, 0.5), failed(Schedule(), OFFLINE, MORNING, 0.5)]
)
def test_a_clock_put_back_does_not_hold_work_up(state: Schedule) -> None:
    assert is_due(state, MORNING - timedelta(days=365))


def test_trouble_that_needs_a_person_is_said_and_not_hammered() -> None:
    state = failed(Schedule(), hub_error("other-hub"), MORNING, 0.0)
    assert pill(state, paired=True, waiting=2, attention=0) is Pill.ATTENTION
    assert next_look(state, MORNING) == LONGEST_WAIT


def test_a_cancelled_round_is_no_failure() -> None:
    state = stopped(set_out(Schedule()), MORNING)
    assert (state.busy, state.failures) == (False, 0)


PROBLEMS = st.one_of(
    st.sampled_from(["no-answer", "captive-portal", "cut-off"]).map(line_error),
    st.builds(lambda wish: hub_error("busy", retry_after=wish), st.floats(0, 100_000)),
    st.just(hub_error("other-hub")),
)


@given(
    events=st.lists(
        st.one_of(
            st.tuples(st.just("wait"), st.floats(0, 4_000)),
            st.tuples(st.just("clock"), st.floats(-1e9, 1e9)),
            st.tuples(st.just("hint"), st.sampled_from([Hint.SUBMITTED, Hint.REACHABLE, Hint.STARTED])),
            st.tuples(st.just("fail"), PROBLEMS),
            st.tuples(st.just("well"), st.none()),
            st.tuples(st.just("stop"), st.none()),
        ),
        max_size=30,
    ),
    chance=st.floats(0, 0.999),
)
def test_whatever_happens_the_next_round_comes_and_no_wish_for_peace_is_broken(
    events: list[tuple[str, Any]], chance: float
) -> None:
    state, now, peace = Schedule(), MORNING, MORNING
    for what, how in events:
        if what == "wait":
            now += timedelta(seconds=how)
        elif what == "clock":
            now += timedelta(seconds=how)
            peace = min(peace, now)  # what was measured by the old clock binds nobody by the new one
        elif what == "hint":
            state = hinted(state, how, now)
        if is_due(state, now):
            assert now >= peace
            state = set_out(state)
            assert not is_due(state, now)
            if what == "fail":
                state = failed(state, how, now, chance)
                wish = min(how.retry_after or 0.0, LONGEST_WISH)
                peace = now + timedelta(seconds=wish)
            else:
                state = stopped(state, now) if what == "stop" else arrived(state, now, chance)
                peace = now
        assert 0 <= next_look(state, now) <= LONGEST_WAIT
    # Left alone it sets out again, at the latest when the longest wish is over.
    looks = 0
    while not is_due(state, now):
        now += timedelta(seconds=max(1.0, next_look(state, now)))
        looks += 1
        assert looks <= LONGEST_WISH / LONGEST_WAIT + 2


@pytest.mark.parametrize(
    ("state", "paired", "waiting", "attention", "expected", "words"),
    [
        (Schedule(), False, 1, 0, Pill.UNPAIRED, "Not paired"),
        (Schedule(), True, 0, 0, Pill.RECEIVED, "All received"),
        (Schedule(), True, 3, 0, Pill.WAITING, "Waiting (3)"),
        (Schedule(busy=True, offline=True), True, 3, 0, Pill.SENDING, "Sending (3)"),
        (Schedule(offline=True), True, 3, 0, Pill.OFFLINE, "Offline (3)"),
        (Schedule(offline=True), True, 0, 0, Pill.OFFLINE, "Offline"),
        (Schedule(), True, 0, 1, Pill.ATTENTION, "Needs attention"),
    ],
)
def test_the_pill_says_where_work_stands(
    state: Schedule, paired: bool, waiting: int, attention: int, expected: Pill, words: str
) -> None:
    shown = pill(state, paired=paired, waiting=waiting, attention=attention)
    assert (shown, pill_words(shown, waiting)) == (expected, words)
