"""An assessor reviews eight submissions and a second attempt by keyboard alone; the hub receives all nine decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.lifecycle import State
from reviewer_app.domain.receipts import read_receipts
from reviewer_app.domain.review import OVERALL
from reviewer_app.workflows import exchanging, safeguarding
from tests.journeys import chapters
from tests.journeys.at_the_keys import AtTheKeys, closing
from tests.journeys.two_laptops import EIGHT, PASSPHRASE, SECOND, Stage

OUTCOMES = {
    "7F3K-1": "not_yet",
    "A09D-1": "not_yet",
    "R2B8-1": "incomplete",
    "K3NE-1": "not_yet",
    "V90H-1": "meets",
    "C41P-1": "meets",
    "M77Q-1": "not_yet",
    "T5XW-1": "not_yet",
    "7F3K-2": "meets",
}


@pytest.fixture
def stage(tmp_path: Path, qtbot: object) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


def test_eight_submissions_and_a_second_attempt_by_keyboard_alone(stage: Stage) -> None:
    stage.hub.assign(EIGHT, stage.folder / "bundles")
    with closing(AtTheKeys(stage.program, stage.desks, PASSPHRASE)) as keys:
        the_work_arrives(keys)
        chapters.a_second_look_before_signing(keys)
        stage.later()
        chapters.two_laptops_say_different_things(keys, stage)
        stage.later()
        chapters.something_is_missing(keys)
        stage.later()
        chapters.a_concern_for_the_coordinator(keys, stage)
        stage.later()
        chapters.found_in_the_list(keys)
        stage.later()
        chapters.overruled_with_a_reason(keys)
        stage.later()
        chapters.mended_by_a_fix(keys)
        stage.later()
        chapters.a_next_step_was_forgotten(keys)
        stage.later()
        chapters.the_second_attempt(keys, stage)
        keys.sync()
        every_decision_is_received(keys, stage)
        the_hub_has_what_was_typed(keys, stage)
        nothing_is_on_another_submission(keys, stage)
        assert outcomes_on_the_hub(stage) == OUTCOMES
        assert set(keys.typed) == {sample_reviews()[name].submission for name in OUTCOMES}
        assert {keys.state(own) for own in keys.typed} == {State.RECEIVED}


def the_work_arrives(keys: AtTheKeys) -> None:
    keys.sync()
    keys.until(lambda: keys.space.queue.model.rowCount() == len(EIGHT), "eight submissions are in the queue")
    keys.until(lambda: not keys.desk.store.missing_blobs(), "all evidence is here")


def every_decision_is_received(keys: AtTheKeys, stage: Stage) -> None:
    assert {each.alias for each in stage.hub.hub.decisions()} == {name[:4] for name in EIGHT}
    for name in (*EIGHT, SECOND):
        own = sample_reviews()[name].submission
        assert keys.state(own) is State.RECEIVED, name
        signed = keys.desk.store.decision(own)
        assert signed is not None
        document = keys.desk.store.receipt_document(signed[1].id)
        assert document is not None
        (receipt,) = [x for x in read_receipts(document, stage.hub.hub.key) if x.record == signed[1].id]
        assert receipt.accepted
        (there,) = [x for x in stage.hub.hub.decisions() if x.submission == own]
        assert there.sha256 == signed[1].sha256


def on_the_hub(stage: Stage) -> dict[str, dict[str, Any]]:
    """Each decision as the hub keeps it, sealed, by its submission; the list of decisions does not tell it yet."""
    books = stage.hub.hub.books
    found: dict[str, dict[str, Any]] = {}
    for line in stage.hub.hub.decisions():
        with books.looking() as look:
            kept = look.exec_driver_sql(
                "SELECT document FROM record WHERE id = ?", (line.record,)
            ).scalar_one()
        found[line.submission] = dict(books.rest.document(kept))
    return found


def the_hub_has_what_was_typed(keys: AtTheKeys, stage: Stage) -> None:
    whole = on_the_hub(stage)
    for line in stage.hub.hub.decisions():
        body: dict[str, Any] = dict(whole[line.submission]["body"])
        typed = keys.typed[line.submission]
        assert {x["criterion"]: x["level"] for x in body["scores"]} == typed.scores
        assert said_in(body) == typed.comments
        pinned = [(x["criterion"], c["evidence"]) for x in body["scores"] for c in x["citations"]]
        assert sorted(pinned) == sorted(typed.cited)
        assert tuple(body["reasons"]) == typed.reasons
        overruled = [chapters.WHY] if line.alias == "C41P" else []
        assert [each["reason"] for each in body.get("overruled", [])] == overruled
    second = whole[sample_reviews()[SECOND].submission]
    carried = [x["criterion"] for x in second["body"]["scores"] if x.get("carried_from") == 1]
    assert carried


def nothing_is_on_another_submission(keys: AtTheKeys, stage: Stage) -> None:
    exchanging.sync(stage.other)
    whole = {own: json.dumps(each, ensure_ascii=False) for own, each in on_the_hub(stage).items()}
    for own, typed in keys.typed.items():
        for desk in (keys.desk, stage.other):
            state = desk.store.review(own)
            assert dict(state.scores) == typed.scores
            assert {k: v for k, v in state.comments.items() if v} == typed.comments
        for other, text in whole.items():
            there = [x for x in typed.comments.values() if json.dumps(x, ensure_ascii=False) in text]
            assert there == (list(typed.comments.values()) if other == own else [])
            assert not [x for x in typed.notes.values() if x in text], "private notes go to nobody"
    for desk in (keys.desk, stage.other):
        assert safeguarding.rebuild(desk).differences == ()


def outcomes_on_the_hub(stage: Stage) -> dict[str, str]:
    whole = on_the_hub(stage)
    return {
        f"{line.alias}-{whole[line.submission]['body']['attempt']}": whole[line.submission]["body"]["outcome"]
        for line in stage.hub.hub.decisions()
    }


def said_in(body: dict[str, Any]) -> dict[str, str]:
    """The comments of a decision by criterion."""
    said = {x["criterion"]: x["comment"] for x in body["scores"] if x["comment"]}
    return said | ({OVERALL: body["overall"]} if body["overall"] else {})
