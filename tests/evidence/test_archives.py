"""Archives: their own list, hostile names made visible, nothing unpacked."""

import gzip
import io
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from reviewer_app.domain.errors import EvidenceError
from reviewer_app.evidence import OpenedEvidence, Shape
from reviewer_app.evidence.archive_replies import ArchiveList, read_list, visible
from reviewer_app.evidence.frames import ProtocolError
from tests.evidence.samples import CountedSource

Open = Callable[..., OpenedEvidence]


def listed(file: OpenedEvidence, first: int = 0, count: int = 300) -> ArchiveList:
    return read_list(file.part("list", 0, first, count), count)


def zipped(names: list[str], *, content: bytes = b"words") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return out.getvalue()


def test_an_empty_zip_is_an_empty_list(opened: Open) -> None:
    found = listed(opened(zipped([]), "x.zip"))
    assert (found.count, found.cut) == (0, False)


def tarred(mode: Any) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as made:
        about = tarfile.TarInfo("week 1/plan.txt")
        about.size, about.mtime = 3, 1_700_000_000
        made.addfile(about, io.BytesIO(b"abc"))
        link = tarfile.TarInfo("sly")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
    return out.getvalue()


def test_a_zip_shows_its_list_and_names_that_lie(opened: Open) -> None:
    file = opened(
        zipped(["plans/week 1/plan.txt", "../evil.txt", "photo\u202egpj.exe", "C:\\boot.ini"]), "x.zip"
    )
    assert file.info.shape is Shape.ARCHIVE
    found = listed(file)
    assert [each.name for each in found.entries] == [
        "plans/week 1/plan.txt",
        "../evil.txt",
        "photo⟨U+202E⟩gpj.exe",
        "C:/boot.ini",
    ]
    assert [each.outside for each in found.entries] == [False, True, False, True]
    assert found.entries[0].size == 5
    assert file.text(0).text.startswith("plans/week 1/plan.txt\n")


class Unmarked(zipfile.ZipInfo):
    """An entry whose name is written in bytes of its own, without saying in which encoding."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # as zipfile calls it
        return self.raw, self.flag_bits & ~0x800


@pytest.mark.parametrize(
    ("raw", "extra", "shown"),
    [
        ("Zoë né.docx".encode(), b"", "Zoë né.docx"),
        (unicodedata.normalize("NFD", "Zoë né.docx").encode(), b"", "Zoë né.docx"),
        ("Zoë né.docx".encode("cp437"), b"", "Zoë né.docx"),
        ("ré".encode("cp437"), struct.pack("<HHBL", 0x7075, 8, 1, 7) + b"lie", "ré"),
        (
            "ré".encode("cp437"),
            struct.pack("<HHBL", 0x7075, 8, 1, zlib.crc32("ré".encode("cp437"))) + "rő".encode(),
            "rő",
        ),
    ],
)
def test_names_without_a_mark_are_read_as_their_tools_wrote_them(
    opened: Open, raw: bytes, extra: bytes, shown: str
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        entry = Unmarked("x")
        entry.raw, entry.extra = raw, extra
        made.writestr(entry, b"words")
    file = opened(out.getvalue(), "x.zip")
    assert [each.name for each in listed(file).entries] == [shown]
    assert file.text(0).text == shown


def test_a_zip_is_listed_from_its_end_only(pool: Any) -> None:
    long = io.BytesIO()
    with zipfile.ZipFile(long, "w") as made:
        made.writestr("long.bin", bytes(3 << 20))
    source = CountedSource(long.getvalue())
    with pool.open(source, "x.zip") as file:
        assert listed(file).count == 1
    assert source.served < 1 << 20


def test_a_locked_entry_is_said(opened: Open) -> None:
    data = bytearray(zipped(["secret.txt"]))
    at = data.rfind(b"PK\1\2")
    data[at + 8] |= 1
    assert listed(opened(bytes(data), "x.zip")).entries[0].locked


@pytest.mark.parametrize("mode", ["w:", "w:gz"])
def test_a_tar_is_listed_with_where_its_links_lead(opened: Open, mode: str) -> None:
    found = listed(opened(tarred(mode), "x"))
    assert [(each.name, each.leads) for each in found.entries] == [
        ("week 1/plan.txt", ""),
        ("sly", "/etc/passwd"),
    ]
    assert found.entries[0].at == "2023-11-14 22:13"


def test_a_compressed_file_is_one_entry(opened: Open) -> None:
    out = io.BytesIO()
    with gzip.GzipFile("notes.txt", "wb", fileobj=out, mtime=1_700_000_000) as made:
        made.write(b"hello")
    (entry,) = listed(opened(out.getvalue(), "x.gz")).entries
    assert (entry.name, entry.size, entry.at) == ("notes.txt", 5, "2023-11-14 22:13")


def test_a_bomb_ends_the_list_and_not_the_worker(opened: Open) -> None:
    head = tarred("w:")[:1024]
    about = tarfile.TarInfo("endless.bin")
    about.size = 1 << 40
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as made:
        made.write(head + about.tobuf())
        for _ in range(300):
            made.write(bytes(1 << 20))
    found = listed(opened(out.getvalue(), "x.tar.gz"))
    assert found.cut
    assert [each.name for each in found.entries] == ["week 1/plan.txt", "endless.bin"]


def test_many_entries_come_in_windows(opened: Open) -> None:
    file = opened(zipped([f"{n}.txt" for n in range(700)]), "x.zip")
    assert len(listed(file, 0, 300).entries) == 300
    assert [each.name for each in listed(file, 699, 300).entries] == ["699.txt"]
    assert listed(file, 700, 300).entries == ()


def test_a_broken_archive_is_explained(opened: Open) -> None:
    for data in (zipped(["a.txt"])[:-30], b"\x1f\x8b\x08" + bytes(7) + b"\6" * 40):
        with pytest.raises(EvidenceError) as refused:
            opened(data, "x.zip")
        assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"count": 1, "cut": 0, "entries": []},
        {"count": 1 << 30, "cut": False, "entries": []},
        {"count": 1, "cut": False, "entries": [["a", 1, "", False, False]]},
        {"count": 1, "cut": False, "entries": [["a" * 2000, 1, "", False, False, ""]]},
        {"count": 1, "cut": False, "entries": [["a", -1, "", False, False, ""]]},
        {"count": 1, "cut": False, "entries": [["a", 1, "", "no", False, ""]]},
        {"count": 9, "cut": False, "entries": [["a", 1, "", False, False, ""]] * 9},
    ],
)
def test_lies_about_a_list_are_refused(answer: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        read_list((answer, b""), 5)


def test_signs_that_hide_or_turn_letters_are_spelt_out() -> None:
    assert visible("a\u200bb\x07c\u202e") == "a⟨U+200B⟩b⟨U+0007⟩c⟨U+202E⟩"
