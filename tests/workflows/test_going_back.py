"""The history of a review: bursts, undone changes, the other laptop; seeing it as it was, and restoring that."""

from __future__ import annotations

import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.completeness import asked
from reviewer_app.domain.differing import Part, Run
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.review import OVERALL
from reviewer_app.workflows import going_back, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.history import ELSEWHERE, HERE, history
from reviewer_app.workflows.safeguarding import rebuild
from tests.workflows.elsewhere import Elsewhere


def test_a_burst_of_typing_is_one_line_with_the_words_that_changed(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.comment(desk, own, "1.1", "Clear goal.")
    for text in ("Clear aim", "Clear aim, well", "Clear aim, well put."):
        reviewing.comment(desk, own, "1.1", text, "burst")
    reviewing.note(desk, own, "1.1", "Ask Kim", "burst two")
    lines = history(desk, own)
    assert [line.words for line in lines] == [
        "Criterion 1.1: comment changed",
        "Criterion 1.1: comment changed",
        "Criterion 1.1: private note changed",
    ]
    assert lines[1].record == desk.store.records(own)[3].id
    assert lines[1].runs == (
        Run(Part.BOTH, "Clear"),
        Run(Part.BEFORE, " goal"),
        Run(Part.AFTER, " aim, well put"),
        Run(Part.BOTH, "."),
    )


def test_what_was_undone_is_marked_and_the_undo_names_it(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    reviewing.score(desk, own, "2.2", "proficient")
    reviewing.undo(desk, own)
    lines = history(desk, own)
    assert [line.undone for line in lines] == [False, True, False]
    assert lines[2].detail == "Criterion 2.2: Developing to Proficient"
    reviewing.redo(desk, own)
    assert not any(line.undone for line in history(desk, own))
    reviewing.undo(desk, own)
    reviewing.score(desk, own, "1.1", "basic")
    assert [line.undone for line in history(desk, own)] == [False, True, False, False, False, False]


def test_a_citation_taken_away_belongs_to_its_criterion(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    item = next(each for each in desk.store.submission(own).evidence if not each.is_link)
    reviewing.cite(desk, own, Citation("pin", "2.1", item.id, item.sha256, "Plan p. 1"))
    reviewing.uncite(desk, own, "pin")
    assert [(line.criterion, line.words) for line in history(desk, own)] == [
        ("2.1", "Criterion 2.1: cited Plan p. 1"),
        ("2.1", "Citation removed"),
    ]


def test_the_laptop_of_each_change_is_named(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "1.1", "basic")
    Elsewhere(desk).says(kinds.SCORE, own, {"criterion": "1.2", "level": "proficient"})
    assert [(line.by, line.criterion) for line in history(desk, own)] == [(HERE, "1.1"), (ELSEWHERE, "1.2")]


def test_changes_of_every_kind_have_words_of_their_own(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    about = desk.store.submission(own)
    item = asked(desk.store.rubric(about.rubric_hash), about)[0]
    with desk.store.changes() as work:
        work.append(kinds.CONFIDENCE, own, {"criterion": "1.1", "confidence": "not_sure"})
        work.append(kinds.LOOK, own, {"criterion": "1.1", "look": "wanted"})
        work.append(kinds.LOOK, own, {"criterion": "1.1", "look": ""})
        work.append(kinds.OVERRULE, own, {"criterion": "1.1", "finding": "vague", "reason": "It is not"})
        work.append(kinds.CHECK, own, {"item": item.id, "aspect": "opens", "answer": "yes"})
        work.append(kinds.REVEALED, own, {"evidence": "e1", "reason": "Is it the same class?"})
    assert [line.words for line in history(desk, own)] == [
        "Criterion 1.1 · Confidence: Not sure",
        "Criterion 1.1 · Second look: Wanted",
        "Criterion 1.1 · Second look: taken away",
        "Criterion 1.1 · Feedback check overruled: It is not",
        f"Completeness check, {item.title}: opens? yes",
        "Names shown: Is it the same class?",
    ]


def test_the_review_is_seen_as_it_was_beside_what_it_is(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    reviewing.comment(desk, own, OVERALL, "First thoughts")
    then = desk.store.records(own)[-1].id
    reviewing.score(desk, own, "2.2", "proficient")
    reviewing.score(desk, own, "1.1", "basic")
    seen = going_back.as_it_was(desk, own, then)
    assert [(each.slot, each.then, each.now, each.differs) for each in seen.fields] == [
        ("score:1.1", "", "Basic", True),
        ("score:2.2", "Developing", "Proficient", True),
        ("comment:", "First thoughts", "First thoughts", False),
    ]
    assert seen.differing == 2
    assert seen.fields[2].name == "The whole submission · Comment"


def test_restoring_is_one_step_that_says_where_it_went_back_to(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    reviewing.flag(desk, own, "other", "Look")
    then = desk.store.records(own)[-1]
    reviewing.score(desk, own, "2.2", "proficient")
    reviewing.unflag(desk, own, then.body["id"])
    reviewing.comment(desk, own, "1.1", "Later")
    before = desk.store.review(own)
    state = going_back.restore(desk, own, then.id).state
    assert (dict(state.scores), dict(state.comments), len(state.flags)) == ({"2.2": "developing"}, {}, 1)
    assert [line.restores for line in history(desk, own)][-3:] == [then.at] * 3
    undone = reviewing.undo(desk, own).state
    assert (undone.scores, undone.comments, undone.flags) == (before.scores, before.comments, before.flags)
    assert rebuild(desk).differences == ()


def test_one_field_is_restored_alone_and_what_is_the_same_writes_nothing(
    desk: Desk, good: SampleReview
) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    then = desk.store.records(own)[-1].id
    reviewing.score(desk, own, "2.2", "proficient")
    reviewing.score(desk, own, "1.1", "basic")
    state = going_back.restore(desk, own, then, {"score:2.2"}).state
    assert dict(state.scores) == {"2.2": "developing", "1.1": "basic"}
    count = desk.store.latest_n()
    going_back.restore(desk, own, then, {"score:2.2"})
    assert desk.store.latest_n() == count


def test_a_change_of_another_submission_is_no_place_to_go_back_to(
    desk: Desk, good: SampleReview, lacking: SampleReview
) -> None:
    reviewing.score(desk, lacking.submission, "1.1", "basic")
    elsewhere = desk.store.records(lacking.submission)[-1].id
    for ask in (going_back.as_it_was, going_back.restore):
        with pytest.raises(RuleError) as refused:
            ask(desk, good.submission, elsewhere)
        assert refused.value.code == "no-such-change"
