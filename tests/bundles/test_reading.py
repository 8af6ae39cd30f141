"""Sound bundles are read whole: content, hashes, progress, cancelling, files that come later."""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from reviewer_app.bundles import check_bundle, read_bundle
from reviewer_app.domain.errors import Cancelled, StoreError
from reviewer_app.domain.progress import CancelToken
from reviewer_app.domain.rubric import rubric_hash
from tests.bundles import raw_zips
from tests.bundles.drafts import COPY, KEY, NOTES, PHOTO, Draft
from tests.bundles.sinks import Staging, Writer


def zipped(folder: Path, draft: Draft) -> Path:
    return raw_zips.write(folder, raw_zips.build(raw_zips.entries_of(draft.members())))


@pytest.fixture(params=["folder", "zip"])
def bundle(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Draft().folder(tmp_path / "bundle") if request.param == "folder" else zipped(tmp_path, Draft())


def test_a_bundle_sealed_by_other_code_than_ours_is_read_whole(bundle: Path) -> None:
    staging = Staging()

    sound = read_bundle(bundle, staging)

    draft = Draft()
    assert staging.contents == draft.files
    assert sound.blobs == {
        path: (hashlib.sha256(data).hexdigest(), len(data)) for path, data in draft.files.items()
    }
    assert sound.issuer == KEY.name
    assert sound.submission.alias == "Heron"
    assert sound.submission.rubric_hash == rubric_hash(sound.microcredential_doc)
    assert sound.rubric.title == "Wait time"
    assert sound.missing == ()
    assert check_bundle(bundle) == ()


@pytest.mark.parametrize("algorithms", [("sha256",), ("sha256", "sha512")])
def test_sha256_is_accepted_on_reading(algorithms: tuple[str, ...], tmp_path: Path) -> None:
    assert check_bundle(zipped(tmp_path, Draft(algorithms=algorithms))) == ()


def test_line_ends_of_any_kind_are_accepted(tmp_path: Path) -> None:
    draft = Draft(manifest=lambda lines: "\r\n".join(lines).encode())
    assert check_bundle(zipped(tmp_path, draft)) == ()


def test_a_file_to_come_is_listed_as_missing_and_the_rest_is_read(tmp_path: Path) -> None:
    size = len(Draft().files[PHOTO])
    draft = Draft(fetch=f"https://hub.example/v1/x {size} {PHOTO}\n".encode(), later={PHOTO: size})
    draft.info = lambda lines: [*lines, "Reviewer-Hub: https://hub.example"]
    staging = Staging()

    sound = read_bundle(zipped(tmp_path, draft), staging)

    assert sorted(staging.contents) == [COPY, NOTES]
    (missing,) = sound.missing
    assert (missing.member, missing.url, missing.size) == (PHOTO, "https://hub.example/v1/x", size)
    assert (missing.sha256, missing.evidence) == (hashlib.sha256(Draft().files[PHOTO]).hexdigest(), "e2")


def test_a_file_that_came_already_is_not_missing(tmp_path: Path) -> None:
    size = len(Draft().files[PHOTO])
    draft = Draft(fetch=f"https://hub.example/v1/x {size} {PHOTO}\n".encode())
    draft.info = lambda lines: [*lines, "Reviewer-Hub: https://hub.example"]
    assert read_bundle(zipped(tmp_path, draft), Staging()).missing == ()


def test_folder_entries_and_true_descriptors_are_accepted(tmp_path: Path) -> None:
    entries = [raw_zips.Raw(b"sample/", b"", attributes=0o040755 << 16)]
    for raw in raw_zips.entries_of(Draft().members()):
        fields = raw.fields()
        raw.flags |= 8
        raw.local = {"crc": 0, "size": 0, "packed_size": 0}
        raw.after = b"PK\7\x08" + struct.pack("<3L", fields["crc"], fields["packed_size"], fields["size"])
        entries.append(raw)
    assert check_bundle(raw_zips.write(tmp_path, raw_zips.build(entries))) == ()


@pytest.mark.parametrize("system", [3, 19])
def test_names_of_zip_tools_that_write_utf8_without_saying_so_are_read(tmp_path: Path, system: int) -> None:
    entries = raw_zips.entries_of(Draft().members())
    for raw in entries:
        raw.name = raw.name.replace(b"sample/", "Übung 學生/".encode())
        raw.flags, raw.system = 0, system
    assert check_bundle(raw_zips.write(tmp_path, raw_zips.build(entries))) == ()


def test_the_record_of_large_zips_is_accepted_when_it_is_true(tmp_path: Path) -> None:
    entries = raw_zips.entries_of(Draft().members())
    data = raw_zips.build(entries, large={}, end={"offset": 0xFFFFFFFF, "length": 0xFFFFFFFF})
    assert check_bundle(raw_zips.write(tmp_path, data)) == ()


def test_an_entry_with_large_sizes_is_accepted_when_they_are_true(tmp_path: Path) -> None:
    entries = raw_zips.entries_of(Draft().members())
    for raw in entries:
        size, packed = raw.fields()["size"], raw.fields()["packed_size"]
        raw.extra = raw.local_extra = struct.pack("<2H2Q", 1, 16, size, packed)
        raw.local = raw.central = {"size": 0xFFFFFFFF, "packed_size": 0xFFFFFFFF}
    assert check_bundle(raw_zips.write(tmp_path, raw_zips.build(entries))) == ()


def test_a_stored_zip_within_the_evidence_is_no_trouble(tmp_path: Path) -> None:
    draft = Draft()
    draft.files[PHOTO] = raw_zips.build([raw_zips.Raw(b"inner/x", b"x")])
    assert check_bundle(zipped(tmp_path, draft)) == ()


def test_progress_counts_every_byte_of_evidence(bundle: Path) -> None:
    told: list[tuple[int, int, str]] = []

    read_bundle(bundle, Staging(), progress=lambda done, total, doing: told.append((done, total, doing)))

    whole = sum(len(data) for data in Draft().files.values())
    assert told[-1][:2] == (whole, whole)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert not any("notes" in doing for _, _, doing in told)


def test_a_cancelled_reading_leaves_nothing(bundle: Path) -> None:
    staging, cancel = Staging(), CancelToken()

    def stop(done: int, total: int, doing: str) -> None:
        if done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        read_bundle(bundle, staging, progress=stop, cancel=cancel)

    assert staging.writers
    assert staging.left == []


def test_when_the_sink_fails_everything_is_discarded_and_the_sink_is_heard(bundle: Path) -> None:
    class Full(Staging):
        def open(self, member: str) -> Writer:
            if len(self.writers) == 1:
                raise StoreError("disk-full", "The disk is full", "There is no room.", "Make room.")
            return super().open(member)

    staging = Full()

    with pytest.raises(StoreError):
        read_bundle(bundle, staging)

    assert len(staging.writers) == 1
    assert staging.left == []


def test_a_check_says_everything_that_is_wrong(tmp_path: Path) -> None:
    draft = Draft(
        info=lambda lines: [*lines[:3], "Payload-Oxum: 1.1"],
        change_submission=lambda doc: {**doc, "attempt": 0},
        tags={"autorun.inf": b"x"},
        after=lambda members: {**members, PHOTO: members[PHOTO][:-1] + b"!"},
    )
    bundle = draft.folder(tmp_path / "bundle")
    (bundle / "link").symlink_to("/etc/hostname")

    found = {(each.rule, each.member) for each in check_bundle(bundle)}

    assert found >= {
        ("payload-oxum", "bag-info.txt"),
        ("schema", "data/submission.json"),
        ("unknown-member", "autorun.inf"),
        ("altered-file", PHOTO),
        ("link", "link"),
    }


def test_the_crc_of_an_altered_but_relisted_file_is_still_looked_at(tmp_path: Path) -> None:
    entries = raw_zips.entries_of(Draft().members())
    entries[-1].crc = zlib.crc32(b"other")
    findings = check_bundle(raw_zips.write(tmp_path, raw_zips.build(entries)))
    assert {each.rule for each in findings} == {"zip-crc"}
