"""The anonymity guard: names are found and masked wherever they would show, and shown only on purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer_app.domain import records as kinds
from reviewer_app.domain.errors import Cancelled, RuleError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.submission import ANSWERS
from reviewer_app.store.guarding import METADATA, TEXT
from reviewer_app.workflows import guarding, importing, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.named import MARKS, WHO, bundle


@pytest.fixture
def heron(desk: Desk, tmp_path: Path) -> str:
    return importing.import_bundle(desk, bundle(tmp_path)).submission


def shown(desk: Desk, submission: str) -> list[tuple[str, str]]:
    return [(each.name, each.title) for each in reviewing.open_review(desk, submission).submission.evidence]


def look_at_everything(desk: Desk) -> None:
    while guarding.look_through_next(desk) is not None:
        pass


def test_listed_names_are_masked_in_file_names_before_anything_was_opened(desk: Desk, heron: str) -> None:
    names = [name for name, _title in shown(desk, heron)]
    assert "lesson-plan-(name).pdf" in names
    assert "(name)Notes.txt" in names
    assert "notes_Brandvold.docx" in names


def test_names_in_metadata_mask_file_names_too(desk: Desk, heron: str) -> None:
    look_at_everything(desk)
    assert not [mark for mark in MARKS if mark in str(shown(desk, heron))]
    assert ("notes_(name).docx", "notes (name)") in shown(desk, heron)


def test_what_was_found_says_where_and_what(desk: Desk, heron: str) -> None:
    look_at_everything(desk)
    review = reviewing.open_review(desk, heron)
    by_name = {each.name: review.guarded.of(each.id) for each in review.submission.evidence}
    photo = {(each.field, each.shown) for each in by_name["board.jpg"] if each.kind == METADATA}
    assert photo == {("author", "hidden"), ("location", "hidden")}
    (hit,) = [each for each in by_name["lesson-plan-(name).pdf"] if each.kind == TEXT]
    assert (hit.slice, hit.found) == (1, WHO)
    assert hit.shown == "Written by (name) in spring."
    notes = [each for each in by_name["(name)Notes.txt"] if each.kind == TEXT]
    assert [each.found for each in notes] == ["Quintanilla", WHO]
    text = f"Grade five.\nTaught by Ms. Quintanilla.\nA quiet room. {WHO}\n"
    assert [text[each.start : each.start + each.length] for each in notes] == ["Quintanilla", WHO]
    assert sum(count for place, count in review.guarded.in_text().items() if place.startswith(ANSWERS)) == 1
    assert review.guarded.waiting == 0


def test_without_a_list_metadata_alone_are_masked(desk: Desk, tmp_path: Path) -> None:
    heron = importing.import_bundle(desk, bundle(tmp_path, listed=False)).submission
    look_at_everything(desk)
    guarded = reviewing.open_review(desk, heron).guarded
    assert not guarded.listed
    assert not [each for each in guarded.findings if each.kind == TEXT]
    assert ("lesson-plan-(name).pdf", "lesson plan (name)") in shown(desk, heron)


def test_looking_is_taken_up_where_it_stopped(desk: Desk, heron: str) -> None:
    look_at_everything(desk)
    assert guarding.look_through_next(desk) is None
    assert guarding.look_through_all(desk, heron).waiting == 0


def test_what_an_older_version_looked_through_is_looked_through_again_and_masked_meanwhile(
    desk: Desk, heron: str
) -> None:
    look_at_everything(desk)
    masked = shown(desk, heron)
    found = guarding.guarded(desk, heron).findings
    with desk.store.changes() as work:
        work.set_meta(guarding.LOOKED_BY, "1")
    assert guarding.look_through_next(desk) is not None
    assert guarding.guarded(desk, heron).waiting > 0
    assert shown(desk, heron) == masked
    look_at_everything(desk)
    again = guarding.guarded(desk, heron)
    assert again.waiting == 0
    assert set(again.findings) == set(found)


def test_looking_that_was_stopped_leaves_the_file_for_later(desk: Desk, heron: str) -> None:
    stop = CancelToken()
    stop.cancel()
    with pytest.raises(Cancelled):
        guarding.look_through_next(desk, stop)
    waiting = guarding.guarded(desk, heron).waiting
    assert waiting == 5


def test_a_damaged_file_holds_up_none_of_the_others(desk: Desk, heron: str) -> None:
    for item in desk.store.submission(heron).evidence[:1]:
        path = desk.home.blobs / item.sha256[:2] / item.sha256
        damaged = bytearray(path.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        path.write_bytes(damaged)
    look_at_everything(desk)
    assert guarding.guarded(desk, heron).waiting == 0


def test_revealing_wants_a_reason_and_is_written_down_without_the_name(desk: Desk, heron: str) -> None:
    look_at_everything(desk)
    item = desk.store.submission(heron).evidence[0]
    with pytest.raises(RuleError):
        guarding.reveal(desk, heron, item.id, "  ")
    assert desk.store.records(heron) == ()
    found = guarding.reveal(desk, heron, item.id, "The photo shows a badge.")
    assert WHO in [each.found for each in found]
    (record,) = desk.store.records(heron)
    assert (record.kind, record.body) == (
        kinds.REVEALED,
        {"evidence": item.id, "reason": "The photo shows a badge."},
    )
    assert not [mark for mark in MARKS if mark in str(record.document)]
    state = reviewing.open_review(desk, heron).state
    assert not state.started
    assert state.undo == ()
    assert desk.store.check() == []


def test_a_reveal_does_not_disturb_scores_and_undo(desk: Desk, heron: str) -> None:
    look_at_everything(desk)
    rubric = reviewing.open_review(desk, heron).rubric.criteria[0]
    reviewing.score(desk, heron, rubric.id, rubric.levels[0].id)
    guarding.reveal(desk, heron, desk.store.submission(heron).evidence[0].id, "A badge.")
    reviewing.score(desk, heron, rubric.id, rubric.levels[1].id)
    review = reviewing.undo(desk, heron)
    assert review.state.scores == {rubric.id: rubric.levels[0].id}
    assert desk.store.rebuild().differences == ()
