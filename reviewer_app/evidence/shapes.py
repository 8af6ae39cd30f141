"""In which of a few shapes an opened file is shown; each shape has a viewer of its own."""

from __future__ import annotations

from enum import StrEnum


class Shape(StrEnum):
    """How a file is shown; the value is the stable word of the protocol."""

    PAGES = "pages"
    PICTURE = "picture"
    TEXT = "text"
    PAPER = "paper"
    """Flowing text with headings, lists, tables and pictures: documents, web pages, email."""
    SHEETS = "sheets"
    SLIDES = "slides"
    MEDIA = "media"
    ARCHIVE = "archive"
