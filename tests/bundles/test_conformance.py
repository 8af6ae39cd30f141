"""The BagIt conformance suite: each bag comes out as its folder says, on every system.

Bags under ``linux-only`` and ``windows-only`` are invalid because a path leads out of the bag on that system.
We apply both systems' rules everywhere, so all of them are invalid here. ``warning`` means valid with a warning.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.bundles import check_bag
from tests.corpus import SHARED_CORPUS

SUITE = SHARED_CORPUS / "bagit-conformance"
BAGS = sorted(each for each in SUITE.glob("v*/*/*") if each.is_dir())
VALID = {"valid": True, "warning": True, "invalid": False, "linux-only": False, "windows-only": False}


def test_the_whole_suite_is_here(shared_corpus: Path) -> None:
    assert len(BAGS) == 60


@pytest.mark.parametrize("bag", BAGS, ids=lambda bag: "/".join(bag.parts[-3:]))
def test_a_bag_comes_out_as_its_folder_says(bag: Path, shared_corpus: Path) -> None:
    kind = bag.parts[-2]

    report = check_bag(bag)

    assert report.valid is VALID[kind], report.findings
    assert report.valid == (not report.findings)
    if kind == "warning":
        assert report.warnings
