"""Hostile bundles are refused whole, with the rule and the member named, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.bundles import Rule, check_bundle, read_bundle
from reviewer_app.domain.errors import BundleError
from tests.bundles.hostile.every import CASES
from tests.bundles.sinks import Staging


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_bundle_is_refused_by_its_rule_and_member(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    bundle = case.make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    staging = Staging()

    with pytest.raises(BundleError) as refused:
        read_bundle(bundle, staging, limits=case.limits)

    assert (refused.value.rule, refused.value.member) == (case.rule, case.member)
    assert refused.value.sentence.endswith(".")
    assert staging.left == []
    assert sorted(tmp_path.rglob("*")) == before
    findings = check_bundle(bundle, limits=case.limits)
    assert (case.rule, case.member) in {(each.rule, each.member) for each in findings}


def test_every_rule_has_a_hostile_bundle() -> None:
    assert {case.rule for case in CASES.values()} == set(Rule)
