"""A person makes a bundle from a folder of real files with next to no JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import check_bundle, make_from_folder, read_bundle
from reviewer_app.domain.errors import BundleError, FileError
from reviewer_app.domain.reference import Reference, unwrapped
from tests.bundles.drafts import CREATED, KEY, micro_credential
from tests.bundles.sinks import Staging


def folder(root: Path, submission: dict[str, Any] | None = None, **files: bytes) -> Path:
    """A folder as a person would fill it."""
    rubric = micro_credential()
    del rubric["format"], rubric["version"]
    contents: dict[str, bytes] = {
        "microcredential.json": json.dumps(rubric).encode(),
        "submission.json": json.dumps({"alias": "Heron", **(submission or {})}).encode(),
        "evidence/Lesson plan.docx": b"PK docx",
        "access/Lesson plan.docx.pdf": b"%PDF-1.7",
        "evidence/1/goal: why?.txt": b"To give time.",
        "evidence/.DS_Store": b"x",
        "evidence/Thumbs.db": b"x",
        **files,
    }
    for path, data in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.mark.parametrize("as_zip", [True, False])
def test_an_alias_and_files_are_enough(as_zip: bool, tmp_path: Path) -> None:
    made = make_from_folder(folder(tmp_path / "in"), tmp_path / "out", KEY, CREATED, as_zip=as_zip)

    staging = Staging()
    about = read_bundle(made, staging).submission
    assert about.alias == "Heron"
    assert about.id
    assert (about.attempt, about.assignment.role) == (1, "assessor")
    assert [(each.id, each.part, each.name, each.title, each.file) for each in about.evidence] == [
        ("e1", "1", "goal: why?.txt", "goal: why?", "data/evidence/01-goal_ why_.txt"),
        ("e2", "2", "Lesson plan.docx", "Lesson plan", "data/evidence/02-Lesson plan.docx"),
    ]
    assert list(about.evidence[1].access) == ["data/access/02.pdf"]
    assert staging.contents == {
        "data/evidence/01-goal_ why_.txt": b"To give time.",
        "data/evidence/02-Lesson plan.docx": b"PK docx",
        "data/access/02.pdf": b"%PDF-1.7",
    }
    assert check_bundle(made) == ()


def test_a_reference_beside_it_makes_an_anchor_that_tells_no_level_in_passing(tmp_path: Path) -> None:
    reference = {"scores": {"1.1": "basic", "2.1": "proficient"}, "reasons": {"1.1": "It names no goal."}}
    files = {"reference.json": json.dumps(reference).encode()}
    made = make_from_folder(folder(tmp_path / "in", **files), tmp_path / "out", KEY, CREATED, as_zip=False)
    about = read_bundle(made, Staging()).submission
    assert about.is_practice
    assert about.assignment.role == "calibration"
    assert Reference.from_document(unwrapped(about.reference)).scores == reference["scores"]
    assert "names no goal" not in (made / "data" / "submission.json").read_text("utf-8")
    assert not (made / "data" / "reference.json").exists()


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ({"scores": {"1.1": "basic"}}, "2.1"),
        ({"scores": {"1.1": "basic", "2.1": "splendid"}}, "splendid"),
        ({"scores": {}}, "schema"),
        ({"scores": {"1.1": "basic", "2.1": "basic"}, "judge": "Ana"}, "schema"),
    ],
)
def test_an_anchor_whose_reference_does_not_fit_is_not_made(
    reference: dict[str, Any], words: str, tmp_path: Path
) -> None:
    files = {"reference.json": json.dumps(reference).encode()}
    with pytest.raises(BundleError) as refused:
        make_from_folder(folder(tmp_path / "in", **files), tmp_path / "out", KEY, CREATED)
    assert refused.value.rule == "reference"
    assert words in refused.value.sentence


def test_what_a_person_says_is_kept(tmp_path: Path) -> None:
    said = {
        "id": "mine-1",
        "attempt": 2,
        "previous": "mine-0",
        "note": "Second try",
        "assignment": {"role": "second", "round": 2, "due": "2026-05-01"},
        "evidence": [
            {"file": "evidence/Lesson plan.docx", "title": "My plan", "part": "1", "id": "plan"},
            {"url": "https://example.org/video", "title": "The video"},
        ],
    }
    made = make_from_folder(folder(tmp_path / "in", said), tmp_path / "out", KEY, CREATED)
    about = read_bundle(made, Staging()).submission
    assert (about.id, about.attempt, about.previous, about.note) == ("mine-1", 2, "mine-0", "Second try")
    assert about.assignment.due is not None
    assert [(each.id, each.part, each.title) for each in about.evidence] == [
        ("plan", "1", "My plan"),
        ("e2", "2", "The video"),
        ("e3", "1", "goal: why?"),
    ]
    assert about.evidence[1].is_link


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"alias": ""}, "alias"),
        ({"evidence": [{"file": "evidence/nothing.pdf"}]}, "item 1 names no file"),
        ({"evidence": [{"file": "../outside.txt"}]}, "item 1 names no file"),
        ({"evidence": [{"file": "/etc/hostname"}]}, "item 1 names no file"),
        ({"evidence": [{"title": "x"}]}, "item 1 names no file"),
        ({"evidence": ["evidence/x"]}, "list of objects"),
        ({"evidence": {}}, "list of objects"),
        ({"microcredential": "x"}, "list of objects"),
        ({"evidence": [{"file": "evidence/Lesson plan.docx", "access": 5}]}, "list of files"),
        (
            {"evidence": [{"file": "evidence/Lesson plan.docx", "access": {"evidence/x.exe": ""}}]},
            "access copy",
        ),
    ],
)
def test_what_is_missing_is_said_in_words(said: dict[str, Any], words: str, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("x")
    made = folder(tmp_path / "in", said)
    with pytest.raises(FileError, match=words):
        make_from_folder(made, tmp_path / "out", KEY, CREATED)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_names_no_part_is_said_in_words(tmp_path: Path) -> None:
    made = folder(tmp_path / "in")
    (made / "evidence" / "9").mkdir()
    (made / "evidence" / "9" / "x.txt").write_text("x")
    with pytest.raises(FileError, match="evidence/9"):
        make_from_folder(made, tmp_path / "out", KEY, CREATED)


def test_a_folder_without_a_rubric_is_said_in_words(tmp_path: Path) -> None:
    made = folder(tmp_path / "in")
    (made / "microcredential.json").unlink()
    with pytest.raises(FileError, match=r"microcredential\.json"):
        make_from_folder(made, tmp_path / "out", KEY, CREATED)


def test_a_link_among_the_evidence_is_not_followed(tmp_path: Path) -> None:
    made = folder(tmp_path / "in")
    (made / "evidence" / "link.txt").symlink_to("/etc/hostname")
    with pytest.raises(FileError, match="is a link"):
        make_from_folder(made, tmp_path / "out", KEY, CREATED)
