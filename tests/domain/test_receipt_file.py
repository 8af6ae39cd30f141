"""A receipt that stands alone: it proves one record with the hub's key, and nothing once anything in it was altered."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import FileError
from reviewer_app.domain.receipt_file import prove, read_json, receipt_file
from reviewer_app.domain.receipts import read_receipts, sign_receipts
from reviewer_app.domain.records import DECISION, Record, make_record
from reviewer_app.domain.signing import SigningKey

HUB, STRANGER, LAPTOP = SigningKey(b"\1" * 32), SigningKey(b"\2" * 32), SigningKey(b"\3" * 32)
AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
BODY = {"outcome": "meets", "scores": [{"criterion": "1.1", "level": "good", "meets": True}], "overall": "Ö"}


def _record(n: int) -> Record:
    return make_record(LAPTOP, id=f"r{n}", n=n, at=AT, author="a1", kind=DECISION, subject=f"s{n}", body=BODY)


RECORDS = (_record(1), _record(2))
BATCH = sign_receipts(
    [
        {"record": each.id, "n": each.n, "sha256": each.sha256, "accepted": True, "code": "", "reason": ""}
        for each in RECORDS
    ],
    LAPTOP.name,
    HUB,
    "2026-11-24T08:00:01.000Z",
)
WHOLE = receipt_file(BATCH, read_receipts(BATCH, HUB.name)[0], RECORDS[0].document)


def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield way
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from _places(each, (*way, key))


def _plain(document: Any) -> Any:
    return json.loads(json.dumps(document))


PLACES = [way for way in _places(_plain(WHOLE)) if way]


def test_a_receipt_proves_its_record_with_the_hubs_key_alone() -> None:
    proof = prove(read_json(json.dumps(WHOLE).encode()), HUB.name)
    assert (proof.receipt.record, proof.receipt.accepted, proof.device) == ("r1", True, LAPTOP.name)
    assert proof.record is not None
    assert proof.record.body == BODY


def test_without_its_record_it_proves_the_hash_and_a_record_may_lie_beside_it() -> None:
    bare = {key: value for key, value in _plain(WHOLE).items() if key != "document"}
    assert prove(bare, HUB.name).record is None
    beside = prove(bare, HUB.name, RECORDS[0].document)
    assert beside.record is not None
    with pytest.raises(FileError, match="not the one"):
        prove(bare, HUB.name, RECORDS[1].document)


def test_another_key_proves_nothing() -> None:
    with pytest.raises(FileError, match="another hub key"):
        prove(WHOLE, STRANGER.name)
    with pytest.raises(FileError, match="another key signed"):
        prove({**WHOLE, "hub": STRANGER.name}, STRANGER.name)


@given(st.sampled_from(PLACES), st.data())
def test_a_receipt_altered_anywhere_proves_nothing(way: tuple[Any, ...], data: st.DataObject) -> None:
    altered = copy.deepcopy(_plain(WHOLE))
    inside = altered
    for key in way[:-1]:
        inside = inside[key]
    before = inside[way[-1]]
    how = data.draw(st.sampled_from(["gone", "other", "added"]))
    if how == "gone":
        del inside[way[-1]]
    elif how == "added" and isinstance(before, dict):
        before["added"] = ""
    elif how == "added" and isinstance(before, list):
        before.append(data.draw(st.sampled_from([0, "", {}])))
    else:
        inside[way[-1]] = _other(before, data)
    if way == ("document",) and how == "gone":
        assert prove(altered, HUB.name).record is None
        return
    with pytest.raises(FileError, match=r"\w"):
        prove(altered, HUB.name)


def _other(before: Any, data: st.DataObject) -> Any:
    if isinstance(before, str) and before:
        at = data.draw(st.integers(0, len(before) - 1))
        letter = data.draw(st.characters(codec="utf-8").filter(lambda each: each != before[at]))
        return before[:at] + letter + before[at + 1 :]
    if isinstance(before, bool):
        return data.draw(st.sampled_from([not before, int(before), None]))
    if isinstance(before, int):
        return data.draw(st.sampled_from([before + 1, -before, str(before), None]))
    return data.draw(st.sampled_from([None, "else", 7]))


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b'{"format":"reviewer-receipt"}', b'{"a":1,"a":2}', b"\xff", b"[" * 100_000],
)
def test_what_is_no_receipt_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(FileError, match=r"\w"):
        prove(read_json(content), HUB.name)
