"""The comment bank grows from use, keeps no names, never changes what was said, and travels as a file."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reviewer_app.cli.sample_hub import SampleHub, SampleReview
from reviewer_app.domain.errors import FileError, RuleError
from reviewer_app.paths import resource
from reviewer_app.workflows import bank_sharing, banking, deciding, exchanging, feedback, reviewing
from reviewer_app.workflows.desk import Desk
from tests.workflows.test_deciding import review_whole

NEXT = "Question 3 of {evidence} has no pause. Next: count to three after it in {alias}'s plan."


@pytest.fixture
def signed(desk: Desk, lacking: SampleReview) -> Desk:
    """A desk with one signed decision on Wait Time."""
    review_whole(desk, lacking)
    deciding.submit(desk, lacking.submission)
    return desk


def _texts(desk: Desk, submission: str, criterion: str, typed: str = "") -> list[str]:
    return [each.text for each in banking.offered(desk, submission, criterion, typed)]


def test_it_grows_from_what_was_signed_and_only_that(
    desk: Desk, lacking: SampleReview, good: SampleReview
) -> None:
    review_whole(desk, lacking)
    assert _texts(desk, good.submission, "2.4") == []
    deciding.submit(desk, lacking.submission)
    assert banking.grow(desk) == 0
    [entry] = banking.offered(desk, good.submission, "2.4")
    assert entry.text.startswith("Monday was noted while teaching")
    assert (entry.level, entry.uses, entry.source) == ("developing", 1, "own")


def test_words_are_found_without_case_or_accents_and_on_other_criteria_after_this_one(
    signed: Desk, good: SampleReview
) -> None:
    assert _texts(signed, good.submission, "2.4", "MONDÁY film") == _texts(signed, good.submission, "2.4")
    assert _texts(signed, good.submission, "2.4", "dark corn")[0].startswith("Five dark corners")
    assert _texts(signed, good.submission, "2.4", "nowhere to be found") == []


def test_a_change_of_the_bank_changes_nothing_that_was_said(
    signed: Desk, lacking: SampleReview, good: SampleReview
) -> None:
    [entry] = banking.offered(signed, good.submission, "2.4")
    before = signed.store.records(lacking.submission)
    reviewing.comment(
        signed, good.submission, "2.4", banking.filled(signed, good.submission, "2.4", entry.text).text
    )
    banking.change(signed, good.submission, entry, "Other words for the same.")
    assert _texts(signed, good.submission, "2.4") == ["Other words for the same."]
    assert signed.store.records(lacking.submission) == before
    assert signed.store.review(good.submission).comments["2.4"] == entry.text


def test_pinned_comes_first_and_hidden_never_again(signed: Desk, good: SampleReview) -> None:
    own = banking.keep(signed, good.submission, "2.4", "The tally has no dates. Next: add them.")
    first, second = banking.offered(signed, good.submission, "2.4")
    banking.pin(signed, second, True)
    assert [each.id for each in banking.offered(signed, good.submission, "2.4")] == [second.id, first.id]
    banking.hide(signed, second)
    banking.hide(signed, replace(own))
    assert _texts(signed, good.submission, "2.4") == [
        each.text for each in (first, second) if each.id not in (second.id, own.id)
    ]


def test_placeholders_are_filled_as_far_as_known(desk: Desk, lacking: SampleReview) -> None:
    bare = banking.filled(desk, lacking.submission, "2.4", NEXT)
    assert bare.text == "Question 3 of {evidence} has no pause. Next: count to three after it in A09D's plan."
    assert bare.text[bare.start : bare.end] == "{evidence}"
    review_whole(desk, lacking)
    whole = banking.filled(desk, lacking.submission, "2.4", NEXT)
    assert "pauses, Monday rows 8 to 12" in whole.text
    assert (whole.start, whole.end) == (len(whole.text), len(whole.text))


def test_what_belongs_to_one_submission_becomes_a_gap(
    desk: Desk, lacking: SampleReview, good: SampleReview
) -> None:
    review_whole(desk, lacking)
    text = "In A09D the log stops, see pauses, Monday rows 8 to 12. Next: fill the other rows from film."
    reviewing.comment(desk, lacking.submission, "2.4", text)
    deciding.submit(desk, lacking.submission)
    assert _texts(desk, good.submission, "2.4") == [
        "In {alias} the log stops, see {evidence}. Next: fill the other rows from film."
    ]


def test_a_comment_that_may_name_somebody_never_goes_into_the_bank(
    desk: Desk, lacking: SampleReview, good: SampleReview
) -> None:
    review_whole(desk, lacking)
    reviewing.comment(desk, lacking.submission, "3.1", "Kevin's answer on page 2 is honest.")
    deciding.submit(desk, lacking.submission)
    assert _texts(desk, good.submission, "3.1") == []
    with pytest.raises(RuleError) as caught:
        banking.keep(desk, good.submission, "3.1", "Student Tamsin says it best.")
    assert caught.value.code == "bank-name"


def test_the_same_as_last_time_is_what_was_said_last_elsewhere(
    desk: Desk, lacking: SampleReview, good: SampleReview
) -> None:
    assert banking.last_said(desk, good.submission, "2.4") == ""
    reviewing.comment(desk, lacking.submission, "2.4", "First words.")
    reviewing.comment(desk, lacking.submission, "2.4", "Last words.")
    reviewing.comment(desk, good.submission, "2.4", "Own words.")
    assert banking.last_said(desk, good.submission, "2.4") == "Last words."
    reviewing.comment(desk, lacking.submission, "2.4", "")
    assert banking.last_said(desk, good.submission, "2.4") == ""


def test_the_same_words_on_another_submission_are_noticed(
    signed: Desk, lacking: SampleReview, good: SampleReview
) -> None:
    reviewing.comment(signed, good.submission, "2.4", lacking.comments["2.4"])
    assert [each.rule for each in feedback.check_review(signed, good.submission).findings] == [
        "copied_elsewhere"
    ]


@pytest.mark.parametrize("name", ["bank.json", "bank.csv"])
def test_a_bank_travels_as_a_file_and_comes_in_once(
    signed: Desk, good: SampleReview, tmp_path: Path, name: str
) -> None:
    banking.keep(signed, good.submission, "2.2", 'Commas, “quotes", and\ntwo lines. Next: {evidence}')
    target, count = banking.export(signed, tmp_path / name)
    assert count == len(banking.everything(signed)) > 3
    assert banking.import_(signed, target) == banking.Taken(0, count)
    kept = {each.text for each in banking.everything(signed)}
    entry = next(each for each in banking.everything(signed) if each.criterion == "2.2")
    banking.hide(signed, entry)
    assert banking.import_(signed, target) == banking.Taken(0, count)
    told = target.read_text("utf-8-sig")
    assert lacks_marks(told)
    if name.endswith("json"):
        schema = json.loads(resource("schemas", "bank-1.json").read_text("utf-8"))
        Draft202012Validator(schema).validate(json.loads(told))
        told = told.replace("Commas, ", "Colons: ")
    else:
        assert {row["text"] for row in csv.DictReader(told.splitlines(keepends=True))} == kept
        told = told.replace("Commas, ", "Colons: ")
    target.write_text(told, "utf-8")
    assert banking.import_(signed, target).new == 1
    assert any(each.source == "file" for each in banking.everything(signed))


def lacks_marks(text: str) -> bool:
    """Nothing of a submission is in a bank's file."""
    return "A09D" not in text and "01a1" not in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bank.json", b"[]"),
        ("bank.json", b'{"format": "reviewer-comment-bank", "version": 2, "entries": []}'),
        ("bank.json", b'{"format": "reviewer-comment-bank", "version": 1, "entries": [{"text": 3}]}'),
        ("bank.json", b"\xff\xfe"),
        ("bank.json", b"[" * 100_000),
        ("bank.csv", b"a,b\n1,2\n"),
        ("bank.csv", b"microcredential,criterion,level,text\n,1.1,,No home\n"),
    ],
)
def test_a_file_that_is_no_bank_is_refused_whole(
    desk: Desk, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError):
        banking.import_(desk, tmp_path / name)
    assert banking.everything(desk) == ()


def test_a_file_that_is_not_there_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"nowhere\.json"):
        banking.import_(desk, tmp_path / "nowhere.json")


def test_sharing_takes_up_what_is_pinned_and_brings_down_what_others_share(
    signed: Desk, good: SampleReview, hub: SampleHub, tmp_path: Path
) -> None:
    hub.assign(["A09D-1"], tmp_path / "bundles")
    with pytest.raises(RuleError) as caught:
        bank_sharing.share(signed)
    assert caught.value.code == "not-paired"
    exchanging.pair(signed, hub.url, hub.code())
    [entry] = banking.offered(signed, good.submission, "2.4")
    assert bank_sharing.share(signed) == bank_sharing.Shared(0, 0)
    banking.pin(signed, entry, True)
    assert bank_sharing.share(signed) == bank_sharing.Shared(1, 0)
    other = hub.hub.add_person("Someone else")
    with hub.hub.books.changes() as change:
        change.exec_driver_sql("UPDATE bank_entry SET person = ?, text = 'Words of another.'", (other,))
    assert bank_sharing.share(signed) == bank_sharing.Shared(1, 1)
    found = {each.text: each.source for each in banking.offered(signed, good.submission, "2.4")}
    assert found["Words of another."] == "hub"
    assert bank_sharing.share(signed) == bank_sharing.Shared(1, 0)
