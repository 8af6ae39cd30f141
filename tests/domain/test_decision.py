"""Decisions stand alone, survive the journey unchanged, and are refused with every gap named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.citation import Citation
from reviewer_app.domain.decision import decide, decision_from, draft_decision, return_incomplete
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.judging import Outcome, judge, missing
from reviewer_app.domain.review import OVERALL, ReviewState
from tests.domain.made import CITATIONS, WORDS, rubric, rubrics, scored, submission

FULL = ReviewState(
    "0192-s",
    scores=dict.fromkeys(("1.1", "1.2", "2.1", "2.2"), "proficient") | {"2.3": "basic"},
    comments={"2.3": " Add a count from both lessons. ", OVERALL: "Thank you."},
    notes={"2.3": "private"},
    citations=(Citation("c", "2.3", "e1", "cd" * 32, "plan p. 1"),),
)


@given(st.data())
def test_a_decision_read_back_from_its_document_is_the_same(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    state = ReviewState(
        "s",
        scores=data.draw(scored(subject)),
        comments=data.draw(
            st.dictionaries(st.sampled_from([OVERALL, *(x.id for x in subject.criteria)]), WORDS)
        ),
        citations=tuple(
            replace(each, criterion=data.draw(st.sampled_from(subject.criteria)).id)
            for each in data.draw(st.lists(CITATIONS, max_size=3))
        ),
    )
    made = draft_decision(subject, submission(), state)
    travelled = json.loads(json.dumps(made.document()))
    assert decision_from(travelled) == made
    assert decision_from(travelled).document() == made.document()


@given(st.data())
def test_deciding_works_exactly_when_nothing_is_missing(data: st.DataObject) -> None:
    subject = data.draw(rubrics())
    scores = data.draw(scored(subject))
    said = data.draw(
        st.dictionaries(st.sampled_from([x.id for x in subject.criteria]), st.just("Next: count."))
    )
    state = ReviewState("s", scores=scores, comments=said)
    gaps = missing(subject, state)
    if gaps:
        with pytest.raises(RuleError) as refused:
            decide(subject, submission(), state)
        assert all(each.sentence in refused.value.sentence for each in gaps)
    else:
        made = decide(subject, submission(), state)
        assert made.outcome is judge(subject, scores).outcome
        assert [each.criterion for each in made.judged] == [each.id for each in subject.criteria]


def test_a_decision_carries_everything_it_needs_to_stand_alone() -> None:
    made = decide(rubric(), submission(), FULL)
    assert made.outcome is Outcome.NOT_YET
    assert made.evidence_hashes == {"e1": "cd" * 32}
    assert made.overall == "Thank you."
    last = made.judged[-1]
    assert (last.level_title, last.floor_title, last.meets) == ("Basic", "Proficient", False)
    assert last.descriptor == "What basic looks like."
    assert last.comment == "Add a count from both lessons."
    assert [each.label for each in last.citations] == ["plan p. 1"]


def test_private_notes_and_the_earner_never_reach_a_decision() -> None:
    made = decide(rubric(), submission(earner="who-it-is"), FULL)
    assert "private" not in json.dumps(made.document())
    assert "who-it-is" not in json.dumps(made.document())


def test_incomplete_work_goes_back_unscored_with_reasons() -> None:
    made = return_incomplete(rubric(), submission(), FULL, ("  The log is missing. ", " "))
    assert (made.outcome, made.judged, made.reasons) == (Outcome.INCOMPLETE, (), ("The log is missing.",))


@pytest.mark.parametrize("reasons", [(), ("",), (" ", "\n")])
def test_incomplete_work_does_not_go_back_without_a_reason(reasons: tuple[str, ...]) -> None:
    with pytest.raises(RuleError) as refused:
        return_incomplete(rubric(), submission(), FULL, reasons)
    assert refused.value.code == "no-reason"


def test_a_draft_leaves_out_what_is_not_scored() -> None:
    made = draft_decision(rubric(), submission(), ReviewState("s", scores={"1.2": "basic"}))
    assert [each.criterion for each in made.judged] == ["1.2"]


def test_links_have_no_hash_to_carry() -> None:
    item = submission().evidence[0]
    made = decide(rubric(), submission(evidence=(replace(item, sha256="", url="https://x.example"),)), FULL)
    assert made.evidence_hashes == {}
