"""The completeness check on a real desk: answers as records, files opened in the worker, phrases by language."""

from __future__ import annotations

import pytest

from reviewer_app.cli.sample_hub import sample_reviews
from reviewer_app.domain.completeness import ASPECTS, NO, YES, Opening, completeness, reasons
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.readiness import ItemFacts, Opened
from reviewer_app.workflows import completing, deciding, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.history import history


@pytest.fixture
def lacking() -> str:
    """A submission without two of its required items."""
    return sample_reviews()["R2B8-1"].submission


def test_answers_are_records_that_undo_takes_back(desk: Desk, lacking: str) -> None:
    made = completing.check(desk, lacking, "required/plan", "right", NO, "Last year's plan.")
    assert made.state.checks == {"required/plan:right": NO}
    assert made.state.check_reasons == {"required/plan:right": "Last year's plan."}
    again = completing.check(desk, lacking, "required/plan", "right", NO, "Last year's plan.")
    assert again.state.changes == made.state.changes, "the same answer again is no change"
    everything = [("required/material", aspect) for aspect in ASPECTS]
    assert len(completing.all_fine(desk, lacking, everything).state.checks) == 5
    assert len(reviewing.undo(desk, lacking).state.checks) == 1, "all fine is one step"
    assert len(reviewing.redo(desk, lacking).state.checks) == 5
    assert history(desk, lacking)[0].words == "Completeness check, Partnership plan: the right thing? no"
    assert desk.store.rebuild().differences == ()


def test_only_what_is_asked_can_be_answered(desk: Desk, lacking: str) -> None:
    for item, aspect, answer in (
        ("required/nothing", "right", NO),
        ("required/plan", "pretty", NO),
        ("required/plan", "right", "perhaps"),
    ):
        with pytest.raises(RuleError):
            completing.check(desk, lacking, item, aspect, answer)


def test_every_file_is_opened_in_the_worker_and_the_reasons_follow(desk: Desk, lacking: str) -> None:
    found = completing.look(desk, lacking)
    assert set(found) == {"e1", "e2"}
    assert all(each == Opening(True, "Opened here") for each in found.values())
    review = reviewing.open_review(desk, lacking)
    check = completeness(review.rubric, review.submission, review.state, found)
    told = reasons(check, completing.phrases(review.submission.language))
    assert told == (
        "“Contact log” is asked for and was not handed in. Please add it.",
        "“Reflection” is asked for and was not handed in. Please add it.",
    )
    made = deciding.return_as_incomplete(desk, lacking, told).decision
    assert made is not None
    assert made.reasons == told


def test_what_was_found_is_said_and_never_guessed() -> None:
    facts = {
        "link": ItemFacts("A", link=True, opened=None),
        "snapshot": ItemFacts("A", link=True, snapshot=True, opened=None),
        "away": ItemFacts("A", 3, here=False, opened=None),
        "damaged": ItemFacts("A", 3, sound=False, opened=None),
        "shown": ItemFacts("A", 3, opened=Opened.SHOWN),
        "silent": ItemFacts("A", 3, opened=Opened.SHOWN, plays=False),
        "unknown": ItemFacts("A", 3, opened=Opened.EXPLAINED),
        "locked": ItemFacts("A", 3, opened=Opened.REFUSED, sentence="It is locked."),
    }
    opens = {name: completing.opening(each).opens for name, each in facts.items()}
    assert opens == {
        "link": None, "snapshot": True, "away": None, "damaged": None, "shown": True, "silent": None,
        "unknown": None, "locked": False,
    }  # fmt: skip
    assert all(completing.opening(each).words for each in facts.values())
    assert completing.opening(facts["locked"]).words == "It is locked."


def test_every_language_has_reasons_for_every_aspect_that_name_the_item() -> None:
    english, spanish = completing.phrases("en"), completing.phrases("es-MX")
    assert completing.phrases("tlh") == english
    for told in (english, spanish):
        assert set(told) == set(ASPECTS)
        assert all("{title}" in each for said in told.values() for each in said)
    assert [len(english[each]) for each in ASPECTS] == [len(spanish[each]) for each in ASPECTS]
    assert english != spanish
    assert YES not in english
