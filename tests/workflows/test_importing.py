"""Importing: a bundle comes in whole, or leaves no trace."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reviewer_app.domain.errors import BundleError, Cancelled, StoreError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.paths import Home
from reviewer_app.store import QueueQuery
from reviewer_app.workflows import importing, queueing
from reviewer_app.workflows.desk import Desk


def trace(home: Home) -> set[str]:
    """Every file of blobs and staging."""
    return {
        str(path) for folder in (home.blobs, home.staging) for path in folder.rglob("*") if path.is_file()
    }


def test_a_bundle_comes_in_with_all_its_evidence(desk: Desk, bundles: dict[str, Path]) -> None:
    seen: list[tuple[int, int]] = []
    done = importing.import_bundle(
        desk, bundles["V90H-1"], lambda at, total, _doing: seen.append((at, total))
    )
    assert (done.alias, done.attempt, done.new, done.missing_files) == ("V90H", 1, True, 0)
    assert seen
    assert seen[-1][0] == seen[-1][1]
    assert not desk.store.missing_blobs()
    assert queueing.size(desk, QueueQuery(text="V90H")) == 1


def test_the_same_bundle_again_changes_nothing(desk: Desk, bundles: dict[str, Path]) -> None:
    before = trace(desk.home)
    assert not importing.import_bundle(desk, bundles["A09D-1"]).new
    assert trace(desk.home) == before


def test_a_bundle_cut_short_leaves_no_trace(desk: Desk, bundles: dict[str, Path], tmp_path: Path) -> None:
    before = trace(desk.home)
    cut = tmp_path / "cut.reviewbundle"
    cut.write_bytes(bundles["V90H-1"].read_bytes()[:-5000])
    with pytest.raises(BundleError):
        importing.import_bundle(desk, cut)
    assert trace(desk.home) == before
    assert queueing.size(desk, QueueQuery(text="V90H")) == 0


def test_a_bundle_with_one_altered_file_leaves_no_trace(
    desk: Desk, bundles: dict[str, Path], tmp_path: Path
) -> None:
    before = trace(desk.home)
    altered = tmp_path / "altered.reviewbundle"
    with zipfile.ZipFile(bundles["V90H-1"]) as good, zipfile.ZipFile(altered, "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            bad.writestr(name, data + b"!" if name.endswith(".pdf") else data)
    with pytest.raises(BundleError) as caught:
        importing.import_bundle(desk, altered)
    assert caught.value.member
    assert trace(desk.home) == before


def test_an_import_that_is_stopped_leaves_no_trace(desk: Desk, bundles: dict[str, Path]) -> None:
    before = trace(desk.home)
    token = CancelToken()

    def stop(done: int, _total: int, _doing: str) -> None:
        if done > 10_000:
            token.cancel()

    with pytest.raises(Cancelled):
        importing.import_bundle(desk, bundles["V90H-1"], stop, token)
    assert trace(desk.home) == before
    assert queueing.size(desk, QueueQuery(text="V90H")) == 0


def test_another_submission_under_the_same_id_is_refused(desk: Desk) -> None:
    about, rubric = desk.store.documents(queueing.page(desk, QueueQuery(text="A09D"), 0, 1)[0].submission)
    with pytest.raises(StoreError) as caught, desk.store.changes() as work:
        work.add_submission({**about, "note": "changed on the way"}, rubric, source="bundle")
    assert caught.value.code == "submission-differs"


def test_a_folder_of_bundles_is_every_bundle_in_it(bundles: dict[str, Path]) -> None:
    folder = bundles["A09D-1"].parent
    assert set(importing.bundles_in([folder])) == set(bundles.values())
    assert importing.bundles_in([bundles["A09D-1"]]) == (bundles["A09D-1"],)
