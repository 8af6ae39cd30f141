"""The short code says the same on both screens, counts everything that matters, and nobody can choose it."""

from __future__ import annotations

import hashlib
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.meeting import commitment, short_code

TEXT = st.text('abcdefz0123456789 “é"\\', max_size=40)
GIVEN = {
    "hub": "z6MkgXWVfjL4PmKRqirNf3g4kL3ZfwS1hpQJdvZWiJ3ceMeR",
    "pin": "f27919f4239dcc17f6f3389593fa08bda89263d611a99e0c1de57f9f7cd2f467",
    "device": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
    "hub_random": "11" * 32,
    "device_random": "22" * 32,
}


def as_written(**told: str) -> str:
    """The code as docs/hub.md describes it, made without our own code."""
    whole = {"for": "reviewer-meeting-code-1", **told}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % 1_000_000
    return f"{number // 1000:03} {number % 1000:03}"


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
def test_the_code_is_as_the_reference_says(
    hub: str, pin: str, device: str, hub_random: str, device_random: str
) -> None:
    code = short_code(hub, pin, device, hub_random, device_random)
    assert re.fullmatch(r"\d{3} \d{3}", code)
    assert code == as_written(
        hub=hub, pin=pin, device=device, hub_random=hub_random, device_random=device_random
    )


def test_every_key_and_number_counts() -> None:
    codes = {short_code(**GIVEN)}
    for name in GIVEN:
        codes.add(short_code(**{**GIVEN, name: GIVEN[name][:-1] + "3"}))
    assert len(codes) == 6


def test_codes_are_spread_over_all_there_are() -> None:
    numbers = [
        int(short_code(**{**GIVEN, "device_random": f"{n:064}"}).replace(" ", "")) for n in range(5000)
    ]
    assert len(set(numbers)) > 4950
    assert all(400 < sum(number // 100_000 == tenth for number in numbers) < 600 for tenth in range(10))


@given(st.tuples(TEXT, TEXT), st.tuples(TEXT, TEXT))
def test_a_promise_holds_one_laptop_to_one_number(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (commitment(*one) == commitment(*other)) == (one == other)
