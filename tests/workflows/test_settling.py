"""Two laptops changed the same thing: both are shown, one is kept or both combined, and undo brings the choice back."""

from __future__ import annotations

import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain import records as kinds
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.lifecycle import State
from reviewer_app.workflows import deciding, exchanging, reviewing, settling
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.history import ELSEWHERE, HERE, history
from tests.workflows.elsewhere import Elsewhere
from tests.workflows.test_deciding import review_whole


def test_both_versions_are_shown_with_laptop_and_moment(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    theirs = Elsewhere(desk).says(kinds.SCORE, own, {"criterion": "2.2", "level": "proficient"})
    (two,) = settling.versions(desk, own)
    assert [(each.by, each.value, each.stands) for each in two.versions] == [
        (HERE, "Developing", False),
        (ELSEWHERE, "Proficient", True),
    ]
    assert two.versions[1].at == theirs.at
    assert (two.slot, two.words, two.alike) == ("score:2.2", False, False)
    assert two.name.endswith("· Level")


@pytest.mark.parametrize("side", [0, 1])
def test_either_version_can_be_kept_and_undo_brings_the_choice_back(
    desk: Desk, good: SampleReview, side: int
) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    Elsewhere(desk).says(kinds.SCORE, own, {"criterion": "2.2", "level": "proficient"})
    (two,) = settling.versions(desk, own)
    state = settling.keep(desk, own, two.slot, two.versions[side].record).state
    assert state.conflicts == ()
    assert state.scores == {"2.2": ("developing", "proficient")[side]}
    assert history(desk, own)[-1].settles
    assert reviewing.undo(desk, own).state.conflicts != ()
    assert settling.versions(desk, own) == (two,)
    assert reviewing.redo(desk, own).state.conflicts == ()


def test_two_comments_are_combined_from_a_text_that_holds_both(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.comment(desk, own, "1.1", "Name the goal.")
    Elsewhere(desk).says(kinds.COMMENT, own, {"criterion": "1.1", "text": "Name the class."})
    (two,) = settling.versions(desk, own)
    assert two.merged == "Name the goal.\n\nName the class."
    assert two.words
    state = settling.combine(desk, own, two.slot, "Name the goal and the class.").state
    assert state.comments == {"1.1": "Name the goal and the class."}
    assert state.conflicts == ()


def test_a_pin_that_one_laptop_moved_and_the_other_took_away(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    item = next(each for each in desk.store.submission(own).evidence if not each.is_link)
    pin = Citation("pin", "2.1", item.id, item.sha256, "Plan p. 1")
    first = reviewing.cite(desk, own, pin).state.effective["citation:pin"]
    reviewing.uncite(desk, own, "pin")
    body = {**pin.document(), "note": "Here"}
    Elsewhere(desk).says(kinds.CITATION, own, body, supersedes=first)
    (two,) = settling.versions(desk, own)
    assert [each.value for each in two.versions] == ["", "Plan p. 1 – Here"]
    assert two.criterion == "2.1"
    state = settling.keep(desk, own, two.slot, two.versions[0].record).state
    assert (state.citations, state.conflicts) == ((), ())


def test_the_rest_of_the_review_goes_on_and_the_next_change_settles(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    Elsewhere(desk).says(kinds.SCORE, own, {"criterion": "2.2", "level": "proficient"})
    reviewing.score(desk, own, "1.1", "basic")
    assert len(settling.versions(desk, own)) == 1
    assert any("Two of your laptops" in each.sentence for each in reviewing.open_review(desk, own).missing)
    reviewing.score(desk, own, "2.2", "basic")
    assert settling.versions(desk, own) == ()


def test_what_is_settled_or_no_text_is_refused_in_words(desk: Desk, good: SampleReview) -> None:
    own = good.submission
    reviewing.score(desk, own, "2.2", "developing")
    mine = desk.store.records(own)[-1].id
    with pytest.raises(RuleError) as settled:
        settling.keep(desk, own, "score:2.2", mine)
    assert settled.value.code == "settled"
    Elsewhere(desk).says(kinds.SCORE, own, {"criterion": "2.2", "level": "proficient"})
    with pytest.raises(RuleError) as strange:
        settling.keep(desk, own, "score:2.2", "nothing")
    assert strange.value.code == "settled"
    with pytest.raises(RuleError) as words:
        settling.combine(desk, own, "score:2.2", "Both")
    assert words.value.code == "not-words"


def test_a_decision_signed_on_the_other_laptop_is_one_the_hub_has(desk: Desk, good: SampleReview) -> None:
    review_whole(desk, good)
    body = deciding.preview(desk, good.submission).document()
    Elsewhere(desk).says(kinds.DECISION, good.submission, body)
    assert desk.store.state(good.submission) is State.RECEIVED
    assert exchanging.outbox(desk).decisions_waiting == 0, "nothing of it waits to leave this laptop"
    assert desk.store.rebuild().differences == ()
