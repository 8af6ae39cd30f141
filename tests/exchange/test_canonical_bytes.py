"""The fast way to canonical bytes says exactly what the reference says, and the rolling hash is a chain."""

import contextlib
import json
import math
from datetime import UTC, datetime

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.judging import Outcome
from reviewer_app.domain.records import chained
from reviewer_app.domain.signing import (
    SigningKey,
    base58_decode,
    base58_encode,
    canonical,
    examined_line,
    signed,
    signed_line,
    signer,
)

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.text(alphabet='\x00\x1f"\\/\x7f\u2028é'),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=4), values, max_size=5))
def test_canonical_bytes_equal_the_reference_or_fail_as_it_does(document):
    expected, failure = None, None
    try:
        expected = rfc8785.dumps(document)
    except rfc8785.CanonicalizationError as problem:
        failure = type(problem)
    with pytest.raises(failure) if failure else contextlib.nullcontext():
        assert canonical(document) == expected


@pytest.mark.parametrize(
    "value",
    [
        10**15 - 1, 10**15, -(10**15), 2**53 - 1, 2**53, 2**64, 1.0, 1e20, 1e21, 1e-7, -0.0, math.nan, -math.inf,
        None, True, [1.5], [0, 0.5],
        {"a": 0.5}, 'a":1.5', ",1.5", "[1e5", "\x7f", "\u2028", "\ud83d\ude00", {"\ue000": 1, "\U0001f600": 2},
        (1, 2), [[]], {}, Outcome.MEETS,
    ],
)  # fmt: skip
def test_what_the_two_libraries_write_otherwise_is_written_as_the_reference_writes_it(value):
    try:
        expected = rfc8785.dumps({"b": value, "a": [value]})
    except rfc8785.CanonicalizationError as problem:
        with pytest.raises(type(problem)):
            canonical({"b": value, "a": [value]})
        return
    assert canonical({"b": value, "a": [value]}) == expected


@pytest.mark.parametrize("value", [datetime(2026, 11, 27, tzinfo=UTC), {1: 2}, {7}])
def test_what_is_no_json_has_no_bytes(value):
    with pytest.raises((rfc8785.CanonicalizationError, TypeError)):
        canonical({"a": value})


@pytest.mark.parametrize("deep", [100, 300, 900])
def test_a_deep_document_has_its_bytes(deep):
    document = {}
    for _ in range(deep):
        document = {"a": document}
    assert canonical(document) == rfc8785.dumps(document)


@given(st.dictionaries(st.text(alphabet="apz", max_size=2), values, max_size=5))
def test_a_signed_line_is_the_signed_document(document):
    key = SigningKey(b"k" * 32)
    try:
        made = signed(document, key, "2026-11-24T08:00:00.000Z")
    except rfc8785.CanonicalizationError:
        return
    assert signed_line(document, key, "2026-11-24T08:00:00.000Z") == rfc8785.dumps(made)


def written(document, how):
    """A line of JSON that says this: as the standard has it, or as anybody may write it."""
    with contextlib.suppress(rfc8785.CanonicalizationError):
        if how == "canonical":
            return rfc8785.dumps(document)
    return json.dumps(document).encode()


@given(
    st.dictionaries(st.text(alphabet="apzä\ue000😀", max_size=2), values, max_size=5),
    st.sampled_from(["", "signed", "twice", "altered"]),
    st.sampled_from(["canonical", "otherwise"]),
    st.sampled_from(["", "1.0", "1e2", "12345678901234567890", "100000000000000000000", "NaN", "-0"]),
)
def test_a_line_is_examined_as_its_document_is(document, proof, how, number):
    key = SigningKey(b"k" * 32)
    with contextlib.suppress(rfc8785.CanonicalizationError):
        if proof == "twice":
            document = {**document, "a": signed({}, key, "2026-11-24T08:00:00.000Z")}
        document = signed(document, key, "2026-11-24T08:00:00.000Z") if proof else document
    if proof == "altered":
        document = {**document, "p": "altered"}
    line = written(document, how)
    if number:
        line = line.replace(b"{", b'{"A":%b%b' % (number.encode(), b"," if document else b""), 1)
    try:
        made = json.loads(line)
        expected = (made, rfc8785.dumps(made), signer(made))
    except ValueError as problem:
        with pytest.raises(type(problem)):
            examined_line(line)
        return
    assert examined_line(line) == expected


def test_a_proof_that_stands_twice_in_a_line_is_told_from_the_one_that_counts():
    key = SigningKey(b"k" * 32)
    made = signed({"b": 1}, key, "2026-11-24T08:00:00.000Z")
    line = canonical({**made, "a": {"proof": made["proof"]}})
    assert examined_line(line)[2] is None
    assert examined_line(canonical(made))[2] == key.name


@pytest.mark.parametrize("line", [b"", b"{", b"\xff{}", b"[" * 100_000])
def test_a_line_that_is_no_json_is_an_error(line: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        examined_line(line)


@pytest.mark.parametrize("line", [b"7", b"[]", b"null", b'"proof"'])
def test_a_line_that_is_no_object_has_no_bytes(line: bytes) -> None:
    assert examined_line(line) == (json.loads(line), b"", None)


@given(st.binary(max_size=80))
def test_base_58_comes_back_as_it_went(data):
    assert base58_decode(base58_encode(data)) == data


def test_a_lone_surrogate_fails_as_in_the_reference():
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"text": "\ud800"})


def test_the_rolling_hash_depends_on_every_record_and_their_order():
    first, second = "11" * 32, "22" * 32
    assert chained(chained("", first), second) != chained(chained("", second), first)
    assert len(chained("", first)) == 64
