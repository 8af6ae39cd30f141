"""Receipts count only when the paired hub's own key signed them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.errors import HubError
from reviewer_app.domain.receipts import RECEIPTS_FORMAT, read_receipts, sign_receipts
from reviewer_app.domain.signing import SigningKey, signed
from tests.domain.made import NAMES, WORDS

HUB, STRANGER = SigningKey(b"\1" * 32), SigningKey(b"\2" * 32)
AT = "2026-11-24T08:00:00.000Z"
ENTRY = {"record": "r1", "n": 1, "sha256": "ab" * 32, "accepted": True, "code": "new", "reason": ""}
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"record": NAMES, "n": st.integers(1, 10**6), "sha256": NAMES, "accepted": st.booleans(), "code": NAMES,
         "reason": WORDS}
    ),
    max_size=4,
)  # fmt: skip


@given(ENTRIES)
def test_what_the_hub_signed_is_read_item_by_item(entries: list[dict[str, Any]]) -> None:
    document = json.loads(json.dumps(sign_receipts(entries, "device", HUB, AT)))
    read = read_receipts(document, HUB.name)
    assert len(read) == len(entries)
    for receipt, entry in zip(read, entries, strict=True):
        assert {key: getattr(receipt, key) for key in entry} == entry
    assert all((each.at, each.hub) == (AT, HUB.name) for each in read)


def test_a_strangers_receipt_is_not_trusted() -> None:
    with pytest.raises(HubError, match="could not be trusted"):
        read_receipts(sign_receipts([ENTRY], "device", STRANGER, AT), HUB.name)


@pytest.mark.parametrize("change", [{"accepted": False}, {"sha256": "cd" * 32}, {"record": "r2"}, {"n": 2}])
def test_an_altered_receipt_is_not_trusted(change: dict[str, Any]) -> None:
    document = sign_receipts([ENTRY], "device", HUB, AT)
    document["entries"][0].update(change)
    with pytest.raises(HubError):
        read_receipts(document, HUB.name)


@pytest.mark.parametrize("document", [{}, {"format": RECEIPTS_FORMAT}, {"format": "html", "entries": []}])
def test_what_a_captive_portal_may_answer_is_not_a_receipt(document: dict[str, Any]) -> None:
    with pytest.raises(HubError) as refused:
        read_receipts(document, HUB.name)
    assert "will be sent again" in refused.value.next_step


@pytest.mark.parametrize("entries", [[{}], [{**ENTRY, "n": "many"}], [7], None])
def test_a_receipt_that_cannot_be_read_is_refused_though_it_is_signed(entries: Any) -> None:
    bare = {"format": RECEIPTS_FORMAT, "version": 1, "device": "d", "at": AT, "entries": entries}
    with pytest.raises(HubError, match="could not be read"):
        read_receipts(signed(bare, HUB, AT), HUB.name)
