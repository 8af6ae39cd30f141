"""A decision on live work waits at the hub too until the bar of practice is reached that its policy asks for."""

from __future__ import annotations

from typing import Any

import pytest

from reviewer_app.domain.records import PRACTISED, Record
from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.hub.refusals import RECORDS
from tests.exchange.sample_work import RUBRIC, decide, say, submission
from tests.hub.conftest import Assessor, District

ASKING = {**RUBRIC, "policy": {**RUBRIC["policy"], "calibration": {"anchors": 2, "share": 80, "within": 0}}}
ASKED = rubric_hash(ASKING)
LEVELS = {f"c{n}": "developing" for n in (1, 2, 3)}
MISSED = {**LEVELS, "c1": "proficient"}
BELOW = "bar-not-reached"


@pytest.fixture
def live(district: District) -> dict[str, Any]:
    """Ada's live work under a policy that asks for two anchors scored exactly."""
    document = submission(60, [], ASKED)
    district.served.hub.add_submission(document, ASKING, [])
    district.served.hub.assign(document["id"], district.ada.id)
    return document


def practised(
    who: Assessor, n: int, anchor: str, own: Any = LEVELS, rubric: str = ASKED, **body: Any
) -> Record:
    """What an assessor scored in practice."""
    told = {"practice": "anchor", "of": "", "alias": "Wren 1", "microcredential": "questioning"}
    held = {"scores": own, "reference": LEVELS, "reference_hash": "", **body}
    return say(who.desk.key, n, anchor, kind=PRACTISED, body={**told, **held}, hashes={"rubric": rubric})


def test_a_decision_is_refused_below_the_bar_and_taken_above_it(
    district: District, live: dict[str, Any]
) -> None:
    ada = district.ada
    below = decide(ada.desk.key, 1, live)
    assert ada.codes(below) == [BELOW]
    first, weak = practised(ada, 2, "anchor-1"), practised(ada, 3, "anchor-2", MISSED)
    assert ada.codes(first, weak, decide(ada.desk.key, 4, live)) == ["", "", BELOW]
    assert district.served.hub.decisions() == ()
    again, after = decide(ada.desk.key, 5, live), practised(ada, 6, "anchor-3")
    assert ada.codes(again, after) == [BELOW, ""], "what is practised after a decision is none before it"
    assert ada.codes(decide(ada.desk.key, 7, live), practised(ada, 8, "anchor-4", MISSED)) == ["", ""]
    assert [each.submission for each in district.served.hub.decisions()] == [live["id"]]
    assert ada.codes(below) == [BELOW], "a receipt is given again as it was"


def test_practice_of_the_same_batch_and_of_another_laptop_counts(
    district: District, live: dict[str, Any]
) -> None:
    ada = district.ada
    second = Assessor(ada.id, *district.served.desk(ada.id))
    # An edition that never came here is read by the one that asks.
    assert second.codes(practised(second, 1, "anchor-1", rubric="of another edition")) == [""]
    assert ada.codes(practised(ada, 1, "anchor-2"), decide(ada.desk.key, 2, live)) == ["", ""]


def test_work_that_is_returned_incomplete_and_work_without_a_bar_need_no_practice(
    district: District, live: dict[str, Any]
) -> None:
    key = district.ada.desk.key
    incomplete = decide(key, 1, live, outcome="incomplete", scores=[])
    assert district.ada.codes(incomplete, decide(key, 2, district.work["ada"])) == ["", ""]


def test_what_is_no_practice_on_an_anchor_of_this_work_does_not_count(
    district: District, live: dict[str, Any]
) -> None:
    ada = district.ada
    spoiled: list[dict[str, Any]] = [
        {"practice": "again", "of": "s"},
        {"microcredential": "other"},
        {"reference": "none"},
        {"own": {}},
    ]
    said = [practised(ada, n, f"anchor-{n}", **each) for n, each in enumerate(spoiled, 1)]
    twice = [practised(ada, n, "anchor-5") for n in (5, 6)]
    assert district.bo.codes(practised(district.bo, 1, "anchor-6")) == [""]
    told = ada.codes(*said, *twice, decide(ada.desk.key, 7, live))
    assert told == ["", "", "", "", "", "", BELOW], "nor does one anchor twice, nor somebody else’s"


def test_the_refusal_tells_no_figures() -> None:
    words = RECORDS[BELOW]
    assert not any(each.isdigit() for each in f"{words.sentence}{words.next_step}")
    assert "send it again" in words.next_step
