"""Opening what a bundle came as: a folder, or a zip."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reviewer_app.bundles.folder_source import FolderSource
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.rules import Complain, refuse
from reviewer_app.bundles.source import Source, unreadable
from reviewer_app.bundles.zip_source import ZipSource


def open_source(
    path: Path | BinaryIO, limits: Limits, complain: Complain = refuse, *, plain: bool = False
) -> Source:
    """The folder or zip at this path, or the zip that is open already.

    ``plain`` keeps hard links and odd names, for bags that are no bundles.
    """
    try:
        if isinstance(path, Path) and path.is_dir():
            return FolderSource(path, limits, complain, plain=plain)
        return ZipSource(path, limits, complain, plain=plain)
    except OSError as problem:
        raise unreadable("", problem) from problem
