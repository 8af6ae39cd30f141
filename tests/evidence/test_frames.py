"""Whatever a worker sends, the host either understands it or refuses it."""

import io
import json
import math
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.evidence import replies
from reviewer_app.evidence.frames import (
    HEADER,
    LONGEST,
    VERSION,
    Ended,
    ProtocolError,
    Tag,
    pack,
    pack_document,
    read_document,
    read_frame,
)

READERS: list[Callable[[bytes], object]] = [
    replies.read_opened,
    replies.read_text,
    replies.read_outline,
    replies.read_links,
    replies.read_refusal,
    lambda body: replies.read_sizes(body, 1),
    lambda body: replies.read_need(body, 1000, 100),
]
OPENED = {
    "kind": "pdf",
    "shape": "pages",
    "pages": 2,
    "sizes": [[200.0, 100.0]],
    "facts": {"camera": "Box"},
    "oriented": False,
    "animated": False,
    "slices": 0,
    "encoding": "",
    "notes": [],
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def reader(data: bytes) -> Callable[[int], bytes]:
    stream = io.BytesIO(data)

    def read(length: int) -> bytes:
        found = stream.read(length)
        if len(found) != length:
            raise Ended
        return found

    return read


@given(st.sampled_from(list(Tag)), st.binary(max_size=60))
def test_a_frame_comes_back_as_it_was_sent(tag: Tag, body: bytes) -> None:
    if len(body) <= LONGEST[tag]:
        assert read_frame(reader(pack(tag, body)), frozenset(Tag)) == (tag, body)


@given(st.binary(max_size=80))
def test_garbage_is_no_frame(data: bytes) -> None:
    with pytest.raises((ProtocolError, Ended)):
        read_frame(reader(data), frozenset({Tag.DRAWN}))


def test_a_frame_that_claims_too_much_is_refused_before_it_is_read() -> None:
    head = HEADER.pack(VERSION, Tag.DRAWN, 0x5EED, 0xFFFFFFFF)
    with pytest.raises(ProtocolError):
        read_frame(reader(head), frozenset({Tag.DRAWN}))


def test_an_unexpected_tag_and_another_version_are_refused() -> None:
    with pytest.raises(ProtocolError):
        read_frame(reader(pack(Tag.NEED, b"")), frozenset({Tag.DRAWN}))
    with pytest.raises(ProtocolError):
        read_frame(reader(b"\x02" + pack(Tag.DRAWN)[1:]), frozenset({Tag.DRAWN}))


@given(st.binary(max_size=200))
def test_no_body_of_bytes_surprises_a_reader(body: bytes) -> None:
    for read in READERS:
        with pytest.raises(ProtocolError):
            read(struct.pack("<I", len(body)) + body)


@given(st.dictionaries(st.sampled_from([*OPENED, "why", "entries", "links", "bytes"]), json_values))
def test_no_document_surprises_a_reader(strange: dict[str, object]) -> None:
    body = pack_document(OPENED | strange)
    for read in READERS:
        try:
            made = read(body)
        except ProtocolError:
            continue
        assert isinstance(made, replies.Opened | replies.PageText | tuple), "understood"
        if isinstance(made, replies.Opened):
            assert bool(made.pages) == bool(made.sizes)
            assert all(0 < side < math.inf for size in made.sizes for side in size)


def test_what_a_worker_honestly_says_is_understood() -> None:
    assert replies.read_opened(pack_document(OPENED)).sizes == ((200.0, 100.0),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"pages": 10**9},
        {"pages": 0},
        {"pages": 10**400},
        {"sizes": [[10**400, 1.0]]},
        {"sizes": [[float("inf"), 1.0]]},
        {"pages": True},
        {"sizes": [[float("nan"), 1.0]]},
        {"sizes": [[1e30, 1.0]]},
        {"sizes": []},
        {"facts": {"name": "Ada"}},
        {"facts": {"camera": "x" * 9999}},
        {"kind": ["pdf"]},
    ],
)
def test_what_cannot_be_true_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ProtocolError):
        replies.read_opened(pack_document(OPENED | wrong))


def test_nesting_without_end_is_refused() -> None:
    body = b"[" * 100_000
    with pytest.raises(ProtocolError):
        read_document(struct.pack("<I", len(body)) + body)


def test_boxes_that_do_not_fit_the_text_are_refused() -> None:
    with pytest.raises(ProtocolError):
        replies.read_text(pack_document({"bytes": 2}, b"ab" + b"\x00" * 16))
    with pytest.raises(ProtocolError):
        replies.read_text(pack_document({"bytes": 1}, b"a" + struct.pack("<4f", 0, 0, float("inf"), 0)))


def test_control_characters_never_reach_a_screen() -> None:
    told = replies.read_opened(pack_document(OPENED | {"facts": {"camera": "a\x1b[31m\u202eb"}}))
    assert json.dumps(told.facts["camera"]) == '"a [31m b"'
