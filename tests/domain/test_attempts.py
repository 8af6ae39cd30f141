"""A new attempt beside the one before: sameness is told by content, and a score carries over only where all is same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.attempts import Fate, compare, offered
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.decision import Decision, draft_decision, return_incomplete
from reviewer_app.domain.policy import CarryOver
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.submission import Answer, EvidenceItem, Submission, SubmittedPart
from tests.domain.made import rubric, submission

SAME, OTHER, NEW = "cd" * 32, "ef" * 32, "12" * 32
BEFORE = submission()


def now(**changes: object) -> Submission:
    return submission(id="0192-t", attempt=2, previous=BEFORE.id, **changes)


def file(own: str, sha256: str, name: str = "plan.pdf", **more: str) -> EvidenceItem:
    return EvidenceItem(own, more.pop("part", "two"), name.partition(".")[0], name, sha256=sha256, **more)


def decided(scores: dict[str, str], cited: tuple[Citation, ...] = ()) -> Decision:
    return draft_decision(rubric(), BEFORE, ReviewState(BEFORE.id, scores=scores, citations=cited))


def fates(after: Submission, before: Submission = BEFORE) -> dict[str, Fate]:
    return {each.title: each.fate for each in compare(before, after).things}


def test_the_same_bytes_are_unchanged_under_any_name() -> None:
    (found, _answer) = compare(BEFORE, now(evidence=(file("x9", SAME, "renamed.pdf"),))).things
    assert (found.fate, found.before, found.now) == (Fate.SAME, "e1", "x9")


def test_other_bytes_under_the_same_name_or_requirement_are_a_change() -> None:
    assert fates(now(evidence=(file("x9", OTHER),)))["plan"] is Fate.CHANGED
    before = replace(BEFORE, evidence=(file("e1", SAME, requirement="lesson"),))
    after = now(evidence=(file("x1", OTHER, "other.docx", requirement="lesson"),))
    assert fates(after, before)["other"] is Fate.CHANGED


def test_what_came_and_what_went_is_named() -> None:
    told = fates(now(evidence=(file("n", NEW, "clip.mp4"),)))
    assert told == {"clip": Fate.NEW, "Plan": Fate.GONE, "Why?": Fate.SAME}


def test_answers_are_compared_by_their_prompt_and_not_by_their_blanks() -> None:
    same = now(parts=(SubmittedPart("one", (Answer("Why?", "  Because. "),)),))
    assert fates(same)["Why?"] is Fate.SAME
    other = now(parts=(SubmittedPart("one", (Answer("Why?", "Since."), Answer("How?", "So."))),))
    assert fates(other)["Why?"] is Fate.CHANGED
    assert fates(other)["How?"] is Fate.NEW
    assert fates(now(parts=()))["Why?"] is Fate.GONE


def test_scores_carry_over_where_nothing_in_their_part_changed() -> None:
    after = now(evidence=(file("x1", OTHER),))
    earlier = decided({"1.1": "proficient", "1.2": "basic", "2.1": "proficient"})
    made = compare(BEFORE, after)
    offers, why_not = offered(made, earlier, (rubric(), rubric()), after, CarryOver.AT_FLOOR)
    assert [(each.criterion, each.level) for each in offers] == [("1.1", "proficient")]
    assert why_not["1.2"] == "Basic is below the floor: it is judged anew."
    assert why_not["2.1"] == "Something in its part changed."
    assert why_not["2.2"] == "It was not scored in the earlier attempt."


def test_the_policy_decides_what_may_carry_over() -> None:
    made, earlier = compare(BEFORE, now()), decided({"1.1": "proficient", "1.2": "basic"})
    both = (rubric(), rubric())
    assert offered(made, earlier, both, now(), CarryOver.NONE)[0] == ()
    assert [x.criterion for x in offered(made, earlier, both, now(), CarryOver.ALL)[0]] == ["1.1", "1.2"]
    returned = return_incomplete(rubric(), BEFORE, ReviewState(BEFORE.id), ("Plan is missing.",))
    assert offered(made, returned, both, now(), CarryOver.ALL)[0] == ()


def test_a_criterion_worded_differently_is_judged_anew() -> None:
    newer = rubric()
    worded = tuple(replace(each, title="Other") if each.id == "1.1" else each for each in newer.criteria)
    made = compare(BEFORE, now())
    offers, why_not = offered(
        made,
        decided({"1.1": "proficient"}),
        (rubric(), replace(newer, criteria=worded)),
        now(),
        CarryOver.ALL,
    )
    assert offers == ()
    assert why_not["1.1"] == "The rubric words this criterion differently now."


@pytest.mark.parametrize(("cited", "carries"), [(SAME, True), (OTHER, False), ("", True)])
def test_cited_evidence_must_be_here_again(cited: str, carries: bool) -> None:
    pin = Citation("c1", "1.1", "e1", cited, "plan p. 3")
    made = compare(BEFORE, now())
    earlier = decided({"1.1": "proficient"}, (pin,))
    offers, _ = offered(made, earlier, (rubric(), rubric()), now(), CarryOver.AT_FLOOR)
    assert bool(offers) is carries


HASHES = st.lists(st.sampled_from([SAME, OTHER, NEW]), max_size=4)


@given(HASHES, HASHES)
def test_every_file_of_either_attempt_is_told_once(before: list[str], after: list[str]) -> None:
    old = replace(BEFORE, evidence=tuple(file(f"o{at}", each, f"{at}.pdf") for at, each in enumerate(before)))
    new = now(evidence=tuple(file(f"n{at}", each, f"{at}.pdf") for at, each in enumerate(after)))
    things = [each for each in compare(old, new).things if each.part == "two"]
    assert sorted(each.before for each in things if each.before) == sorted(each.id for each in old.evidence)
    assert sorted(each.now for each in things if each.now) == sorted(each.id for each in new.evidence)
    hashes = {each.id: each.sha256 for each in (*old.evidence, *new.evidence)}
    assert all(
        (hashes[x.before] == hashes[x.now]) is (x.fate is Fate.SAME) for x in things if x.before and x.now
    )
