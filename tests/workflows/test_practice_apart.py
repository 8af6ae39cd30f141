"""Whatever is done in whatever order, practice stays out of live work, and no reference is seen too soon."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.reference import wrapped
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import calibrating, deciding, reviewing
from reviewer_app.workflows.desk import Desk, LateWorkers
from tests.store.desks import CRITERIA, Clock, home_of, open_desk, submission, take_in

LEVELS = ("basic", "developing", "proficient")
REFERENCE = wrapped(
    {"format": "reviewer-reference", "version": 1, "scores": dict.fromkeys(CRITERIA, "developing")}
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["score", "score all", "undo", "redo", "finish", "give up", "take up", "submit", "turn"]
        ),
        st.integers(0, 3),
        st.sampled_from(CRITERIA),
        st.sampled_from(LEVELS),
    ),
    max_size=30,
)


def document(number: int, *, practice: bool) -> dict[str, Any]:
    made = submission(number)
    if number % 2:
        return made | {"reference": REFERENCE} if practice else made
    return made | {"assignment": {**made["assignment"], "role": "calibration" if practice else "assessor"}}


def act(desk: Desk, what: str, about: str, criterion: str, level: str) -> None:
    if what == "score":
        reviewing.score(desk, about, criterion, level)
    elif what == "score all":
        for each in CRITERIA:
            reviewing.score(desk, about, each, level)
            reviewing.comment(desk, about, each, "Name a next step.")
    else:
        {
            "undo": reviewing.undo,
            "redo": reviewing.redo,
            "finish": calibrating.finish,
            "give up": calibrating.give_up,
            "take up": calibrating.take_up,
            "submit": deciding.submit,
        }[what](desk, about)


def refusal(call: Callable[[], object]) -> str:
    """Why something is refused; "" when it is done."""
    try:
        call()
    except RuleError as refused:
        return refused.code
    return ""


@settings(max_examples=20)
@given(ACTS)
def test_practice_and_live_work_never_mix(acts: list[tuple[str, int, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        store = open_desk(Path(folder), clock)
        desk = Desk(home_of(Path(folder)), store, LateWorkers(), clock)
        ids = [take_in(store, document(number, practice=number < 3)) for number in (1, 2, 3, 4)]
        practice = set(ids[:2])
        for what, which, criterion, level in acts:
            if what == "turn":
                # The hub gives the last one another role, and back.
                practice ^= {ids[3]}
                take_in(store, document(4, practice=ids[3] in practice))
            else:
                refusal(partial(act, desk, what, ids[which], criterion, level))
            check(desk, practice, set(ids) - practice)
        assert store.rebuild().differences == ()
        store.close()


def check(desk: Desk, practice: set[str], live: set[str]) -> None:
    store = desk.store
    lists = [store.queue(QueueQuery(decided=decided), 0, 9) for decided in (False, True)]
    assert {row.submission for rows in lists for row in rows} == live
    assert {row.submission for row in calibrating.practice(desk)} == practice
    for about in practice:
        compared = store.state(about) is State.PRACTISED
        code = refusal(partial(calibrating.comparison, desk, about))
        assert code == ("" if compared else "practice-not-compared")
