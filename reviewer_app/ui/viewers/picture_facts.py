"""The facts about a picture as a list: kind, size, and what a camera wrote into it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem


def facts_list() -> QTreeWidget:
    """An empty list."""
    made = QTreeWidget()
    made.setAccessibleName("Facts about this picture")
    made.setHeaderLabels(["Fact", "Value"])
    made.setRootIsDecorated(False)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return made


def list_facts(shown: QTreeWidget, words: str, size: tuple[int, int], exif: Mapping[str, str]) -> None:
    """Fill the list."""
    shown.clear()
    locale = QLocale()
    rows = [
        ("Kind", words or "Picture"),
        ("Size", f"{locale.toString(size[0])} × {locale.toString(size[1])} pixels"),
        *((str(name).capitalize(), str(value)) for name, value in exif.items()),
    ]
    for name, value in rows:
        shown.addTopLevelItem(QTreeWidgetItem([name, value]))
    shown.resizeColumnToContents(0)
