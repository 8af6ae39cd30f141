"""Plain bags of any version and algorithm, beyond what the conformance suite holds."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from reviewer_app.bundles import check_bag
from reviewer_app.bundles.bag import BagReport
from tests.bundles import raw_zips

PATH = "data/a.txt"


def bag(
    folder: Path,
    files: dict[str, bytes] | None = None,
    *,
    kind: str = "sha512",
    version: str = "1.0",
    encoding: str = "UTF-8",
    lines: list[str] | None = None,
    tags: dict[str, bytes] | None = None,
) -> Path:
    """A bag with these payload files and one manifest."""
    contents = {PATH: b"hello"} if files is None else files
    maker = {"sha3256": "sha3_256"}.get(kind, kind)
    true = [f"{hashlib.new(maker, data).hexdigest()}  {path}" for path, data in contents.items()]
    declaration = f"BagIt-Version: {version}\nTag-File-Character-Encoding: {encoding}\n"
    everything = {
        **contents,
        "bagit.txt": declaration.encode(),
        f"manifest-{kind}.txt": "".join(f"{each}\n" for each in lines or true).encode(encoding),
        **(tags or {}),
    }
    for path, data in everything.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def rules(report: BagReport) -> set[str]:
    return {each.rule for each in report.findings}


@pytest.mark.parametrize(
    "kind", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3256", "blake2b"]
)
def test_every_algorithm_is_understood(kind: str, tmp_path: Path) -> None:
    assert check_bag(bag(tmp_path, kind=kind)).valid
    (tmp_path / PATH).write_bytes(b"hellO")
    assert rules(check_bag(tmp_path)) == {"altered-file"}


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "Shift_JIS"])
def test_tag_files_may_be_in_many_character_sets(encoding: str, tmp_path: Path) -> None:
    assert check_bag(bag(tmp_path, encoding=encoding)).valid


@pytest.mark.parametrize("encoding", ["zlib", "punycode", "unicode_escape", "no-such"])
def test_a_codec_is_no_character_set(encoding: str, tmp_path: Path) -> None:
    made = bag(tmp_path)
    (made / "bagit.txt").write_text(f"BagIt-Version: 1.0\nTag-File-Character-Encoding: {encoding}\n")
    assert rules(check_bag(made)) == {"bagit-declaration"}


def test_an_unknown_algorithm_is_a_warning_beside_a_known_one_and_no_manifest_alone(tmp_path: Path) -> None:
    beside = check_bag(bag(tmp_path / "beside", tags={"manifest-whirl9.txt": b"00  data/a.txt\n"}))
    assert beside.valid
    assert {each.rule for each in beside.warnings} == {"manifest-algorithm"}
    (tmp_path / "beside" / "manifest-sha512.txt").unlink()
    assert "manifest-missing" in rules(check_bag(tmp_path / "beside"))


def test_a_bag_may_be_a_zip(tmp_path: Path) -> None:
    made = bag(tmp_path / "bag")
    members = {
        each.relative_to(made).as_posix(): each.read_bytes() for each in made.rglob("*") if each.is_file()
    }
    assert check_bag(raw_zips.write(tmp_path, raw_zips.build(raw_zips.entries_of(members)))).valid


def test_percent_encoded_line_breaks_are_read_as_such(tmp_path: Path) -> None:
    name = "data/two\nlines"
    digest = hashlib.sha512(b"x").hexdigest()
    report = check_bag(bag(tmp_path, {name: b"x"}, lines=[f"{digest}  data/two%0Alines"]))
    assert report.valid
    assert {each.rule for each in report.warnings} == {"name-control"}


def test_a_file_still_to_be_fetched_makes_a_bag_incomplete(tmp_path: Path) -> None:
    made = bag(tmp_path, tags={"fetch.txt": f"https://x.example/a 5 {PATH}\n".encode()})
    assert check_bag(made).valid
    (made / PATH).unlink()
    assert rules(check_bag(made)) == {"missing-file"}


def test_from_version_1_on_every_manifest_lists_every_file(tmp_path: Path) -> None:
    files = {PATH: b"hello", "data/b.txt": b"x"}
    partial = f"{hashlib.md5(b'hello').hexdigest()}  {PATH}\n".encode()
    assert check_bag(bag(tmp_path / "old", files, version="0.97", tags={"manifest-md5.txt": partial})).valid
    report = check_bag(bag(tmp_path / "new", files, tags={"manifest-md5.txt": partial}))
    assert rules(report) == {"unlisted-file"}


def test_a_name_in_other_case_is_another_file(tmp_path: Path) -> None:
    digest = hashlib.sha512(b"hello").hexdigest()
    report = check_bag(bag(tmp_path, lines=[f"{digest}  data/A.txt"]))
    assert rules(report) == {"missing-file", "unlisted-file"}


def test_links_and_pipes_in_a_bag_are_named_and_never_followed(tmp_path: Path) -> None:
    made = bag(tmp_path)
    (made / "data" / "link").symlink_to("/etc/hostname")
    os.mkfifo(made / "data" / "pipe")
    assert rules(check_bag(made)) == {"link", "special-file"}


def test_a_hard_link_is_no_fault_of_a_plain_bag(tmp_path: Path) -> None:
    made = bag(tmp_path / "bag")
    os.link(made / PATH, tmp_path / "second-name")
    assert check_bag(made).valid


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    made = bag(tmp_path, tags={"bag-info.txt": b"Payload-Oxum: 1.1\n"})
    (made / "bagit.txt").unlink()
    (made / PATH).write_bytes(b"other")
    (made / "data" / "extra").write_bytes(b"")
    assert rules(check_bag(made)) == {"bagit-declaration", "altered-file", "unlisted-file", "payload-oxum"}


def test_what_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    report = check_bag(tmp_path / "nothing")
    assert rules(report) == {"unreadable"}
