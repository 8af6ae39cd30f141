"""Tables in plain text (CSV, TSV): encoding, separator and quotes found out, rows read from where they are asked."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from reviewer_app.evidence.kinds import Kind
from reviewer_app.evidence.worker.coding import LONGEST, coded_words
from reviewer_app.evidence.worker.sheets import COLUMNS_MOST, ROWS_MOST, Row, Sheet, Sheets
from reviewer_app.evidence.worker.source import RemoteFile
from reviewer_app.evidence.worker.words import decoded_start

_READ_MOST = 64 << 20
_MARK_EVERY = 256
_SAMPLE_ROWS = 60
_SEPARATORS = ",;\t|"
_FIELD_MOST = 4 * LONGEST


def delimited(source: RemoteFile, kind: Kind) -> Sheets:
    """The one sheet of a text table; what lies beyond the limits of a sheet is cut off and said."""
    text, encoding = decoded_start(source, _READ_MOST)
    lines = list(io.StringIO(text.replace("\x00", "\ufffd"), newline=""))
    separator = _declared(lines) or _separator(lines, "\t" if kind is Kind.TSV else ",")
    if _declared(lines):
        del lines[0]
    csv.field_size_limit(_FIELD_MOST)
    try:
        sheet = _sheet(lines, separator, csv.QUOTE_MINIMAL)
    except csv.Error:
        # A quotation mark that never closes swallows the rest: then quotation marks are only letters here.
        csv.field_size_limit(1 << 30)
        sheet = _sheet(lines, separator, csv.QUOTE_NONE)
    sheet.cut = sheet.cut or source.size > _READ_MOST
    return Sheets([sheet], encoding)


def _declared(lines: list[str]) -> str:
    """What Excel's own first line says: ``sep=;``."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4] if len(first) == 5 and first.lower().startswith("sep=") else ""


def _separator(lines: list[str], usual: str) -> str:
    """The sign that cuts most rows of a sample into the same number of fields, more than one."""
    best, most = usual, 0.0
    for sign in (usual, *(each for each in _SEPARATORS if each != usual)):
        try:
            found = [len(row) for row in csv.reader(lines[:_SAMPLE_ROWS], delimiter=sign) if row]
        except csv.Error:
            continue
        counted = Counter(found)
        fields = max(counted, key=counted.__getitem__, default=0)
        times = counted[fields]
        if fields > 1 and times / len(found) > most:
            best, most = sign, times / len(found)
    return best


def _sheet(lines: list[str], separator: str, quoting: Any) -> Sheet:
    """One pass over all rows to count them and to mark on which line every 256th begins."""
    marks, rows, columns = [0], 0, 0
    at = csv.reader(lines, delimiter=separator, quoting=quoting)
    for row in at:
        rows += 1
        columns = max(columns, len(row))
        if rows % _MARK_EVERY == 0:
            marks.append(at.line_num)
        if rows == ROWS_MOST:
            break
    cut = columns > COLUMNS_MOST or (rows == ROWS_MOST and at.line_num < len(lines))

    def window(first: int) -> Iterator[Row]:
        mark = min(first // _MARK_EVERY, len(marks) - 1)
        found = csv.reader(islice(lines, marks[mark], None), delimiter=separator, quoting=quoting)
        for number, row in enumerate(found, mark * _MARK_EVERY):
            if number >= first:
                yield [coded_words(cell) for cell in row[:COLUMNS_MOST]]

    return Sheet("", rows=rows, columns=min(columns, COLUMNS_MOST), cut=cut, lines=window)
