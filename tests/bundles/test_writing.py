"""Bundles are written whole or not at all, and read back as they were."""

from __future__ import annotations

import copy
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import check_bag, check_bundle, read_bundle, write_bundle
from reviewer_app.domain.errors import BundleError, Cancelled, FileError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.rubric import rubric_hash
from tests.bundles.drafts import COPY, CREATED, KEY, NOTES, PHOTO, files, micro_credential, submission
from tests.bundles.sinks import Staging


def bare() -> dict[str, Any]:
    """A submission that leaves out what can be filled in."""
    made = submission(files(), micro_credential())
    made["microcredential"].pop("hash")
    for item in made["evidence"]:
        item.pop("size", None)
        item.pop("sha256", None)
    made["evidence"][1]["access"] = {COPY: ""}
    return made


@pytest.mark.parametrize("as_zip", [True, False])
def test_a_written_bundle_reads_back_the_same(as_zip: bool, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(files()[PHOTO])
    given = {**files(), PHOTO: tmp_path / "photo.jpg"}
    target = tmp_path / "heron.reviewbundle"
    doc = bare()
    before = copy.deepcopy(doc)

    assert write_bundle(target, doc, micro_credential(), given, KEY, CREATED, as_zip=as_zip) == target

    staging = Staging()
    sound = read_bundle(target, staging)
    assert staging.contents == files()
    assert sound.issuer == KEY.name
    assert sound.microcredential_doc == micro_credential()
    assert sound.submission_doc["microcredential"]["hash"] == rubric_hash(micro_credential())
    assert [each.sha256 for each in sound.submission.evidence[:2]] == [
        hashlib.sha256(files()[path]).hexdigest() for path in (NOTES, PHOTO)
    ]
    assert doc == before
    assert check_bundle(target) == ()
    report = check_bag(target)
    assert report.valid
    assert report.warnings == ()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["heron.reviewbundle", "photo.jpg"]


def test_photos_are_stored_and_texts_are_packed(tmp_path: Path) -> None:
    target = write_bundle(tmp_path / "x.reviewbundle", bare(), micro_credential(), files(), KEY, CREATED)
    with zipfile.ZipFile(target) as made:
        ways = {each.filename.partition("/")[2]: each.compress_type for each in made.infolist()}
        assert made.testzip() is None
    assert ways[PHOTO] == zipfile.ZIP_STORED
    assert ways["data/submission.json"] == zipfile.ZIP_DEFLATED


def test_a_text_that_would_look_like_a_bomb_is_stored(tmp_path: Path) -> None:
    given = {**files(), NOTES: b" " * 5_000_000}
    target = write_bundle(tmp_path / "x.reviewbundle", bare(), micro_credential(), given, KEY, CREATED)
    assert check_bundle(target) == ()


def test_the_same_input_makes_the_same_bytes(tmp_path: Path) -> None:
    made = [
        write_bundle(
            folder / "x.reviewbundle", bare(), micro_credential(), files(), KEY, CREATED
        ).read_bytes()
        for folder in (tmp_path / "one", tmp_path / "two")
        if not folder.mkdir()
    ]
    assert made[0] == made[1]


def test_files_to_come_are_vouched_for_but_left_out(tmp_path: Path) -> None:
    target = write_bundle(
        tmp_path / "x.reviewbundle",
        bare(),
        micro_credential(),
        files(),
        KEY,
        CREATED,
        later={PHOTO: "https://hub.example/v1/blobs/x"},
        hub="https://hub.example",
    )
    staging = Staging()
    sound = read_bundle(target, staging)
    assert PHOTO not in staging.contents
    assert [(each.member, each.size) for each in sound.missing] == [(PHOTO, len(files()[PHOTO]))]


@pytest.mark.parametrize(
    ("name", "value", "rule"), [("size", 7, "evidence-size"), ("sha256", "0" * 64, "evidence-hash")]
)
def test_a_claim_that_is_not_true_is_refused(name: str, value: object, rule: str, tmp_path: Path) -> None:
    doc = bare()
    doc["evidence"][0][name] = value
    with pytest.raises(BundleError) as refused:
        write_bundle(tmp_path / "x.reviewbundle", doc, micro_credential(), files(), KEY, CREATED)
    assert (refused.value.rule, refused.value.member) == (rule, NOTES)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("as_zip", [True, False])
def test_what_our_reader_would_refuse_is_never_left_behind(as_zip: bool, tmp_path: Path) -> None:
    doc = {**bare(), "alias": ""}
    with pytest.raises(BundleError) as refused:
        write_bundle(tmp_path / "x", doc, micro_credential(), files(), KEY, CREATED, as_zip=as_zip)
    assert refused.value.rule == "schema"
    assert list(tmp_path.iterdir()) == []


def test_what_is_already_there_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "x.reviewbundle"
    target.write_bytes(b"mine")
    with pytest.raises(FileError) as refused:
        write_bundle(target, bare(), micro_credential(), files(), KEY, CREATED)
    assert refused.value.code == "bundle-target"
    assert target.read_bytes() == b"mine"
    write_bundle(target, bare(), micro_credential(), files(), KEY, CREATED, replace=True)
    assert check_bundle(target) == ()


def test_a_missing_file_is_said_in_words(tmp_path: Path) -> None:
    given = {**files(), PHOTO: tmp_path / "nothing.jpg"}
    with pytest.raises(FileError, match="not there"):
        write_bundle(tmp_path / "x.reviewbundle", bare(), micro_credential(), given, KEY, CREATED)
    with pytest.raises(FileError, match="no such file was given"):
        write_bundle(tmp_path / "x.reviewbundle", bare(), micro_credential(), {}, KEY, CREATED)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_bundle(tmp_path / "no" / "x", bare(), micro_credential(), files(), KEY, CREATED)


@pytest.mark.parametrize("as_zip", [True, False])
def test_a_cancelled_writing_leaves_nothing(as_zip: bool, tmp_path: Path) -> None:
    cancel = CancelToken()

    def stop(done: int, total: int, doing: str) -> None:
        cancel.cancel()

    with pytest.raises(Cancelled):
        write_bundle(
            tmp_path / "x",
            bare(),
            micro_credential(),
            files(),
            KEY,
            CREATED,
            as_zip=as_zip,
            progress=stop,
            cancel=cancel,
        )
    assert list(tmp_path.iterdir()) == []


def test_json_in_a_bundle_is_plain_to_read(tmp_path: Path) -> None:
    doc = {**bare(), "alias": "Grünspecht"}
    target = write_bundle(tmp_path / "x", doc, micro_credential(), files(), KEY, CREATED, as_zip=False)
    text = (target / "data" / "submission.json").read_text(encoding="utf-8")
    assert "Grünspecht" in text
    assert json.loads(text)["alias"] == "Grünspecht"
