"""Citations come over to a new attempt only where the same bytes and the same criterion are there, and once only."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.carrying import carried
from reviewer_app.domain.citation import Citation, page_selectors
from reviewer_app.domain.submission import EvidenceItem
from tests.domain.made import CITATIONS, rubric, submission

SAME, OTHER = "cd" * 32, "ef" * 32
NOW = submission(
    id="now", attempt=2, evidence=(EvidenceItem("new-1", "two", "Plan", "plan.pdf", sha256=SAME),)
)


def pin(own: str = "c1", criterion: str = "2.1", evidence_hash: str = SAME) -> Citation:
    return Citation(own, criterion, "old-1", evidence_hash, "plan p. 3", page_selectors(3, "five"), "Clear.")


def test_the_same_bytes_keep_their_citation_under_the_new_item() -> None:
    (made,) = carried([pin()], NOW, rubric(), [])
    assert made == replace(pin(), id=made.id, evidence="new-1")
    assert made.id != "c1"


def test_other_bytes_other_criteria_and_answers_stay_behind() -> None:
    stay = [pin(evidence_hash=OTHER), pin(criterion="9.9"), pin(evidence_hash="")]
    assert carried(stay, NOW, rubric(), []) == ()


def test_what_is_here_already_is_not_offered_again() -> None:
    (made,) = carried([pin()], NOW, rubric(), [])
    assert carried([pin()], NOW, rubric(), [made]) == ()
    assert carried([pin()], NOW, rubric(), [replace(made, id="by-hand")]) == ()
    assert carried([pin(), pin("c2")], NOW, rubric(), []) == (made,)


@given(st.lists(CITATIONS))
def test_bringing_over_twice_is_bringing_over_once(earlier: list[Citation]) -> None:
    earlier = [*(replace(each, evidence_hash=SAME, criterion="2.2") for each in earlier), pin()]
    first = carried(earlier, NOW, rubric(), [])
    assert first
    assert carried(earlier, NOW, rubric(), first) == ()
    assert len({each.id for each in first}) == len(first)
