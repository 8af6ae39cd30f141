"""Records are made once, signed, read back the same, and refused when anything about them is wrong."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import FileError
from reviewer_app.domain.records import Record, chained, make_record, read_record, record_hash
from reviewer_app.domain.signing import SigningKey, signed
from tests.domain.made import MOMENTS, MORNING, NAMES, WORDS

KEY = SigningKey(b"\3" * 32)


def _made(**changes: Any) -> Record:
    given = {
        "id": "r1", "n": 1, "at": MORNING, "author": "p", "kind": kinds.SCORE, "subject": "s",
        "body": {"criterion": "1.1", "level": "basic"}, **changes,
    }  # fmt: skip
    return make_record(KEY, **given)


@given(
    NAMES, st.integers(1, 10**6), MOMENTS, WORDS, st.sampled_from(kinds.KINDS), st.dictionaries(WORDS, WORDS)
)
def test_a_record_reads_back_as_it_was_made(
    id: str, n: int, at: datetime, author: str, kind: str, body: dict[str, str]
) -> None:
    made = _made(
        id=id, n=n, at=at, author=author, kind=kind, body=body, supersedes="r0", hashes={"rubric": "ab"}
    )
    again = read_record(json.loads(json.dumps(made.document)))
    assert again == made
    assert (again.device, again.at, again.sha256) == (KEY.name, at, made.sha256)


def test_a_record_by_another_device_than_it_says_is_refused() -> None:
    bare = {key: value for key, value in _made().document.items() if key != "proof"}
    with pytest.raises(FileError, match="signature does not fit"):
        read_record(signed(bare, SigningKey(b"\4" * 32), "2026-11-24T08:00:00.000Z"))


@pytest.mark.parametrize(
    "field", ["id", "n", "at", "author", "kind", "subject", "body", "supersedes", "hashes"]
)
def test_a_changed_field_is_refused(field: str) -> None:
    document = dict(_made().document)
    document[field] = {"other": "x"} if field in ("body", "hashes") else "2"
    with pytest.raises(FileError, match="signature does not fit"):
        read_record(document)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "x"},
        {"version": 2},
        {"n": "many"},
        {"at": "today"},
        {"at": "2026-11-24T08:00:00"},
        {"body": 7},
    ],
)
def test_a_wrong_field_is_refused_in_words_even_when_signed(change: dict[str, Any]) -> None:
    bare = {key: value for key, value in _made().document.items() if key != "proof"} | change
    with pytest.raises(FileError) as refused:
        read_record(signed(bare, KEY, "2026-11-24T08:00:00.000Z"))
    assert refused.value.sentence.startswith("One record cannot be used")


@pytest.mark.parametrize("field", ["id", "device", "n", "at", "author", "kind", "subject", "body"])
def test_a_missing_field_is_refused(field: str) -> None:
    bare = {key: value for key, value in _made().document.items() if key not in ("proof", field)}
    with pytest.raises(FileError):
        read_record(signed(bare, KEY, "2026-11-24T08:00:00.000Z"))


def test_the_hash_is_of_the_signed_document_whatever_the_order_of_keys() -> None:
    document = dict(_made().document)
    assert record_hash(dict(reversed(document.items()))) == _made().sha256
    assert record_hash({**document, "n": 2}) != _made().sha256


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=2, max_size=5, unique=True))
def test_the_rolling_hash_knows_every_record_and_their_order(hashes: list[bytes]) -> None:
    def rolled(order: list[bytes]) -> str:
        at = ""
        for each in order:
            at = chained(at, each.hex())
        return at

    assert len(rolled(hashes)) == 64
    assert rolled(hashes) != rolled(hashes[::-1])
    assert rolled(hashes) != rolled(hashes[:-1])
