"""Opening what a bundle came as: a folder, or a zip."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reviewer_app.bundles.bagit import DECLARATION
from reviewer_app.bundles.folder_source import FolderSource
from reviewer_app.bundles.limits import Limits
from reviewer_app.bundles.repacked import as_packed
from reviewer_app.bundles.rules import Complain, refuse
from reviewer_app.bundles.source import Source, unreadable
from reviewer_app.bundles.zip_source import ZipSource
from reviewer_app.domain.errors import FileError


def must_hold_bundle(path: Path | BinaryIO) -> None:
    """Refuse a folder that is no bundle, as one of other files is; FileError ``no-bundle-here``."""
    if isinstance(path, Path) and path.is_dir() and not (path / DECLARATION).exists():
        raise FileError(
            "no-bundle-here",
            "There is no bundle in this folder",
            "It holds no .reviewbundle file, and is no bundle itself.",
            "Choose the files themselves, or the folder they lie in; nothing was taken in.",
        )


def open_source(
    path: Path | BinaryIO, limits: Limits, complain: Complain = refuse, *, plain: bool = False
) -> Source:
    """The folder or zip at this path, or the zip that is open already.

    ``plain`` keeps hard links and odd names, for bags that are no bundles.
    """
    try:
        if isinstance(path, Path) and path.is_dir():
            source: Source = FolderSource(path, limits, complain, plain=plain)
        else:
            source = ZipSource(path, limits, complain, plain=plain)
    except OSError as problem:
        raise unreadable("", problem) from problem
    return source if plain else as_packed(source, limits)
