"""The safe-to-leave rule: every fact that matters is a gap with a next step, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.readiness import (
    RESERVE,
    GapKind,
    ItemFacts,
    Opened,
    Readiness,
    SubmissionFacts,
    readiness,
)

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
GOOD = ItemFacts("Plan", 1000)


def checked(*items: ItemFacts, free: int = 10 * RESERVE) -> Readiness:
    held = {f"e{number}": item for number, item in enumerate(items)}
    return readiness([SubmissionFacts("s1", "7F3K", "Wait Time", 1, held)], free, NOON)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (replace(GOOD, here=False, opened=None), GapKind.NOT_HERE),
        (replace(GOOD, sound=False, opened=None), GapKind.DAMAGED),
        (replace(GOOD, opened=Opened.REFUSED, code="password"), GapKind.LOCKED),
        (replace(GOOD, opened=Opened.REFUSED, sentence="Its content is broken."), GapKind.DOES_NOT_OPEN),
        (replace(GOOD, opened=None), GapKind.DOES_NOT_OPEN),
        (replace(GOOD, opened=Opened.EXPLAINED, sentence="Reviewer cannot show this."), GapKind.NOT_SHOWN),
        (replace(GOOD, plays=False), GapKind.DOES_NOT_PLAY),
        (ItemFacts("Blog", link=True, opened=None), GapKind.NO_SNAPSHOT),
    ],
)  # fmt: skip
def test_each_gap_is_named_with_what_to_do(item: ItemFacts, kind: GapKind) -> None:
    done = checked(GOOD, item)
    assert not done.ready
    (gap,) = done.of("s1")
    assert (gap.kind, gap.evidence) == (kind, "e1")
    assert item.title in gap.sentence
    assert gap.sentence.endswith(".")
    assert gap.next_step.endswith(".")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Its content is broken.", "does not open: its content is broken."),
        ("PDF document: it is cut off.", "does not open. PDF document: it is cut off."),
        ("Reviewer gave up.", "does not open: Reviewer gave up."),
    ],
)
def test_a_reason_goes_on_in_small_letters_but_keeps_its_names(sentence: str, said: str) -> None:
    (gap,) = checked(replace(GOOD, opened=Opened.REFUSED, sentence=sentence)).of("s1")
    assert gap.sentence.endswith(said)


def test_what_is_whole_opens_and_plays_is_ready() -> None:
    done = checked(GOOD, replace(GOOD, plays=True), ItemFacts("Blog", link=True, snapshot=True, opened=None))
    assert done.ready
    assert done.size == 2000


@given(st.integers(0, 4 * RESERVE), st.integers(0, 4 * RESERVE))
def test_space_is_counted_for_what_is_still_to_come(free: int, away: int) -> None:
    done = checked(replace(GOOD, size=away, here=False, opened=None), free=free)
    assert done.to_come == away
    assert (GapKind.SPACE in {each.kind for each in done.of("")}) == (free < away + RESERVE)


def test_nothing_to_review_is_ready() -> None:
    assert readiness([], 10 * RESERVE, NOON).ready
