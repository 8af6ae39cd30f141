"""Safe to leave: what is missing is found by reading and opening, and a second look is short."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reviewer_app.bundles import make_from_folder
from reviewer_app.domain.errors import Cancelled, ReviewerError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.readiness import GapKind, Readiness
from reviewer_app.domain.signing import SigningKey
from reviewer_app.domain.submission import submission_from
from reviewer_app.workflows import importing, leaving
from reviewer_app.workflows.desk import Desk
from tests.evidence.media import video
from tests.workflows.named import CREATED, MARKS, bundle, folder


class Counting:
    """The desk's workers, with a count of what was opened."""

    def __init__(self, workers: Any) -> None:
        self._workers = workers
        self.opened = 0

    def open(self, *words: Any, **more: Any) -> Any:
        self.opened += 1
        return self._workers.open(*words, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workers, name)


@pytest.fixture
def heron(desk: Desk, tmp_path: Path) -> str:
    return importing.import_bundle(desk, bundle(tmp_path)).submission


def kinds(done: Readiness) -> set[GapKind]:
    return {each.kind for each in done.gaps}


def spoil(desk: Desk, sha256: str) -> None:
    path = desk.home.blobs / sha256[:2] / sha256
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)


def shown_kinds(desk: Desk, submission: str) -> list[str]:
    """The items whose kinds are shown today, in order."""
    names = (".pdf", ".jpg", ".txt", ".md")
    return [each.id for each in desk.store.submission(submission).evidence if each.name.endswith(names)]


def test_what_is_whole_and_opens_is_no_gap(desk: Desk, heron: str) -> None:
    done = leaving.check_leaving(desk, heron)
    assert [each.submission for each in done.submissions] == [heron]
    assert not {each.evidence for each in done.gaps} & set(shown_kinds(desk, heron))
    assert done.size == sum(each.size for each in desk.store.submission(heron).evidence)
    assert not [
        mark for mark in MARKS if mark in str([x for x in done.gaps if "Brandvold" not in x.sentence])
    ]


def test_damage_and_absence_are_found_by_reading(desk: Desk, heron: str) -> None:
    first, second, *_ = shown_kinds(desk, heron)
    about = desk.store.submission(heron)
    items = {each.id: each for each in about.evidence}
    spoil(desk, items[first].sha256)
    desk.store.blobs.remove(items[second].sha256)
    done = leaving.check_leaving(desk, heron)
    found = {each.evidence: each.kind for each in done.of(heron)}
    assert (found[first], found[second]) == (GapKind.DAMAGED, GapKind.NOT_HERE)
    assert done.to_come == items[second].size


def test_a_second_look_opens_only_what_was_not_shown(desk: Desk, heron: str) -> None:
    counting = Counting(desk.evidence)
    watched = replace(desk, evidence=counting)
    first = leaving.check_leaving(watched, heron)
    once = counting.opened
    second = leaving.check_leaving(watched, heron)
    assert counting.opened - once == len(first.gaps)
    assert second.gaps == first.gaps
    leaving.check_leaving(watched, heron, again=True)
    assert counting.opened == once + len(first.gaps) + once


def test_after_a_day_and_after_a_cut_files_are_read_again(desk: Desk, heron: str) -> None:
    leaving.check_leaving(desk, heron)
    item = desk.store.submission(heron).item(shown_kinds(desk, heron)[0])
    assert item is not None
    path = desk.home.blobs / item.sha256[:2] / item.sha256
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    assert GapKind.DAMAGED in kinds(leaving.check_leaving(desk, heron))
    path.write_bytes(whole)
    spoil(desk, item.sha256)
    assert GapKind.DAMAGED not in kinds(leaving.check_leaving(desk, heron))
    later = replace(desk, now=lambda: desk.now() + timedelta(hours=25))
    assert GapKind.DAMAGED in kinds(leaving.check_leaving(later, heron))


def test_all_that_is_open_is_checked_with_progress(desk: Desk, heron: str) -> None:
    seen: list[tuple[int, int]] = []
    done = leaving.check_leaving(desk, progress=lambda at, total, _doing: seen.append((at, total)))
    assert len(done.submissions) == 4
    assert seen[-1][0] == seen[-1][1] > 0
    assert seen == sorted(seen)


def test_a_check_can_be_stopped(desk: Desk, heron: str) -> None:
    stop = CancelToken()

    def after_the_first(at: int, total: int, doing: str) -> None:
        if at:
            stop.cancel()

    with pytest.raises(Cancelled):
        leaving.check_leaving(desk, heron, after_the_first, stop)


def test_recordings_are_asked_whether_they_play(desk: Desk, heron: str) -> None:
    done = leaving.check_leaving(desk, heron, plays=lambda opened, _cancel: opened.info.kind.value != "pdf")
    assert kinds(done) >= {GapKind.DOES_NOT_PLAY}


def test_a_recording_whose_coding_is_seldom_played_is_a_gap(desk: Desk, tmp_path: Path) -> None:
    made = folder(tmp_path / "clips")
    for name, data in (("good.mp4", video("libx264", seconds=1)), ("new.mp4", video("libsvtav1", seconds=1))):
        (made / "evidence" / name).write_bytes(data)
    packed = make_from_folder(made, tmp_path / "clips.reviewbundle", SigningKey(bytes(32)), CREATED)
    own = importing.import_bundle(desk, packed).submission
    names = {each.id: each.name for each in desk.store.submission(own).evidence}
    for _once_more in range(2):
        found = leaving.check_leaving(desk, own).gaps
        gaps = [each for each in found if each.kind is GapKind.DOES_NOT_PLAY]
        assert [names[each.evidence] for each in gaps] == ["new.mp4"]
        assert "cannot be played on this laptop" in gaps[0].sentence


def test_a_link_needs_its_snapshot(desk: Desk, heron: str) -> None:
    document, rubric = desk.store.documents(heron)
    link = {
        "id": "l1",
        "part": document["evidence"][0]["part"],
        "title": "Class blog",
        "name": "",
        "file": "",
        "url": "https://example.org/blog",
    }
    other = {**document, "id": "00000000-0000-7000-8000-00000000abcd", "evidence": [link]}
    with desk.store.changes() as work:
        work.add_submission(other, rubric, source="bundle")
    assert kinds(leaving.check_leaving(desk, other["id"])) == {GapKind.NO_SNAPSHOT}
    held = submission_from(document).evidence[0].sha256
    with_copy = {**link, "access": {"data/access/01.webp": held}}
    third = {**other, "id": "00000000-0000-7000-8000-00000000abce", "evidence": [with_copy]}
    with desk.store.changes() as work:
        work.add_submission(third, rubric, source="bundle")
    assert leaving.check_leaving(desk, third["id"]).ready


def test_workers_that_are_gone_are_no_gap_but_an_error(desk: Desk, heron: str) -> None:
    desk.evidence.close()
    with pytest.raises(ReviewerError) as caught:
        leaving.check_leaving(desk, heron)
    assert caught.value.code == "closed"
