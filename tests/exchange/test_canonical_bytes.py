"""The fast way to canonical bytes says exactly what the reference says, and the rolling hash is a chain."""

import contextlib
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.records import chained
from reviewer_app.domain.signing import (
    SigningKey,
    base58_decode,
    base58_encode,
    canonical,
    examined,
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


@given(st.dictionaries(st.text(alphabet="apz", max_size=2), values, max_size=5))
def test_examining_a_signed_document_says_what_the_two_steps_say(document):
    key = SigningKey(b"k" * 32)
    try:
        made = signed(document, key, "2026-11-24T08:00:00.000Z")
    except rfc8785.CanonicalizationError:
        return
    assert examined(made) == (rfc8785.dumps(made), key.name)
    assert signed_line(document, key, "2026-11-24T08:00:00.000Z") == rfc8785.dumps(made)
    altered = {**made, "p": "altered"}
    assert examined(altered) == (rfc8785.dumps(altered), signer(altered))
    assert examined(document) == (rfc8785.dumps(document), None)


@given(
    st.dictionaries(st.text(alphabet="apzä\ue000😀", max_size=2), values, max_size=5),
    st.booleans(),
    st.sampled_from(["", "1.0", "1e2", "12345678901234567890", "NaN"]),
)
def test_a_line_is_examined_as_its_document_is(document, signed_too, number):
    key = SigningKey(b"k" * 32)
    with contextlib.suppress(rfc8785.CanonicalizationError):
        document = signed(document, key, "2026-11-24T08:00:00.000Z") if signed_too else document
    line = json.dumps(document).encode()
    if number:
        line = line.replace(b"{", b'{"q": %b%b' % (number.encode(), b", " if document else b""), 1)
    try:
        made = json.loads(line)
        expected = (made, *examined(made))
    except ValueError as problem:
        with pytest.raises(type(problem)):
            examined_line(line)
        return
    assert examined_line(line) == expected


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
