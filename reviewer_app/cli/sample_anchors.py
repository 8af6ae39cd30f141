"""Anchors made from the samples and their reference reviews, for the demonstration, the pictures and the tests."""

from __future__ import annotations

import json
import shutil
import tempfile
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import CALIBRATION
from reviewer_app.paths import resource

_SPACE = uuid.UUID("9c0d9f5e-0f5d-5a52-9d0c-2f3b1f7f4a11")
PANEL = "Panel of three experienced assessors"


def anchor_bundle(
    sample: str,
    target: Path,
    key: SigningKey,
    created: str,
    *,
    alias: str = "",
    policy: Mapping[str, Any] | None = None,
    live: bool = False,
) -> Path:
    """A sample as an anchor with its reference review, under an id of its own; ``policy`` changes the rubric.

    ``live`` leaves the reference out, for live work under such a policy.
    """
    told = json.loads(resource("samples", "reference_reviews.json").read_text(encoding="utf-8"))
    review = next(each for each in told["reviews"] if each["folder"] == sample)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / sample
        shutil.copytree(resource("samples", "submissions", sample), folder)
        rubric = _read(folder / "microcredential.json")
        rubric["policy"] = {**rubric.get("policy", {}), **(policy or {})}
        submission = _read(folder / "submission.json")
        submission |= {
            "id": str(uuid.uuid5(_SPACE, f"{sample} {alias} {'live' if live else ''}")),
            "alias": alias or ("" if live else "Anchor ") + sample.partition("-")[0],
            "attempt": 1,
            "previous": "",
            "earner": "",
            "assignment": {"role": "assessor" if live else CALIBRATION, "round": 1, "due": None},
        }
        submission["microcredential"] = {**submission["microcredential"], "hash": rubric_hash(rubric)}
        reference = {"scores": review["scores"], "reasons": review["comments"], "overall": review["overall"]}
        _write(folder / "microcredential.json", rubric)
        _write(folder / "submission.json", submission)
        if not live:
            _write(folder / "reference.json", {**reference, "by": PANEL})
        return make_from_folder(folder, target, key, created, replace=True)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _write(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
