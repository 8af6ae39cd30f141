"""Evidence is read for search in a real worker, each content once; what cannot be read is told; likes are found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import Cancelled, EvidenceError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.signing import SigningKey
from reviewer_app.evidence import OpenedEvidence, WorkerPool
from reviewer_app.paths import Home, resource
from reviewer_app.vault.blobs import Blob
from reviewer_app.workflows import importing, indexing, searching
from reviewer_app.workflows.desk import Desk
from reviewer_app.workflows.searching import Found
from tests.workflows.conftest import CREATED, open_desk

Change = Callable[[Path, dict[str, Any]], None]


def every(desk: Desk, typed: str) -> list[Found]:
    """All hits, page after page."""
    hits: list[Found] = []
    at = 0
    while True:
        found = searching.find(desk, typed, at, 3)
        hits += found.hits
        if not (at := found.next):
            return hits


def where(hits: list[Found]) -> set[tuple[str, str, str, int]]:
    return {(each.alias, each.kind, each.name or each.place, each.page) for each in hits}


def another(folder: Path, name: str, alias: str, change: Change) -> Path:
    """A bundle made of a sample's files, changed, by another earner."""
    import json

    copy = folder / alias
    shutil.copytree(resource("samples", "submissions", name), copy)
    told = json.loads((copy / "submission.json").read_text(encoding="utf-8"))
    told |= {"alias": alias, "earner": alias, "previous": "", "attempt": 1}
    told["id"] = told["id"][:-4] + "aaaa"
    for each in told["evidence"]:
        each.pop("sha256", None)
        each.pop("size", None)
    change(copy, told)
    (copy / "submission.json").write_text(json.dumps(told), encoding="utf-8")
    target = folder / f"{alias}.reviewbundle"
    return make_from_folder(copy, target, SigningKey(bytes(32)), CREATED)


def test_words_are_found_in_files_answers_comments_and_titles_with_their_page(desk: Desk) -> None:
    assert indexing.read_all(desk) > 8
    with desk.store.changes() as work:
        about = every(desk, "A09D")[0].submission
        work.append(kinds.COMMENT, about, {"criterion": "2.2", "text": "The pond of quiet is yours."})
    assert where(every(desk, "pond quiet")) == {("A09D", "comment", "2.2", 0)}
    assert ("7F3K", "evidence", "lesson-plan.pdf", 2) in where(every(desk, "baseline lesson"))
    assert ("7F3K", "evidence", "transcript.txt", 1) in where(every(desk, '"recording. A pause"'))
    assert ("7F3K", "answers", "overview", 0) in where(every(desk, "colleague timed"))
    hit = next(each for each in every(desk, "baseline lesson") if each.kind == "evidence")
    assert {hit.snippet.text[a:b].lower() for a, b in hit.snippet.marks} == {"baseline", "lesson"}
    assert hit.snippet.quote.lower().startswith("baseline")
    assert desk.store.check() == []
    assert desk.store.rebuild().differences == ()


def test_nothing_is_read_twice_and_no_import_reads(desk: Desk, bundles: dict[str, Path]) -> None:
    indexing.read_all(desk)
    assert indexing.read_all(desk) == 0
    importing.import_bundle(desk, bundles["7F3K-1"])
    left = indexing.Reader(desk).look().left
    assert 0 < left < 6  # what the second attempt shares with it was read before
    assert indexing.read_all(desk) == left


def test_the_reading_has_a_worker_of_its_own_that_ends(desk: Desk) -> None:
    made: list[WorkerPool] = []

    def own() -> WorkerPool:
        made.append(WorkerPool(warm=0, workers=1))
        return made[-1]

    reader = indexing.Reader(desk, own)
    while reader.step().left:
        assert len(made[0].pids) <= 1
    reader.step()
    assert len(made) == 1
    assert made[0].pids == ()
    assert isinstance(desk.evidence, WorkerPool)
    assert desk.evidence.pids == ()


def test_a_cancelled_reading_is_begun_anew(desk: Desk) -> None:
    stop = CancelToken()
    stop.cancel()
    reader = indexing.Reader(desk)
    reader.step(CancelToken())
    left = reader.look().left
    with pytest.raises(Cancelled):
        reader.step(stop)
    assert reader.look().left == left
    reader.close()
    assert indexing.read_all(desk) == left
    assert desk.store.check() == []


def test_what_cannot_be_read_is_told_with_its_reason_and_not_tried_again(desk: Desk, tmp_path: Path) -> None:
    def broken(folder: Path, _told: dict[str, Any]) -> None:
        (folder / "evidence" / "lesson-plan.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 9)

    importing.import_bundle(desk, another(tmp_path, "A09D-1", "9C2D", broken))
    indexing.read_all(desk)
    told = {(each.alias, each.evidence): each.reason for each in searching.unread(desk)}
    assert told["9C2D", "e1"] == "damaged"
    assert indexing.read_all(desk) == 0


def test_a_laptop_that_cannot_start_a_worker_marks_no_file(desk: Desk) -> None:
    class Broken:
        def open(self, source: Blob, *_: object, **__: object) -> OpenedEvidence:
            source.close()
            raise EvidenceError("no-worker", "Evidence cannot be opened", "", "")

        def close(self) -> None:
            pass

    reader = indexing.Reader(desk, Broken)
    while reader.step().left:
        pass
    assert searching.unread(desk) == []
    assert indexing.read_all(desk) > 8


def test_more_words_than_are_kept_are_cut_and_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "LETTERS_MOST", 1000)
    monkeypatch.setattr(indexing, "_LETTERS_AT_ONCE", 100)
    indexing.read_all(desk)
    cut = {(each.alias, each.evidence) for each in searching.unread(desk) if each.cut}
    assert ("7F3K", "e6") in cut
    assert every(desk, "transcript")
    assert desk.store.check() == []


def test_a_reading_survives_the_end_of_the_program(desk: Desk, home: Home) -> None:
    reader = indexing.Reader(desk)
    for _ in range(3):
        left = reader.step().left
    reader.close()
    desk.store.close()
    again = open_desk(home)
    assert indexing.read_all(again) == left
    assert where(every(again, "baseline lesson"))
    again.evidence.close()
    again.store.close()


def test_the_same_and_nearly_the_same_are_pointed_out_across_earners(desk: Desk, tmp_path: Path) -> None:
    from PIL import Image

    def change(folder: Path, _told: dict[str, Any]) -> None:
        notes = folder / "evidence" / "reflection.md"
        notes.write_text(f"{notes.read_text(encoding='utf-8')}\n\nOne more sentence.", encoding="utf-8")
        slip = folder / "evidence" / "exit-slip.jpg"
        with Image.open(slip) as picture:
            small = picture.resize((picture.width // 2, picture.height // 2))
        small.save(slip, quality=60)

    importing.import_bundle(desk, another(tmp_path, "7F3K-2", "9C2D", change))
    indexing.read_all(desk)
    pairs = {
        (
            each.kind,
            each.own,
            *sorted(((each.one_alias, each.one_evidence), (each.other_alias, each.other_evidence))),
        )
        for each in searching.all_pairs(desk)
    }
    assert ("same", False, ("7F3K", "e1"), ("9C2D", "e1")) in pairs
    assert ("text", False, ("7F3K", "e5"), ("9C2D", "e5")) in pairs
    assert ("picture", False, ("7F3K", "e7"), ("9C2D", "e7")) in pairs
    # Two photos of worksheets on a desk are two photos.
    assert not any({"A09D", "R2B8"} == {each[2][0], each[3][0]} for each in pairs)


def test_an_earners_own_attempts_are_told_apart_from_anothers(desk: Desk, bundles: dict[str, Path]) -> None:
    importing.import_bundle(desk, bundles["7F3K-1"])
    pairs = searching.all_pairs(desk)
    assert {(each.kind, each.own) for each in pairs} == {("same", True)}
    assert {(each.one_attempt, each.other_attempt) for each in pairs} == {(1, 2)}
