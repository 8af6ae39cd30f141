"""Looking at evidence: through the worker, as a copy, and where one was last."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from reviewer_app.cli.sample_hub import SampleReview
from reviewer_app.domain.errors import EvidenceError, StoreError
from reviewer_app.workflows import looking, reviewing
from reviewer_app.workflows.desk import Desk


def test_a_pdf_opens_and_its_first_page_is_drawn(desk: Desk, good: SampleReview) -> None:
    item = next(
        each
        for each in reviewing.open_review(desk, good.submission).submission.evidence
        if each.name.endswith(".pdf")
    )
    opened = looking.open_evidence(desk, good.submission, item.id)
    pixels = opened.render(0, 1.0)
    assert (pixels.width, pixels.height) == tuple(round(each) for each in opened.info.pages[0])
    opened.close()


def test_a_copy_holds_the_very_bytes(desk: Desk, good: SampleReview, tmp_path: Path) -> None:
    for item in reviewing.open_review(desk, good.submission).submission.evidence:
        copy = looking.save_copy(desk, good.submission, item.id, tmp_path / item.name)
        assert hashlib.sha256(copy.read_bytes()).hexdigest() == item.sha256
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_that_cannot_be_written_leaves_nothing(desk: Desk, good: SampleReview, tmp_path: Path) -> None:
    item = reviewing.open_review(desk, good.submission).submission.evidence[0]
    with pytest.raises(StoreError):
        looking.save_copy(desk, good.submission, item.id, tmp_path / "no such folder" / "copy.pdf")


def test_evidence_that_does_not_exist_is_explained(desk: Desk, good: SampleReview) -> None:
    with pytest.raises(EvidenceError):
        looking.open_evidence(desk, good.submission, "nothing")


def test_a_damaged_blob_is_told_plainly(desk: Desk, good: SampleReview) -> None:
    item = reviewing.open_review(desk, good.submission).submission.evidence[0]
    path = desk.home.blobs / item.sha256[:2] / item.sha256
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    assert [each.where for each in desk.store.check()] == [item.sha256]
    with pytest.raises(StoreError) as caught:
        looking.save_copy(desk, good.submission, item.id, desk.home.exports / "copy")
    assert caught.value.code == "blob-damaged"
    # From then on it counts as not here, so that it is fetched or imported again.
    assert item.id not in reviewing.open_review(desk, good.submission).here


def test_a_place_is_remembered_on_this_laptop(desk: Desk, good: SampleReview) -> None:
    assert looking.place(desk, good.submission, "e1") == {}
    looking.remember_place(desk, good.submission, "e1", {"page": 3, "zoom": 1.5})
    assert looking.place(desk, good.submission, "e1") == {"page": 3, "zoom": 1.5}
    assert desk.store.records(good.submission) == ()
