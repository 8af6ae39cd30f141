"""The published schemas: sound, strict, and true of what the domain makes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reviewer_app.bundles.documents import validator
from reviewer_app.bundles.profile import REQUIRED_LABELS
from reviewer_app.domain import records
from reviewer_app.domain.citation import Citation, page_selectors
from reviewer_app.domain.decision import Overruled, decide, return_incomplete
from reviewer_app.domain.receipts import sign_receipts
from reviewer_app.domain.review import ReviewState
from reviewer_app.domain.rubric import microcredential_document, microcredential_from
from reviewer_app.domain.submission import submission_document, submission_from
from tests.bundles.drafts import CREATED, KEY, files, micro_credential, submission

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "schemas"
NAMES = [
    *("submission-1", "microcredential-1", "signature-1", "record-1", "receipts-1", "decision-1", "bank-1"),
    "reference-1",
]
AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def names_in(schema: Any) -> set[str]:
    """Every property name a schema speaks of."""
    if isinstance(schema, list):
        return set().union(*map(names_in, schema))
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {}))
    return own.union(*map(names_in, schema.values()))


def problems(name: str, document: Any) -> list[str]:
    return [each.message for each in validator(name).iter_errors(json.loads(json.dumps(document)))]


def state() -> ReviewState:
    citation = Citation("c1", "2.1", "e1", "0" * 64, "p. 1", page_selectors(1, "five", (1, 2, 3, 4)), "here")
    return ReviewState(
        "s1",
        scores={"1.1": "basic", "2.1": "proficient"},
        comments={"1.1": "Say more.", "": "Thank you."},
        citations=(citation,),
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_itself_sound(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(f"/{name}.json")


def test_there_is_a_schema_for_each_document_and_no_other_file() -> None:
    assert {each.name for each in FOLDER.iterdir()} == {f"{name}.json" for name in NAMES} | {
        "bagit-profile-1.json",
        "annotations-1.json",
        "feedback-1.json",
    }


def test_what_the_domain_makes_of_a_submission_and_its_rubric_fits() -> None:
    rubric = microcredential_from(micro_credential())
    about = submission_from(submission(files(), micro_credential()))
    assert problems("microcredential-1", microcredential_document(rubric)) == []
    assert problems("submission-1", submission_document(about)) == []


def test_decisions_and_the_records_that_carry_them_fit() -> None:
    rubric = microcredential_from(micro_credential())
    about = submission_from(submission(files(), micro_credential()))
    for decision in (
        decide(rubric, about, state()),
        decide(rubric, about, state(), (Overruled("1.1", "next", "A next step", "It is said."),)),
        return_incomplete(rubric, about, state(), ("Page 2 is blank.",)),
    ):
        assert problems("decision-1", decision.document()) == []
        record = records.make_record(
            KEY,
            id="0190a000-0000-7000-8000-000000000002",
            n=1,
            at=AT,
            author="",
            kind=records.DECISION,
            subject=about.id,
            body=decision.document(),
            hashes={"rubric": about.rubric_hash},
        )
        assert problems("record-1", record.document) == []
        broken = {**record.document, "body": {**decision.document(), "outcome": "splendid"}}
        assert problems("record-1", broken)


def test_receipts_fit() -> None:
    entries = [
        {"record": "r1", "n": 1, "sha256": "0" * 64, "accepted": True, "code": "", "reason": ""},
        {
            "record": "r2",
            "n": 2,
            "sha256": "0" * 64,
            "accepted": False,
            "code": "closed",
            "reason": "Too late.",
        },
    ]
    assert problems("receipts-1", sign_receipts(entries, KEY.name, KEY, CREATED)) == []


def test_the_profile_asks_for_what_the_reader_asks_for() -> None:
    profile = json.loads((FOLDER / "bagit-profile-1.json").read_text(encoding="utf-8"))
    assert profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"].endswith("/bagit-profile-1.json")
    assert {label for label, asked in profile["Bag-Info"].items() if asked["required"]} == set(
        REQUIRED_LABELS
    )
    assert profile["Accept-BagIt-Version"] == ["1.0"]


DOC = (FOLDER.parents[1] / "docs" / "bundle-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*NAMES, "bagit-profile-1"])
def test_the_format_page_names_every_property(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    wanted = names_in(schema) if name in NAMES else set(schema["Bag-Info"])
    assert sorted(each for each in wanted if f"`{each}`" not in DOC) == []
    assert f"`{name}.json`" in DOC
