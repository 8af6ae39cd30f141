"""Desks to measure on: encrypted stores with as many submissions as wanted, from the samples the program ships."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from reviewer_app.domain.rubric import rubric_hash
from reviewer_app.evidence import WorkerPool
from reviewer_app.paths import Home, open_home, resource
from reviewer_app.store import DeskStore
from reviewer_app.workflows.desk import Desk

SAMPLE = "7F3K-1"
TODAY = date(2026, 11, 24)


def now() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


def sample_documents() -> tuple[dict[str, Any], dict[str, Any]]:
    """The submission's and the micro-credential's JSON of the sample all others are made from."""
    folder = resource("samples", "submissions", SAMPLE)
    rubric = json.loads((folder / "microcredential.json").read_text(encoding="utf-8"))
    about = json.loads((folder / "submission.json").read_text(encoding="utf-8"))
    about["microcredential"]["hash"] = rubric_hash(rubric)
    return about, rubric


def another(about: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The same submission as if by another earner, due on another day."""
    made = copy.deepcopy(dict(about))
    made |= {"id": str(uuid7()), "alias": f"S{number:05d}", "earner": f"earner-{number}"}
    made["assignment"]["due"] = (TODAY + timedelta(days=number % 30)).isoformat()
    return made


def fill(
    store: DeskStore, count: int, evidence: Mapping[str, bytes] | None = None, *, first: int = 0
) -> list[str]:
    """Add submissions, each with the sample's files or, where given, with these; their ids."""
    about, rubric = sample_documents()
    if evidence is None:
        folder = resource("samples", "submissions", SAMPLE)
        evidence = {each["name"]: (folder / each["file"]).read_bytes() for each in about["evidence"]}
    else:
        about["parts"] = [{"id": each["id"], "answers": []} for each in about["parts"]]
        about["evidence"] = [
            {"id": f"e{place}", "part": about["parts"][0]["id"], "title": name, "name": name}
            for place, name in enumerate(evidence)
        ]
    for item in about["evidence"]:
        content = evidence[item["name"]]
        item["size"], item["sha256"] = len(content), hashlib.sha256(content).hexdigest()
    writers = []
    for content in evidence.values():
        writer = store.blobs.writer()
        writer.write(content)
        writer.finish()
        writers.append(writer)
    store.blobs.adopt(writers)
    ids = []
    with store.changes() as work:
        for number in range(first, first + count):
            made = another(about, number)
            work.add_submission(made, rubric, source="bundle")
            ids.append(made["id"])
    return ids


@contextmanager
def sample_home(submissions: int) -> Iterator[tuple[Home, bytes]]:
    """A home with a filled store, closed, and the key of the store; gone after the block."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home, key = open_home(Path(folder) / "home"), os.urandom(32)
        store = DeskStore.create(home, key, now)
        fill(store, submissions)
        store.close()
        yield home, key


@contextmanager
def sample_desk(
    submissions: int, evidence: Mapping[str, bytes] | None = None
) -> Iterator[tuple[Desk, list[str]]]:
    """An open desk with submissions and their ids; gone after the block."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home = open_home(Path(folder) / "home")
        store = DeskStore.create(home, os.urandom(32), now)
        ids = fill(store, submissions, evidence)
        desk = Desk(home, store, WorkerPool(), now)
        try:
            yield desk, ids
        finally:
            desk.evidence.close()
            store.close()
