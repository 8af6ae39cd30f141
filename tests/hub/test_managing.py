"""What a coordinator does: take in, assign, take back, give back, shut out, and look."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reviewer_app.bundles import write_bundle
from reviewer_app.domain.errors import BundleError, FileError, RuleError, StoreError
from reviewer_app.domain.signing import SigningKey
from reviewer_app.hub.hub import Hub
from reviewer_app.hub.places import Place
from tests.exchange.fixtures import HUB_KEY, Clock
from tests.exchange.sample_work import RUBRIC, decide, submission
from tests.hub.conftest import District

PLAN = b"A lesson plan, in enough words to be found again if it were kept in clear." * 50


def bundle(folder: Path, name: str = "one.reviewbundle") -> tuple[Path, str]:
    document = submission(50, [PLAN])
    target = folder / name
    files = {document["evidence"][0]["file"]: PLAN}
    write_bundle(target, document, RUBRIC, files, SigningKey(b"i" * 32), "2026-11-24T08:00:00.000Z")
    return target, document["id"]


def test_a_bundle_goes_in_and_reaches_the_assessors_laptop(district: District, tmp_path: Path) -> None:
    path, id = bundle(tmp_path)
    taken = district.served.hub.intake(path)
    assert (taken.submission, taken.alias, taken.new) == (id, "Heron 50", True)
    assert not district.served.hub.intake(path).new
    district.served.hub.assign(id, district.ada.id, due=date(2026, 12, 24), role="approver", round=2)
    district.served.sync(district.ada.desk, district.ada.pairing)
    item = district.ada.desk.work[id]
    assert (item.role, item.round, item.due) == ("approver", 2, date(2026, 12, 24))
    assert PLAN in district.ada.desk.files.values()


def test_a_broken_bundle_leaves_nothing_behind(district: District, tmp_path: Path) -> None:
    path, _ = bundle(tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    before = sorted(each for each in district.served.hub.books.folder.rglob("*") if "blobs" in each.parts)
    with pytest.raises(BundleError):
        district.served.hub.intake(path)
    assert (
        sorted(each for each in district.served.hub.books.folder.rglob("*") if "blobs" in each.parts)
        == before
    )


def test_a_folder_of_other_files_says_that_no_bundle_is_in_it(district: District, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "one.jpg").write_bytes(b"a picture")
    with pytest.raises(FileError) as caught:
        district.served.hub.intake(folder)
    assert caught.value.code == "no-bundle-here"


def test_a_bundle_with_files_to_come_is_refused(district: District, tmp_path: Path) -> None:
    document = submission(51, [PLAN])
    member = document["evidence"][0]["file"]
    target = tmp_path / "holey.reviewbundle"
    later = {member: "https://hub.district.example/plan"}
    write_bundle(
        target,
        document,
        RUBRIC,
        {member: PLAN},
        SigningKey(b"i" * 32),
        "2026-11-24T08:00:00.000Z",
        later=later,
        hub="https://hub.district.example",
    )
    with pytest.raises(FileError) as caught:
        district.served.hub.intake(target)
    assert caught.value.code == "holey"


def test_nothing_lies_in_clear_in_the_hubs_folder(district: District, tmp_path: Path) -> None:
    district.served.hub.intake(bundle(tmp_path)[0])
    district.served.hub.add_person("Adelheid Markerperson")
    work = district.work["ada"]
    district.ada.send(decide(district.ada.desk.key, 1, work, overall="MARKERWORD"))
    kept = b"".join(
        path.read_bytes() for path in district.served.hub.books.folder.rglob("*") if path.is_file()
    )
    # No word of three letters: chance puts those into bytes that say nothing.
    for word in (b"MARKERWORD", b"lesson plan", b"Heron", b"Markerperson", b"questioning"):
        assert word not in kept


def test_other_content_under_an_id_is_refused(district: District) -> None:
    changed = {**district.work["ada"], "alias": "Somebody else"}
    with pytest.raises(FileError) as caught:
        district.served.hub.add_submission(changed, RUBRIC)
    assert caught.value.code == "submission-differs"


def test_a_rubric_of_another_edition_is_refused(district: District) -> None:
    with pytest.raises(FileError) as caught:
        district.served.hub.add_submission(submission(60), {**RUBRIC, "edition": "2027.1"})
    assert caught.value.code == "rubric-hash"


def test_assigning_twice_is_harmless(district: District) -> None:
    hub, work = district.served.hub, district.work["ada"]
    assert not hub.assign(work["id"], district.ada.id)
    assert len(hub.assignments()) == 4


@pytest.mark.parametrize(
    ("submission_id", "person_id", "code"), [("x", None, "unknown-submission"), (None, "x", "unknown-person")]
)
def test_assigning_the_unknown_is_refused(
    district: District, submission_id: str | None, person_id: str | None, code: str
) -> None:
    with pytest.raises(RuleError) as caught:
        district.served.hub.assign(submission_id or district.work["ada"]["id"], person_id or district.ada.id)
    assert caught.value.code == code


def test_work_taken_back_and_given_back_is_seen_on_the_laptop(district: District) -> None:
    hub, desk, work = district.served.hub, district.ada.desk, district.work["ada"]
    district.served.sync(desk, district.ada.pairing)
    assert hub.withdraw(work["id"], district.ada.id, "Handed in twice.")
    assert not hub.withdraw(work["id"], district.ada.id, "Again.")
    district.served.sync(desk, district.ada.pairing)
    assert desk.withdrawn == {work["id"]: "Handed in twice."}
    assert hub.reopen(work["id"], district.ada.id)
    assert not hub.reopen(work["id"], district.ada.id)
    district.served.sync(desk, district.ada.pairing)
    assert desk.withdrawn == {}


def test_work_withdrawn_before_it_was_fetched_brings_no_documents(district: District) -> None:
    district.served.hub.withdraw(district.work["ada"]["id"], district.ada.id, "Handed in twice.")
    district.served.sync(district.ada.desk, district.ada.pairing)
    assert list(district.ada.desk.work) == [district.work["both"]["id"]]


def test_one_bad_item_does_not_keep_the_others_away(district: District) -> None:
    desk, work = district.ada.desk, district.work
    district.served.sync(desk, district.ada.pairing)
    desk.cursors.append("")
    changed = {**work["ada"], "alias": "Other"}
    desk.work[work["ada"]["id"]] = type(desk.work[work["ada"]["id"]])(
        "assigned", work["ada"]["id"], "", submission_doc=changed
    )
    del desk.work[work["both"]["id"]]
    report = district.served.sync(desk, district.ada.pairing)
    assert [(each.code, each.subject) for each in report.problems] == [
        ("submission-differs", work["ada"]["id"])
    ]
    assert work["both"]["id"] in desk.work


def test_the_numbers_add_up(district: District) -> None:
    district.ada.send(decide(district.ada.desk.key, 1, district.work["ada"]))
    status = district.served.hub.status()
    assert (status.people, status.devices, status.submissions, status.assignments) == (2, 2, 3, 4)
    assert (status.open, status.decisions, status.records, status.refused) == (3, 1, 1, 0)
    assert [each.name for each in district.served.hub.people()] == ["Ada Lind", "Bo Lind"]
    assert [(each.alias, each.assignments) for each in district.served.hub.submissions()][-1] == (
        "Heron 3",
        2,
    )
    [line] = district.served.hub.decisions()
    assert (line.alias, line.person_name, line.outcome) == ("Heron 1", "Ada Lind", "not_yet")


def test_what_the_hub_holds_is_there_after_it_was_closed(place: Place) -> None:
    hub = Hub.open(place, HUB_KEY, Clock(), name="A district")
    hub.add_person("Ada")
    key = hub.key
    hub.close()
    again = Hub.open(place, HUB_KEY, Clock(), name="Another name")
    assert (again.key, again.status().name, [each.name for each in again.people()]) == (
        key,
        "A district",
        ["Ada"],
    )
    again.close()
    with pytest.raises(StoreError) as caught:
        Hub.open(place, bytes(32), Clock())
    assert caught.value.code == "wrong-key"
