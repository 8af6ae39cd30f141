"""The rules' slugs are part of the format: each is on the format's page."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.bundles import Rule
from reviewer_app.bundles.rules import FINDINGS, Collector, shown

DOC = (Path(__file__).resolve().parents[2] / "docs" / "bundle-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_is_on_the_format_page(rule: Rule) -> None:
    assert f"`{rule.value}`" in DOC


def test_a_name_that_does_not_print_is_spelled_out() -> None:
    assert shown("a\x1b[31m\u202eb") == "a\\u001b[31m\\u202eb"
    assert len(shown("x" * 5000)) == 301


def test_a_check_keeps_a_bounded_number_of_findings() -> None:
    collector = Collector()
    for number in range(FINDINGS * 2):
        collector(Rule.LINK, str(number), "x")
    assert len(collector.found) == FINDINGS
