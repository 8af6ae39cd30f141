"""The key sheet: all keys of the window as an accessible PDF to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer_app.workflows.writing import written

if TYPE_CHECKING:
    from reviewer_app.workflows.desk import Desk


def write_key_sheet(
    desk: Desk, chapters: Sequence[tuple[str, Sequence[tuple[str, str]]]], target: Path
) -> Path:
    """Headings with keys and what they do, whole or not at all."""
    from reviewer_app.reports.key_sheet import key_sheet_pdf  # typst is 80 MB; only where it is printed

    return written(target, key_sheet_pdf(chapters, desk.now().date()))
