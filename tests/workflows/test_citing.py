"""Citations go out and come in, come over from an earlier attempt only when asked, and survive importing again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleReview, sample_reviews
from reviewer_app.domain.citation import Citation, page_selectors
from reviewer_app.domain.errors import FileError, RuleError
from reviewer_app.domain.submission import EvidenceItem
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import open_home
from reviewer_app.store import DeskStore
from reviewer_app.workflows import citing, importing, reviewing
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.safeguarding import now
from tests.workflows.conftest import KEY


def item(desk: Desk, submission: str, name: str) -> EvidenceItem:
    return next(each for each in desk.store.submission(submission).evidence if each.name == name)


def pin(desk: Desk, submission: str, own: str, name: str = "lesson-plan.pdf", note: str = "") -> Citation:
    found = item(desk, submission, name)
    made = Citation(own, "2.1", found.id, found.sha256, "plan p. 1", page_selectors(1, "pond"), note)
    reviewing.cite(desk, submission, made)
    return made


def test_exported_and_read_back_they_are_the_same_and_write_nothing(
    desk: Desk, good: SampleReview, tmp_path: Path
) -> None:
    pins = [pin(desk, good.submission, own, note=own) for own in ("c1", "c2")]
    file = citing.export_citations(desk, good.submission, tmp_path / "out.jsonld")
    before = len(desk.store.records(good.submission))
    done = citing.import_citations(desk, good.submission, file)
    assert (done.new, done.changed, done.same) == (0, 0, 2)
    assert len(desk.store.records(good.submission)) == before
    for own in ("c1", "c2"):
        reviewing.uncite(desk, good.submission, own)
    assert citing.import_citations(desk, good.submission, file).new == 2
    assert list(desk.store.review(good.submission).citations) == pins
    assert reviewing.undo(desk, good.submission).state.citations == ()


def test_a_note_that_changed_elsewhere_changes_the_pin(
    desk: Desk, good: SampleReview, tmp_path: Path
) -> None:
    pin(desk, good.submission, "c1", note="old")
    file = citing.export_citations(desk, good.submission, tmp_path / "out.jsonld")
    file.write_text(file.read_text(encoding="utf-8").replace('"old"', '"new"'), encoding="utf-8")
    done = citing.import_citations(desk, good.submission, file)
    assert (done.new, done.changed, done.same) == (0, 1, 0)
    assert done.review.state.citations[0].note == "new"


def test_citations_of_another_submission_or_content_are_refused_whole(
    desk: Desk, good: SampleReview, lacking: SampleReview, tmp_path: Path
) -> None:
    made = pin(desk, good.submission, "c1")
    file = citing.export_citations(desk, good.submission, tmp_path / "out.jsonld")
    with pytest.raises(RuleError, match="do not belong here"):
        citing.import_citations(desk, lacking.submission, file)
    told = json.loads(file.read_text(encoding="utf-8"))
    told["first"]["items"][0]["target"]["source"] = (
        "ni:///sha-256;q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s"
    )
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(RuleError, match="1 of 1"):
        citing.import_citations(desk, good.submission, file)
    assert desk.store.review(lacking.submission).citations == ()
    assert desk.store.review(good.submission).citations == (made,)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"a": NaN}', b"[" * 100_000])
def test_other_files_are_refused_in_words(
    desk: Desk, good: SampleReview, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(FileError) as refused:
        citing.import_citations(desk, good.submission, tmp_path / "x.json")
    assert refused.value.code == "no-citations"
    with pytest.raises(FileError):
        citing.import_citations(desk, good.submission, tmp_path / "absent.json")


@pytest.fixture
def first_attempt(bundles: dict[str, Path], tmp_path: Path) -> Iterator[Desk]:
    """A desk with the first attempt of an earner who will hand in a second one."""
    home = open_home(tmp_path / "two")
    made = Desk(home, DeskStore.create(home, KEY, now), WorkerPool(warm=0), now)
    importing.import_bundle(made, bundles["7F3K-1"])
    yield made
    made.evidence.close()
    made.store.close()


def test_earlier_citations_come_over_where_the_bytes_are_the_same(
    first_attempt: Desk, bundles: dict[str, Path]
) -> None:
    first, second = (sample_reviews()[name].submission for name in ("7F3K-1", "7F3K-2"))
    desk = first_attempt
    earlier = desk.store.submission(first)
    for number, each in enumerate(earlier.evidence):
        made = Citation(f"c{number}", "2.1", each.id, each.sha256, each.name, page_selectors(1))
        reviewing.cite(desk, first, made)
    importing.import_bundle(desk, bundles["7F3K-2"])
    later = desk.store.submission(second)
    assert later.previous == first
    kept = {each.sha256 for each in earlier.evidence} & {each.sha256 for each in later.evidence}
    assert kept
    opened = reviewing.open_review(desk, second)
    assert opened.state.citations == ()
    assert desk.store.records(second) == ()
    assert {each.evidence_hash for each in opened.offered} == kept
    done = citing.bring_over(desk, second)
    assert {each.evidence_hash for each in done.state.citations} == kept
    assert all(desk.store.submission(second).holds(each.evidence) for each in done.state.citations)
    assert done.offered == ()
    count = len(desk.store.records(second))
    citing.bring_over(desk, second)
    assert len(desk.store.records(second)) == count
    undone = reviewing.undo(desk, second)
    assert undone.state.citations == ()
    assert len(undone.offered) == len(kept)


def test_importing_the_bundle_again_changes_no_citation(
    desk: Desk, good: SampleReview, bundles: dict[str, Path]
) -> None:
    made = pin(desk, good.submission, "c1", note="still here")
    assert not importing.import_bundle(desk, bundles["7F3K-2"]).new
    assert desk.store.review(good.submission).citations == (made,)
