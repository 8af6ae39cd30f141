"""7z and RAR: their lists out of their headers, and what is said of those that cannot be read."""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import OpenedEvidence, Shape
from reviewer_app.evidence.archive_replies import ArchiveList, read_list
from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.archive import Archive
from reviewer_app.evidence.worker.source import RemoteFile
from tests.evidence import archives as made
from tests.evidence.samples import CountedSource

Open = Callable[..., OpenedEvidence]
AT = "2023-11-14 22:13"


def listed(file: OpenedEvidence) -> ArchiveList:
    return read_list(file.part("list", 0, 0, 300), 300)


def refused(opened: Open, data: bytes) -> EvidenceError:
    with pytest.raises(EvidenceError) as caught:
        opened(data, "x")
    return caught.value


@pytest.mark.parametrize("way", ["", "lzma", "lzma2"])
def test_a_7z_shows_its_list(opened: Open, way: str) -> None:
    file = opened(made.small_seven(way=way), "x.7z")
    assert file.info.shape is Shape.ARCHIVE
    found = listed(file)
    assert [(each.name, each.size, each.at, each.folder, each.locked) for each in found.entries] == [
        ("week 1/0.txt", 5, AT, False, False),
        ("week 1/1.txt", 200, AT, False, False),
        ("week 2", 0, "", True, False),
        ("hollow.txt", 0, "", False, False),
        ("gone", 0, "", False, False),
    ]
    assert not found.cut
    assert file.text(0).text.startswith("week 1/0.txt\n")


def test_locked_files_of_a_7z_are_said(opened: Open) -> None:
    found = listed(opened(made.small_seven(locked=True), "x.7z")).entries
    assert [each.locked for each in found] == [True, True, False, False, False]


def test_an_empty_7z_is_an_empty_list(opened: Open) -> None:
    assert listed(opened(made.seven(b""), "x.7z")).count == 0


def test_a_7z_without_names_is_listed_all_the_same(opened: Open) -> None:
    content = b"x" * 8
    told = b"\x01\x04" + made.streams(8, 8, b"\x01\x00") + b"\x00\x05\x01\x00\x00"
    found = listed(opened(made.seven(told, content), "x.7z"))
    assert [(each.name, each.size) for each in found.entries] == [("content", 8)]


def test_a_7z_is_listed_from_its_ends_only(pool: Any) -> None:
    source = CountedSource(made.seven(made.seven_header((5, 3 << 20)), bytes(5 + (3 << 20)), way="lzma"))
    with pool.open(source, "x.7z") as file:
        assert listed(file).entries[1].size == 3 << 20
    assert source.served < 1 << 20


def test_names_that_lie_are_seen_through(opened: Open) -> None:
    header = made.seven_header((1, 1), names=("../evil.txt", "photo\u202egpj.exe", "C:\\boot.ini", "a", "b"))
    found = listed(opened(made.seven(header, b"ab"), "x.7z")).entries
    assert [each.name for each in found][:3] == ["../evil.txt", "photo⟨U+202E⟩gpj.exe", "C:/boot.ini"]
    assert [each.outside for each in found] == [True, False, True, False, False]


def test_a_list_locked_with_a_password_is_said(opened: Open) -> None:
    four = made.rar_four(flags=0x80)
    five = b"Rar!\x1a\x07\x01\x00" + made.five(4, 0, b"\x00\x00\x0f" + bytes(16)) + bytes(64)
    for data in (made.small_seven(way="aes"), four, five):
        error = refused(opened, data)
        assert error.code == "locked"
        assert "its list is locked with a password" in error.sentence


def _many(files: int) -> bytes:
    return b"\x01\x05" + made.number(files) + b"\x00\x00"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.small_seven()[:-9], "damaged"),
        (made.small_seven()[:20], "damaged"),
        (made.small_seven()[:-1] + b"\x07", "damaged"),
        (made.seven(made.seven_header((5, 5))[:-30]), "damaged"),
        (made.seven(b"\x09"), "damaged"),
        (made.seven(b"\x01\x03"), "unsupported"),
        (made.seven(_many(3)), "damaged"),
        (made.seven(_many(1 << 40)), "too-large"),
        (made.seven(b"\x01\x04\x06\x00" + made.number(1 << 50)), "too-large"),
        (made.seven(b"\x17" + made.streams(5, 1 << 40, b"\x01\x00") + b"\x00", b"words"), "too-large"),
        (made.seven(b"\x17" + made.streams(5, 5, b"\x03\x03\x04\x01") + b"\x00", b"words"), "unsupported"),
        (made.seven(b"\x17" + made.streams(5, 9, b"\x21\x21\x01\x08") + b"\x00", b"words"), "damaged"),
    ],
)
def test_a_7z_that_cannot_be_listed_is_explained(opened: Open, data: bytes, code: str) -> None:
    assert refused(opened, data).code == code


def test_a_header_that_leads_to_itself_ends(opened: Open) -> None:
    told = b"\x17" + made.streams(16, 16, b"\x01\x00") + b"\x00"
    told = b"\x17" + made.streams(len(told), len(told), b"\x01\x00") + b"\x00"
    assert refused(opened, made.seven(told, told)).code == "unsupported"


def test_the_7z_of_the_corpus_is_listed(opened: Open, shared_corpus: Path) -> None:
    (path,) = (shared_corpus / "evidence" / "7z").glob("*.7z")
    (entry,) = listed(opened(path.read_bytes(), path.name)).entries
    assert (entry.name, entry.size, entry.at) == ("test.jpg", 2248, "2013-08-19 22:29")


def test_a_rar_4_shows_its_list(opened: Open) -> None:
    found = listed(opened(made.small_rar_four(), "x.rar"))
    assert [(each.name, each.size, each.at, each.folder) for each in found.entries] == [
        ("week 1", 0, "2024-03-01 12:00", True),
        ("week 1/plan.txt", 5, "2024-03-01 12:00", False),
        ("b", 0, "2024-03-01 12:00", False),
    ]
    assert not found.cut


def test_a_rar_5_shows_its_list_and_where_links_lead(opened: Open) -> None:
    found = listed(opened(made.small_rar_five(), "x.rar"))
    told = [(each.name, each.size, each.at, each.folder, each.locked, each.leads) for each in found.entries]
    assert told == [
        ("week 1", 0, AT, True, False, ""),
        ("week 1/plan.txt", 5, AT, False, False, ""),
        ("secret.txt", 2, AT, False, True, ""),
        ("sly", 0, AT, False, False, "/etc/passwd"),
    ]
    assert not found.cut


def test_a_rar_that_goes_on_or_breaks_off_is_said(opened: Open) -> None:
    words = made.five_file("a", b"words")
    for data in (
        made.rar_four(made.four_file(b"a", b"words", 2), last=1),
        made.rar_four(made.four_file(b"a", b"words"), made.four_file(b"b", b"more"))[:-30],
        made.rar_five(words, last=1),
        made.rar_five(words, made.five_file("b", b"more" * 9), ended=False)[:-20],
        made.rar_five(made.five_file("a", b"words", flags=0x10)),
    ):
        found = listed(opened(data, "x.rar"))
        assert found.cut
        assert found.entries[0].name == "a"


def test_the_second_volume_of_a_rar_is_listed(opened: Open) -> None:
    four = made.rar_four(made.four_file(b"a", b"words", 1), flags=0x11)
    for data in (four, made.rar_five(made.five_file("a", b"words", flags=8))):
        assert [each.name for each in listed(opened(data, "x.part2.rar")).entries] == ["a"]


def test_a_broken_rar_is_explained(opened: Open) -> None:
    for data in (made.small_rar_four()[:12], b"Rar!\x1a\x07\x01\x00" + b"\xff" * 40):
        assert refused(opened, data).code == "damaged"
    assert refused(opened, b"Rar!\x1a\x07\x02\x00" + bytes(40)).code == "unsupported"


def test_no_tool_is_run_and_no_file_touched_for_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    def reach(*_told: object, **_also: object) -> NoReturn:
        raise AssertionError("reached out of the worker")

    for room, name in ((subprocess.Popen, "__init__"), (tempfile, "mkstemp")):
        monkeypatch.setattr(room, name, reach)
    monkeypatch.setattr("rarfile.mkstemp", reach)
    monkeypatch.setattr("rarfile.custom_popen", reach)
    for data in made.commented_rars():
        source = RemoteFile(len(data), lambda offset, length, data=data: data[offset : offset + length])
        assert Archive(source, Kind.RAR).text(0)[0] == "a"


def test_more_entries_than_are_listed_are_cut(opened: Open) -> None:
    found = listed(opened(made.rar_four(made.four_file(b"a", b"") * 20_002), "x.rar"))
    assert (found.count, found.cut) == (20_000, True)
    header = made.seven_header((1,) * 20_002, names=["a"] * 20_005)
    found = listed(opened(made.seven(header, bytes(20_002), way="lzma"), "x.7z"))
    assert (found.count, found.cut) == (20_000, True)


def test_a_rar_is_listed_without_its_content(pool: Any) -> None:
    long = made.five_file("long.bin", bytes(8 << 20))
    source = CountedSource(made.rar_five(long, made.five_file("b", b"words")))
    with pool.open(source, "x.rar") as file:
        assert [each.name for each in listed(file).entries] == ["long.bin", "b"]
    assert source.served < 2 << 20
