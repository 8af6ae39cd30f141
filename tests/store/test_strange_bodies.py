"""What another laptop said in a form that this program does not know: kept, passed over, in nobody’s way."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.record_forms import NEEDED, STRANGE
from reviewer_app.domain.records import make_record
from reviewer_app.domain.signing import SigningKey
from reviewer_app.store import DeskStore
from tests.store.desks import MORNING, score, submission, take_in

BODIES: list[tuple[str, dict[str, Any]]] = [
    (kinds.SCORE, {"level": "basic"}),
    (kinds.SCORE, {"criterion": ["1.1"], "level": "basic"}),
    (kinds.SCORE, {"criterion": "1.1", "level": "basic", "carried_attempt": "one"}),
    (kinds.COMMENT, {"criterion": "1.1", "text": {"en": "Good", "es": "Bien"}}),
    (kinds.COMMENT, {"criterion": "1.1", "text": "Good", "settles": [{"id": "x"}]}),
    (kinds.CITATION, {"criterion": "1.1"}),
    (kinds.CITATION, {"id": "c1"}),
    (kinds.CITATION, {"id": "c1", "criterion": "1.1", "evidence": "e1", "selectors": ["page=1"]}),
    (kinds.CITATION, {"id": "c1", "criterion": "1.1", "evidence": "e1", "selectors": [{"value": 1}]}),
    (kinds.FLAG, {"kind": "other"}),
    (kinds.FLAG, {"id": "f1", "also": 1}),
    (kinds.FLAG, {"id": "f1", "place": {"selectors": {"page": 1}}}),
    (kinds.UNDONE, {"step": ["a", "b"]}),
    (kinds.REDONE, {}),
    (kinds.ANSWERED, {"record": {}}),
]


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_it_is_kept_and_changes_nothing(store: DeskStore, kind: str, body: dict[str, Any]) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "proficient")
    before = store.review(about)
    theirs = make_record(
        SigningKey(b"\1" * 32), id="0196-other", n=1, at=MORNING, author=store.author, kind=kind, subject=about,
        body=body,
    )  # fmt: skip
    with store.changes() as work:
        assert work.keep_foreign(theirs.document)
    after = store.review(about)
    assert (after.scores, after.comments, after.citations, after.flags) == (before.scores, {}, (), ())
    assert after.conflicts == ()
    [kept] = [each for each in store.records(about) if each.id == theirs.id]
    assert (kept.kind, kept.document) == (kind + STRANGE, theirs.document)
    score(store, about, "2.1", "basic")
    assert store.review(about).scores == {"1.1": "proficient", "2.1": "basic"}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (kinds.PRACTISED, {"practice": "anchor", "scores": {}, "reference": {}}),
        (kinds.GIVEN_UP, {"given_up": True}),
    ],
)
def test_what_ends_practice_ends_no_live_work(store: DeskStore, kind: str, body: dict[str, Any]) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "proficient")
    before = store.state(about)
    theirs = make_record(
        SigningKey(b"\1" * 32), id="0196-other", n=1, at=MORNING, author=store.author, kind=kind, subject=about,
        body=body,
    )  # fmt: skip
    with store.changes() as work:
        assert work.keep_foreign(theirs.document)
    assert store.state(about) is before
    score(store, about, "2.1", "basic")


def test_a_level_that_the_rubric_lacks_is_set_aside_and_the_rest_shows(store: DeskStore) -> None:
    about = take_in(store, submission(1))
    score(store, about, "1.1", "proficient")
    other = SigningKey(b"\1" * 32)
    for n, (criterion, level) in enumerate((("2.1", "superb"), ("1.2", "basic")), 1):
        theirs = make_record(
            other, id=f"0196-other-{n}", n=n, at=MORNING, author=store.author, kind=kinds.SCORE, subject=about,
            body={"criterion": criterion, "level": level},
        )  # fmt: skip
        with store.changes() as work:
            assert work.keep_foreign(theirs.document)
    for _ in range(2):
        state = store.review(about)
        assert (state.scores["1.1"], state.scores["1.2"], state.strange) == (
            "proficient",
            "basic",
            {"2.1": "superb"},
        )
        assert "2.1" not in state.scores
        assert store.rebuild().differences == ()
    score(store, about, "1.1", "basic")
    assert store.review(about).strange == {"2.1": "superb"}
    score(store, about, "2.1", "developing")
    assert (store.review(about).scores["2.1"], store.review(about).strange) == ("developing", {})


def test_the_forms_are_those_of_kinds_that_there_are() -> None:
    assert NEEDED.keys() <= set(kinds.KINDS)
