"""Opening one small table and archive of each kind, so that nothing they load late is missing behind closed doors."""

from __future__ import annotations

import csv
import io
import tarfile
import zipfile

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.archive import Archive
from reviewer_app.evidence.worker.delimited import delimited
from reviewer_app.evidence.worker.document import Document
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.workbook import workbook

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MEMBERS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships {_RELATIONS}><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" s="0"><v>0.5</v></c>'
    '<c r="B1" s="1"><v>45000.5</v></c><c r="C1"><f>A1</f></c></row></sheetData></worksheet>',
}
_RAR_FOUR = bytes.fromhex(
    "526172211a0700cf907300000d00000000000000be8e740080210000000000000000000200000000006061581d30"
    "01002000000061c43d7b00400700"
)
_RAR_FIVE = bytes.fromhex(
    "526172211a070100c51a3332030100007f6e66950e02000200a40300f153650001016119b23a3503050000"
)
_SEVEN_ZIP = bytes.fromhex(
    "377abcaf271c0004fb04b7091900000000000000200000000000000073cb4bd10000817a610877c670030416205b17b8c47d9e"
    "fffffcb2d00017060001091900070b01000123030101055d000001000c120a01bc1575670000"
)


def warm_tables() -> None:
    """Open, list and read a workbook, a text table and an archive of each kind."""
    book, bag, packed = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, words in _MEMBERS.items():
            zipped.writestr(name, words)
    with tarfile.open(fileobj=bag, mode="w:") as plain, tarfile.open(fileobj=packed, mode="w:gz") as gzipped:
        plain.addfile(tarfile.TarInfo("a"))
        gzipped.addfile(tarfile.TarInfo("a"))
    most = csv.field_size_limit()
    _read(workbook(_remote(book.getvalue()), Kind.XLSX))
    _read(delimited(_remote(b"a;b\n1;2\n"), Kind.CSV))
    _read(Archive(_remote(book.getvalue()), Kind.ZIP))
    _read(Archive(_remote(bag.getvalue()), Kind.TAR))
    _read(Archive(_remote(packed.getvalue()), Kind.GZIP))
    _read(Archive(_remote(_RAR_FOUR), Kind.RAR))
    _read(Archive(_remote(_RAR_FIVE), Kind.RAR))
    _read(Archive(_remote(_SEVEN_ZIP), Kind.SEVEN_ZIP))
    csv.field_size_limit(most)


def _read(document: Document) -> None:
    document.summary()
    document.text(0)


def _remote(data: bytes) -> RemoteFile:
    return RemoteFile(len(data), lambda offset, length: data[offset : offset + length])
