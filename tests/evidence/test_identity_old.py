"""Names in Office files from before 2007 and in Outlook messages are found, also where the file cannot be shown."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.evidence import BytesSource, WorkerPool
from reviewer_app.evidence.identity_replies import Field, Identity
from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.identity import identity
from reviewer_app.evidence.worker.source import RemoteFile
from tests.evidence.old_files import (
    compound_of,
    message_streams,
    properties,
    slide_streams,
    word_streams,
    workbook_stream,
)
from tests.evidence.old_workbooks import record

WHO, ED, ANN = "Marisol Quintanilla", "Ed Reviewer", "Ann Other"
SUMMARY, ABOUT = "\x05SummaryInformation", "\x05DocumentSummaryInformation"
KEPT = {
    SUMMARY: properties({4: WHO, 8: ED, 7: rf"C:\Documents and Settings\{ANN}\Normal.dot"}),
    ABOUT: properties({14: "Boss", 15: "Lakeside"}, own={"_AuthorEmailDisplayName": ANN, "Kind": "Plan"}),
}
OF_PROPERTIES = {
    *((Field.AUTHOR, WHO), (Field.LAST_EDITOR, ED), (Field.OWNER, ANN)),
    *((Field.MANAGER, "Boss"), (Field.COMPANY, "Lakeside"), (Field.AUTHOR, ANN)),
}
CASES = {
    "plan.doc": (
        KEPT | word_streams([WHO, rf"D:\Users\{ED}\plan.doc"], ["Unknown", ANN], ["Zoe", WHO]),
        OF_PROPERTIES
        | {(Field.LAST_EDITOR, WHO), (Field.OWNER, ED), (Field.CHANGED_BY, ANN)}
        | {(Field.COMMENTER, "Zoe"), (Field.COMMENTER, WHO)},
    ),
    "tally.xls": (
        KEPT | {"Workbook": workbook_stream(WHO, "Zoë")},
        OF_PROPERTIES | {(Field.LAST_EDITOR, WHO), (Field.COMMENTER, "Zoë")},
    ),
    "talk.ppt": (
        KEPT | slide_streams(WHO, ANN),
        OF_PROPERTIES | {(Field.LAST_EDITOR, WHO), (Field.COMMENTER, ANN)},
    ),
    "note.msg": (
        message_streams(WHO, f"{ED}; {ANN}"),
        {(Field.SENDER, WHO), (Field.OWNER, ED), (Field.OWNER, ANN)},
    ),
    "locked.docx": (KEPT | {"EncryptedPackage": b"?"}, OF_PROPERTIES),
    "drawing.vsd": (KEPT, OF_PROPERTIES),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool(warm=0)
    yield made
    made.close()


def found(data: bytes, kind: Kind = Kind.OLE) -> list[tuple[str, str]]:
    return identity(RemoteFile(len(data), lambda at, length: data[at : at + length]), kind)


@pytest.mark.parametrize("name", CASES)
def test_the_names_of_an_old_file_are_found(pool: WorkerPool, name: str) -> None:
    streams, expected = CASES[name]
    told = pool.identities(BytesSource(compound_of(streams)), name)
    assert set(told) == {Identity(field, value) for field, value in expected}


def test_names_are_read_in_the_code_page_the_file_is_in() -> None:
    assert found(compound_of({SUMMARY: properties({4: "Андрей"}, page=1251)})) == [("author", "Андрей")]


def test_names_in_a_file_within_the_file_are_found_too() -> None:
    one, two = properties({4: WHO}), properties({4: ANN})
    assert found(compound_of({SUMMARY: one, SUMMARY.lower(): two})) == [("author", WHO), ("author", ANN)]


def test_what_a_locked_workbook_scrambles_is_no_name() -> None:
    stream = workbook_stream(WHO, ANN).replace(b"\x5c\0", b"\x2f\0", 1)
    assert found(compound_of({"Workbook": stream})) == []


@given(st.sampled_from(sorted(CASES)), st.data())
def test_a_spoiled_file_says_as_much_as_can_be_read(name: str, data: st.DataObject) -> None:
    made = bytearray(compound_of(CASES[name][0]))
    for _ in range(8):
        at = data.draw(st.integers(512, len(made) - 1))
        made[at] = data.draw(st.integers(0, 255))
    for field, value in found(bytes(made[: data.draw(st.integers(600, len(made)))])):
        assert field in list(Field)
        assert value


def test_names_of_sheets_are_told() -> None:
    told = struct.pack("<IHBB", 0, 0, 4, 0) + b"Zoes"
    wide = struct.pack("<IHBB", 0, 0, 4, 1) + "Zoës".encode("utf-16-le")
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    stream = start + record(0x85, told) + record(0x85, wide)
    assert found(compound_of({"Workbook": stream})) == [("title", "Zoes"), ("title", "Zoës")]
