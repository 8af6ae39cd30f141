"""Bundles made by released versions still read the same; the files themselves are never edited."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from reviewer_app.bundles import check_bundle, read_bundle
from tests.bundles.sinks import Staging

HERE = Path(__file__).parent
MADE = {"v0.1.0": "dcd2f43e494d8849de22cf14a9b2c68fbf16b71bfcb49b537eabaa9f08782cb5"}


@pytest.mark.parametrize("version", MADE)
def test_the_exhibit_was_not_touched(version: str) -> None:
    data = (HERE / version / "sample.reviewbundle").read_bytes()
    assert hashlib.sha256(data).hexdigest() == MADE[version]


@pytest.mark.parametrize("version", MADE)
def test_a_bundle_of_a_released_version_still_reads_the_same(version: str) -> None:
    told = json.loads((HERE / version / "sample.json").read_text(encoding="utf-8"))
    staging = Staging()

    sound = read_bundle(HERE / version / "sample.reviewbundle", staging)

    assert sound.issuer == told["issuer"]
    assert sound.submission_doc == told["submission"]
    assert sound.microcredential_doc == told["microcredential"]
    assert {path: list(blob) for path, blob in sound.blobs.items()} == told["blobs"]
    assert {path: hashlib.sha256(data).hexdigest() for path, data in staging.contents.items()} == {
        path: blob[0] for path, blob in told["blobs"].items()
    }
    assert (sound.submission.alias, sound.submission.attempt, sound.submission.language) == ("Heron", 2, "en")
    assert len(sound.submission.evidence) == 6
    assert check_bundle(HERE / version / "sample.reviewbundle") == ()
