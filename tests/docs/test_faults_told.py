"""The page of faults names every fault that is tried, how the round ends for it, and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

from reviewer_app.exchange.failures import HUB
from reviewer_app.exchange.failures import LINE as OF_THE_LINE
from tests.exchange.faults import LINE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text("utf-8")
TITLES = {code: words[0] for code, words in (*OF_THE_LINE.items(), *HUB.items())}


def test_every_fault_of_the_line_is_told_with_how_the_round_ends() -> None:
    told = dict(re.findall(r"^\| ([^|`]+) \| (“[^”]+”|goes on) \|$", PAGE, re.M))
    assert told == {name: f"“{TITLES[each.code]}”" if each.code else "goes on" for name, each in LINE.items()}


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_\w+)`", PAGE)
    assert len(named) > 20
    missing = [
        f"{path}::{name}" for path, name in named if f"def {name}(" not in (ROOT / path).read_text("utf-8")
    ]
    assert missing == []
