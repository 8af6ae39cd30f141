"""Links: the snapshot that came with the bundle is opened, an address without one is cited only once it was seen."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.citation import Citation
from reviewer_app.domain.errors import EvidenceError, RuleError
from reviewer_app.domain.links import OPENED
from reviewer_app.domain.signing import SigningKey
from reviewer_app.paths import resource
from reviewer_app.workflows import importing, looking, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.conftest import CREATED

ADDRESS = "https://blog.school.example/wait-time"


@pytest.fixture
def linked(desk: Desk, tmp_path: Path) -> str:
    """A submission with two links: one brought a snapshot, one did not."""
    folder = tmp_path / "linked"
    shutil.copytree(resource("samples", "submissions", "V90H-1"), folder)
    told: dict[str, Any] = json.loads((folder / "submission.json").read_text(encoding="utf-8"))
    (folder / "access").mkdir(exist_ok=True)
    (folder / "access" / "blog.txt").write_text("What the page said.", encoding="utf-8")
    part = told["evidence"][0]["part"]
    told["evidence"] += [
        {
            "id": "kept",
            "part": part,
            "title": "Blog",
            "name": "",
            "url": ADDRESS,
            "access": ["access/blog.txt"],
        },
        {"id": "bare", "part": part, "title": "Video", "name": "", "url": ADDRESS + "/video"},
    ]
    (folder / "submission.json").write_text(json.dumps(told), encoding="utf-8")
    bundle = make_from_folder(folder, tmp_path / "linked.reviewbundle", SigningKey(bytes(32)), CREATED)
    importing.import_bundle(desk, bundle)
    return str(told["id"])


def pin(evidence: str) -> Citation:
    return Citation(f"c-{evidence}", "1.1", evidence, "", "the page")


def test_a_snapshot_is_shown_and_cited(desk: Desk, linked: str) -> None:
    assert reviewing.open_review(desk, linked).snapshots == {"kept"}
    with looking.open_evidence(desk, linked, "kept") as file:
        assert file.text(0).text == "What the page said."
    assert [each.evidence for each in reviewing.cite(desk, linked, pin("kept")).state.citations] == ["kept"]


def test_a_bare_address_is_cited_only_once_it_was_opened(desk: Desk, linked: str) -> None:
    with pytest.raises(EvidenceError) as unopened:
        looking.open_evidence(desk, linked, "bare")
    assert unopened.value.code == "link"
    with pytest.raises(RuleError) as refused:
        reviewing.cite(desk, linked, pin("bare"))
    assert refused.value.code == "link-unseen"
    assert reviewing.open_review(desk, linked).state.citations == ()
    looking.remember_place(desk, linked, "bare", {OPENED: CREATED})
    assert [each.evidence for each in reviewing.cite(desk, linked, pin("bare")).state.citations] == ["bare"]
