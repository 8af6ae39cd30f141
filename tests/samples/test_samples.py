"""The samples: sound, blind, varied, and the same bytes whenever they are made."""

import hashlib
import importlib
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest
from PIL import ExifTags, Image

from reviewer_app.bundles import check_bundle, make_from_folder
from reviewer_app.domain.judging import Outcome, judge
from reviewer_app.domain.rubric import microcredential_from, rubric_hash
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import Submission, submission_from
from reviewer_app.paths import resource

SAMPLES = resource("samples")
FOLDERS = sorted(SAMPLES.glob("submissions/*"))
PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
MEBIBYTE = 1 << 20


def _json(path: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return made


def _submission(folder: Path) -> Submission:
    return submission_from(_json(folder / "submission.json"))


def _reviews() -> dict[str, dict[str, Any]]:
    return {each["folder"]: each for each in _json(SAMPLES / "reference_reviews.json")["reviews"]}


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PACKAGING))
        yield importlib.import_module("samples.make")


def test_there_are_three_microcredentials_in_the_shape_educators_know() -> None:
    made = [microcredential_from(_json(path)) for path in sorted(SAMPLES.glob("microcredentials/*.json"))]
    assert {each.policy.arrangement.value for each in made} == {
        "single",
        "blind_pair",
        "assessor_then_approver",
    }
    for each in made:
        assert [part.title for part in each.parts] == ["Overview", "Evidence", "Reflection"]
        assert 5 <= len(each.criteria) <= 9
        for criterion in each.criteria:
            assert [level.title for level in criterion.levels] == ["Basic", "Developing", "Proficient"]
            assert all(len(level.descriptor.split()) >= 3 for level in criterion.levels)
    assert {each.pass_rule.kind for each in made} == {"every_criterion", "per_part"}


def test_there_are_at_least_eight_submissions_and_two_attempts_of_one_earner() -> None:
    made = [_submission(folder) for folder in FOLDERS]
    assert len(made) >= 8
    assert len({each.id for each in made}) == len(made)
    first, second = (each for each in made if each.alias == "7F3K")
    assert (second.attempt, second.previous, second.earner) == (2, first.id, first.earner)
    same = {each.sha256 for each in first.evidence} & {each.sha256 for each in second.evidence}
    assert len(same) >= 2, "the second attempt keeps what was already good"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_a_submission_says_truly_what_lies_beside_it(folder: Path) -> None:
    subject, rubric = _submission(folder), _json(folder / "microcredential.json")
    assert folder.name == f"{subject.alias}-{subject.attempt}"
    assert subject.rubric_hash == rubric_hash(rubric)
    assert rubric == _json(SAMPLES / "microcredentials" / f"{subject.microcredential}.json")
    files = {f"evidence/{path.name}": path for path in (folder / "evidence").iterdir()}
    assert set(files) == {each.file for each in subject.evidence if not each.is_link}
    for item in subject.evidence:
        if not item.is_link:
            data = files[item.file].read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (item.size, item.sha256)
    assert subject.assignment.due is None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_the_reference_review_fits_its_submission_and_helps_where_it_is_not_yet(folder: Path) -> None:
    subject, review = _submission(folder), _reviews()[folder.name]
    rubric = microcredential_from(_json(folder / "microcredential.json"))
    assert review["submission"] == subject.id
    handed_in = {each.requirement for each in subject.evidence}
    absent = {each.id for part in rubric.parts for each in part.required} - handed_in
    if review["reasons"]:
        assert absent
        assert not review["scores"]
        return
    assert not absent
    assert set(review["scores"]) == {each.id for each in rubric.criteria}
    for criterion in rubric.criteria:
        if not criterion.meets(review["scores"][criterion.id]):
            assert "Next: " in review["comments"][criterion.id]
    for citation in review["citations"]:
        item = subject.item(citation["evidence"])
        assert item is not None
        assert item.sha256 == citation["evidence_hash"]
        quotes = [each["exact"] for each in citation["selectors"] if each["type"] == "TextQuoteSelector"]
        if item.name.endswith((".md", ".txt")):
            path = folder / item.file
            line = int(citation["selectors"][0]["value"].removeprefix("line="))
            assert quotes[0] in path.read_text("utf-8").splitlines()[line - 1]


def test_outcomes_are_mixed() -> None:
    reviews = _reviews()
    outcomes = {
        folder.name: judge(
            microcredential_from(_json(folder / "microcredential.json")), reviews[folder.name]["scores"]
        ).outcome
        for folder in FOLDERS
        if not reviews[folder.name]["reasons"]
    }
    passing = {name for name, outcome in outcomes.items() if outcome is Outcome.MEETS}
    assert passing == {"7F3K-2", "C41P-1", "V90H-1"}
    assert set(outcomes) - passing >= {"7F3K-1", "M77Q-1"}
    assert {name for name in reviews if reviews[name]["reasons"]} == {"R2B8-1"}


def test_evidence_is_of_every_kind_and_small() -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {
        *(".pdf", ".jpg", ".txt", ".md", ".docx", ".xlsx", ".mp3", ".mp4"),
    }
    assert sum(path.stat().st_size for path in files) < 4 * MEBIBYTE
    assert any(item.is_link for folder in FOLDERS for item in _submission(folder).evidence)
    with pikepdf.open(SAMPLES / "submissions/C41P-1/evidence/unit-portfolio.pdf") as portfolio:
        assert len(portfolio.pages) >= 12


def test_photos_carry_exif_some_turned_and_none_say_where() -> None:
    turned = 0
    for path in SAMPLES.rglob("*.jpg"):
        with Image.open(path) as picture:
            exif = picture.getexif()
            turned += exif[ExifTags.Base.Orientation] == 6
            assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
            assert exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal]
            assert ExifTags.Base.Artist not in exif
    assert turned >= 3


def test_no_file_names_an_author() -> None:
    for path in SAMPLES.rglob("*.pdf"):
        with pikepdf.open(path) as document:
            assert str(document.docinfo.get("/Author", "")) in ("", "anonymous"), path.name
    for path in (*SAMPLES.rglob("*.docx"), *SAMPLES.rglob("*.xlsx")):
        with zipfile.ZipFile(path) as office:
            core = office.read("docProps/core.xml").decode()
        assert not re.search(r"<(dc:creator|cp:lastModifiedBy)[^>/]*>[^<]+<", core), path.name


def test_making_the_samples_again_gives_the_same_bytes(script: ModuleType) -> None:
    made = dict(script.everything())
    kept = {path.relative_to(SAMPLES).as_posix(): path for path in SAMPLES.rglob("*") if path.is_file()}
    assert set(made) == set(kept)
    assert [name for name, data in made.items() if kept[name].read_bytes() != data] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_a_sample_becomes_a_sound_bundle(folder: Path, tmp_path: Path) -> None:
    bundle = make_from_folder(
        folder, tmp_path / "made.reviewbundle", SigningKey(b"\7" * 32), "2026-11-20T10:00:00.000Z"
    )
    assert check_bundle(bundle) == ()
